import { describe, expect, it } from 'vitest';
import { isEmpty } from '../../../src/app/author/decisions.js';
import { readDecisions } from '../../../src/app/author/read.js';
import { iso } from '../../../src/base/index.js';
import { InputError } from '../../../src/intake/index.js';

const read = (text: string, name = 'author.yaml') => readDecisions([{ name, text }], 7);

describe('the file beside the draft', () => {
  it('pins, rejects, annotates, sets instants, adds events and moves clocks, each with who says so', () => {
    const d = read(
      [
        'by: J. Doe',
        'rejected: [a-1, {finding: b-2, why: planned, by: K. Roe}]',
        'pinned: [{finding: c-3, as: root-cause}, d-4]',
        'notes:',
        '  e-5: seen in March',
        'marks: {detected: 2026-11-20T23:00:10Z, t0: {at: 2026-11-20T22:57:00Z, why: the pager}}',
        'events: [{at: 2026-11-20T23:01:00Z, text: called the hoster}]',
        'skew: {kubelet.log: 1m30s, node-1: -2}',
      ].join('\n'),
    );
    expect(d.rejected.map((x) => [x.finding, x.words, x.by])).toEqual([
      ['a-1', undefined, 'J. Doe'],
      ['b-2', 'planned', 'K. Roe'],
    ]);
    expect(d.pinned.map((x) => [x.finding, x.asRoot])).toEqual([
      ['c-3', true],
      ['d-4', false],
    ]);
    expect(d.notes.map((x) => [x.finding, x.words])).toEqual([['e-5', 'seen in March']]);
    expect(d.instants.map((x) => [x.name, iso(x.at.lo), x.at.grade])).toEqual([
      ['detect', '2026-11-20T23:00:10Z', 'D'],
      ['fault', '2026-11-20T22:57:00Z', 'D'],
    ]);
    expect(d.events.map((x) => x.words)).toEqual(['called the hoster']);
    expect(d.skew.map((x) => [x.name, x.seconds])).toEqual([
      ['kubelet.log', 90],
      ['node-1', -2],
    ]);
    expect(d.unread).toEqual([]);
  });

  it('says where each decision stands, in bytes', () => {
    const text = '# größer\nrejected:\n  - a-1\n';
    const [only] = read(text).rejected;
    const { offset = 0, length = 0, line } = only?.evidence ?? {};
    expect(
      Buffer.from(text)
        .subarray(offset, offset + length)
        .toString(),
    ).toBe('a-1');
    expect(line).toBe(3);
    expect(only?.evidence.source).toBe(7);
  });

  it('keeps what it cannot read, with the remedy', () => {
    const d = read(
      'reject: nothing\nmarks: {lunch: 12, detect: soon}\ncolour: red\nskew: {a: long}\nnotes: [x]',
    );
    expect(d.unread.map((u) => u.about)).toEqual(['rejected', 'lunch', 'detect', 'colour', 'a', 'notes']);
    expect(d.unread.every((u) => u.why.length > 10)).toBe(true);
    expect(isEmpty(d)).toBe(false);
  });

  it('refuses what is no YAML, by name, and takes an empty file for no decision', () => {
    expect(() => read('a: [')).toThrow(InputError);
    expect(() => read('a: [')).toThrow(/author\.yaml: not valid YAML/);
    expect(isEmpty(read('# nothing yet\n'))).toBe(true);
    expect(isEmpty(read(''))).toBe(true);
  });
});

describe('the session of the terminal', () => {
  it('is read by the same words; bookmarks and filters decide nothing', () => {
    const session = { version: 1, marks: { mitigate: '2026-11-20T23:00:00Z' }, pinned: ['a', 'b'], roots: ['b'], rejected: [], notes: {}, bookmarks: [{ at: 'x' }], events: [], skew: {}, filters: ['y'] }; // prettier-ignore
    const d = read(JSON.stringify(session, null, 2), 'capture.tar.gz.inquest.json');
    expect(d.pinned.map((p) => [p.finding, p.asRoot])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(d.instants.map((x) => x.name)).toEqual(['act']);
    expect(d.unread).toEqual([]);
    expect(d.sources).toEqual([
      expect.objectContaining({ id: 7, path: 'capture.tar.gz.inquest.json', records: 3 }),
    ]);
    expect(isEmpty(read(JSON.stringify({ ...session, marks: {}, pinned: [] })))).toBe(true);
  });
});
