import { describe, expect, it } from 'vitest';
import { clean, components, cycles, lowerFirst, oneLine, sortedBy } from '../../src/base/index.js';

describe('text from a capture', () => {
  it('loses escapes, control and bidirectional characters, and nothing else', () => {
    expect(clean('\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007')).toBe('red link');
    expect(clean('a\u0000b\u0007c\u202Ed')).toBe('abcd');
    expect(clean('Größe: 5 µs\tok\n')).toBe('Größe: 5 µs\tok\n');
  });

  it('is cut with an ellipsis', () => {
    expect(oneLine('a  b\n c')).toBe('a b c');
    expect(oneLine('x'.repeat(500), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});

describe('a title inside a sentence', () => {
  it.each([
    ['Image pull fails', 'image pull fails'],
    ['A webhook fails', 'a webhook fails'],
    ['MySQL rejects the credentials', 'MySQL rejects the credentials'],
    ['CoreDNS forwards to itself', 'CoreDNS forwards to itself'],
    ['API server down', 'API server down'],
    ['CNI plugin not authorised', 'CNI plugin not authorised'],
    ['Argo CD cannot compare', 'Argo CD cannot compare'],
    ['etcd without quorum', 'etcd without quorum'],
    ['TLS with a dependency fails', 'TLS with a dependency fails'],
  ])('%s → %s', (title, inside) => {
    expect(lowerFirst(title)).toBe(inside);
  });
});

describe('order', () => {
  it('sorts by keys in turn, by code unit, without touching the input', () => {
    const list = [
      { n: 2, s: 'b' },
      { n: 1, s: 'Z' },
      { n: 1, s: 'a' },
    ];
    expect(
      sortedBy(
        list,
        (x) => x.n,
        (x) => x.s,
      ).map((x) => x.s),
    ).toEqual(['Z', 'a', 'b']);
    expect(list[0]?.n).toBe(2);
  });
});

describe('graphs', () => {
  it('finds components', () => {
    expect(components(['a', 'b', 'c', 'd'], [['c', 'a']])).toEqual([['a', 'c'], ['b'], ['d']]);
  });

  it('finds cycles, nested and long ones, without recursion', () => {
    const edges = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
      ['e', ['e']],
    ]);
    expect(cycles(edges)).toEqual([['a', 'b', 'c'], ['e']]);
    const long = new Map(Array.from({ length: 50_000 }, (_, i) => [`n${i}`, [`n${(i + 1) % 50_000}`]]));
    expect(cycles(long)[0]).toHaveLength(50_000);
  });
});
