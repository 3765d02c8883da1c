import { describe, expect, it } from 'vitest';
import { SharedParts } from '../../../src/intake/formats/kube/shared-parts.js';

const spec = (node: string): object => ({
  nodeName: node,
  containers: [
    {
      name: 'app',
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: 1 },
      ],
      tty: false,
      args: [],
      resources: {},
    },
    { name: 'side', env: [{ name: 'A', value: '1' }], stdin: null },
  ],
});
const containersOf = (value: unknown): unknown => Object.entries(value as object)[1]?.[1];

describe('shared parts', () => {
  it('give the same value back, equal parts being one', () => {
    const parts = new SharedParts();
    const [a, b] = [parts.share(spec('n1')), parts.share(spec('n2'))];
    expect(a).toEqual(spec('n1'));
    expect(b).toEqual(spec('n2'));
    expect(containersOf(a)).toBe(containersOf(b));
    expect(JSON.stringify(b)).toBe(JSON.stringify(spec('n2')));
  });

  it('keep apart what only looks alike', () => {
    const parts = new SharedParts();
    for (const value of [
      '1',
      1,
      true,
      'true',
      null,
      'null',
      [],
      {},
      ['1'],
      [1],
      { a: '1' },
      { a: 1 },
      '=1',
      '"1',
      '',
    ]) {
      expect(parts.share(value)).toEqual(value);
      expect(parts.share([value, { a: value }])).toEqual([value, { a: value }]);
    }
    for (let id = 0; id < 60; id += 1) {
      const odd = { [`a ${id},1 b`]: 2 };
      expect(parts.share(odd)).toEqual(odd);
    }
    expect(parts.share({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
  });
});
