import type { Path } from '../base/index.js';

/**
 * What would have to be written in expected.yaml so that it says what was found. Only values are proposed:
 * what must not be blamed and what must not be linked is never taken out by a program.
 */
export type Change =
  | { readonly path: Path; readonly set: unknown }
  /** Takes the entry out: nothing like it was found. */
  | { readonly path: Path; readonly drop: true }
  /** A new entry at the end of the list. */
  | { readonly path: Path; readonly add: unknown }
  /** Entries of a list in another order: indices as they stand now. */
  | { readonly path: Path; readonly order: readonly number[] };
