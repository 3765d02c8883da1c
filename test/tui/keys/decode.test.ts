import { describe, expect, it } from 'vitest';
import { KeyDecoder } from '../../../src/tui/keys/decode.js';

function names(...chunks: string[]): string[] {
  const decoder = new KeyDecoder();
  return [...chunks.flatMap((c) => decoder.push(c)), ...decoder.flush()].map((k) => k.name);
}

describe('keys from bytes', () => {
  it('counts every key of a burst', () => {
    expect(names('jjjk')).toEqual(['j', 'j', 'j', 'k']);
    expect(names('\u001b[A\u001b[A\u001b[B')).toEqual(['up', 'up', 'down']);
  });

  it('joins sequences that came in pieces', () => {
    expect(names('\u001b', '[', 'A')).toEqual(['up']);
    expect(names('\u001b[6', '~j')).toEqual(['pgdn', 'j']);
  });

  it('tells Escape from the beginning of a sequence', () => {
    expect(names('\u001b')).toEqual(['esc']);
    expect(names('\u001bj')).toEqual(['esc', 'j']);
    expect(names('\u001b\u001b')).toEqual(['esc', 'esc']);
  });

  it('names control keys', () => {
    expect(names('\u0003\u0004\u0006\r\t\u007f ')).toEqual([
      'ctrl-c',
      'ctrl-d',
      'ctrl-f',
      'enter',
      'tab',
      'backspace',
      'space',
    ]);
    expect(names('\u001b[Z\u001bOA\u001b[1~\u001b[F')).toEqual(['shift-tab', 'up', 'home', 'end']);
  });

  it('swallows mouse reports, answers of the terminal and unknown sequences', () => {
    expect(names('\u001b[<0;10;5Mj')).toEqual(['j']);
    expect(names('\u001b[<64;10;5M\u001b[<65;10;5M')).toEqual(['wheel-up', 'wheel-down']);
    expect(names('\u001b[M !!j')).toEqual(['j']);
    expect(names('\u001b]11;rgb:0/0/0\u0007j')).toEqual(['j']);
    expect(names('\u001b[?62;1cj')).toEqual(['j']);
  });

  it('takes pasted text as one piece, even when it comes in several', () => {
    const decoder = new KeyDecoder();
    expect(decoder.push('\u001b[200~ns:a\nq')).toEqual([]);
    expect(decoder.push('uit\u001b[2')).toEqual([]);
    expect(decoder.push('01~j')).toEqual([
      { name: 'paste', text: 'ns:a\nquit' },
      { name: 'j', text: 'j' },
    ]);
  });

  it('keeps characters outside of ASCII whole', () => {
    expect(names('ä失😀')).toEqual(['ä', '失', '😀']);
  });
});
