import { digList, digStrings } from '../../base/index.js';
import { type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest, type Entity } from '../entity.js';
import { declared, type DeclaredField } from './declared.js';
import { nodes, type NodeView } from './nodes.js';
import { meetsTerms, tolerates } from './placement.js';
import { templateFor } from './templates.js';

/** Which nodes a workload's pods may run on, as far as labels and taints decide it. */
export interface Eligibility {
  /** True when the capture shows the nodes. */
  readonly known: boolean;
  /** Nodes that take ordinary pods: control-plane nodes that are kept free of them do not count. */
  readonly workers: readonly NodeView[];
  /** Workers that meet node selector and required node affinity. */
  readonly matching: readonly NodeView[];
  readonly selector: DeclaredField | undefined;
  readonly affinity: DeclaredField | undefined;
  /** True when the reading of the pod spec leaves affinity out, so that its absence means nothing. */
  readonly affinityUnknown: boolean;
  tolerated(node: NodeView): boolean;
}

const REQUIRED = [
  'affinity',
  'nodeAffinity',
  'requiredDuringSchedulingIgnoredDuringExecution',
  'nodeSelectorTerms',
];

/** Pod spec of a workload: its template, or the spec of the given pod where no template is known. */
function specOf(
  c: Case,
  workload: Ref,
  pod: Ref,
): { entity: Entity; path: readonly (string | number)[] } | undefined {
  const template = templateFor(c, workload);
  if (template) return { entity: template.entity, path: template.specPath };
  const entity = c.entity(pod);
  return entity ? { entity, path: ['spec'] } : undefined;
}

/** A field of the pod spec that a workload's pods have. */
export function podField(
  c: Case,
  workload: Ref,
  pod: Ref,
  ...path: readonly (string | number)[]
): DeclaredField | undefined {
  const spec = specOf(c, workload, pod);
  return spec && declared(spec.entity, ...spec.path, ...path);
}

/** Which nodes may take the pods of a workload; `pod` stands for them. */
export function eligibility(c: Case, workload: Ref, pod: Ref): Eligibility {
  const all = nodes(c);
  const tolerations = digList(podField(c, workload, pod, 'tolerations')?.value);
  const blocked = (n: NodeView): boolean =>
    n.taints.some(
      (t) => (t.effect === 'NoSchedule' || t.effect === 'NoExecute') && !tolerates(tolerations, t),
    );
  const workers = all.filter((n) => !(n.controlPlane && (n.cordoned || blocked(n))));
  const counted = workers.length > 0 ? workers : all;
  const selector = podField(c, workload, pod, 'nodeSelector');
  const affinity = podField(c, workload, pod, ...REQUIRED);
  const wanted = Object.entries(digStrings(selector?.value));
  const terms = digList(affinity?.value);
  const spec = specOf(c, workload, pod);
  return {
    known: all.length > 0,
    workers: counted,
    matching: counted.filter(
      (n) => wanted.every(([k, v]) => n.labels[k] === v) && (!affinity || meetsTerms(terms, n)),
    ),
    selector: wanted.length > 0 ? selector : undefined,
    affinity,
    affinityUnknown: affinity === undefined && spec !== undefined && newest(spec.entity)?.shape !== 'full',
    tolerated: (node) => !blocked(node),
  };
}
