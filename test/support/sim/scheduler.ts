import { adopt } from './kubelet.js';
import { CONTROL_PLANE } from './plan.js';
import type { Cluster, Node, Pod } from './state.js';

const UNREACHABLE = 'node.kubernetes.io/unreachable';

/** Gives a pod the emptiest node that may take it; otherwise says why not, and tries again. */
export function schedule(c: Cluster, pod: Pod): void {
  if (pod.isGone || pod.deletedAt !== undefined) return;
  const pinned = pod.app.plan.pinned;
  let best: Node | undefined;
  const counts = { tainted: 0, full: 0, elsewhere: 0 };
  for (const node of c.nodes.values()) {
    if (node.markedAt !== undefined) counts.tainted += 1;
    else if (pinned !== undefined && pinned !== node.name) counts.elsewhere += 1;
    else if (node.pods >= c.plan.podsPerNode) counts.full += 1;
    else if (best === undefined || node.pods < best.pods) best = node;
  }
  if (best !== undefined) {
    bind(c, pod, best);
    return;
  }
  const message = refusal(c, counts);
  pod.unschedulable = { since: pod.unschedulable?.since ?? c.by(CONTROL_PLANE), message };
  const lost = [...c.nodes.values()].filter((n) => n.markedAt !== undefined).map((n) => `Node/${n.name}`);
  c.truth.tell({ party: `App/${pod.app.key}`, what: 'unplaced', at: c.now, pod: pod.name, from: lost });
  tell(c, pod, 'Warning', 'FailedScheduling', message);
  c.queue.after(60_000, () => {
    schedule(c, pod);
  });
}

function refusal(c: Cluster, n: { tainted: number; full: number; elsewhere: number }): string {
  const parts = [
    '1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }',
    ...(n.tainted > 0 ? [`${n.tainted} node(s) had untolerated taint {${UNREACHABLE}: }`] : []),
    ...(n.elsewhere > 0 ? [`${n.elsewhere} node(s) had volume node affinity conflict`] : []),
    ...(n.full > 0 ? [`${n.full} Too many pods`] : []),
  ];
  const all = c.nodes.size + 1;
  return `0/${all} nodes are available: ${parts.join(', ')}. preemption: 0/${all} nodes are available: ${n.full > 0 ? `${all - n.full} Preemption is not helpful for scheduling, ${n.full} No preemption victims found for incoming pod` : `${all} Preemption is not helpful for scheduling`}.`;
}

function bind(c: Cluster, pod: Pod, node: Node): void {
  pod.unschedulable = undefined;
  pod.node = node;
  pod.scheduledAt = c.by(CONTROL_PLANE);
  node.pods += 1;
  tell(c, pod, 'Normal', 'Scheduled', `Successfully assigned ${pod.app.plan.ns}/${pod.name} to ${node.name}`);
  c.queue.after(c.random.between(30, 120), () => {
    adopt(c, pod);
  });
}

function tell(c: Cluster, pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
  c.events.say({
    kind: 'Pod',
    ns: pod.app.plan.ns,
    name: pod.name,
    uid: pod.uid,
    type,
    reason,
    message,
    component: 'default-scheduler',
    at: c.by(CONTROL_PLANE),
  });
}
