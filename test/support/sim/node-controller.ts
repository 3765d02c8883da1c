import { klogHead, micro } from './clocks.js';
import { refreshEndpoints } from './endpoints.js';
import { CONTROL_PLANE } from './plan.js';
import { remove, reconcile } from './workloads.js';
import type { Cluster, Node, Pod } from './state.js';

const MONITOR_MS = 5000;
const TOLERATION_MS = 300_000;
const RENEWAL_MS = 10_000;
const PATH = 'control-plane/kube-controller-manager.log';

/** The node lifecycle controller looks at every node each five seconds. */
export function watchNodes(c: Cluster): void {
  const graceMs = c.plan.minor >= 32 ? 50_000 : 40_000;
  const seen = new Map<string, { beat: number; at: number }>();
  const tick = (): void => {
    for (const node of c.nodes.values()) {
      if (!node.isOff && !node.isCut) node.lastBeat = beatBefore(node, c.now);
      const known = seen.get(node.name);
      // It goes by its own clock from when it saw a renewal, whatever the node's clock says.
      if (known?.beat !== node.lastBeat) seen.set(node.name, { beat: node.lastBeat, at: c.now });
      else if (c.now - known.at > graceMs) lose(c, node);
    }
    c.queue.after(MONITOR_MS, tick);
  };
  c.queue.after(c.random.between(0, MONITOR_MS), tick);
}

/** The last time before that its Lease was due. */
export function beatBefore(node: Node, at: number): number {
  return at - ((at - node.leasePhase) % RENEWAL_MS);
}

function lose(c: Cluster, node: Node): void {
  if (node.markedAt !== undefined) return;
  node.markedAt = c.now;
  c.truth.tell({ party: `Node/${node.name}`, what: 'marked', at: c.now, from: [] });
  const stamp = micro(c.by(CONTROL_PLANE)).replace('T', ' ').slice(0, 19);
  c.logs.write(
    PATH,
    c.now,
    `${klogHead('I', c.by(CONTROL_PLANE), 1)} node_lifecycle_controller.go:1113] "Node hasn't been updated" logger="node-lifecycle-controller" node="${node.name}" duration="40.004s" nodeConditionType="Ready" currentNodeCondition="&NodeCondition{Type:Ready,Status:Unknown,LastHeartbeatTime:${stamp} +0000 UTC,LastTransitionTime:${stamp} +0000 UTC,Reason:NodeStatusUnknown,Message:Kubelet stopped posting node status.,}"`,
  );
  say(c, 'Node', '', node.name, node.name, 'Normal', 'NodeNotReady', `Node ${node.name} status is now: NodeNotReady`); // prettier-ignore
  for (const pod of podsOn(c, node)) {
    if (pod.deletedAt !== undefined) continue;
    if (pod.postedReady) {
      pod.postedReady = false;
      pod.readySince = c.by(CONTROL_PLANE);
      c.truth.tell({ party: `App/${pod.app.key}`, what: 'unready', at: c.now, pod: pod.name, from: [`Node/${node.name}`] }); // prettier-ignore
      refreshEndpoints(c, pod.app);
    }
    say(c, 'Pod', pod.app.plan.ns, pod.name, pod.uid, 'Warning', 'NodeNotReady', 'Node is not ready');
  }
  c.queue.after(c.random.between(100, MONITOR_MS), () => {
    if (node.markedAt === undefined) return;
    node.taintedAt = c.now;
    const tainted = c.now;
    c.queue.after(TOLERATION_MS, () => {
      if (node.taintedAt === tainted) evict(c, node);
    });
  });
}

function evict(c: Cluster, node: Node): void {
  for (const pod of podsOn(c, node)) {
    if (pod.deletedAt !== undefined) continue;
    say(c, 'Pod', pod.app.plan.ns, pod.name, '', 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${pod.app.plan.ns}/${pod.name}`); // prettier-ignore
    c.truth.tell({ party: `App/${pod.app.key}`, what: 'evicted', at: c.now, pod: pod.name, from: [`Node/${node.name}`] }); // prettier-ignore
    remove(c, pod);
    reconcile(c, pod.app);
  }
}

/** All pods that the API knows on a node. */
export function podsOn(c: Cluster, node: Node): readonly Pod[] {
  return [...c.apps.values()].flatMap((a) => a.pods.filter((p) => p.node === node && !p.isGone));
}

function say(
  c: Cluster,
  kind: string,
  ns: string,
  name: string,
  uid: string,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  const component = reason === 'TaintManagerEviction' ? 'taint-eviction-controller' : 'node-controller';
  c.events.say({ kind, ns, name, uid, type, reason, message, component, at: c.by(CONTROL_PLANE) });
}
