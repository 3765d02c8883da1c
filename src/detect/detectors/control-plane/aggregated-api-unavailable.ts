import { oneLine, sinceTime } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { conditionSpells } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'aggregated-api-unavailable',
  nature: 'symptom',
  title: 'Aggregated API unavailable',
};

/** An API that a Service in the cluster serves does not answer. */
export const aggregatedApiUnavailable: Detector = {
  id: 'aggregated-api-unavailable',
  layer: 'control-plane',
  what:
    'An APIService is Available=False: the Service behind it has no endpoints, is missing or does not answer. ' +
    'Autoscaling by metrics, discovery and the deletion of namespaces suffer.',
  lookAlikes: 'In the first minute of a metrics server its API is not available yet.',
  sources: [
    'kube-aggregator pkg/controllers/status (FailedDiscoveryCheck, MissingEndpoints, ServiceNotFound)',
  ],
  emits: [type],
  *detect(c) {
    for (const api of c.all('APIService')) {
      for (const s of conditionSpells(api, 'Available', 'False')) {
        yield {
          type: type.id,
          entity: api.ref,
          onset: s.since,
          ...(s.ended ? { end: s.ended } : {}),
          severity: 2,
          statement: `APIService ${api.ref.name} is not available ${sinceTime(s.since)}: ${oneLine(
            s.condition.message ?? s.condition.reason ?? 'no reason given',
            160,
          ).replace(/\.$/, '')}.`,
          evidence: [s.evidence],
          attrs: { reason: s.condition.reason ?? '' },
          names: c.targets(api.ref, 'calls').map((e) => e.ref),
        };
      }
    }
  },
};
