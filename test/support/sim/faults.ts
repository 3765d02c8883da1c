import { klogHead } from './clocks.js';
import { adopt, exit, postAll } from './kubelet.js';
import { beatBefore, podsOn } from './node-controller.js';
import type { FaultPlan } from './plan.js';
import { startProbes } from './probes.js';
import { works, type Cluster, type Node, type Pod } from './state.js';
import { finish, reconcile, release, remove } from './workloads.js';

/** Puts a fault of the plan into the world, and takes it out again. */
export function inject(c: Cluster, fault: FaultPlan): void {
  c.queue.at(fault.at, () => {
    begin(c, fault);
  });
}

function begin(c: Cluster, fault: FaultPlan): void {
  switch (fault.kind) {
    case 'node-off':
    case 'node-cut':
      loseNode(c, c.node(fault.node), fault);
      return;
    case 'registry-down': {
      const registry = c.registries.get(fault.registry);
      if (registry === undefined) throw new Error(`no registry ${fault.registry} in the plan`);
      registry.isDown = true;
      c.truth.tell({ party: `Registry/${fault.registry}`, what: 'injected', at: c.now, from: [] });
      if (fault.until !== undefined)
        c.queue.at(fault.until, () => {
          registry.isDown = false;
        });
      return;
    }
    case 'release':
      release(c, c.app(fault.app), fault.flaw);
      return;
    case 'hang':
      hang(c, fault.app);
      return;
    case 'pods-deleted': {
      const app = c.app(fault.app);
      for (const pod of app.pods) remove(c, pod);
      reconcile(c, app);
      return;
    }
    case 'clock-step':
      c.clocks.step(fault.host, c.now, fault.ms);
  }
}

/** Every process of an app stops answering at once, as after a message that none of them can digest. */
function hang(c: Cluster, key: string): void {
  const app = c.app(key);
  c.truth.tell({ party: `App/${key}`, what: 'injected', at: c.now, from: [] });
  for (const pod of app.pods) {
    if (!works(pod, c.now)) continue;
    pod.answersFrom = Infinity;
    watch(c, pod);
  }
}

function watch(c: Cluster, pod: Pod): void {
  const life = ++pod.life;
  const later = (run: () => void, wait: number): void => {
    c.queue.after(wait, () => {
      if (pod.life === life && !pod.isGone && pod.node?.isOff === false) run();
    });
  };
  startProbes(c, pod, later, true);
}

function loseNode(
  c: Cluster,
  node: Node,
  fault: { readonly kind: 'node-off' | 'node-cut'; readonly until?: number },
): void {
  node.lastBeat = beatBefore(node, c.now);
  const party = `Node/${node.name}`;
  c.truth.tell({ party, what: 'injected', at: c.now, from: [] });
  for (const pod of podsOn(c, node))
    c.truth.tell({ party: `App/${pod.app.key}`, what: 'dead', at: c.now, pod: pod.name, from: [party] });
  if (fault.kind === 'node-off') node.isOff = true;
  else {
    node.isCut = true;
    complain(c, node);
  }
  if (fault.until !== undefined)
    c.queue.at(fault.until, () => {
      if (fault.kind === 'node-off') reboot(c, node);
      else rejoin(c, node);
    });
}

/** What the kubelet of a node says that does not reach the API server. */
function complain(c: Cluster, node: Node): void {
  const tick = (): void => {
    if (!node.isCut) return;
    const at = c.by(node.name);
    const path = `nodes/${node.name}/kubelet.log`;
    c.logs.write(path, c.now, `${klogHead('E', at, 876)} controller.go:195] "Failed to update lease" err="Put \\"https://10.0.0.10:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node.name}?timeout=10s\\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)"`); // prettier-ignore
    c.logs.write(path, c.now, `${klogHead('E', at, 876)} kubelet_node_status.go:540] "Error updating node status, will retry" err="error getting node \\"${node.name}\\": Get \\"https://10.0.0.10:6443/api/v1/nodes/${node.name}?resourceVersion=0&timeout=10s\\": net/http: request canceled (Client.Timeout exceeded while awaiting headers)"`); // prettier-ignore
    c.queue.after(10_000, tick);
  };
  const next = beatBefore(node, c.now) + 10_000;
  c.queue.at(next + 10_000, tick);
}

function rejoin(c: Cluster, node: Node): void {
  node.isCut = false;
  returned(c, node);
}

/** Everything that ran is gone with the old kernel; the kubelet starts it again. */
function reboot(c: Cluster, node: Node): void {
  node.isOff = false;
  returned(c, node);
  for (const pod of podsOn(c, node)) {
    if (pod.deletedAt === undefined && pod.startTime === undefined) adopt(c, pod);
    else if (pod.deletedAt === undefined) exit(c, pod, 255, 'Unknown', [`Node/${node.name}`]);
  }
}

function returned(c: Cluster, node: Node): void {
  node.lastBeat = c.now;
  const wasMarked = node.markedAt !== undefined;
  node.markedAt = undefined;
  node.taintedAt = undefined;
  if (wasMarked) {
    node.readySince = c.by(node.name);
    c.events.say({
      kind: 'Node',
      ns: '',
      name: node.name,
      uid: node.name,
      type: 'Normal',
      reason: 'NodeReady',
      message: `Node ${node.name} status is now: NodeReady`,
      component: 'kubelet',
      host: node.name,
      at: c.by(node.name),
    });
  }
  for (const pod of podsOn(c, node)) if (pod.deletedAt !== undefined) finish(c, pod);
  postAll(c, node, podsOn(c, node));
}
