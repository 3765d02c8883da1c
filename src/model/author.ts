import type { Ref } from './entity.js';

/**
 * One decision of the author of the draft: what it was about, whether it could be honoured, and what came
 * of it. Decisions are made in the terminal or written into a small file beside the draft.
 */
export interface AuthorEntry {
  readonly kind: 'rejected' | 'pinned' | 'note' | 'instant' | 'event' | 'skew' | 'unread';
  /** What it names, as it stands in the author's file: a finding, an instant, a source. */
  readonly about: string;
  /** not-found: what it names is not in this analysis; not-applied: it could not be honoured, `what` says why. */
  readonly outcome: 'honoured' | 'not-found' | 'not-applied';
  /** What came of it, in a sentence. */
  readonly what: string;
  /** Who says so: a name, or "the author". */
  readonly by: string;
  /** The author's own words. */
  readonly words?: string;
  readonly incident?: string;
  readonly entity?: Ref;
  /** Where the decision is written, then what the finding itself rested on. */
  readonly evidence: readonly string[];
}

/** What the author said of one finding. */
export interface AuthorRemark {
  readonly pinned?: true;
  readonly notes: readonly {
    readonly text: string;
    readonly by: string;
    readonly evidence: readonly string[];
  }[];
}
