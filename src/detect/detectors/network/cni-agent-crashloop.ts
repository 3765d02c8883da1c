import { counted, digList, digNumber, groupBy, iso, sortedBy, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, ref, type ConditionType, type Evidence, type Ref } from '../../../model/index.js';
import { conditionsOf, containerEnds, isOrderly, newest, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const type: ConditionType = {
  id: 'cni-agent-crashloop',
  nature: 'fault',
  title: 'Agent of the pod network crashes',
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
  emits: [type],
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

interface Crash {
  readonly at: Stamp;
  readonly until: Stamp;
  readonly count: number;
  readonly evidence: Evidence;
}

function* crashing(c: Case, node: string, agents: readonly Ref[]): Iterable<Finding> {
  const keys = new Set(agents.map(keyOf));
  const ends = containerEnds(c)
    .filter((e) => keys.has(keyOf(e.pod)) && !isOrderly(e))
    .map((e): Crash => ({ at: e.finished, until: e.finished, count: 1, evidence: e.evidence }));
  const backoffs = agents
    .flatMap((a) => c.eventsAbout(a))
    .filter((e) => e.reason === 'BackOff' && e.message.includes('restarting failed container'))
    .map((e): Crash => ({ at: e.first, until: e.last, count: e.count, evidence: c.citeEvent(e) }));
  const panics = c
    .messagesOf('app-panic', 'overlay-interface-missing', 'crashloop')
    .filter((m) => m.origin.pod !== undefined && keys.has(keyOf(m.origin.pod)) && m.severity !== 'info')
    .map((m): Crash => ({ at: m.at, until: m.until, count: m.count, evidence: c.citeMessage(m) }));
  const crashes = sortedBy([...ends, ...backoffs, ...panics], (x) => x.at.lo);
  const first = crashes[0];
  const last = crashes.at(-1);
  if (!first || !last || ends.length + backoffs.length === 0) return;
  if (ends.length < 2 && backoffs.length === 0) return;
  const end = recovered(c, agents, last.until);
  const restarts = restartsOf(c, agents);
  yield {
    type: type.id,
    entity: ref('NodeNetwork', undefined, node),
    onset: first.at,
    ...(end ? { end } : {}),
    severity: 3,
    statement: `The pod network agent on node ${node} (${labelOf(agents[0] ?? ref('Pod', undefined, node))}) crashed from ${iso(
      first.at.lo,
    )} on${restarts > 0 ? `, ${counted(restarts, 'restart')} in all` : ''}.`,
    evidence: [first, ...crashes.slice(1, 4), last].map((x) => x.evidence),
    episodes: ends.map((e) => e.at),
    attrs: { restarts, node },
    names: [...agents],
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
