import { counted, fromTime, groupBy, MINUTE, sinceTime } from '../../../base/index.js';
import { keyOf, type ConditionType, type Ref } from '../../../model/index.js';
import { nodeOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf, whole, type MessageSaying } from '../../spells.js';

const unauthorized: ConditionType = {
  id: 'kubelet-unauthorized',
  nature: 'fault',
  title: 'API server refuses the credentials of the kubelet',
};
const expired: ConditionType = {
  id: 'kubelet-cert-expired',
  nature: 'fault',
  title: 'Client certificate of the kubelet expired',
  selfExplaining: true,
};

/** The API server and the kubelet speak of the same refusals when no more lies between their first words. */
const TOGETHER = 5 * MINUTE;

/** The API server answers the kubelet with 401. */
export const kubeletUnauthorized: Detector = {
  id: 'kubelet-unauthorized',
  layer: 'identity',
  what:
    'The API server answers every request of a kubelet with 401: its client certificate is past its time, or ' +
    'signed by an authority that the API server no longer trusts. The node lives and is marked Unknown.',
  lookAlikes:
    'Forbidden (403) is a missing permission. Time-outs and refused connections are the path or the API server. ' +
    'Where the API server says at the same time that a client certificate has expired, that is the reason.',
  sources: ['kubernetes pkg/kubelet', 'apiserver pkg/endpoints/filters/authentication.go'],
  emits: [unauthorized, expired],
  *detect(c) {
    const refusals = c
      .messagesOf('client-cert-rejected')
      .filter((m) => m.fields['problem'] === 'has expired');
    const said = c.messagesOf('kubelet-unauthorized').flatMap((m) => {
      const node = nodeOf(c, m.origin);
      return node ? [{ node, saying: saidInLog(c, m) }] : [];
    });
    for (const group of groupBy(said, (x) => keyOf(x.node)).values()) {
      const node: Ref | undefined = group[0]?.node;
      const all = whole<MessageSaying>(spellsOf(group.map((x) => x.saying)));
      if (!node || !all || all.count < 3) continue;
      const refusal = refusals.find(
        (m) => m.at.lo < (all.end?.hi ?? Infinity) && Math.abs(m.at.lo - all.onset.lo) < TOGETHER,
      );
      yield {
        type: refusal ? expired.id : unauthorized.id,
        entity: node,
        onset: all.onset,
        ...(all.end ? { end: all.end } : {}),
        severity: 3,
        epistemic: refusal ? 'inferred' : 'observed',
        statement: refusal
          ? `The API server refuses the kubelet of node ${node.name} (401) ${sinceTime(all.onset)} and says of a client certificate that it has expired.`
          : `The API server refuses the credentials of the kubelet on node ${node.name} (${counted(all.count, 'report')} of 401 ${fromTime(all.onset)}).`,
        evidence: [...all.evidence, ...(refusal ? [c.citeMessage(refusal)] : [])],
        attrs: { count: all.count },
      };
    }
  },
};
