// How long the causal engine takes on a large made world: 5,000 pods on 200 nodes, 200,000 conditions.
// Usage: node scripts/bench/explain.js [conditions]   (after npm run build)
import { conditionTypes } from '../../dist/detect/index.js';
import { explain } from '../../dist/cause/index.js';
import { keyOf, ref } from '../../dist/model/index.js';
import { Case } from '../../dist/world/index.js';

const wanted = Number(process.argv[2] ?? 200_000);
const PODS = 5_000;
const NODES = 200;
const TYPES = [
  'liveness-timeout',
  'liveness-kill',
  'readiness-failing',
  'crashloop',
  'image-pull-failed',
  'image-pull-backoff',
  'container-exit-error',
  'app-dependency-timeout',
  'app-dependency-refused',
  'cni-sandbox-failure',
];
const T0 = 1_772_618_400_000_000;
const exactly = (s) => ({ lo: T0 + s * 1e6, hi: T0 + s * 1e6, grade: 'A' });
const none = { lo: -Infinity, hi: Infinity };

const c = new Case({
  asOf: exactly(7200),
  sources: [],
  entities: new Map(),
  events: [],
  messages: [],
  requests: [],
  access: [],
  alerts: [],
  alertRules: [],
  statements: [],
  metrics: [],
  reports: [],
});
const relations = [];
const relate = (from, name, to) => {
  c.define(from);
  c.define(to);
  relations.push({ from: keyOf(from), name, to: keyOf(to), valid: none, evidence: [], how: 'made' });
};
const conditions = [];
let n = 0;
const add = (type, entity, at, severity = 2) => {
  n += 1;
  conditions.push({
    id: `${type}-${n}`,
    type,
    entity,
    onset: exactly(at),
    end: exactly(at + 20),
    epistemic: 'observed',
    severity,
    statement: `${type} of ${keyOf(entity)}`,
    evidence: [],
    episodes: [exactly(at)],
    attrs: {},
    names: [],
    detector: 'made',
  });
};
for (let d = 0; d < PODS / 10; d += 1) {
  const ns = `ns-${d % 50}`;
  const deployment = ref('Deployment', ns, `app-${d}`);
  const service = ref('Service', ns, `app-${d}`);
  relate(service, 'selects', deployment);
  // Calls form a tree, as those of an application do: the front at 0, four callees each.
  const callee = 4 * d + 1 + (d % 4);
  if (callee < PODS / 10) relate(deployment, 'needs', ref('Service', `ns-${callee % 50}`, `app-${callee}`));
  for (let p = 0; p < 10; p += 1) {
    const pod = ref('Pod', ns, `app-${d}-${p}`);
    relate(deployment, 'owns', pod);
    relate(service, 'selects', pod);
    relate(pod, 'runs-on', ref('Node', undefined, `node-${(d * 10 + p) % NODES}`));
  }
  add('service-no-endpoints', service, 100 + d);
}
for (let i = 0; i < NODES; i += 1) {
  relate(ref('NodeNetwork', undefined, `node-${i}`), 'part-of', ref('Node', undefined, `node-${i}`));
  add('cni-agent-crashloop', ref('NodeNetwork', undefined, `node-${i}`), i * 30, 3);
}
c.relate(relations);
for (let i = 0; conditions.length < wanted; i += 1) {
  const p = i % PODS;
  const d = Math.floor(p / 10);
  add(
    TYPES[Math.floor(i / PODS) % TYPES.length],
    ref('Pod', `ns-${d % 50}`, `app-${d}-${p % 10}`),
    60 + Math.floor(i / PODS / TYPES.length) * 600 + (p % 300),
  );
}
const types = conditionTypes();
const start = process.hrtime.bigint();
const e = explain(c, conditions, types);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const links = e.incidents.reduce((a, i) => a + i.accepted.length, 0);
process.stdout.write(
  `${conditions.length} conditions, ${relations.length} relations: ${seconds.toFixed(1)} s, ${links} accepted links, ${e.incidents.length} incidents, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB\n`,
);
