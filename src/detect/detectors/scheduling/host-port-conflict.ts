import { digList, digNumber, MINUTE } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import {
  declaredOnset,
  podField,
  severityOf,
  spanOf,
  templateSince,
  unscheduledWorkloads,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A hostPort that is taken on every node. */
export const hostPortConflict: Detector = {
  id: 'host-port-conflict',
  layer: 'scheduling',
  what: 'A pod asks for a port of the node itself (hostPort or host network) that another pod holds on every node that suits it. There can be one such pod per node, so a rollout with surge, or a second workload with the same port, waits for ever.',
  lookAlikes:
    'A container that finds its port taken inside its own pod starts and fails (port-conflict); here the pod is never placed.',
  sources: [
    'signatures.md 9 scheduling-constraint-blocked',
    'kubernetes pkg/scheduler/framework/plugins/nodeports',
  ],
  emits: [
    {
      id: 'host-port-conflict',
      nature: 'fault',
      title: 'Host port taken',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const reason = shown?.reasons.find((r) => r.kind === 'host-port');
      if (!shown || !reason || (w.end && spanOf(w.since, w.end) < 2 * MINUTE)) continue;
      const containers = podField(c, w.workload, shown.pod, 'containers');
      const ports = digList(containers?.value).flatMap((x) =>
        digList(x, 'ports').flatMap((p) => digNumber(p, 'hostPort') ?? []),
      );
      yield {
        type: 'host-port-conflict',
        entity: w.workload,
        onset: declaredOnset(templateSince(c, w.workload), w.since),
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined, w.since),
        statement: `${labelOf(w.workload)} needs host port${ports.length === 1 ? '' : 's'} ${ports.join(', ') || 'of the node'} that ${reason.count ?? 'all'} of ${shown.nodes ?? 'the'} nodes no longer ${reason.count === 1 ? 'has' : 'have'} free.`,
        evidence: [...(containers && ports.length > 0 ? [containers.evidence] : []), ...shown.evidence],
        attrs: { ports: ports.join(' '), excluded: reason.count ?? 0 },
      };
    }
  },
};
