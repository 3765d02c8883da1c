import { digNumber, iso, SECOND, sortedBy, type Instant, type Stamp } from '../../../base/index.js';
import { ref, type ConditionType, type Evidence, type Ref } from '../../../model/index.js';
import type { Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const down: ConditionType = {
  id: 'kube-proxy-down',
  nature: 'fault',
  title: 'kube-proxy did not run',
  selfExplaining: true,
};
const missing: ConditionType = {
  id: 'service-rules-missing',
  nature: 'fault',
  title: 'Service rules of the node missing',
  selfExplaining: true,
};

/** kube-proxy starts within seconds of a kubelet's start where both are the host's services. */
const TOGETHER = 90 * SECOND;

/**
 * The Service rules of a node and the process that writes them. A new start of kube-proxy long after
 * the kubelet of the node was restarted, or rules that are not in the tables, tell that for a time
 * nothing on the node could reach a Service address.
 */
export const serviceDataplane: Detector = {
  id: 'service-dataplane',
  layer: 'network',
  what:
    'The rules that turn Service addresses into pod addresses were gone from a node, or the kube-proxy that ' +
    'writes them did not run: from there every Service address times out, pod addresses still work.',
  lookAlikes:
    'A kube-proxy that is down leaves its rules in place: only changes are missed. Clusters with Cilium or ' +
    'kube-router have no KUBE-SERVICES chain. One Service without endpoints is refused, not timed out.',
  sources: ['kubernetes pkg/proxy/iptables', 'iptables-save output', 'kube-proxy Starting events and log'],
  emits: [down, missing],
  *detect(c) {
    yield* emptyTables(c);
    yield* restarts(c);
  },
};

function* emptyTables(c: Case): Iterable<Finding> {
  const reports = c.reportsOf('iptables').filter((r) => r.node !== undefined);
  const count = (data: unknown): number | undefined => digNumber(data, 'tables', 'nat', 'serviceRules');
  const elsewhere = reports.some((r) => (count(r.data) ?? 0) > 0);
  const proxied = elsewhere || c.all('Pod').some((p) => /(^|-)kube-proxy(-|$)/.test(p.ref.name));
  for (const r of reports) {
    const rules = count(r.data);
    if (rules !== 0 || !proxied || r.node === undefined) continue;
    yield {
      type: missing.id,
      entity: ref('ServiceDataplane', undefined, r.node),
      onset: { lo: r.at.lo, hi: r.at.hi, grade: 'C' },
      severity: 3,
      statement: `The nat table of node ${r.node} holds no Service rules${elsewhere ? ', other nodes have theirs' : ''}.`,
      evidence: [{ ...r.evidence, excerpt: 'nat table without rules for Services', at: r.at.lo }],
      names: [ref('Node', undefined, r.node)],
    };
  }
}

interface Sign {
  readonly at: Stamp;
  readonly evidence: Evidence;
}

/** Starts of a host's program: its own event, or its log. */
function starts(c: Case, node: string, program: 'kubelet' | 'kube-proxy'): Sign[] {
  const events = c
    .eventsOf('Starting')
    .filter((e) => e.component === program && (e.host ?? e.about.name) === node)
    .map((e) => ({ at: e.first, evidence: c.citeEvent(e) }));
  const logs = c
    .messagesOf(`${program}-started`)
    .filter((m) => m.origin.node === node && m.origin.program === program)
    .map((m) => ({ at: m.at, evidence: c.citeMessage(m) }));
  const all = sortedBy([...events, ...logs], (x) => x.at.lo);
  return all.filter((x, i) => i === 0 || x.at.lo - (all[i - 1]?.at.lo ?? 0) > 30 * SECOND);
}

/** Starts of kube-proxy that came late: the kubelet had been started anew well before. */
function* restarts(c: Case): Iterable<Finding> {
  const nodes = new Set(c.all('Node').map((n) => n.ref.name));
  const found = [...nodes].flatMap((node): Down[] => {
    const proxy = starts(c, node, 'kube-proxy');
    const kubelet = starts(c, node, 'kubelet');
    return proxy.slice(1).flatMap((start, i) => {
      const before = proxy[i];
      const restart = kubelet.find((k) => k.at.lo > (before?.at.hi ?? 0) && k.at.lo < start.at.lo);
      if (!before || !restart || start.at.lo - restart.at.lo < TOGETHER) return [];
      return [{ node, before, restart, start, alive: lastSign(c, node, before.at.lo, start.at.lo) }];
    });
  });
  for (const d of found) yield* downFinding(c, d);
}

interface Down {
  readonly node: string;
  readonly before: Sign;
  readonly restart: Sign;
  readonly start: Sign;
  readonly alive: Instant;
}

/** The last line of kube-proxy on the node before its new start. */
function lastSign(c: Case, node: string, from: Instant, to: Instant): Instant {
  const said = c.messages.filter(
    (m) =>
      m.origin.node === node && m.origin.program === 'kube-proxy' && m.at.lo >= from && m.at.lo < to - SECOND,
  );
  return Math.max(from, ...said.map((m) => Math.min(m.until.lo, to)));
}

/** The last write of a node's kubelet that the audit log has before a time. */
function lastWrite(c: Case, node: string, before: Instant): Instant {
  const own = c.requests.filter((r) => r.user === `system:node:${node}` && r.at.lo < before - SECOND);
  return own.at(-1)?.at.lo ?? 0;
}

function* downFinding(c: Case, d: Down): Iterable<Finding> {
  const onset: Stamp = {
    lo: Math.min(
      Math.max(d.alive, d.restart.at.lo - TOGETHER, lastWrite(c, d.node, d.restart.at.lo)),
      d.restart.at.lo,
    ),
    hi: d.restart.at.hi,
    grade: 'C',
  };
  const names: Ref[] = [
    ref('Node', undefined, d.node),
    ref('NodeService', undefined, `${d.node}/kube-proxy`),
  ];
  const common = {
    entity: ref('ServiceDataplane', undefined, d.node),
    onset,
    end: d.start.at,
    severity: 3 as const,
    evidence: [d.restart.evidence, d.start.evidence, d.before.evidence],
    names,
  };
  yield {
    ...common,
    type: down.id,
    statement: `kube-proxy on node ${d.node} did not run from about ${iso(onset.hi)}, when the kubelet was restarted, until ${iso(
      d.start.at.lo,
    )}.`,
  };
  const lost = vipComplaints(c, onset.lo, d.start.at.hi);
  if (lost.length === 0) return;
  yield {
    ...common,
    type: missing.id,
    epistemic: 'inferred',
    statement: `The Service rules of node ${d.node} were gone while kube-proxy did not run, until ${iso(
      d.start.at.lo,
    )}: Service addresses were not reachable.`,
    evidence: [...lost.slice(0, 3), ...common.evidence],
  };
}

/** Reports in that time that a Service address timed out: rules that are in place do not do that. */
function vipComplaints(c: Case, from: Instant, to: Instant): Evidence[] {
  const logs = c
    .messagesOf(
      'apiserver-vip-unreachable',
      'coredns-api-unreachable',
      'coredns-watch-failed',
      'dns-server-timeout',
    )
    .filter((m) => m.origin.pod !== undefined && m.at.lo >= from && m.at.lo <= to)
    .map((m) => c.citeMessage(m));
  const notes = c.statements
    .filter((s) => s.at.lo >= from && s.at.lo <= to + 600 * SECOND && VIP_TIMEOUT.test(s.text))
    .map((s): Evidence => ({ ...s.evidence, at: s.at.lo, excerpt: s.text.slice(0, 400) }));
  return [...logs, ...notes];
}

/** An address on 443 without a host's port of the API server: how pods reach the API by its Service. */
const VIP_TIMEOUT =
  /dial tcp [\d.]+:443: i\/o timeout|dial udp [\d.]+:53|read udp [^ ]+->[\d.]+:53: i\/o timeout/;
