import { byNumber } from '../../base/index.js';
import { automaton } from './automaton.js';
import { CATALOGUE } from './catalogue.js';

/**
 * Words by which lines of error or warning level are found, whatever grammar writes the level. A word too
 * many only costs a parse; the grammar decides.
 */
const LEVEL_WORDS: readonly string[] = [
  'ERROR', 'Error', 'error', 'FATAL', 'Fatal', 'fatal', ' WARN', '[WARN', '"WARN', '=WARN', 'WARNI', 'Warning', '"warn',
  '=warn', '[warn', '\twarn', 'level=w', '"W"', '"E"', '"F"', '"err":"', 'panic', 'Traceback', 'Exception', 'CRITICAL',
  'critical', '[crit]', '[emerg', '[alert]', 'SEVERE', 'fail: ', 'crit: ', 'warn: ', ' E | ', ' W | ', ' C | ', 'npm ERR',
  '"level":50', '"level":60', '"level":40', '"PRIORITY":"0"', '"PRIORITY":"1"', '"PRIORITY":"2"', '"PRIORITY":"3"',
  '"PRIORITY":"4"', '\tERR\t', '\tWRN\t', ' ERR ', '|ERR|', '==== ', '==> ',
]; // prettier-ignore

const anchorsOf = (index: number): readonly string[] => {
  const anchor = CATALOGUE[index]?.pattern.anchor ?? [];
  return typeof anchor === 'string' ? [anchor] : anchor;
};

/** What stands in the bytes of one entry: a level word, and which patterns of the catalogue may match. */
export class Scanner {
  /** True when a level word or an anchor was met since {@link clear}. */
  found = false;
  private readonly hits = new Set<number>();
  private readonly machine;
  /** Per literal of the automaton: the patterns whose anchor it is; none for a level word. */
  private readonly patterns: (readonly number[])[];
  private readonly note = (literal: number): void => {
    this.found = true;
    for (const pattern of this.patterns[literal] ?? []) this.hits.add(pattern);
  };

  constructor() {
    const byLiteral = new Map<string, number[]>();
    for (const word of LEVEL_WORDS) byLiteral.set(word, []);
    CATALOGUE.forEach((_, index) => {
      for (const anchor of anchorsOf(index)) {
        const list = byLiteral.get(anchor);
        if (list) list.push(index);
        else byLiteral.set(anchor, [index]);
      }
    });
    this.patterns = [...byLiteral.values()];
    this.machine = automaton([...byLiteral.keys()]);
  }

  /** Looks through bytes and adds what is found. */
  scan(bytes: Uint8Array, from = 0, to = bytes.length): void {
    this.machine.scan(bytes, from, to, this.note);
  }

  clear(): void {
    if (!this.found) return;
    this.found = false;
    this.hits.clear();
  }

  /** Indexes of the patterns that may match, ascending. */
  candidates(): number[] {
    return [...this.hits].sort(byNumber);
  }
}
