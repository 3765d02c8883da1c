import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../../src/intake/index.js';
import { parseBlockYaml } from '../../src/intake/formats/kube/block-yaml.js';
import { FORMATS } from '../../src/intake/registry.js';
import { readText } from '../support/format-tester.js';
import { streamOf, tarOf, zipOf } from '../support/archives.js';

/** Small, fast, seeded (mulberry32): failures come back. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ALL_SAMPLES = FORMATS.flatMap(({ samples, id }) =>
  samples.map((sample, i) => ({ name: `${id}/${i}`, content: sample })),
);

function flipped(bytes: Buffer, share: number, next: () => number): Buffer {
  const out = Buffer.from(bytes);
  for (let n = Math.ceil(out.length * share); n > 0; n--)
    out[Math.floor(next() * out.length)] = Math.floor(next() * 256);
  return out;
}

describe('damaged captures', () => {
  const packings: readonly (readonly [string, Buffer])[] = [
    ['tar', tarOf(ALL_SAMPLES)],
    ['tar.gz', gzipSync(tarOf(ALL_SAMPLES))],
    ['zip', zipOf(ALL_SAMPLES)],
  ];

  it.each(packings)('flipped bytes of a %s never make it throw', async (_, bytes) => {
    for (let seed = 1; seed <= 6; seed++) {
      const next = random(seed);
      const stream = streamOf(flipped(bytes, seed === 6 ? 0.01 : 0.0005, next), 10_000);
      const { sources } = await readCapture([{ path: '-', stream }]);
      for (const { status } of sources)
        expect(status).toMatch(/^(?:read|partial|unrecognised|empty|refused)$/);
    }
  });

  it.each(packings)('a %s cut anywhere never makes it throw', async (_, bytes) => {
    const next = random(7);
    for (let i = 0; i < 12; i++) {
      const stream = streamOf(bytes.subarray(0, Math.floor(next() * bytes.length)));
      await expect(readCapture([{ path: '-', stream }])).resolves.toBeDefined();
    }
  });

  it('flipped bytes of every sample keep evidence inside the source', () => {
    for (const { content, name } of ALL_SAMPLES) {
      for (let seed = 1; seed <= 4; seed++) {
        const bytes = flipped(Buffer.from(content), 0.01, random(seed));
        const reading = readText(bytes, { path: name });
        expect(reading.problems.filter(({ message }) => message.includes('fault of inquest'))).toEqual([]);
        for (const { evidence } of reading.records) {
          expect(evidence.offset).toBeGreaterThanOrEqual(0);
          expect(evidence.offset + evidence.length).toBeLessThanOrEqual(bytes.length);
        }
      }
    }
  });
});

describe('nonsense', () => {
  const LONG = 200_000;
  const texts: readonly (readonly [string, string | Buffer])[] = [
    ['random bytes', Buffer.from(Array.from({ length: LONG }, random(3)).map((n) => n * 256))],
    ['blanks', ' '.repeat(LONG)],
    ['one letter', 'a'.repeat(LONG)],
    ['newlines', '\n'.repeat(LONG)],
    ['prompts', '$ '.repeat(LONG / 2)],
    ['prompt lines', '$ kubectl get pods\n'.repeat(LONG / 40)],
    ['open brackets', '['.repeat(LONG)],
    ['open braces', '{"a":'.repeat(LONG / 5)],
    ['nested list', `{"kind":"List","items":${'['.repeat(LONG)}${']'.repeat(LONG)}}`],
    ['quotes', '{"'.repeat(LONG / 2)],
    ['backslashes', `{"a":"${'\\'.repeat(LONG)}`],
    ['dashes', '- '.repeat(LONG / 2)],
    ['yaml nesting', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    [
      'yaml laughs',
      `apiVersion: v1\nkind: Pod\na: &a [x,x]\n${Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`},*${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}`,
    ],
    ['pipes', '|'.repeat(LONG)],
    ['dots and digits', '1.2.3.4:5 '.repeat(LONG / 10)],
    ['equals', 'a=b '.repeat(LONG / 4)],
    ['equals and quotes', 'a="b '.repeat(LONG / 5)],
    ['dashes in words', 'a-'.repeat(LONG / 2)],
    ['time after time', '2026-07-01T19:22:41Z '.repeat(LONG / 21)],
    ['NUL bytes', Buffer.alloc(LONG)],
    ['lone surrogates', Buffer.from('\ufeff\ud800\udc00\ud800'.repeat(1000), 'utf16le')],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d])],
    ['marks only', Buffer.from([0xff, 0xfe])],
    ['markers', '==== START logs for container a of pod b/c ====\n'.repeat(2000)],
  ];

  it.each(texts)('%s: read in good time, without a fault', { timeout: 120_000 }, (_, text) => {
    // Time of this process alone: others may have the cores.
    const before = process.cpuUsage();
    const reading = readText(text, { chunk: 4096 });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
    expect(reading.problems.filter(({ message }) => message.includes('fault of inquest'))).toEqual([]);
  });

  it('names of JavaScript are names only', () => {
    const json =
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"__proto__","namespace":"constructor","uid":"u"},"__proto__":{"polluted":true},"toString":1}';
    const { records } = readText(json);
    expect(records).toHaveLength(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const yaml = parseBlockYaml('__proto__:\n  polluted: true\n');
    expect(Object.getPrototypeOf(yaml)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('a value beyond the limit is left out and the rest is read', () => {
    const big = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"big"},"data":{"x":"${'x'.repeat(70 * 2 ** 20)}"}}`;
    const small = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"after","uid":"u"}}';
    const { records, problems, status } = readText(`{"kind":"List","items":[${big},${small}]}`, {
      chunk: 2 ** 20,
    });
    expect(records.map((record) => record.kind === 'object' && record.ref.name)).toEqual(['after']);
    expect(problems[0]?.message).toContain('larger than is read');
    expect(status).toBe('partial');
  });
});

describe('what is no text', () => {
  it.each([
    ['AppleDouble', Buffer.concat([Buffer.from([0, 5, 22, 7]), Buffer.alloc(60, 1)])],
    ['.DS_Store', Buffer.from(`\0\0\0\u0001Bud1${'\0\u0001'.repeat(60)}`, 'latin1')],
    ['image', Buffer.from(`\u0089PNG\r\n\u001a\n${'\0\u0001'.repeat(60)}`, 'latin1')],
  ])('is named: %s', (word, bytes) => {
    const { status, problems } = readText(bytes);
    expect(status).toBe('unrecognised');
    expect(problems[0]?.message).toContain(word);
  });
});
