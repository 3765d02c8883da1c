import { counted, fromTime, groupBy, HOUR, listed, MINUTE, type Stamp } from '../../../base/index.js';
import { ref, type MessageRecord, type Ref } from '../../../model/index.js';
import { earliest, latest, templateSince, workloadNamed, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
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
    yield* audited(c);
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
        onset: sinceChange(c, workloadNamed(c, client), all.onset),
        ...(all.end ? { end: all.end } : {}),
        severity: 2,
        statement: `${client}${whatOf(list)} floods the API server: ${counted(count, 'request')} of it were turned away ${fromTime(all.onset)} on, ${Math.round((100 * count) / total)} % of all that were.`,
        evidence: all.evidence,
        attrs: { count, client },
      };
    }
  },
};

/** The audit log names the client of each request that was turned away. */
function* audited(c: Case): Iterable<Finding> {
  const shed = c.requests.filter((r) => r.code === 429 && r.subresource !== 'eviction');
  for (const [client, list] of groupBy(shed, (r) => programOf(r.userAgent ?? ''))) {
    const onset = earliest(list.map((r) => r.at));
    const last = latest(list.map((r) => r.until));
    const first = list[0];
    if (!onset || !last || !first || client === '' || OF_CLUSTER.test(client)) continue;
    if (list.length < LEAST || list.length < shed.length * SHARE) continue;
    const [, namespace, name] = /^system:serviceaccount:([^:]+):(.+)$/.exec(first.user) ?? [];
    const known = workloadNamed(c, client);
    const account = name === undefined ? undefined : ref('ServiceAccount', namespace, name);
    const verbs = [...new Set(list.map((r) => `${r.verb} ${r.about.kind}`))];
    yield {
      type: 'list-flood',
      entity: known ?? account ?? ref('External', undefined, client),
      onset: sinceChange(c, known, onset),
      ...(c.asOf.lo - last.hi > QUIET ? { end: last } : {}),
      severity: 2,
      statement: `${client} (${listed(verbs.slice(0, 3))}) floods the API server: ${counted(list.length, 'request')} of it were turned away ${fromTime(onset)} on, ${Math.round((100 * list.length) / shed.length)} % of all that were.`,
      evidence: list.slice(0, 3).map((r) => ({
        ...r.evidence,
        at: r.at.lo,
        excerpt: `${r.verb} ${r.about.kind} by ${r.user}, ${client}: 429`,
      })),
      attrs: { count: list.length, client },
    };
  }
}

/** Requests are refused once there are far too many: where the client is new, it may have asked for as much since then. */
function sinceChange(c: Case, client: Ref | undefined, refused: Stamp): Stamp {
  const since = client && templateSince(c, client);
  if (!since || since.lo > refused.lo || refused.lo - since.lo > RECENT) return refused;
  return { lo: since.lo, hi: refused.hi, grade: 'B' };
}

const RECENT = 2 * HOUR;

/** Without a refused request for so long it is over. */
const QUIET = 2 * MINUTE;

/** "scraper/1.0 (linux/amd64)" is scraper. */
function programOf(userAgent: string): string {
  return userAgent.split(/[/ ]/)[0] ?? '';
}

function clientOf(c: Case, client: string): Ref {
  return workloadNamed(c, client) ?? ref('External', undefined, client);
}

function whatOf(list: readonly MessageRecord[]): string {
  const verbs = [...new Set(list.flatMap((m) => m.fields['verb'] ?? []))];
  return verbs.length === 0 ? '' : ` (${listed(verbs.slice(0, 3))})`;
}
