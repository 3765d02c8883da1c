import { dig, groupBy, digList, digNumber, digObject, digStrings, digText } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Evidence, type MessageRecord, type Ref } from '../../../model/index.js';
import {
  cite,
  clusterDns,
  complaintsAbout,
  latest,
  matchesLabels,
  newest,
  seenBy,
  services,
  speakerOf,
  specWritten,
  templates,
  type Case,
  type Entity,
  type Snapshot,
  type Template,
  templateFor,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

type Direction = 'ingress' | 'egress';

/** A NetworkPolicy cuts a flow that a workload needs. */
export const networkpolicyBlock: Detector = {
  id: 'networkpolicy-block',
  layer: 'network',
  what: 'A NetworkPolicy isolates pods and none of its rules (nor of any other policy for the same pods) lets a flow through that a workload needs and complains about: connections time out, since the packets are dropped.',
  lookAlikes:
    'Default-deny policies are good practice; without a flow that fails they block nothing that matters. Where no agent enforces policies (plain flannel) they do nothing at all. "connection refused" comes from a host that answers and is seldom a policy.',
  sources: [
    'signatures.md 4 networkpolicy-block',
    'networking.k8s.io/v1 NetworkPolicy',
    'detectors.md 4.4 69',
  ],
  emits: [
    {
      id: 'networkpolicy-block',
      nature: 'fault',
      title: 'NetworkPolicy blocks a needed flow',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    if (c.all('NetworkPolicy').length === 0) return;
    for (const service of services(c)) {
      const target = behind(c, service.ref);
      const complaints = complaintsAbout(c, service.ref).filter(
        (x) =>
          x.message.id !== 'dns-server-timeout' &&
          ((x.message.id === 'app-dependency-timeout' && !/refused/i.test(x.message.text)) ||
            /time[d ]?[- ]?out|deadline|unreachable/i.test(x.message.text)),
      );
      for (const from of new Map(complaints.map((x) => [keyOf(x.from), x.from])).values()) {
        const caller = templateFor(c, from);
        if (!caller || !target) continue;
        const ports = service.ports.flatMap((p) =>
          typeof p.target === 'number' ? p.target : (p.port ?? []),
        );
        const policy = blocking(c, caller, target, ports);
        const said = complaints.find((x) => keyOf(x.from) === keyOf(from));
        if (policy && said) yield finding(c, policy, from, service.ref, c.citeMessage(said.message));
      }
    }
    yield* cutFromDns(c);
  },
};

/** Names are asked for at port 53 of the cluster's DNS: a policy that leaves it out breaks every call. */
function* cutFromDns(c: Case): Iterable<Finding> {
  const dns = clusterDns(c);
  const target = dns && behind(c, dns.ref);
  if (!dns) yield* withoutNames(c);
  if (!target) return;
  for (const [, said] of groupBy(c.messagesOf('dns-server-timeout'), (m) => speakerKey(c, m))) {
    const from = said[0] && speakerOf(c, said[0].origin);
    const caller = from && templateFor(c, from);
    const policy = caller && blocking(c, caller, target, [53]);
    if (policy && said[0]) yield finding(c, policy, from, dns.ref, c.citeMessage(said[0]));
  }
}

/**
 * Where the capture does not show the cluster's DNS: a workload that gets no answer to names and whose policies let nothing
 * out at port 53, to whomever.
 */
function* withoutNames(c: Case): Iterable<Finding> {
  for (const [, said] of groupBy(c.messagesOf('dns-server-timeout'), (m) => speakerKey(c, m))) {
    const first = said[0];
    const from = first && speakerOf(c, first.origin);
    const caller = from && templateFor(c, from);
    if (!first || !caller || HOMES.has(from.namespace ?? '')) continue;
    const isolating = isolatingOf(c, caller, 'egress');
    const open = isolating.some(({ p, snapshot }) =>
      digList(snapshot.object, 'spec', 'egress').some((rule) => letsNamesOut(p, rule)),
    );
    const policy = isolating[0]?.p;
    if (policy && !open) yield finding(c, policy, from, undefined, c.citeMessage(first));
  }
}

/** Namespaces of the system, in which the DNS itself may lie. */
const HOMES: ReadonlySet<string> = new Set(['kube-system', 'openshift-dns']);

/** True when a rule may let questions for names out: at port 53 or any, to more than pods of the own namespace. */
function letsNamesOut(p: Entity, rule: unknown): boolean {
  const ports = digList(rule, 'ports');
  if (ports.length > 0 && !ports.some((x) => portAllowed(x, [53]))) return false;
  const peers = digList(rule, 'to');
  const own = (x: unknown): boolean => digObject(x, 'namespaceSelector') === undefined && digObject(x, 'podSelector') !== undefined; // prettier-ignore
  return HOMES.has(p.ref.namespace ?? '') || peers.length === 0 || !peers.every(own);
}

function speakerKey(c: Case, m: MessageRecord): string {
  const speaker = speakerOf(c, m.origin);
  return speaker ? keyOf(speaker) : '';
}

function finding(c: Case, policy: Entity, from: Ref, to: Ref | undefined, said: Evidence): Finding {
  const snapshot = newest(policy);
  const written = latest([specWritten(policy.object), policy.created]);
  return {
    type: 'networkpolicy-block',
    entity: policy.ref,
    onset: seenBy(c, written),
    severity: 3,
    epistemic: 'inferred',
    statement: `${labelOf(policy.ref)} does not let ${labelOf(from)} ${to ? `reach ${labelOf(to)}, whose connections time out` : 'ask for names at port 53, which get no answer'}.`,
    evidence: [...(snapshot ? [cite(snapshot, 'spec')] : []), said],
    names: to ? [from, to] : [from],
  };
}

function behind(c: Case, service: Ref): Template | undefined {
  const keys = new Set(c.from(service, 'selects').map((r) => r.to));
  return templates(c).find((t) => keys.has(keyOf(t.workload)));
}

/** The policy that isolates an end of the flow, when no policy of that end allows it. */
function blocking(c: Case, caller: Template, target: Template, ports: readonly number[]): Entity | undefined {
  for (const [own, peer, direction] of [
    [target, caller, 'ingress'],
    [caller, target, 'egress'],
  ] as const) {
    const isolating = isolatingOf(c, own, direction);
    const allowed = isolating.some(({ p, snapshot }) => allows(c, p, snapshot, peer, ports, direction));
    if (isolating.length > 0 && !allowed) return isolating[0]?.p;
  }
  return undefined;
}

/** Policies that isolate a workload's pods in a direction. */
function isolatingOf(c: Case, own: Template, direction: Direction): { p: Entity; snapshot: Snapshot }[] {
  return c.all('NetworkPolicy').flatMap((p) => {
    const snapshot = newest(p);
    return snapshot && !p.deleted && applies(p, snapshot, own, direction) ? [{ p, snapshot }] : [];
  });
}

function applies(p: Entity, s: Snapshot, t: Template, direction: Direction): boolean {
  if (p.ref.namespace !== t.workload.namespace) return false;
  const types = digList(s.object, 'spec', 'policyTypes');
  const listed =
    types.length > 0
      ? types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
      : direction === 'ingress' || dig(s.object, 'spec', 'egress') !== undefined;
  return listed && matchesLabels(dig(s.object, 'spec', 'podSelector'), t.labels);
}

function allows(
  c: Case,
  p: Entity,
  s: Snapshot,
  peer: Template,
  ports: readonly number[],
  direction: Direction,
): boolean {
  return digList(s.object, 'spec', direction).some((rule) => {
    const open = digList(rule, 'ports');
    const portFits = open.length === 0 || open.some((x) => portAllowed(x, ports));
    const peers = digList(rule, direction === 'ingress' ? 'from' : 'to');
    return portFits && (peers.length === 0 || peers.some((x) => peerFits(c, p, x, peer)));
  });
}

function portAllowed(rule: unknown, ports: readonly number[]): boolean {
  const port = dig(rule, 'port');
  if (port === undefined || typeof port === 'string') return true;
  const end = digNumber(rule, 'endPort');
  return ports.some(
    (n) => n === port || (end !== undefined && typeof port === 'number' && n >= port && n <= end),
  );
}

function peerFits(c: Case, p: Entity, rule: unknown, peer: Template): boolean {
  const namespaces = digObject(rule, 'namespaceSelector');
  const pods = digObject(rule, 'podSelector');
  if (dig(rule, 'ipBlock') !== undefined) return digText(rule, 'ipBlock', 'cidr') === '0.0.0.0/0';
  const ns = peer.workload.namespace ?? '';
  const labels = {
    'kubernetes.io/metadata.name': ns,
    ...digStrings(c.entity(ref('Namespace', undefined, ns))?.object, 'metadata', 'labels'),
  };
  const nsFits = namespaces ? matchesLabels(namespaces, labels) : ns === p.ref.namespace;
  return nsFits && (!pods || matchesLabels(pods, peer.labels));
}
