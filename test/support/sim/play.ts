import { seeded } from '../seeded.js';
import { observe } from './edge.js';
import { inject } from './faults.js';
import { watchNodes } from './node-controller.js';
import { keyOfApp, type ClusterPlan } from './plan.js';
import { canFail, startProbes } from './probes.js';
import { Cluster, newest, type App, type Node } from './state.js';
import { create } from './workloads.js';

const HOUR = 3_600_000;

/** Lets a plan play out until its end. */
export function play(plan: ClusterPlan): Cluster {
  const c = new Cluster(plan);
  const random = seeded(plan.seed + 7);
  plan.workers.forEach((name, i) => c.nodes.set(name, nodeOf(name, i, plan.start, random)));
  plan.apps.forEach((a, i) => c.apps.set(keyOfApp(a), settled(c, a, i)));
  watchNodes(c);
  observe(c);
  for (const fault of plan.faults) inject(c, fault);
  c.queue.runUntil(plan.end);
  return c;
}

function nodeOf(name: string, i: number, start: number, random: ReturnType<typeof seeded>): Node {
  return {
    name,
    ip: `10.0.${1 + (i >> 8)}.${i & 255}`,
    subnet: i + 1,
    created: start - 400 * HOUR,
    isOff: false,
    isCut: false,
    leasePhase: random.below(10_000),
    statusPhase: random.below(300_000),
    cached: new Set(),
    lastBeat: start,
    markedAt: undefined,
    taintedAt: undefined,
    readySince: start - 400 * HOUR + 30_000,
    pods: 0,
  };
}

/** An app that has run for days when the play begins. */
function settled(c: Cluster, plan: ClusterPlan['apps'][number], i: number): App {
  const created = c.plan.start - 200 * HOUR + i * 1000;
  const app: App = {
    plan,
    key: keyOfApp(plan),
    uid: c.uid(),
    clusterIp: `10.96.${1 + (i >> 8)}.${i & 255}`,
    created,
    revisions: [
      {
        number: 1,
        hash: c.letters(10),
        image: `${plan.registry}/${plan.ns}/${plan.name}:1.1.0`,
        flaw: 'none',
        created,
        by: 'ci-deployer',
      },
    ],
    pods: [],
    ready: [],
    sliceText: '',
    trigger: created + 8000,
    triggers: new Map(),
    isAvailable: true,
    availableSince: created + 9000,
    turn: 0,
    createBackOffS: 0,
  };
  const nodes = [...c.nodes.values()];
  for (let n = 0; n < plan.replicas; n++) {
    const pod = create(c, app, newest(app), created);
    const node =
      plan.pinned === undefined
        ? nodes.reduce((best, x) => (x.pods < best.pods ? x : best))
        : c.node(plan.pinned);
    node.pods += 1;
    node.cached.add(pod.revision.image);
    pod.node = node;
    pod.ip = `10.244.${node.subnet}.${1 + node.pods}`;
    pod.scheduledAt = created + 50;
    pod.startTime = created + 1000;
    Object.assign(pod.real, { state: 'running', reason: '', startedAt: created + 4000, ready: true });
    pod.answersFrom = created + 5000;
    pod.posted = { ...pod.real };
    pod.postedReady = true;
    pod.readySince = created + 8000;
    if (canFail(pod)) {
      const later = (run: () => void, wait: number): void => {
        c.queue.after(wait, () => {
          if (pod.life === 0 && !pod.isGone && pod.node?.isOff === false) run();
        });
      };
      startProbes(c, pod, later, true);
    }
  }
  app.ready = [...app.pods];
  app.sliceText = app.pods.map((p) => `${p.name} true false`).join();
  for (const p of app.pods) app.triggers.set(p.name, p.readySince);
  return app;
}
