// A made cluster and a day of trouble in it, as the detectors would hand it to the causal engine: 500
// workloads of ten pods in 50 namespaces on 200 nodes. Seeded: the same count gives the same conditions.
//
// storm: faults of nodes, CNI agents, memory, releases, images and shared databases arrive through the day. Each
//        spreads as it does in a cluster: to the pods there, to the workload when enough of them are gone, to its
//        Service, to those who call it and so on up to the entrance of the application. Many stay local.
// dense: every pod has ten kinds of trouble every ten minutes while every node's network fails. Nothing real is
//        that bad; it shows what happens when everything may have to do with everything.
import { keyOf, ref } from '../../dist/model/index.js';
import { Case } from '../../dist/world/index.js';

const NAMESPACES = 50;
const APPS = 10; // per namespace; the first is the front, the last two are stores
const REPLICAS = 10;
const NODES = 200;
const SHARED = 4; // namespaces whose front everybody calls: identity, queue, ...
const DAY = 86_400;
const T0 = 1_772_618_400_000_000;
const ALWAYS = { lo: -Infinity, hi: Infinity };

/** Lehmer's generator (MINSTD). */
function seeded(seed) {
  let state = seed;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return {
    next,
    below: (n) => Math.floor(next() * n),
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}

const range = (n, make) => Array.from({ length: n }, (_, i) => make(i));
const stamp = (lo, width = 0, grade = 'A') => ({ lo: T0 + lo * 1e6, hi: T0 + (lo + width) * 1e6, grade });

/** Nodes, workloads, pods and Services with their relations. */
function cluster(random) {
  const c = new Case({
    asOf: stamp(DAY + 3600),
    sources: [], entities: new Map(), events: [], messages: [], requests: [], access: [], alerts: [], alertRules: [],
    statements: [], metrics: [], reports: [],
  }); // prettier-ignore
  const relations = [];
  const relate = (from, name, to) => {
    c.define(from);
    c.define(to);
    relations.push({ from: keyOf(from), name, to: keyOf(to), valid: ALWAYS, evidence: [], how: 'made' });
  };
  const nodes = range(NODES, (i) => {
    const node = { ref: ref('Node', undefined, `node-${i}`), network: ref('NodeNetwork', undefined, `node-${i}`), pods: [] };
    relate(node.network, 'part-of', node.ref);
    return node;
  }); // prettier-ignore
  const namespaces = range(NAMESPACES, (n) =>
    range(APPS, (a) => {
      const [ns, name] = [`team-${n}`, `app-${n}-${a}`];
      const app = {
        ref: ref('Deployment', ns, name),
        service: ref('Service', ns, name),
        callers: [],
        pods: [],
      };
      relate(app.service, 'selects', app.ref);
      app.pods = range(REPLICAS, (p) => {
        const pod = { ref: ref('Pod', ns, `${name}-${p}`), app, node: random.pick(nodes) };
        pod.node.pods.push(pod);
        relate(app.ref, 'owns', pod.ref);
        relate(app.service, 'selects', pod.ref);
        relate(pod.ref, 'runs-on', pod.node.ref);
        return pod;
      });
      return app;
    }),
  );
  const calls = (from, to) => {
    relate(from.ref, 'needs', to.service);
    to.callers.push(from);
  };
  namespaces.forEach((apps, n) => {
    const front = apps[0];
    front.surface = ref('Surface', undefined, `team-${n}.example`);
    relate(front.surface, 'routes-to', front.service);
    // the front calls what is in the middle, which calls the stores; some call what all share
    apps.slice(1, -2).forEach((app, i) => {
      calls(front, app);
      calls(app, apps[APPS - 1 - (i % 2)]);
      if (n >= SHARED && i === 0) calls(app, namespaces[n % SHARED][0]);
    });
  });
  c.relate(relations);
  return { c, relations, nodes, apps: namespaces.flat() };
}

/** Conditions as they are written down: onsets of the width that events and logs give, episodes, ends. */
class Ledger {
  conditions = [];

  constructor(random) {
    this.random = random;
  }

  add(type, entity, at, { severity = 2, lasts = 120, names = [] } = {}) {
    const roll = this.random.next();
    const onset = roll < 0.5 ? stamp(at) : roll < 0.9 ? stamp(at, 1, 'B') : stamp(at - 30, 60, 'C');
    const again = range(Math.min(Math.floor(lasts / 300), 5), (i) => stamp(at + (i + 1) * 300));
    this.conditions.push({
      id: `${type}-${this.conditions.length}`,
      type, entity, onset, severity, names,
      ...(at + lasts > DAY ? {} : { end: stamp(at + lasts) }),
      epistemic: 'observed',
      statement: `${type} of ${keyOf(entity)}`,
      evidence: [],
      episodes: [onset, ...again],
      attrs: {},
      detector: 'made',
    }); // prettier-ignore
  }
}

/** What a fault does from its place upwards. */
class Storm {
  constructor(world, ledger, random) {
    Object.assign(this, world, { ledger, random });
  }

  strike(at) {
    const kinds = ['node', 'node', 'cni', 'memory', 'release', 'image', 'database', 'process', 'process'];
    this[this.random.pick(kinds)](at);
  }

  some(list, most) {
    return range(1 + this.random.below(most), () => this.random.pick(list));
  }

  node(at) {
    for (const node of this.some(this.nodes, 4)) {
      const cause = this.random.pick(['kubelet-stopped', 'runtime-down', 'kernel-panic', 'nic-link-down']);
      this.ledger.add(cause, node.ref, at, { severity: 3, lasts: 900 });
      this.ledger.add('node-not-ready', node.ref, at + 45, { severity: 3, lasts: 900 });
      for (const pod of node.pods) {
        this.ledger.add('readiness-failing', pod.ref, at + 46, { lasts: 600 });
        this.ledger.add(this.random.pick(['taint-eviction', 'pod-stuck-terminating']), pod.ref, at + 345);
      }
      this.lose(node.pods, at + 46);
    }
  }

  cni(at) {
    for (const node of this.some(this.nodes, 3)) {
      this.ledger.add('cni-agent-crashloop', node.network, at, { severity: 3, lasts: 900 });
      const hit = node.pods.filter(() => this.random.next() < 0.5);
      for (const pod of hit) {
        this.ledger.add('cni-sandbox-failure', pod.ref, at + 10 + this.random.below(60), { lasts: 600 });
        this.ledger.add('readiness-failing', pod.ref, at + 20 + this.random.below(60), { lasts: 600 });
      }
      this.lose(hit, at + 80);
    }
  }

  memory(at) {
    for (const node of this.some(this.nodes, 6)) {
      this.ledger.add('node-memory-pressure', node.ref, at, { lasts: 600 });
      const hit = node.pods.filter(() => this.random.next() < 0.3);
      for (const pod of hit) {
        const type = this.random.pick(['kubelet-eviction', 'container-oom']);
        this.ledger.add(type, pod.ref, at + 5 + this.random.below(120));
        this.ledger.add('readiness-failing', pod.ref, at + 130);
      }
      this.lose(hit, at + 130);
    }
  }

  release(at) {
    const app = this.random.pick(this.apps);
    this.ledger.add('deployment-spec-changed', app.ref, at, { severity: 0, lasts: 0 });
    this.ledger.add('app-panic', app.ref, at + 20, { severity: 3, lasts: 1200 });
    for (const pod of app.pods) this.crash(pod, at + 20 + this.random.below(30));
    this.down(app, at + 60, 0);
  }

  image(at) {
    const app = this.random.pick(this.apps);
    this.ledger.add('image-tag-changed', app.ref, at, { severity: 0, lasts: 0 });
    this.ledger.add('image-not-found', app.ref, at + 10, { severity: 3, lasts: 1200 });
    for (const pod of app.pods.slice(0, 3)) {
      this.ledger.add('image-pull-failed', pod.ref, at + 12 + this.random.below(5), { lasts: 900 });
      this.ledger.add('image-pull-backoff', pod.ref, at + 25 + this.random.below(5), { lasts: 900 });
    }
  }

  database(at) {
    const store = this.random.pick(this.apps.filter((x) => x.callers.length > 2));
    this.ledger.add('db-too-many-connections', store.ref, at, { severity: 3, lasts: 900 });
    for (const caller of store.callers) this.fail(caller, store, at + 10, 0);
  }

  /** One pod that dies by itself, as happens all day. */
  process(at) {
    for (const app of this.some(this.apps, 8)) this.crash(this.random.pick(app.pods), at);
  }

  crash(pod, at) {
    const by = this.random.pick([['container-exit-error'], ['container-oom'], ['liveness-timeout', 'liveness-kill']]);
    by.forEach((type, i) => this.ledger.add(type, pod.ref, at + 30 * i, { lasts: 300 }));
    this.ledger.add('crashloop', pod.ref, at + 30 * by.length, { lasts: 900 });
    this.ledger.add('readiness-failing', pod.ref, at + 5, { lasts: 300 });
  } // prettier-ignore

  /** A workload is felt to be down when a third of its pods are gone at once. */
  lose(pods, at) {
    const count = new Map();
    for (const pod of pods) count.set(pod.app, (count.get(pod.app) ?? 0) + 1);
    for (const [app, lost] of count) {
      if (lost >= 2) this.ledger.add('deployment-unavailable', app.ref, at + 5, { lasts: 600 });
      if (lost >= 2 && this.random.next() < 0.5) this.down(app, at + 10, 0);
    }
  }

  /** No endpoint is left: callers and the entrance notice. */
  down(app, at, depth) {
    this.ledger.add('deployment-unavailable', app.ref, at, { severity: 3, lasts: 900 });
    this.ledger.add('service-no-endpoints', app.service, at + 2, { severity: 3, lasts: 900 });
    if (app.surface) this.ledger.add('surface-outage', app.surface, at + 5, { severity: 3, lasts: 900 });
    for (const caller of app.callers) this.fail(caller, app, at + 5, depth + 1);
  }

  /** A caller's own pods say that the callee does not answer; some of them do not bear it. */
  fail(caller, callee, at, depth) {
    const type = this.random.pick(['app-dependency-refused', 'app-dependency-timeout']);
    const pods = this.some(caller.pods, 4);
    for (const pod of pods) {
      this.ledger.add(type, pod.ref, at + this.random.below(20), { lasts: 600, names: [callee.service] });
      if (this.random.next() < 0.4) this.crash(pod, at + 40);
    }
    if (caller.surface) this.ledger.add('surface-degraded', caller.surface, at + 10, { lasts: 600 });
    if (depth < 3 && this.random.next() < 0.25) this.down(caller, at + 60, depth + 1);
  }
}

/** Ten kinds of trouble for every pod, every ten minutes, on broken networks. */
function dense({ nodes, apps }, ledger, wanted) {
  const types = [
    'liveness-timeout', 'liveness-kill', 'readiness-failing', 'crashloop', 'image-pull-failed', 'image-pull-backoff',
    'container-exit-error', 'app-dependency-timeout', 'app-dependency-refused', 'cni-sandbox-failure',
  ]; // prettier-ignore
  apps.forEach((app, i) => ledger.add('service-no-endpoints', app.service, 100 + i));
  nodes.forEach((node, i) => ledger.add('cni-agent-crashloop', node.network, i * 30, { severity: 3 }));
  const pods = apps.flatMap((app) => app.pods);
  for (let i = 0; ledger.conditions.length < wanted; i += 1) {
    const round = Math.floor(i / pods.length);
    const at = 60 + Math.floor(round / types.length) * 600 + (i % 300);
    ledger.add(types[round % types.length], pods[i % pods.length].ref, at, { lasts: 20 });
  }
}

/** The world of a shape, with exactly so many conditions. */
export function storm(shape, wanted) {
  const random = seeded(20_310_406);
  const world = cluster(random);
  const ledger = new Ledger(random);
  if (shape === 'dense') dense(world, ledger, wanted);
  else {
    const weather = new Storm(world, ledger, random);
    while (ledger.conditions.length < wanted) weather.strike((ledger.conditions.length / wanted) * DAY);
  }
  return { c: world.c, relations: world.relations, conditions: ledger.conditions.slice(0, wanted) };
}
