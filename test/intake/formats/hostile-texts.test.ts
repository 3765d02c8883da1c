import { describe, expect, it } from 'vitest';
import { exactly, utc } from '../../../src/base/index.js';
import { textFormats } from '../../../src/intake/formats/texts.js';
import { RecordStore } from '../../../src/intake/store/record-store.js';
import type { CaptureRecord } from '../../../src/model/index.js';

/** Text readers must come to an end on anything, and point only at bytes that are there. */
function read(format: (typeof textFormats)[number], bytes: Buffer): CaptureRecord[] {
  const records: CaptureRecord[] = [];
  const nothing = (): void => undefined;
  const reader = format.open({
    source: 0,
    path: 'x',
    place: {},
    store: new RecordStore(),
    capturedAt: exactly(utc(2026, 7, 1, 20)),
    emit: (record) => records.push(record),
    problem: nothing,
    describe: nothing,
    covers: nothing,
  });
  reader.chunk(bytes);
  reader.end();
  return records;
}

function sound(records: readonly CaptureRecord[], size: number): boolean {
  return records.every((r) => {
    const { offset, length } = r.evidence;
    const stamps = [
      'at' in r ? r.at : undefined,
      'first' in r ? r.first : undefined,
      'last' in r ? r.last : undefined,
    ];
    const ordered = stamps.every((s) => s === undefined || (Number.isFinite(s.lo) && s.lo <= s.hi));
    return offset >= 0 && length >= 0 && offset + length <= size && ordered;
  });
}

/** The same bytes on every machine: a linear congruential generator. */
function* noise(seed: number): Generator<number> {
  for (let n = seed; ;) {
    n = (n * 1103515245 + 12345) % 2 ** 31;
    yield n / 2 ** 31;
  }
}

describe('text formats on broken bytes', () => {
  it.each(textFormats.map((f) => [f.id, f] as const))('%s', (_id, format) => {
    const random = noise(7);
    const next = (below: number): number => Math.floor((random.next().value ?? 0) * below);
    for (const sample of format.samples) {
      for (let round = 0; round < 20; round += 1) {
        const bytes = Buffer.from(sample);
        for (let i = 0; i <= bytes.length / 100; i += 1) bytes[next(bytes.length)] = next(256);
        expect(sound(read(format, bytes), bytes.length)).toBe(true);
      }
    }
  });
});

const LINES = [
  'a ',
  '1 ',
  '5m ',
  'a:',
  'a: ',
  'a/',
  'a,',
  '(',
  '[',
  '"',
  '| a ',
  '│   ',
  ' ',
  '1.1.1.1:80,',
  'Name: ',
  '{"a":',
];

describe('text formats on endless lines', () => {
  // The YAML library takes its time over such text; it is only asked when the head looks like a finding.
  const formats = textFormats.filter((f) => f.id !== 'alert-finding');
  it.each(formats.map((f) => [f.id, f] as const))('%s', (_id, format) => {
    for (const sample of format.samples) {
      const first = sample.slice(0, sample.indexOf('\n') + 1);
      for (const piece of LINES) {
        const text = first + piece.repeat(4000);
        const head = { text, lines: text.split('\n'), path: 'notes.md', place: {}, whole: true };
        expect(format.sniff(head)).toBeGreaterThanOrEqual(0);
        expect(sound(read(format, Buffer.from(text)), Buffer.byteLength(text))).toBe(true);
      }
    }
  });
});
