import type { Stamp } from '../../base/index.js';
import type { Evidence, SourceInfo } from '../../model/index.js';

/** What the author may set: instants by the names that people use for them. */
export type SetInstant =
  'trigger' | 'fault' | 'impact' | 'detect' | 'acknowledge' | 'diagnose' | 'act' | 'restore' | 'resolve';

/** A file of the author's decisions, as text. */
export interface AuthorFile {
  /** Name under which the draft cites it; never a path of this machine. */
  readonly name: string;
  readonly text: string;
}

/** Every decision keeps who made it, in which words, and where it is written. */
export interface Said {
  readonly by: string;
  readonly words?: string;
  readonly evidence: Evidence;
}

/** A finding by its id, or by "CONDITION of KIND/NAMESPACE/NAME". */
export interface OnFinding extends Said {
  readonly finding: string;
}

export interface Pinned extends OnFinding {
  /** It was a root cause when it was pinned, and stays one. */
  readonly asRoot: boolean;
}

export interface SaidInstant extends Said {
  readonly name: SetInstant;
  /** The name that the author used. */
  readonly mark: string;
  readonly at: Stamp;
}

/** All that the author decided, in the order of the files. */
export interface Decisions {
  /** The files themselves, as sources that evidence may lie in. */
  readonly sources: readonly SourceInfo[];
  readonly rejected: readonly OnFinding[];
  readonly pinned: readonly Pinned[];
  readonly notes: readonly (OnFinding & { readonly words: string })[];
  readonly instants: readonly SaidInstant[];
  readonly events: readonly (Said & { readonly at: Stamp; readonly words: string })[];
  /** Clock of a source or node that is behind by so many seconds. */
  readonly skew: readonly (Said & { readonly name: string; readonly seconds: number })[];
  /** What stands in the files and cannot be read as a decision. */
  readonly unread: readonly (Said & { readonly about: string; readonly why: string })[];
}

export const NO_DECISIONS: Decisions = {
  sources: [],
  rejected: [],
  pinned: [],
  notes: [],
  instants: [],
  events: [],
  skew: [],
  unread: [],
};

/** How many decisions the files hold, the unreadable ones among them. */
export function countOf(d: Decisions): number {
  const lists = [d.rejected, d.pinned, d.notes, d.instants, d.events, d.skew, d.unread];
  return lists.reduce((n, list) => n + list.length, 0);
}

/** True when the files say nothing that changes an analysis. */
export function isEmpty(d: Decisions): boolean {
  return countOf(d) === 0;
}
