import { byNumber } from '../../base/index.js';
import { ADDRESS_WORDS } from './callee.js';
import { CATALOGUE } from './catalogue.js';
import { REASON_WORDS } from './reason.js';

/**
 * Everything that one search for words decides on has a number: messages of the catalogue first, then reasons why a
 * call failed, then ways of naming an address.
 */
const REASONS_FROM = CATALOGUE.length;
const ADDRESSES_FROM = REASONS_FROM + REASON_WORDS.length;

const anchorsOf = (anchor: string | readonly string[]): readonly string[] =>
  typeof anchor === 'string' ? [anchor] : anchor;

/** Words by number; what has none may stand in any line. */
export const WORDS: readonly (readonly string[] | undefined)[] = [
  ...CATALOGUE.map(({ pattern }) => anchorsOf(pattern.anchor)),
  ...REASON_WORDS,
  ...ADDRESS_WORDS,
];

/** True for what makes a line worth reading; the rest only says how to read it. */
export function isMessage(number: number): boolean {
  return number < REASONS_FROM;
}

/** What was met in the bytes of one entry, by number, each once. */
export class Hits {
  private readonly met: readonly number[];

  constructor(met: readonly number[]) {
    this.met = met;
  }

  /** Messages of the catalogue that may match, ascending; no other one can. */
  messages(): number[] {
    return this.met.filter(isMessage).sort(byNumber);
  }

  reason(index: number): boolean {
    return this.has(REASONS_FROM + index);
  }

  address(index: number): boolean {
    return this.has(ADDRESSES_FROM + index);
  }

  private has(number: number): boolean {
    return this.met.includes(number) || WORDS[number] === undefined;
  }
}
