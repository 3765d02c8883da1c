import { describe, expect, it } from 'vitest';
import { ADDRESS_WORDS } from '../../../src/intake/messages/callee.js';
import { literalsOf } from '../../../src/intake/messages/literals.js';

describe('words that a pattern cannot match without', () => {
  const cases: readonly (readonly [RegExp, readonly string[] | undefined])[] = [
    [/no such host|ENOTFOUND/, ['no such host', 'ENOTFOUND']],
    [/[Dd]eadline ?[Ee]xceeded/, ['eadline']],
    [/(?:ECONNREFUSED|ETIMEDOUT) (?<host>[\w.-]+)/, ['ECONNREFUSED', 'ETIMEDOUT']],
    [/\b401\b/, ['401']],
    [/abc(?:def)?ghij/, ['ghij']],
    [/abc+defg/, ['defg']],
    [/abcd{0,3}ef/, ['abc']],
    [/lookup (?!failed and more)\S+: t/, ['lookup ']],
    [/server\(s\)\.x/, ['server(s).x']],
    [/[\]a]bcd[^\]]efghi/, ['efghi']],
  ];
  for (const [pattern, words] of cases) {
    it(`${pattern.source}`, () => expect(literalsOf(pattern)).toEqual(words));
  }

  it('are none where one way to match says too little', () => {
    expect(literalsOf(/long enough|\d+/)).toBeUndefined();
    expect(literalsOf(/[a-z]+|ab/)).toBeUndefined();
    expect(literalsOf(/(?:abc)?/)).toBeUndefined();
    expect(literalsOf(/anything/i)).toBeUndefined();
  });

  it('hold nothing that quoting writes in another way, and no keys of fields', () => {
    expect(literalsOf(/Can't connect to "it"/)).toEqual(['t connect to ']);
    expect(literalsOf(/node_id=\S+ host=(\w+)/)).toEqual(['node_id']);
    expect(literalsOf(/failed with pod=web/)).toEqual(['failed with']);
    for (const word of ADDRESS_WORDS.flatMap((words) => words ?? [])) {
      expect(word).not.toMatch(/["'\\<>&=\n]/);
    }
  });
});
