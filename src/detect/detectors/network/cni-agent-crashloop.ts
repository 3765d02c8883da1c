import {
  counted,
  digList,
  digNumber,
  groupBy,
  iso,
  MINUTE,
  SECOND,
  sortedBy,
  type Stamp,
} from '../../../base/index.js';
import { keyOf, labelOf, ref, type ConditionType, type Evidence, type Ref } from '../../../model/index.js';
import {
  conditionsOf,
  containerEnds,
  isOrderly,
  lostInterface,
  newest,
  type BoundInterface,
  type Case,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const type: ConditionType = {
  id: 'cni-agent-crashloop',
  nature: 'fault',
  title: 'Agent of the pod network crashes',
};

const gone: ConditionType = {
  id: 'overlay-interface-missing',
  nature: 'fault',
  title: 'Interface of the pod network gone',
  selfExplaining: true,
};

/** The agent that keeps a node's pod network crashes there: routes, leases and plugin files go stale. */
export const cniAgentCrashloop: Detector = {
  id: 'cni-agent-crashloop',
  layer: 'network',
  what:
    'The pod of the CNI DaemonSet on one node ends again and again (panic, missing interface, no API server). ' +
    'New pods of the node get no network, and cross-node traffic fails when its routes or files go.',
  lookAlikes:
    'One restart during a rollout or a node’s boot is ordinary. When the agents of all nodes crash, their ' +
    'configuration or the API server’s Service address is the common cause.',
  sources: ['pod status of CNI DaemonSets', 'kubelet BackOff events', 'flannel, calico, cilium agents'],
  emits: [type, gone],
  *detect(c) {
    const agents = c.all('Pod').flatMap((pod) =>
      c
        .from(pod.ref, 'provides')
        .filter((r) => r.to.startsWith('NodeNetwork/'))
        .map((r) => ({ pod, node: r.to.slice('NodeNetwork/'.length) })),
    );
    for (const [node, list] of groupBy(agents, (a) => a.node)) {
      yield* crashing(
        c,
        node,
        list.map((a) => a.pod.ref),
      );
    }
  },
};

/** A crash loop at its longest back-off is heard of every five minutes. */
const SILENT = 6 * MINUTE;
/** Agents that start before the API server is up crash a few times and then stay. */
const BRIEF = 2 * MINUTE;

interface Crash {
  readonly at: Stamp;
  readonly until: Stamp;
  readonly count: number;
  readonly evidence: Evidence;
  readonly pod: Ref | undefined;
}

function* crashing(c: Case, node: string, agents: readonly Ref[]): Iterable<Finding> {
  const keys = new Set(agents.map(keyOf));
  const ends = containerEnds(c)
    .filter((e) => keys.has(keyOf(e.pod)) && !isOrderly(e))
    .map((e): Crash => ({ at: e.finished, until: e.finished, count: 1, evidence: e.evidence, pod: e.pod }));
  const backoffs = agents
    .flatMap((a) => c.eventsAbout(a))
    .filter((e) => e.reason === 'BackOff' && e.message.includes('restarting failed container'))
    .map((e): Crash => ({
      at: e.first,
      until: e.last,
      count: e.count,
      evidence: c.citeEvent(e),
      pod: e.about,
    }));
  const panics = c
    .messagesOf('app-panic', 'overlay-interface-missing', 'crashloop')
    .filter((m) => m.origin.pod !== undefined && keys.has(keyOf(m.origin.pod)) && m.severity !== 'info')
    .map((m): Crash => ({
      at: m.at,
      until: m.until,
      count: m.count,
      evidence: c.citeMessage(m),
      pod: m.origin.pod,
    }));
  const crashes = sortedBy([...ends, ...backoffs, ...panics], (x) => x.at.lo);
  const first = crashes[0];
  const last = sortedBy(crashes, (x) => x.until.hi).at(-1);
  if (!first || !last || ends.length + backoffs.length === 0) return;
  if (ends.length < 2 && backoffs.length === 0) return;
  const quiet = c.asOf.lo - last.until.hi > SILENT;
  const end: Stamp | undefined =
    recovered(c, agents, last.until) ??
    (quiet ? { lo: last.until.lo, hi: last.until.hi + SILENT, grade: 'B' } : undefined);
  const brief = end !== undefined && end.lo - first.at.lo < BRIEF;
  const restarts = restartsOf(c, agents);
  yield {
    type: type.id,
    entity: ref('NodeNetwork', undefined, node),
    onset: first.at,
    ...(end ? { end } : {}),
    severity: brief ? 1 : 3,
    statement: `The pod network agent on node ${node} (${labelOf(first.pod ?? agents[0] ?? ref('Pod', undefined, node))}) crashed from ${iso(
      first.at.lo,
    )} on${restarts > 0 ? `, ${counted(restarts, 'restart')} in all` : ''}.`,
    evidence: [first, ...crashes.slice(1, 4), last].map((x) => x.evidence),
    episodes: ends.map((e) => e.at),
    attrs: { restarts, node },
    names: [...agents],
  };
  const lost = first.pod && !brief ? lostInterface(c, first.pod, node) : undefined;
  if (lost) yield interfaceFinding(node, lost, first, last, end);
}

/** The agent is bound to an interface that is not there, or that is younger than the pods of the node. */
function interfaceFinding(
  node: string,
  lost: BoundInterface,
  first: Crash,
  last: Crash,
  end: Stamp | undefined,
): Finding {
  const state =
    lost.state === 'missing'
      ? 'is not there'
      : 'was gone and made anew: it is younger than the interfaces of the pods, on other nodes it is older';
  return {
    type: gone.id,
    entity: ref('NodeNetwork', undefined, node),
    // The agent ends soon after its interface.
    onset: { lo: first.at.lo - 10 * SECOND, hi: first.at.hi, grade: 'C' },
    ...(lost.state === 'made-anew' && end ? { end: { lo: last.until.lo, hi: end.hi, grade: 'C' } } : {}),
    severity: 3,
    epistemic: 'inferred',
    statement: `Interface ${lost.name} on node ${node}, to which the pod network agent is bound, ${state}; the agent crashed meanwhile.`,
    evidence: [...lost.evidence, first.evidence],
    attrs: { interface: lost.name, node },
  };
}

/** Ready again after its last crash, in the same pod or in the one that replaced it. */
function recovered(c: Case, agents: readonly Ref[], last: Stamp): Stamp | undefined {
  return agents
    .flatMap((a) => c.entity(a)?.snapshots ?? [])
    .flatMap((s) => conditionsOf(s.object).filter((x) => x.type === 'Ready' && x.status === 'True'))
    .flatMap((x) => (x.since && x.since.hi >= last.lo ? [x.since] : []))
    .sort((a, b) => a.lo - b.lo)[0];
}

function restartsOf(c: Case, agents: readonly Ref[]): number {
  const counts = agents.map((a) => {
    const entity = c.entity(a);
    const statuses = digList(entity ? newest(entity)?.object : undefined, 'status', 'containerStatuses');
    return Math.max(0, ...statuses.map((x) => digNumber(x, 'restartCount') ?? 0));
  });
  return counts.reduce((a, b) => a + b, 0);
}
