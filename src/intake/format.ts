import type { Instant, Stamp } from '../base/index.js';
import type { CaptureRecord, LogOrigin, Ref, SourceId, SourceProblem } from '../model/index.js';
import type { EventKeeper, RecordStore } from './store/record-store.js';

/** What a layout can tell of a path before anyone looked inside; all of it may be absent or wrong. */
export interface Place {
  readonly node?: string;
  readonly namespace?: string;
  readonly pod?: string;
  readonly podUid?: string;
  readonly container?: string;
  readonly previous?: boolean;
  /** "kubelet", "containerd", "kube-apiserver", "etcd", "haproxy" ... */
  readonly program?: string;
  /** The command whose output this is, without prompt: "kubectl get pods -A -o wide". */
  readonly command?: string;
  /** API kind of the objects inside, when the path says it ("cluster-resources/pods/NS.json" → Pod). */
  readonly objectKind?: string;
  /** When this file was captured, when its path says so. */
  readonly capturedAt?: Stamp;
  /** IANA name or offset of the zone that the source's zoneless stamps are in. */
  readonly zone?: string;
}

/** What a reader is handed. `emit` and `problem` are bound to one source. */
export interface ReadContext {
  readonly source: SourceId;
  readonly path: string;
  readonly place: Place;
  /**
   * When this source was captured. Known for deferred formats only (they are read after all others);
   * undefined before that.
   */
  readonly capturedAt: Stamp | undefined;
  /** Where the records of the capture are kept. */
  readonly store: RecordStore;
  emit(record: CaptureRecord, events?: EventKeeper): void;
  problem(problem: SourceProblem): void;
  /**
   * Says which entity the source as a whole is about, and who writes it, once the content tells. `ownZone`:
   * of the stamps inside a wrapper's, which the wrapper's own stamps tell.
   */
  describe(what: { entity?: Ref; origin?: LogOrigin; zone?: string; ownZone?: string }): void;
  /** Widens the span of time that the source covers, also by lines that gave no record. */
  covers(at: Instant): void;
}

/** Takes the bytes of one source in order, in chunks of any size. Never throws on bad input. */
export interface Reader {
  chunk(bytes: Buffer): void;
  end(): void;
}

/** The first bytes of a source (at most 64 KiB, BOM and UTF-16 already undone) for sniffing. */
export interface Head {
  readonly text: string;
  /** The first lines, at most 60, without line ends; the last may be cut. */
  readonly lines: readonly string[];
  readonly path: string;
  readonly place: Place;
  /** True when the head is the whole source. */
  readonly whole: boolean;
}

/**
 * One way in which sources are written. A format is recognised by content whatever the name; the place
 * may only break ties.
 */
export interface Format {
  /** kebab-case: "kube-json", "klog", "audit-jsonl" */
  readonly id: string;
  readonly title: string;
  /** Where the grammar is written down: project and file, RFC, or tool and option. */
  readonly grammar: string;
  /** Real texts of this format, each long enough to be recognised, each giving at least one record. */
  readonly samples: readonly string[];
  /** 0: not this; 1: certainly this. The highest score wins; ties go to the first in the registry. */
  sniff(head: Head): number;
  /**
   * Ages ("5m") need the time of capture: a deferred format is read after all other sources, with
   * capturedAt in its context. Its sources are kept in memory until then (64 MiB each at most).
   */
  readonly deferred?: boolean;
  /** True where many bytes give few records: what was read of them is cheap to send from thread to thread. */
  readonly folds?: boolean;
  open(context: ReadContext): Reader;
}
