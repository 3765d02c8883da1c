import { describe, expect, it } from 'vitest';
import { afterCells, fit, fitEnd, headOf, visible, widthOf, wrap } from '../../../src/tui/text/visible.js';

describe('what reaches the screen', () => {
  it('shows controls instead of sending them', () => {
    expect(visible('a\u0000b\u0007c\rd')).toBe('a␀b␇c␍d');
    expect(visible('\u001b]8;;http://x\u0007link')).toBe('␛]8;;http://x␇link');
    expect(visible('\u009b31mred\u009d')).toBe('\ufffd31mred\ufffd');
    expect(visible('tab\there')).toBe('tab    here');
  });

  it('drops colours, bidirectional overrides and zero-width characters', () => {
    expect(visible('\u001b[1;31mERROR\u001b[0m done')).toBe('ERROR done');
    expect(visible('abc\u202edef\u200b')).toBe('abcdef');
  });

  it('never lets a broken surrogate through', () => {
    expect(visible('a\ud800b')).toBe('a\ufffdb');
  });

  it('counts wide and combining characters as terminals do', () => {
    expect(widthOf('pod')).toBe(3);
    expect(widthOf('失敗')).toBe(4);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('✖ ▲ ━')).toBe(5);
  });

  it('fits exactly, whatever the text', () => {
    for (const text of ['', 'short', 'a rather long text', '失敗しました', 'a失b', '\u001b[31m\u0007']) {
      for (const width of [0, 1, 2, 5, 10]) {
        expect(widthOf(fit(text, width))).toBe(width);
        expect(widthOf(fitEnd(text, width))).toBe(width);
      }
    }
    expect(fit('kube-controller-manager', 8)).toBe('kube-co…');
    expect(fitEnd('nodes/n2/kubelet.log', 10)).toBe('…belet.log');
  });

  it('cuts wide characters whole', () => {
    expect(headOf('失敗', 3)).toBe('失');
    expect(afterCells('失敗x', 2)).toBe('敗x');
  });

  it('wraps at blanks and cuts what is longer than a line', () => {
    expect(wrap('the quick brown fox', 9)).toEqual(['the quick', 'brown fox']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('', 4)).toEqual(['']);
  });
});
