import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  refusals,
  seenBy,
  refusedCalls,
  webhooks,
  type Case,
  type Refusal,
  type WebhookView,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A webhook that must admit its own pods, and cannot. */
export const admissionDeadlock: Detector = {
  id: 'admission-deadlock',
  layer: 'admission',
  what: 'A webhook that fails closed is asked about the pods of its own namespace, and its last pod is gone: creating a new one needs the webhook. Nothing comes back until someone removes the webhook configuration or exempts the namespace.',
  lookAlikes:
    'As long as one replica runs, or the namespace is excluded, the configuration does no harm and is only a weakness (webhook-guards-itself).',
  sources: ['signatures.md 10 admission-deadlock', 'kubernetes docs: admission webhook good practices'],
  emits: [
    { id: 'admission-deadlock', nature: 'fault', title: 'Webhook refuses its own pods' },
    {
      id: 'webhook-guards-itself',
      nature: 'weakness',
      title: 'Webhook covers its own pods and fails closed',
    },
  ],
  *detect(c) {
    const failing = new Set(refusedCalls(c).map((f) => f.webhook));
    const guarding = webhooks(c).filter((w) => w.failClosed && w.guardsOwnNamespace && failing.has(w.name));
    for (const w of guarding) {
      yield {
        type: 'webhook-guards-itself',
        entity: w.configuration,
        onset: seenBy(c, w.entity.created),
        severity: 0,
        statement: `Webhook ${w.name} fails closed and is asked about pods of its own namespace ${w.service?.namespace ?? ''}.`,
        evidence: [
          cite(w.snapshot, 'webhooks', w.index, 'failurePolicy'),
          cite(w.snapshot, 'webhooks', w.index, 'rules'),
        ],
        attrs: { webhook: w.name },
        names: w.service ? [w.service] : [],
      };
      const own = ownRefusal(c, w);
      if (!own) continue;
      yield {
        type: 'admission-deadlock',
        entity: w.configuration,
        onset: own.since,
        ...(own.end ? { end: own.end } : {}),
        severity: 3,
        statement: `${labelOf(own.workload)}, which stands behind webhook ${w.name}, cannot create its own pods without it: it needs itself to come back.`,
        evidence: own.evidence,
        attrs: { webhook: w.name, count: own.count },
        names: [own.workload, ...(w.service ? [w.service] : [])],
      };
    }
  },
};

/** The refusal of the webhook's own pods. */
function ownRefusal(c: Case, w: WebhookView): Refusal | undefined {
  const service = w.service;
  if (!service) return undefined;
  const behind = new Set(c.from(service, 'selects').map((r) => r.to));
  return refusals(c).find(
    (r) =>
      r.kind === 'webhook-failed' &&
      r.owner.namespace === service.namespace &&
      (behind.size === 0 || behind.has(keyOf(r.workload))),
  );
}
