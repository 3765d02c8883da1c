import { counted, digText, fromTime, groupBy, listed, MINUTE, sortedBy } from '../../../base/index.js';
import {
  keyOf,
  labelOf,
  ref,
  WORKLOAD_KINDS,
  type ConditionType,
  type MessageRecord,
  type Ref,
} from '../../../model/index.js';
import { calleeOf, clusterDns, speakerOf, unreadyTimes, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { endedAfter } from '../../app-said.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

const unreachable: ConditionType = {
  id: 'cluster-dns-unreachable',
  nature: 'symptom',
  title: 'Cluster DNS does not answer its clients',
};
const down: ConditionType = { id: 'coredns-down', nature: 'symptom', title: 'Cluster DNS has no ready pod' };

/** Pods ask the cluster's DNS Service and get no answer, or no pod stands behind it. */
export const clusterDnsUnreachable: Detector = {
  id: 'cluster-dns-unreachable',
  layer: 'dns',
  what:
    'Lookups at the DNS Service address time out or are refused for several workloads, or its Service has no ' +
    'ready endpoint. Everything that resolves names fails, some of it at the next restart only.',
  lookAlikes:
    'One workload alone, or one node alone, is a matter of that path. "no such host" is an answer of a DNS that works.',
  sources: ['Go net.DNSError', 'EndpointSlices of the DNS Service'],
  emits: [unreachable, down],
  *detect(c) {
    const dns = clusterDns(c);
    if (!dns) {
      yield* askedUnseen(c);
      return;
    }
    yield* asked(c, dns.ref, digText(dns.object, 'spec', 'clusterIP'));
    for (const u of unreadyTimes(c, dns.ref)) {
      if (u.hi - u.lo < MINUTE / 4 || bornWithin(c, dns.ref, u.lo)) continue;
      yield {
        type: down.id,
        entity: dns.ref,
        onset: { lo: u.lo, hi: u.lo, grade: 'B' },
        ...(u.hi < c.asOf.lo ? { end: { lo: u.hi, hi: u.hi, grade: 'B' } } : {}),
        severity: 3,
        statement: `The cluster DNS ${labelOf(dns.ref)} had no ready pod ${fromTime(u)}.`,
        evidence: u.evidence,
      };
    }
  },
};

/** The first two minutes of a DNS that was just installed. */
function bornWithin(c: Case, dns: Ref, at: number): boolean {
  const created = c.entity(dns)?.created?.lo;
  return created !== undefined && at - created < 2 * MINUTE;
}

/** All in one namespace where a network policy is or was: it may be the policy that lets nothing out. */
function isFencedIn(c: Case, clients: readonly Ref[]): boolean {
  const namespaces = new Set(clients.map((r) => r.namespace));
  const [only] = namespaces;
  if (namespaces.size !== 1 || only === undefined) return false;
  const policies = [...c.all('NetworkPolicy').map((e) => e.ref), ...c.changes.map((x) => x.entity)];
  return policies.some((r) => r.kind === 'NetworkPolicy' && r.namespace === only);
}

/** A capture of one namespace does not show the DNS Service: its address is what most of its clients asked in vain. */
function* askedUnseen(c: Case): Iterable<Finding> {
  const named = c
    .messagesOf('dns-server-timeout')
    .filter((m) => isOfWorkload(c, m) && calleeOf(c, m)?.kind === 'Service');
  const groups = groupBy(named, (m) => m.fields['dns'] ?? '');
  const [address, list] = sortedBy([...groups], ([, x]) => -x.length)[0] ?? [];
  if (address === undefined || address === '' || !list) return;
  yield* asked(c, ref('External', undefined, address), address);
}

function isOfWorkload(c: Case, m: MessageRecord): boolean {
  return m.origin.pod !== undefined || WORKLOAD_KINDS.has(speakerOf(c, m.origin)?.kind ?? '');
}

/** Lost packets, one here and one there, are how networks are: one client asks in vain again and again, or many at once. */
function persists(c: Case, said: readonly MessageRecord[]): boolean {
  const sayings = (list: readonly MessageRecord[]) => list.map((m) => saidInLog(c, m));
  const ofOne = groupBy(said, (m) => keyOf(speakerOf(c, m.origin) ?? ref('External', undefined, '')));
  return (
    [...ofOne.values()].some(
      (list) =>
        list.some((m) => endedAfter(c, m)) || spellsOf(sayings(list), 5 * MINUTE).some((s) => s.count >= 2),
    ) || spellsOf(sayings(said), MINUTE).some((s) => s.count >= 3)
  );
}

function* asked(c: Case, dns: Ref, address: string | undefined): Iterable<Finding> {
  const said = c
    .messagesOf('dns-server-timeout')
    .filter((m) => isOfWorkload(c, m) && (m.fields['dns'] === undefined || m.fields['dns'] === address));
  if (!persists(c, said)) return;
  const all = whole(
    spellsOf(
      said.map((m) => saidInLog(c, m)),
      5 * MINUTE,
    ).filter((s) => s.count >= 2),
  );
  if (!all) return;
  const clients = new Map<string, Ref>();
  for (const s of all.sayings) {
    const speaker = speakerOf(c, s.message.origin);
    if (speaker) clients.set(keyOf(speaker), speaker);
  }
  if (clients.size < 2 || isFencedIn(c, [...clients.values()])) return;
  yield {
    type: unreachable.id,
    entity: dns,
    onset: all.onset,
    ...(all.end ? { end: all.end } : {}),
    severity: 3,
    statement: `The cluster DNS ${labelOf(dns)} did not answer ${listed(
      [...clients.values()].slice(0, 4).map((r) => labelOf(r)),
    )} ${fromTime(all.onset)} (${counted(all.count, 'report')}).`,
    evidence: all.evidence,
    attrs: { count: all.count, clients: clients.size },
    names: [...clients.values()].slice(0, 8),
  };
}
