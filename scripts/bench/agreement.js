// Compares what descriptions say of an object with what tables of the same capture say.
// usage: npm run build && node scripts/bench/agreement.js CASES [--all]     (CASES: a folder of captures)
// Counts, by kind and field, how often both speak and how often they differ; --all lists every difference.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dig, digList, digNumber, digText } from '../../dist/base/index.js';
import { readCapture } from '../../dist/intake/index.js';
import { keyOf } from '../../dist/model/index.js';

const [cases, all] = process.argv.slice(2);
if (cases === undefined) {
  process.stderr.write('usage: agreement.js CASES [--all]\n');
  process.exit(2);
}

const ready = (o) => digList(o, 'status', 'conditions').find((c) => digText(c, 'type') === 'Ready')?.status;
const statuses = (o) => digList(o, 'status', 'containerStatuses');
const replicas = {
  desired: (o) => digNumber(o, 'spec', 'replicas'),
  ready: (o) => digNumber(o, 'status', 'readyReplicas'),
  available: (o) => digNumber(o, 'status', 'availableReplicas'),
  updated: (o) => digNumber(o, 'status', 'updatedReplicas'),
};
const started = (o) => (statuses(o).length > 0 ? statuses(o) : undefined);

/** By kind and field: how each side says it. One function serves both where the records have one shape. */
const FIELDS = {
  Pod: {
    phase: [(o) => digText(o, 'status', 'phase')],
    node: [(o) => digText(o, 'spec', 'nodeName')],
    ip: [(o) => digText(o, 'status', 'podIP')],
    restarts: [
      (o) => started(o)?.reduce((sum, s) => sum + (s.restartCount ?? 0), 0),
      (o) => digNumber(o, 'status', 'printedRestarts'),
    ],
    'containers ready': [
      (o) => started(o)?.filter((s) => s.ready === true).length,
      (o) => digNumber(o, 'status', 'printedReady'),
    ],
    containers: [
      (o) => digList(o, 'spec', 'containers').length,
      (o) => digNumber(o, 'status', 'printedContainers'),
    ],
    ready: [ready],
  },
  Node: {
    ready: [ready],
    unschedulable: [(o) => dig(o, 'spec', 'unschedulable') === true],
    version: [(o) => digText(o, 'status', 'nodeInfo', 'kubeletVersion')],
    address: [(o) => digList(o, 'status', 'addresses').find((a) => a.type === 'InternalIP')?.address],
  },
  Deployment: replicasOf('desired', 'ready', 'available', 'updated'),
  StatefulSet: replicasOf('desired', 'ready'),
  ReplicaSet: replicasOf('desired', 'ready'),
  DaemonSet: {
    desired: [(o) => digNumber(o, 'status', 'desiredNumberScheduled')],
    ready: [(o) => digNumber(o, 'status', 'numberReady')],
  },
  Service: {
    type: [(o) => digText(o, 'spec', 'type')],
    address: [(o) => digText(o, 'spec', 'clusterIP')],
    ports: [
      (o) =>
        digList(o, 'spec', 'ports')
          .map((p) => `${p.port}/${p.protocol}`)
          .join(),
    ],
    selector: [(o) => words(dig(o, 'spec', 'selector'))],
  },
  PersistentVolumeClaim: {
    phase: [(o) => digText(o, 'status', 'phase')],
    volume: [(o) => digText(o, 'spec', 'volumeName')],
    class: [(o) => digText(o, 'spec', 'storageClassName')],
  },
  PersistentVolume: {
    phase: [(o) => digText(o, 'status', 'phase')],
    claim: [(o) => digText(o, 'spec', 'claimRef', 'name')],
  },
  Endpoints: {
    addresses: [
      (o) =>
        digList(o, 'subsets')
          .flatMap((s) => digList(s, 'addresses').map((a) => a.ip))
          .sort()
          .slice(0, 3)
          .join(),
    ],
  },
  Job: { succeeded: [(o) => digNumber(o, 'status', 'succeeded')] },
};

function replicasOf(...names) {
  return Object.fromEntries(names.map((name) => [name, [replicas[name]]]));
}

function words(map) {
  return map === undefined
    ? undefined
    : Object.entries(map)
        .map(([k, v]) => `${k}=${v}`)
        .sort()
        .join();
}

const counts = new Map();
const differences = [];
let pairs = 0;
let unlisted = 0;
for (const name of readdirSync(cases).filter((f) => statSync(join(cases, f)).isDirectory())) {
  const { records, sources } = await readCapture([join(cases, name)]);
  const objects = records.filter((r) => r.kind === 'object');
  const tables = new Map();
  const listed = new Set();
  for (const r of objects) {
    if (r.shape !== 'row' || sources[r.evidence.source]?.format !== 'kubectl-table') continue;
    tables.set(keyOf(r.ref), r);
    listed.add(`${r.ref.kind} ${r.ref.namespace ?? ''}`);
  }
  for (const r of objects.filter((o) => o.shape === 'described')) {
    const row = tables.get(keyOf(r.ref));
    if (row === undefined) {
      if (listed.has(`${r.ref.kind} ${r.ref.namespace ?? ''}`)) unlisted += 1;
      if (listed.has(`${r.ref.kind} ${r.ref.namespace ?? ''}`))
        differences.push(`${name} ${keyOf(r.ref)}: described, in no table`);
      continue;
    }
    pairs += 1;
    compare(name, r, row);
  }
}

function compare(name, described, row) {
  for (const [field, [left, right = left]] of Object.entries(FIELDS[described.ref.kind] ?? {})) {
    const a = left(described.object);
    const b = right(row.object);
    if (a === undefined || b === undefined) continue;
    const key = `${described.ref.kind} ${field}`;
    const count = counts.get(key) ?? { both: 0, differ: 0 };
    count.both += 1;
    if (a !== b) {
      count.differ += 1;
      differences.push(`${name} ${keyOf(described.ref)} ${field}: described ${a}, listed ${b}`);
    }
    counts.set(key, count);
  }
}

process.stdout.write(`${pairs} objects in both, ${unlisted} described and not listed\n`);
for (const [key, { both, differ }] of [...counts].sort()) {
  process.stdout.write(`${key.padEnd(32)} ${String(both).padStart(7)} ${String(differ).padStart(6)}\n`);
}
for (const line of all === '--all' ? differences : differences.slice(0, 40))
  process.stdout.write(`${line}\n`);
