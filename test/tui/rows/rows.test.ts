import { describe, expect, it } from 'vitest';
import type { RowSource } from '../../../src/app/ports.js';
import { ROW_KINDS, RowWriter } from '../../../src/tui/index.js';
import {
  bitsOf, complement, countBits, hasBit, headRow, histogramOf, intersect, itemOfRow, members, OPEN_LENS, parseClause,
  setBit, tableOf, textAt, textBits, viewOf, type Clause, type Lens,
} from '../../../src/tui/rows/index.js'; // prettier-ignore

const POD = (name: string, namespace = 'shop'): { kind: string; namespace: string; name: string } => ({
  kind: 'Pod',
  namespace,
  name,
});

function clause(text: string): Clause {
  const parsed = parseClause(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

function lens(...texts: string[]): Lens {
  return { ...OPEN_LENS, fold: false, clauses: texts.map(clause) };
}

const TEXTS = [
  'Back-off restarting failed container',
  'GET /healthz 200 in 12 ms',
  'dial tcp 10.0.0.7:443: i/o timeout',
  'Pulled image registry.test/a:1.2.3',
  'statuscode: 503 from 10.0.0.17',
  'MOUNT failed: Timed out',
  'Grüße aus dem Log',
];

function sample(): RowSource {
  const writer = new RowWriter();
  const kubelet = writer.origin({ id: 's1', path: 'nodes/a/kubelet.log', label: 'kubelet' });
  const audit = writer.origin({ id: 's2', path: 'audit.log', label: 'audit' });
  TEXTS.forEach((text, i) => {
    writer.add({
      lo: (TEXTS.length - i) * 1000, hi: (TEXTS.length - i) * 1000, severity: i % 2 === 0 ? 2 : 0, kind: 'log',
      source: i < 4 ? kubelet : audit, offset: i * 10, entity: POD(`web-${String(i)}`, i < 3 ? 'shop' : 'bank'), text,
    }); // prettier-ignore
  });
  return writer.finish();
}

function found(source: RowSource, ...texts: string[]): string[] {
  const table = tableOf(source, []);
  const view = viewOf(table, lens(...texts), new Set());
  return [...view.rows].map((id) => textAt(source.texts, source.text[id] ?? 0));
}

describe('rows', () => {
  it('come out in order of time, then source, then offset, whatever the order of arrival', () => {
    const writer = new RowWriter();
    const a = writer.origin({ id: 'a', path: 'a', label: 'a' });
    const b = writer.origin({ id: 'b', path: 'b', label: 'b' });
    const add = (lo: number, source: number, offset: number): void => {
      writer.add({
        lo,
        hi: lo,
        severity: 0,
        kind: 'log',
        source,
        offset,
        text: `${String(lo)} ${String(source)} ${String(offset)}`,
      });
    };
    add(2, b, 0);
    add(1, b, 5);
    add(2, a, 9);
    add(2, a, 1);
    add(1, a, 0);
    const rows = writer.finish();
    expect([...rows.text].map((t) => textAt(rows.texts, t))).toEqual([
      '1 0 0',
      '1 1 5',
      '2 0 1',
      '2 0 9',
      '2 1 0',
    ]);
  });

  it('grow past every first size and keep every text', () => {
    const writer = new RowWriter();
    for (let i = 0; i < 5000; i++)
      writer.add({ lo: i, hi: i, severity: 0, kind: 'log', text: `text ${String(i)} ${'x'.repeat(i % 50)}` });
    const rows = writer.finish();
    expect(rows.count).toBe(5000);
    expect(rows.texts.blocks.length).toBeGreaterThan(1);
    expect(textAt(rows.texts, rows.text[4321] ?? 0)).toBe(`text 4321 ${'x'.repeat(21)}`);
  });

  it('keep a huge text short and a broken one on one line', () => {
    const writer = new RowWriter();
    writer.add({ lo: 0, hi: 0, severity: 0, kind: 'log', text: 'x'.repeat(1_000_000) });
    writer.add({ lo: 1, hi: 1, severity: 0, kind: 'log', text: 'two\nlines' });
    const rows = writer.finish();
    expect(textAt(rows.texts, rows.text[0] ?? 0).length).toBe(2000);
    expect(textAt(rows.texts, rows.text[1] ?? 0)).toBe('two lines');
  });
});

describe('filters', () => {
  const source = sample();

  it.each([
    ['back-off', ['Back-off restarting failed container']],
    ['TIMED OUT', ['MOUNT failed: Timed out']],
    ['10.0.0.7:', ['dial tcp 10.0.0.7:443: i/o timeout']],
    ['10.0.0.17', ['statuscode: 503 from 10.0.0.17']],
    ['503', ['statuscode: 503 from 10.0.0.17']],
    ['grüße', ['Grüße aus dem Log']],
    ['/time(d)? ?out/i', ['MOUNT failed: Timed out', 'dial tcp 10.0.0.7:443: i/o timeout']],
    ['web-3', ['Pulled image registry.test/a:1.2.3']],
    ['ns:bank source:kubelet', ['Pulled image registry.test/a:1.2.3']],
    ['-f pdw1', ['GET /healthz 200 in 12 ms']],
    ['name:web-1|web-2', ['dial tcp 10.0.0.7:443: i/o timeout', 'GET /healthz 200 in 12 ms']],
  ])('%s', (text, expected) => {
    expect(found(source, text)).toEqual(expected);
  });

  it('stack, and hide with !', () => {
    expect(found(source, 'ns:shop', '!healthz')).toEqual([
      'dial tcp 10.0.0.7:443: i/o timeout',
      'Back-off restarting failed container',
    ]);
    expect(found(source, 'sev:warn', 'kind:po').length).toBe(4);
    expect(found(source, 'nothing like this')).toEqual([]);
  });

  it('say what is wrong with a filter that does not read', () => {
    expect(parseClause('/(/')).toContain('regular expression');
    expect(parseClause('sev:awful')).toContain('severity');
    expect(parseClause('type:thing')).toContain('type');
    expect(parseClause('!')).toContain('empty');
  });

  it('find by labels where the program knows them', () => {
    const labels = (key: string): Record<string, string> => (key.endsWith('web-1') ? { app: 'web' } : {});
    const view = viewOf(tableOf(source, []), lens('-l app=web'), new Set(), labels);
    expect(view.rows.length).toBe(1);
  });
});

/** A small generator of numbers, the same every time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

describe('search by templates', () => {
  it('finds exactly what a plain search finds, over random texts and needles', () => {
    const next = numbers(11);
    const alphabet = 'aAbB01 .:-';
    const random = (most: number): string =>
      Array.from({ length: 1 + next(most) }, () => alphabet[next(alphabet.length)] ?? 'a').join('');
    const texts = Array.from({ length: 400 }, () => random(12));
    const writer = new RowWriter();
    texts.forEach((text, i) => { writer.add({ lo: i, hi: i, severity: 0, kind: 'log', text }); }); // prettier-ignore
    const rows = writer.finish();
    for (let n = 0; n < 300; n++) {
      const needle = random(4);
      const hits = textBits(rows, needle);
      const plain = texts.flatMap((t, i) => (t.toLowerCase().includes(needle.toLowerCase()) ? [i] : []));
      expect(
        texts.flatMap((_, i) => (hasBit(hits, i) ? [i] : [])),
        `needle ${JSON.stringify(needle)}`,
      ).toEqual(plain);
    }
  });
});

describe('regular expressions', () => {
  /** Digits, dots and words as they stand in logs; two of them with characters of several bytes. */
  const texts = [
    ...Array.from({ length: 300 }, (_, i) => `GET /a${String(i % 7)} ${String(500 + (i % 12))} in ${String(i * 37)} ms from 10.${String(i % 4)}.2.${String(i)}`),
    'Größe 503', 'ende über 12 Wörter', 'no digits at all', 'code=503', 'CODE=503',
  ]; // prettier-ignore
  const writer = new RowWriter();
  texts.forEach((text, i) => { writer.add({ lo: i, hi: i, severity: 0, kind: 'log', text }); }); // prettier-ignore
  const rows = writer.finish();

  it.each(['50[34]', '\\d{3} in 1\\d+ ms', ' 503 ', '10\\.2\\.2\\.\\d$', '(503|507) in', '^GET /a3', 'code=503', 'größe', 'Wörter$', '.ber 12', '5.3', '^.{7}5', '12|37', '12|37|Wörter$', 'code|503', '5[0-3]|37', '^GET|12', '(12|37)|9', '[|]|12', 'a\\|5|12', '|12', 'a\\b5', '(?<x>5)03', '1(?!1)', '\\w+ \\d+$'])(
    '/%s/ finds what it finds in each text by itself',
    (source) => {
      for (const flags of ['', 'i']) {
        const regex = new RegExp(source, flags);
        expect(found(rows, `/${source}/${flags}`)).toEqual(texts.filter((text) => regex.test(text)));
      }
    },
  ); // prettier-ignore
});

