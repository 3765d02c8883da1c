import type { Outcome } from '../outcome.js';
import type { Budget } from '../source/member.js';

/** What a helper is to read. */
export interface Task {
  readonly paths: readonly string[];
  readonly budget: Budget;
  readonly claims: SharedArrayBuffer;
}

/** What a helper read of a member; but for the place. */
export interface Share {
  readonly member: number;
  /** Of its path: another one stands there when the capture changed meanwhile. */
  readonly mark: number;
  readonly outcome: Outcome;
  readonly isLimited: boolean;
}

/** From the helper: shares, some at a time; last of all an empty list. */
export type Shares = readonly Share[];
