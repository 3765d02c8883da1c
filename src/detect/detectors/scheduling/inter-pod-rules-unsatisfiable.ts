import { counted } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import {
  declaredOnset,
  podField,
  severityOf,
  templateSince,
  unscheduledWorkloads,
  workloadView,
  type SchedulingReason,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

interface Rule {
  readonly kind: SchedulingReason;
  readonly type: string;
  readonly path: readonly string[];
  readonly words: string;
}

const RULES: readonly Rule[] = [
  {
    kind: 'pod-anti-affinity',
    type: 'pod-anti-affinity-unsatisfiable',
    path: ['affinity', 'podAntiAffinity', REQUIRED],
    words: 'required pod anti-affinity',
  },
  {
    kind: 'pod-affinity',
    type: 'pod-affinity-unsatisfiable',
    path: ['affinity', 'podAffinity', REQUIRED],
    words: 'required pod affinity',
  },
  {
    kind: 'topology-spread',
    type: 'topology-spread-unsatisfiable',
    path: ['topologySpreadConstraints'],
    words: 'topology spread constraint (DoNotSchedule)',
  },
];

/** Rules between pods that leave no node: anti-affinity, affinity, topology spread. */
export const interPodRulesUnsatisfiable: Detector = {
  id: 'inter-pod-rules-unsatisfiable',
  layer: 'scheduling',
  what: 'A required rule between pods (anti-affinity, affinity or topology spread) rules out every node that is left: more replicas than nodes under anti-affinity to oneself, a label that many pods carry, or a rollout whose new pod may not stand beside the old one.',
  lookAlikes:
    'Preferred rules never block. A rule that was met until a node went away points at the node. Anti-affinity may also be declared by the pods that already run.',
  sources: [
    'signatures.md 9 scheduling-constraint-blocked',
    'kubernetes pkg/scheduler/framework/plugins/interpodaffinity',
  ],
  emits: [
    {
      id: 'pod-anti-affinity-unsatisfiable',
      nature: 'fault',
      title: 'Pod anti-affinity leaves no node',
      selfExplaining: true,
    },
    {
      id: 'pod-affinity-unsatisfiable',
      nature: 'fault',
      title: 'Pod affinity leaves no node',
      selfExplaining: true,
    },
    {
      id: 'topology-spread-unsatisfiable',
      nature: 'fault',
      title: 'Topology spread leaves no node',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      for (const rule of RULES) {
        const reason = shown?.reasons.find((r) => r.kind === rule.kind);
        if (!shown || !reason) continue;
        // A shortage elsewhere: the rule only takes part of the nodes.
        if (shown.reasons.some((r) => r.kind === 'resource')) continue;
        const field = podField(c, w.workload, shown.pod, ...rule.path);
        const replicas = workloadView(c, w.workload)?.desired;
        yield {
          type: rule.type,
          entity: w.workload,
          onset: declaredOnset(templateSince(c, w.workload), w.since),
          ...(w.end ? { end: w.end } : {}),
          severity: severityOf(c, w.workload, w.end === undefined, w.since),
          epistemic: field ? 'observed' : 'inferred',
          statement: `The ${rule.words} of ${labelOf(w.workload)} rules out ${counted(reason.count ?? 0, 'node')} of ${shown.nodes ?? 'those there are'}, and no other can take its pods.`,
          evidence: [...(field ? [field.evidence] : []), ...shown.evidence],
          attrs: {
            excluded: reason.count ?? 0,
            nodes: shown.nodes ?? 0,
            ...(replicas === undefined ? {} : { replicas }),
          },
        };
      }
    }
  },
};
