import type { Instant } from '../base/index.js';
import type { Analysis, EntityKey, Ref } from '../model/index.js';

/**
 * What the terminal may ask of the program: types only. The rows are columns (one typed array per
 * field), because a capture can hold millions and an object per row costs 200 bytes of memory and a
 * second per filter.
 */

/** What a row says: the kinds of the told timeline, then those that only the full record has. */
export type RowKind =
  | 'fault'
  | 'symptom'
  | 'change'
  | 'detection'
  | 'action'
  | 'recovery'
  | 'context'
  | 'event'
  | 'log'
  | 'request'
  | 'alert'
  | 'note'
  | 'gap'
  | 'mark';

/** A run of texts in one buffer: text i of the block is bytes[starts[i] .. starts[i+1] - 1), "\n" between. */
export interface TextBlock {
  /** Index of its first text in the column. */
  readonly first: number;
  readonly count: number;
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Texts by index, kept as UTF-8 and decoded only when shown. */
export interface TextColumn {
  readonly count: number;
  readonly blocks: readonly TextBlock[];
}

/** Which texts hold which digits, as the terminal keeps it; see tui/rows/digits.ts. */
export interface DigitIndex {
  readonly chunks: readonly Uint32Array[];
}

/** Where rows come from: a file of the capture, or the analysis itself. */
export interface RowOrigin {
  /** Id of the source as in `analysis.capture.sources`; what `context` is asked with. */
  readonly id: string;
  readonly path: string;
  /** Short name for the column: "kubelet", "events", "audit". */
  readonly label: string;
  /** Offset from UTC in which the source writes its stamps, microseconds. */
  readonly zone?: number;
}

/**
 * The merged timeline, ascending by time, then source, then byte offset. Every array has `count`
 * elements. `source` and `entity` hold NONE (0xffffffff) where there is none.
 */
export interface RowSource {
  readonly count: number;
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  /** 0 context, 1 minor, 2 a person should look, 3 severe. */
  readonly severity: Uint8Array;
  /** Index into `kinds`. */
  readonly kind: Uint8Array;
  /** 0 as written, 1 corrected for a wrong clock (shown "~"), 2 inferred (shown "?"). */
  readonly quality: Uint8Array;
  readonly source: Uint32Array;
  readonly entity: Uint32Array;
  /** How often it was said; at least 1. */
  readonly times: Uint32Array;
  /** Byte offset in the source, -1 where there is none. */
  readonly offset: Float64Array;
  readonly length: Uint32Array;
  readonly text: Uint32Array;
  /** The text in lower case with every run of digits made one "0": folds repeats and answers searches. */
  readonly template: Uint32Array;
  readonly texts: TextColumn;
  readonly templates: TextColumn;
  readonly digits: DigitIndex;
  readonly kinds: readonly RowKind[];
  readonly sources: readonly RowOrigin[];
  readonly entities: readonly Ref[];
}

/** A row on its way into the columns. Times are milliseconds since the epoch. */
export interface RowDraft {
  readonly lo: number;
  readonly hi: number;
  readonly severity: 0 | 1 | 2 | 3;
  readonly kind: RowKind;
  /** 0 as written, 1 corrected, 2 inferred. */
  readonly quality?: 0 | 1 | 2;
  /** From `origin`. */
  readonly source?: number;
  readonly entity?: Ref;
  readonly times?: number;
  readonly offset?: number;
  readonly length?: number;
  readonly text: string;
}

/** A line of a source as it stands there. */
export interface RawLine {
  readonly offset: number;
  /** Counted from 1, where the format has lines. */
  readonly line?: number;
  readonly text: string;
}

export interface RawContext {
  readonly path: string;
  readonly lines: readonly RawLine[];
  /** Index in `lines` of the one that holds the asked offset. */
  readonly at: number;
  /** SHA-256 of the source, where it was computed. */
  readonly digest?: string;
}

/** An entity at one instant, as `kubectl describe` would have shown it then. */
export interface EntityState {
  readonly state: readonly { readonly name: string; readonly value: string }[];
  readonly relations: readonly { readonly name: string; readonly other: EntityKey; readonly how: string }[];
  readonly changes: readonly { readonly at: Instant; readonly by: string; readonly text: string }[];
  /** False when no source shows the entity at that instant: then the state is the last known. */
  readonly seen: boolean;
}

/** Instants that a person may set by hand. */
export type MarkName = 't0' | 'impact' | 'detect' | 'acknowledge' | 'diagnose' | 'mitigate' | 'restore';

/** Names a row so that it is found again after a new run. */
export interface RowName {
  /** ISO time of the row. */
  readonly at: string;
  readonly source?: string;
  readonly offset?: number;
  readonly text: string;
}

/** What the author did, kept beside the capture and honoured by a later `analyze`. Plain JSON. */
export interface Session {
  readonly version: 1;
  /** Name of mark → ISO time. */
  readonly marks: Readonly<Partial<Record<MarkName, string>>>;
  /** Ids of conditions that the author vouches for, or refuses. */
  readonly pinned: readonly string[];
  readonly rejected: readonly string[];
  /** Those of the pinned that were root causes when they were pinned, and so stay such. */
  readonly roots?: readonly string[];
  /** A note on a condition, by its id. */
  readonly notes: Readonly<Record<string, string>>;
  readonly bookmarks: readonly (RowName & {
    readonly tags: readonly string[];
    readonly comment?: string;
  })[];
  /** What a person knows and no source says. */
  readonly events: readonly { readonly at: string; readonly text: string }[];
  /** Clock of a source or node moved by hand: name → seconds. */
  readonly skew: Readonly<Record<string, number>>;
  readonly filters: readonly string[];
}

export interface ExportRow {
  readonly at: string;
  readonly until: string;
  readonly severity: number;
  readonly kind: RowKind;
  readonly source: string;
  readonly path: string;
  readonly offset: number;
  readonly entity: string;
  readonly text: string;
  readonly count: number;
}

export interface ExportRequest {
  readonly format: 'text' | 'csv' | 'jsonl';
  /** File name that the user typed; undefined leaves it to the program. */
  readonly name: string | undefined;
  readonly rows: Iterable<ExportRow>;
}

/** Analysis and draft after the author's decisions were taken in. */
export interface Honoured extends Draft {
  readonly analysis: Analysis;
}

/** The draft, and what its marks stand for. */
export interface Draft {
  /** Markdown. */
  readonly report: string;
  /** Ids of evidence in the order of their marks: E1 is the first. */
  readonly proofs: readonly string[];
}

/** One opened capture. Everything optional is simply not offered on the screen when it is absent. */
export interface BrowsePort extends Draft {
  /** What a person must know before anything else. */
  readonly notice?: string;
  /** Name of the capture for the header. */
  readonly title: string;
  readonly analysis: Analysis;
  readonly rows: RowSource;
  /** Raw lines around a byte offset of a source. */
  context(source: string, offset: number, before: number, after: number): Promise<RawContext>;
  /** The parsed sidecar, or undefined when there is none. Read with suspicion: people edit it. */
  loadSession(): Promise<unknown>;
  saveSession(session: Session): Promise<void>;
  /** Figures and draft anew under the author's decisions. */
  honour(session: Session): Promise<Honoured>;
  /** Writes the view; answers where. */
  exportView(request: ExportRequest): Promise<string>;
  describe?(entity: EntityKey, at: Instant): EntityState;
  /** The raw object as it was then, YAML. */
  object?(entity: EntityKey, at: Instant): Promise<string | undefined>;
  /** Owners, nearest first. */
  owners?(entity: EntityKey): readonly EntityKey[];
  /** What it owns, at any depth. */
  owned?(entity: EntityKey): readonly EntityKey[];
  labels?(entity: EntityKey): Readonly<Record<string, string>>;
  /** Opens the user's pager there; the screen is given away until it returns. */
  page?(source: string, offset: number): Promise<void>;
}

export interface Progress {
  readonly stage: string;
  /** 0 to 1 where it is known. */
  readonly done?: number;
}

/** Opens a capture while the screen shows how far it is. */
export type BrowseOpener = (progress: (p: Progress) => void) => Promise<BrowsePort>;

export interface BrowseInput {
  readonly isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (chunk: string) => void): unknown;
  on(event: 'end' | 'error', listener: () => void): unknown;
  off(event: 'data', listener: (chunk: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

export interface BrowseOutput {
  readonly columns?: number;
  readonly rows?: number;
  readonly isTTY?: boolean;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** The part of `process` that the screen must hear to put the terminal back on every way out. */
export interface BrowseLife {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

export interface BrowseHost {
  readonly stdin: BrowseInput;
  readonly stdout: BrowseOutput;
  readonly life?: BrowseLife;
  /** Stops the whole job until the shell lets it go on, as Ctrl-Z does where a terminal sends signals. */
  readonly stop?: () => void;
  readonly env?: Record<string, string | undefined>;
}
