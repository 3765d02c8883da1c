import { counted, groupBy } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { webhookNamed, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** Times in which objects were admitted without the check that should have been made. */
export const policyGap: Detector = {
  id: 'policy-gap',
  layer: 'admission',
  what: 'For a while an admission check was not made: its webhook configuration was deleted and created again, or the webhook failed and its failure policy is Ignore. Whatever was created in between was admitted unchecked.',
  lookAlikes:
    'A configuration that was replaced in place (update) leaves no gap. A webhook that fails closed lets nothing through.',
  sources: ['signatures.md 10 policy-gap, webhook-fail-open', 'audit annotations failed-open.*'],
  emits: [
    { id: 'policy-gap', nature: 'weakness', title: 'Objects admitted unchecked' },
    { id: 'webhook-fail-open', nature: 'weakness', title: 'Webhook fails and lets requests pass' },
  ],
  *detect(c) {
    yield* failedOpen(c);
    const changes = c.changes.filter((x) => x.entity.kind.endsWith('WebhookConfiguration'));
    for (const list of groupBy(changes, (x) => `${x.entity.kind}/${x.entity.name}`).values()) {
      const gone = list.find((x) => x.verb === 'delete');
      if (!gone) continue;
      const back = list.find((x) => x.verb === 'create' && x.at.lo >= gone.at.lo);
      const until = back?.at.hi ?? c.asOf.hi;
      const admitted = c.requests.filter(
        (r) =>
          r.verb === 'create' &&
          r.code < 300 &&
          r.subresource === undefined &&
          r.at.lo >= gone.at.lo &&
          r.at.hi <= until &&
          ['Pod', 'Deployment', 'Job', 'DaemonSet', 'StatefulSet'].includes(r.about.kind),
      );
      yield {
        type: 'policy-gap',
        entity: gone.entity,
        onset: gone.at,
        ...(back ? { end: back.at } : {}),
        severity: 1,
        statement:
          `${labelOf(gone.entity)} was deleted${back ? ' and created again' : ''}; in between ${counted(admitted.length, 'object')} were admitted without it.`.replace(
            '1 object were',
            '1 object was',
          ),
        evidence: [...gone.evidence, ...(back?.evidence ?? [])].slice(0, 4),
        attrs: { admitted: admitted.length },
        names: admitted.slice(0, 50).map((r) => r.about),
      };
    }
  },
};

function* failedOpen(c: Case): Iterable<Finding> {
  for (const list of groupBy(c.messagesOf('webhook-fail-open'), (m) => m.fields['webhook'] ?? '').values()) {
    const first = list[0];
    const last = list.at(-1);
    if (!first || !last) continue;
    const name = first.fields['webhook'] ?? '';
    const webhook = webhookNamed(c, name);
    yield {
      type: 'webhook-fail-open',
      entity: webhook?.configuration ?? { kind: 'Component', name: 'kube-apiserver' },
      onset: first.at,
      end: last.until,
      severity: 1,
      statement: `Webhook ${name} failed and let requests pass unchecked.`,
      evidence: list.slice(0, 3).map((m) => c.citeMessage(m)),
      attrs: { webhook: name },
      names: webhook?.service ? [webhook.service] : [],
    };
  }
}
