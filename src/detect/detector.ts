import type { Stamp } from '../base/index.js';
import type { Condition, ConditionType, Evidence, Ref } from '../model/index.js';
import type { Case } from '../world/index.js';

/** What a detector says; the runner makes the Condition of it (id, detector, episodes, defaults). */
export interface Finding {
  readonly type: string;
  readonly entity: Ref;
  readonly onset: Stamp;
  /** Absent: still so at the end of knowledge. */
  readonly end?: Stamp;
  readonly severity: Condition['severity'];
  readonly statement: string;
  /** At least one. */
  readonly evidence: readonly Evidence[];
  readonly epistemic?: Condition['epistemic'];
  readonly episodes?: readonly Stamp[];
  readonly attrs?: Condition['attrs'];
  readonly names?: readonly Ref[];
  /** What behind it no capture, or this one not, can show; as a root it is then never beyond doubt. */
  readonly unseen?: string;
}

/**
 * One failure mechanism: how it shows in a capture. A detector sees the Case only, never files, layouts
 * or other detectors, and says what holds, not why.
 */
export interface Detector {
  /** kebab-case, the mechanism; equal to the file name. */
  readonly id: string;
  readonly layer:
    | 'control-plane'
    | 'node'
    | 'runtime'
    | 'network'
    | 'dns'
    | 'service'
    | 'edge'
    | 'storage'
    | 'scheduling'
    | 'admission'
    | 'workload'
    | 'image'
    | 'autoscaling'
    | 'job'
    | 'identity'
    | 'delivery'
    | 'host'
    | 'observability'
    | 'change';
  /** What it is in the world, in two or three plain sentences. */
  readonly what: string;
  /** What it looks like but is not, and how the two are told apart. */
  readonly lookAlikes: string;
  /** Where the strings, fields and numbers come from. */
  readonly sources: readonly string[];
  /** Types of condition that it may emit. */
  readonly emits: readonly ConditionType[];
  detect(c: Case): Iterable<Finding>;
}
