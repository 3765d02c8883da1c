import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Stamp } from '../../src/base/index.js';
import { exactly, utc } from '../../src/base/index.js';
import type { Format, Place } from '../../src/intake/index.js';
import { FORMATS, readCapture } from '../../src/intake/index.js';
import { Reading } from '../../src/intake/reading.js';
import type { CaptureRecord, Locator } from '../../src/model/index.js';

export interface ReadOptions {
  readonly path?: string;
  readonly place?: Place;
  readonly chunk?: number;
  readonly formats?: readonly Format[];
  /** Handed to deferred formats. */
  readonly capturedAt?: Stamp;
}

const CAPTURED = exactly(utc(2026, 7, 1, 20));

/** Reads one source as intake does, without settling times. */
export function readText(content: string | Buffer, options: ReadOptions = {}): Reading {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const reading = new Reading(0, options.path ?? 'file', options.place ?? {}, options.formats ?? FORMATS);
  const step = options.chunk ?? (bytes.length || 1);
  for (let at = 0; at < bytes.length; at += step) reading.chunk(bytes.subarray(at, at + step));
  reading.end();
  if (reading.isWaiting) reading.resume(options.capturedAt ?? CAPTURED);
  return reading;
}

/** Records without where they lie, to compare two readings of the same text. */
export function said(records: readonly CaptureRecord[]): unknown {
  return records.map((record) => {
    const plain: Record<string, unknown> = { ...record };
    delete plain['evidence'];
    delete plain['lastEvidence'];
    return plain;
  });
}

function spotsOf(records: readonly CaptureRecord[]): readonly Locator[] {
  return records.flatMap((record) =>
    'lastEvidence' in record ? [record.evidence, record.lastEvidence] : [record.evidence],
  );
}

/** What stands at the evidence, line ends made plain. */
function quotes(
  bytes: Buffer,
  records: readonly CaptureRecord[],
  encoding: BufferEncoding = 'utf8',
): string[] {
  return spotsOf(records).map(({ offset, length }) =>
    bytes.toString(encoding, offset, offset + length).replace(/\r\n/g, '\n'),
  );
}

export interface FormatTestOptions {
  /** Names under which it is found, one per sample or one for all. */
  readonly names?: readonly string[];
  readonly place?: Place;
  readonly capturedAt?: Stamp;
  /** Only among these formats; the whole registry by default. */
  readonly formats?: readonly Format[];
  /** The format's evidence is cited without line ends in it, so it reads the same under CRLF. */
  readonly skip?: readonly ('crlf' | 'utf-16' | 'unnamed' | 'gzip')[];
}

/**
 * What every format must hold to: each sample is recognised under any name, gives records, and reads the
 * same in small chunks, with CRLF, with a byte order mark, in UTF-16 and gzipped.
 */
export function testFormat(format: Format, options: FormatTestOptions = {}): void {
  const { capturedAt, formats = FORMATS, place } = options;
  const how: ReadOptions = {
    formats,
    ...(capturedAt === undefined ? {} : { capturedAt }),
    ...(place === undefined ? {} : { place }),
  };
  const skips = new Set<string>(options.skip);
  /** An equality that does not hold by the nature of the format is not tested, rather than skipped. */
  const unless = (what: string) => (skips.has(what) ? () => undefined : it);
  describe(`format ${format.id}`, () => {
    it('has samples', () => expect(format.samples.length).toBeGreaterThan(0));
    format.samples.forEach((sample, i) => {
      const path = options.names?.[i] ?? options.names?.[0] ?? 'file';
      const bytes = Buffer.from(sample);
      const expected = readText(bytes, { ...how, path });
      const title = `sample ${i + 1} `;

      it(`${title}is recognised and gives records`, () => {
        expect(expected.format).toBe(format.id);
        expect(expected.problems).toEqual([]);
        expect(expected.records.length).toBeGreaterThan(0);
        for (const { offset, length } of spotsOf(expected.records)) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(bytes.length);
        }
      });

      unless('unnamed')(`${title}reads the same under no name`, () => {
        const found = readText(bytes, {
          formats,
          path: 'x',
          ...(capturedAt === undefined ? {} : { capturedAt }),
        });
        expect(found.format).toBe(format.id);
      });

      it.each([1, 7, 64])(`${title}reads the same in chunks of %i bytes`, (chunk) => {
        expect(readText(bytes, { ...how, path, chunk }).records).toEqual(expected.records);
      });

      unless('crlf')(`${title}reads the same with CRLF`, () => {
        const crlf = Buffer.from(sample.replace(/\n/g, '\r\n'));
        const found = readText(crlf, { ...how, path, chunk: 64 });
        expect(said(found.records)).toEqual(said(expected.records));
        expect(quotes(crlf, found.records)).toEqual(quotes(bytes, expected.records));
      });

      it(`${title}reads the same with a byte order mark`, () => {
        const marked = Buffer.from(`\ufeff${sample}`);
        const found = readText(marked, { ...how, path, chunk: 64 });
        expect(said(found.records)).toEqual(said(expected.records));
        expect(quotes(marked, found.records)).toEqual(quotes(bytes, expected.records));
      });

      unless('utf-16')(`${title}reads the same in UTF-16`, () => {
        const wide = Buffer.from(`\ufeff${sample}`, 'utf16le');
        const found = readText(wide, { ...how, path, chunk: 63 });
        expect(said(found.records)).toEqual(said(expected.records));
        expect(quotes(wide, found.records, 'utf16le')).toEqual(quotes(bytes, expected.records));
      });

      unless('gzip')(`${title}reads the same gzipped from a pipe`, async () => {
        const packed = gzipSync(bytes);
        const plain = await readCapture([{ path: '-', stream: one(bytes) }], { formats, asOf: CAPTURED.lo });
        const found = await readCapture([{ path: '-', stream: one(packed) }], { formats, asOf: CAPTURED.lo });
        expect(found.sources[0]?.format).toBe(format.id);
        expect(found.records).toEqual(plain.records);
      });

      it(`${title}is read as far as it goes when cut off`, () => {
        const half = bytes.subarray(0, Math.floor(bytes.length / 2));
        expect(() => readText(half, { ...how, path })).not.toThrow();
      });
    });
  });
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
