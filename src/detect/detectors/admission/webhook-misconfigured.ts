import { labelOf } from '../../../model/index.js';
import { cite, lastingRefusals, newest, seenBy, webhooks } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A webhook configuration that names a Service or path that is not there. */
export const webhookMisconfigured: Detector = {
  id: 'webhook-misconfigured',
  layer: 'admission',
  what: 'An admission webhook points at a Service that does not exist (left behind by an uninstalled release, or misspelt) or at a path that its server does not know. With failurePolicy Fail every matching request is refused.',
  lookAlikes:
    'A Service that exists and has no endpoints is a backend that is down. With failurePolicy Ignore nothing is refused.',
  sources: ['detectors.md 4.7 103', 'kubernetes apiserver pkg/util/webhook "service ... not found"'],
  emits: [
    {
      id: 'webhook-misconfigured',
      nature: 'fault',
      title: 'Webhook points at nothing',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const denied = lastingRefusals(c).filter((r) => r.kind === 'webhook-failed');
    for (const w of webhooks(c)) {
      if (!w.failClosed || w.entity.deleted) continue;
      const refusal = denied.find((r) => r.message.includes(`"${w.name}"`));
      const said =
        refusal && /service "[^"]*" not found|could not find the requested resource/.test(refusal.message);
      const listed = c.all('Service').some((s) => s.ref.namespace === w.service?.namespace && newest(s));
      const absent = w.service !== undefined && listed && c.entity(w.service)?.object === undefined;
      if (!said && !absent) continue;
      yield {
        type: 'webhook-misconfigured',
        entity: w.configuration,
        onset: refusal?.since ?? seenBy(c, w.entity.created),
        ...(refusal?.end ? { end: refusal.end } : {}),
        severity: refusal ? 3 : 1,
        statement: `Webhook ${w.name} calls ${w.service ? labelOf(w.service) : 'an address'}, ${absent ? 'which does not exist' : 'which does not serve the path it names'}.`,
        evidence: [
          cite(w.snapshot, 'webhooks', w.index, 'clientConfig'),
          ...(refusal ? refusal.evidence.slice(0, 3) : []),
        ],
        attrs: { webhook: w.name },
        names: [...(w.service ? [w.service] : []), ...(refusal ? [refusal.workload] : [])],
      };
    }
  },
};