describe('bits', () => {
  it('count, intersect and complement within their size', () => {
    const a = bitsOf(70);
    [0, 31, 32, 69].forEach((i) => { setBit(a, i); }); // prettier-ignore
    const b = bitsOf(70);
    [31, 69].forEach((i) => { setBit(b, i); }); // prettier-ignore
    expect(countBits(a)).toBe(4);
    expect(countBits(complement(a))).toBe(66);
    const both = intersect([a, b]);
    expect(both && countBits(both)).toBe(2);
    expect(intersect([])).toBeUndefined();
  });
});

describe('folding', () => {
  function repeats(): RowSource {
    const writer = new RowWriter();
    for (let i = 0; i < 6; i++) {
      writer.add({
        lo: i * 10_000_000,
        hi: i * 10_000_000,
        severity: 2,
        kind: 'event',
        entity: POD('a'),
        text: `Back-off, attempt ${String(i)}`,
      });
      writer.add({
        lo: i * 10_000_000 + 1,
        hi: i * 10_000_000 + 1,
        severity: 0,
        kind: 'log',
        entity: POD('b'),
        text: `ok in ${String(i)} ms`,
      });
    }
    return writer.finish();
  }

  it('folds two alternating messages into two lines with first and last', () => {
    const table = tableOf(repeats(), []);
    const view = viewOf(table, OPEN_LENS, new Set());
    expect(view.items).toBe(2);
    expect([...view.sizes]).toEqual([6, 6]);
    expect(members(table, view, 0).map((id) => id)).toEqual([0, 2, 4, 6, 8, 10]);
  });

  it('shows every row of a fold that is opened, and finds a folded row by its fold', () => {
    const table = tableOf(repeats(), []);
    const closed = viewOf(table, OPEN_LENS, new Set());
    expect(itemOfRow(table, closed, 4)).toBe(0);
    const open = viewOf(table, OPEN_LENS, new Set([0]));
    expect(open.items).toBe(7);
    expect(headRow(open, itemOfRow(table, open, 4))).toBe(4);
  });

  it('begins anew at an instant of the incident', () => {
    const mark = { lo: 25_000_000, hi: 25_000_000, kind: 'mark', severity: 1, text: 'T0' } as const;
    const table = tableOf(repeats(), [mark]);
    const view = viewOf(table, OPEN_LENS, new Set());
    expect([...view.sizes]).toEqual([3, 3, 1, 3, 3]);
  });

  it('does not fold what another entity says, or much later', () => {
    const writer = new RowWriter();
    writer.add({ lo: 0, hi: 0, severity: 2, kind: 'event', entity: POD('a'), text: 'down' });
    writer.add({ lo: 1, hi: 1, severity: 2, kind: 'event', entity: POD('b'), text: 'down' });
    writer.add({
      lo: 600_000_000,
      hi: 600_000_000,
      severity: 2,
      kind: 'event',
      entity: POD('a'),
      text: 'down',
    });
    expect(viewOf(tableOf(writer.finish(), []), OPEN_LENS, new Set()).items).toBe(3);
  });
});

