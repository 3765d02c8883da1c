import { describe, expect, it } from 'vitest';
import { markOf } from '../../src/base/index.js';

describe('the mark of a text', () => {
  it('is the same for the same text, and whole', () => {
    expect(markOf('nodes/n1/kubelet.log')).toBe(markOf(`nodes/${'n1'}/kubelet.log`));
    expect(Number.isSafeInteger(markOf('ü'.repeat(1000)))).toBe(true);
  });

  it('differs for texts that differ little', () => {
    const texts = ['', 'a', 'b', 'aa', 'ab', 'ba'];
    for (let i = 0; i < 200_000; i += 1)
      texts.push(`uid-${i}`, `0f0e7a3c-1c1d-4a6e-9e0b-${i.toString(16).padStart(12, '0')}`);
    expect(new Set(texts.map(markOf)).size).toBe(texts.length);
  });
});
