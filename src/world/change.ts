import type { Stamp } from '../base/index.js';
import type { Evidence, Ref } from '../model/index.js';

/** A change to the declared world: who changed which fields of what, when. */
export interface Change {
  readonly at: Stamp;
  readonly entity: Ref;
  readonly verb: 'create' | 'update' | 'delete' | 'scale' | 'evict' | 'exec' | 'restart';
  /** "alice", "system:serviceaccount:ns:sa", or a field manager ("kubectl-patch"); "unknown". */
  readonly by: string;
  /** True for a person or a pipeline, false for the cluster's own controllers. */
  readonly byPerson: boolean;
  /** Fields changed, as paths: "spec.template.spec.containers[web].imagePullPolicy". */
  readonly fields: readonly string[];
  /** Field → [before, after] where two readings show it. */
  readonly values: Readonly<Record<string, readonly [string | undefined, string | undefined]>>;
  readonly evidence: readonly Evidence[];
}
