/**
 * Made-up rows for the benchmark: pods, nodes and components of a cluster that does not exist, texts of
 * the length that real events and component logs have, most of them with numbers of their own. The
 * sequence is pseudo-random from a fixed seed, so that every run measures the same bytes.
 */
const MINUTE = 60_000_000;
const START = Date.UTC(2031, 4, 6, 2, 0, 0) * 1000;

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
/** Names of pods as a ReplicaSet makes them: each is a template of its own. */
const hash = (n) => Array.from({ length: 5 }, (_, i) => LETTERS[Math.floor(n / 27 ** i) % 27]).join('');

const SHAPES = [
  ['log', 0, (n) => `GET /healthz 200 ${n % 900} ms from 10.1.${n % 200}.${n % 250} agent probe/1.4`],
  [
    'log',
    0,
    (n) => `syncing pod web-${hash(n % 9000)} generation ${n} took ${n % 3000} ms in worker loop ${n % 16}`,
  ],
  ['event', 0, (n) => `Successfully assigned batch/job-${hash(n % 5000)} to node n${n % 40}`],
  ['event', 1, (n) => `Pulling image "mirror.test/app:${n % 90}" for container app attempt ${n % 7}`],
  ['event', 2, (n) => `Back-off restarting failed container app in pod web-${hash(n % 9000)}`],
  ['event', 2, (n) => `Readiness probe failed: HTTP probe failed with statuscode: ${500 + (n % 4)}`],
  [
    'log',
    3,
    (n) =>
      `rpc error: code = Unavailable desc = dial tcp 10.2.${n % 250}.7:2379: connect: connection refused`,
  ],
  [
    'log',
    2,
    (n) => `MountVolume.SetUp failed for volume "data-${n % 300}": timed out after ${n % 120} s waiting`,
  ],
  ['request', 0, (n) => `update leases/n${n % 40} by system:node:n${n % 40} resourceVersion ${n} code 200`],
  [
    'change',
    1,
    (n) => `patch deployments/web by deployer: replicas ${n % 30} to ${(n + 3) % 30} revision ${n}`,
  ],
];

function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Fills a writer with `count` rows over twelve hours, in order of time. */
export function fillRows(writer, count) {
  const next = random(7);
  const sources = Array.from({ length: 120 }, (_, i) =>
    writer.origin({
      id: `s${i}`,
      path: `nodes/n${i % 40}/log-${i}.log`,
      label: ['kubelet', 'events', 'audit'][i % 3],
    }),
  );
  const entities = Array.from({ length: 3000 }, (_, i) => ({
    kind: i % 9 === 0 ? 'Node' : 'Pod',
    ...(i % 9 === 0 ? {} : { namespace: `team-${i % 25}` }),
    name: i % 9 === 0 ? `n${i % 40}` : `web-${i}`,
  }));
  for (let i = 0; i < count; i++) {
    const at = START + Math.floor((i / count) * 720) * MINUTE + (i % 60_000) * 1000;
    const roll = next();
    const shape = SHAPES[Math.floor(roll * roll * SHAPES.length)];
    writer.add({
      lo: at,
      hi: at,
      severity: shape[1],
      kind: shape[0],
      source: sources[Math.floor(next() * sources.length)],
      entity: entities[Math.floor(next() * entities.length)],
      offset: i * 97,
      length: 96,
      text: `${shape[2](Math.floor(next() * 1e6))} (seq ${i})`,
    });
  }
}