describe('views', () => {
  it('keep extra rows in their place in time and count what is hidden', () => {
    const source = sample();
    const table = tableOf(source, [
      { lo: 2500, hi: 2500, kind: 'gap', severity: 1, text: 'no word' },
      { lo: 99_000, hi: 99_000, kind: 'mark', severity: 1, text: 'restored' },
    ]);
    const view = viewOf(table, { ...OPEN_LENS, fold: false }, new Set());
    expect([...view.rows]).toEqual([0, 1, 7, 2, 3, 4, 5, 6, 8]);
    const floor = viewOf(table, { ...OPEN_LENS, fold: false, floor: 2 }, new Set());
    expect(floor.rows.length + floor.hidden).toBe(9);
    expect([...floor.rows]).toContain(8);
    expect([...floor.rows]).not.toContain(7);
    const window = viewOf(table, { ...OPEN_LENS, window: { lo: 2000, hi: 3000 } }, new Set());
    expect([...window.rows]).toEqual([1, 7, 2]);
  });

  it('hold with nothing at all', () => {
    const table = tableOf(new RowWriter().finish(), []);
    const view = viewOf(table, OPEN_LENS, new Set());
    expect(view.items).toBe(0);
    expect(headRow(view, 0)).toBe(-1);
  });

  it('count into a histogram that loses no row', () => {
    const source = sample();
    const table = tableOf(source, []);
    const view = viewOf(table, OPEN_LENS, new Set());
    for (const width of [1, 3, 7, 50]) {
      const buckets = histogramOf(table, view, { lo: 1000, hi: 7000 }, width);
      expect(buckets.reduce((n, b) => n + b.count, 0)).toBe(7);
      expect(Math.max(...buckets.map((b) => b.worst))).toBe(2);
    }
  });

  it('know every kind of row by its number', () => {
    expect(new Set(ROW_KINDS).size).toBe(ROW_KINDS.length);
  });
});
