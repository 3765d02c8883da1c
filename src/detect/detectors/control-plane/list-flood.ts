import { counted, fromTime, groupBy, listed } from '../../../base/index.js';
import { ref, type MessageRecord, type Ref } from '../../../model/index.js';
import { workloadNamed, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf, whole, type MessageSaying } from '../../spells.js';

/** Programs that every cluster runs: they are shed with the rest, and their share is no fault of theirs. */
const OF_CLUSTER = /^(?:kubelet|kube-|cloud-controller|coredns|calico|cilium|flannel|Go-http-client|kubectl)/;
/** Below this nothing floods anything. */
const LEAST = 50;
const SHARE = 0.6;

/** One client of the API server asks for so much that others are turned away. */
export const listFlood: Detector = {
  id: 'list-flood',
  layer: 'control-plane',
  what:
    'Of the requests that the API server turned away (429), most come from one client that is not part of the ' +
    'cluster itself: it asks again and again, usually for whole lists, and takes the room of all others.',
  lookAlikes:
    'A client that is only slow is held back by its own limiter ("client-side throttling"). Where many clients share ' +
    'the refusals, the API server or etcd is short of something.',
  sources: ['apiserver httplog (userAgent, apf_pl, resp)', 'API server audit log'],
  emits: [
    {
      id: 'list-flood',
      nature: 'fault',
      title: 'One client floods the API server',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const shed = c.messagesOf('apiserver-overload').filter((m) => m.fields['client'] !== undefined);
    const total = shed.reduce((n, m) => n + m.count, 0);
    for (const [client, list] of groupBy(shed, (m) => m.fields['client'] ?? '')) {
      const count = list.reduce((n, m) => n + m.count, 0);
      if (count < LEAST || count < total * SHARE || OF_CLUSTER.test(client)) continue;
      const all = whole<MessageSaying>(spellsOf(list.map((m) => saidInLog(c, m))));
      if (!all) continue;
      yield {
        type: 'list-flood',
        entity: clientOf(c, client),
        onset: all.onset,
        ...(all.end ? { end: all.end } : {}),
        severity: 2,
        statement: `${counted(count, 'request')} of ${client}${whatOf(list)} were turned away by the API server ${fromTime(all.onset)} on, ${Math.round((100 * count) / total)} % of all.`,
        evidence: all.evidence,
        attrs: { count, client },
      };
    }
  },
};

function clientOf(c: Case, client: string): Ref {
  return workloadNamed(c, client) ?? ref('External', undefined, client);
}

function whatOf(list: readonly MessageRecord[]): string {
  const verbs = [...new Set(list.flatMap((m) => m.fields['verb'] ?? []))];
  return verbs.length === 0 ? '' : ` (${listed(verbs.slice(0, 3))})`;
}
