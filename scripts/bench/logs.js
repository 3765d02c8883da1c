// Reading of logs: MB/s on lines that mean nothing and on lines that all do, beside a plain walk over lines (processor time).
//   npm run build && node scripts/bench/logs.js [MB] [DIST]
import { Buffer } from 'node:buffer';
import { resolve } from 'node:path';

const size = Number(process.argv[2] ?? 256) * 2 ** 20;
const dist = resolve(process.argv[3] ?? 'dist');
const { LogReader } = await import(`${dist}/intake/formats/log-reader/reader.js`);

const KLOG = [
  'I1120 22:26:20.183412   28882 kuberuntime_manager.go:439] No sandbox for pod "web-5d9c7f6b8-x7k2p_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193)" can be found. Need to start a new one',
  'I1120 22:26:20.201133   28882 reconciler.go:224] operationExecutor.VerifyControllerAttachedVolume started for volume "default-token-qdjv9" (UniqueName: "kubernetes.io/secret/7d05bcbb-default-token-qdjv9") pod "web-5d9c7f6b8-x7k2p" (UID: "7d05bcbb-1797-481a-b4e1-4a16bf5de193")',
  'I1120 22:26:20.333127   28882 topology_manager.go:187] [topologymanager] Topology Admit Handler',
  'I1120 22:26:20.402211   28882 scope.go:111] [topologymanager] RemoveContainer - Container ID: 3f1a9cc02de1f7b2a4d6e8c0b1a3f5d7e9c1b3a5d7f9e1c3b5a7d9f1e3c5b7a9',
];
const APP = [
  '2026-11-20T22:57:58.123456789Z stdout F {"http.req.id":"2b411c8f-9526-48a3-95d4-2a3b4c5d6e7f","http.req.method":"GET","http.req.path":"/cart","message":"request complete","severity":"debug","timestamp":"2026-11-20T22:57:58.123Z"}',
  '2026-11-20T22:57:58.223456789Z stdout F 2026-11-20 22:57:58.223  INFO 1 --- [nio-8080-exec-9] c.e.OrderController : [createOrder][done][id: 7d05bcbb-1797-481a-b4e1-4a16bf5de193]',
];
const ERRORS = [
  'E1120 22:58:10.000001   32205 pod_workers.go:191] Error syncing pod 7d05 ("web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193)"), skipping: failed to "StartContainer" for "web" with ErrImagePull: "rpc error: code = Unknown desc = failed to pull and unpack image \\"registry.example/shop/web:latest\\": failed to resolve reference \\"registry.example/shop/web:latest\\": failed to do request: Head \\"http://registry.example:30500/v2/shop/web/manifests/latest\\": dial tcp 10.200.0.12:30500: connect: connection refused"',
];

function block(lines, bytes) {
  const parts = [];
  let length = 0;
  for (let i = 0; length < bytes; i += 1) {
    const line = `${lines[i % lines.length]}\n`;
    parts.push(line);
    length += line.length;
  }
  return Buffer.from(parts.join(''));
}

function time(run) {
  const start = process.cpuUsage();
  run();
  const u = process.cpuUsage(start);
  return (u.user + u.system) / 1e6;
}

function read(chunk, times) {
  let records = 0;
  const reader = new LogReader({
    source: 0,
    path: 'bench.log',
    place: { program: 'kubelet', node: 'n1' },
    capturedAt: undefined,
    emit: () => {
      records += 1;
    },
    problem: () => {},
    describe: () => {},
    covers: () => {},
  });
  for (let i = 0; i < times; i += 1) reader.chunk(chunk);
  reader.end();
  return records;
}

function walk(chunk, times) {
  let lines = 0;
  for (let i = 0; i < times; i += 1)
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}

const CHUNK = 2 ** 18;
for (const [name, lines, share] of [
  ['klog, nothing to say', KLOG, 1],
  ['container log, nothing to say', APP, 1],
  ['one error again and again', ERRORS, 0.1],
]) {
  const chunk = block(lines, CHUNK);
  const times = Math.max(1, Math.round((size * share) / chunk.length));
  const mb = (chunk.length * times) / 1e6;
  read(chunk, Math.min(times, 40));
  const best = Math.min(...[0, 1, 2].map(() => time(() => read(chunk, times))));
  const floor = Math.min(...[0, 1, 2].map(() => time(() => walk(chunk, times))));
  console.log(
    `${name.padEnd(32)} ${(mb / best).toFixed(0).padStart(6)} MB/s   line walk ${(mb / floor).toFixed(0)} MB/s`,
  );
}
