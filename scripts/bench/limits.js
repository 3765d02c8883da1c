// Feeds hostile and huge inputs to the readers, made on the fly, and says what the inventory says of each.
// usage: npm run build && node scripts/bench/limits.js [CASE...] [--scale=1]     (scale 0.01 for a quick look)
// Each case runs in a process of its own: seconds, peak of memory, and the line of the inventory.
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';

const GB = 2 ** 30;
const args = process.argv.slice(2);
const scale = Number(args.find((a) => a.startsWith('--scale='))?.slice(8) ?? 1);
const role = args.includes('--once');

const pod = (i) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `web-${i}`,
    namespace: 'shop',
    uid: `uid-${i}`,
    creationTimestamp: '2026-07-01T19:20:00Z',
  },
  spec: {
    nodeName: 'node-1',
    containers: [
      {
        name: 'app',
        image: 'registry.example/web:1',
        env: Array.from({ length: 200 }, (_, n) => ({ name: `SETTING_${n}`, value: 'x'.repeat(200) })),
      },
    ],
  },
  status: { phase: 'Running' },
});

/** Blocks repeated until there are so many bytes. */
function* repeated(size, head, block, tail) {
  yield Buffer.from(head);
  let written = head.length;
  for (let i = 0; written < size; i++) {
    const bytes = Buffer.from(block(i));
    written += bytes.length;
    yield bytes;
  }
  yield Buffer.from(tail);
}

function tarHeader(name, size, type = '0', target = '') {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(target, 157);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function tar(...entries) {
  const parts = entries.flatMap(({ name, content = Buffer.alloc(0), type, target }) => [
    tarHeader(name, content.length, type, target),
    content,
    Buffer.alloc((512 - (content.length % 512)) % 512),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function nested(levels) {
  let inner = tar({ name: 'pod.json', content: Buffer.from(JSON.stringify(pod(0))) });
  for (let i = 1; i < levels; i++) inner = tar({ name: `level-${i}.tar.gz`, content: gzipSync(inner) });
  return inner;
}

const text = Buffer.from(JSON.stringify(pod(0)));
const LIST_HEAD = '{\n    "apiVersion": "v1",\n    "items": [\n';
const LIST_TAIL = '\n    ],\n    "kind": "List"\n}\n';
const indented = JSON.stringify(pod(0), null, 4).replace(/^/gm, '        ');
const CASES = {
  '3 GB List': () => repeated(3 * GB * scale, LIST_HEAD, (i) => (i === 0 ? '' : ',\n') + indented, LIST_TAIL),
  '2 GB List on one line': () =>
    repeated(
      2 * GB * scale,
      '{"apiVersion":"v1","items":[',
      (i) => (i === 0 ? '' : ',') + text,
      '],"kind":"List"}',
    ),
  '2 GB JSON value on one line': () =>
    repeated(
      2 * GB * scale,
      '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"big"},"data":{"a":"',
      () => 'x'.repeat(65536),
      '"}}',
    ),
  '5 GB log': () =>
    repeated(
      5 * GB * scale,
      '',
      (i) =>
        `I0701 19:22:41.000000    1547 kubelet.go:2410] "SyncLoop (PLEG): event for pod" pod="shop/web-${i}"\n`.repeat(
          1000,
        ) +
        'E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down\n',
      '',
    ),
  '2 GB log without a line end': () =>
    repeated(2 * GB * scale, 'E0701 19:22:41.123456    1547 kubelet.go:1] ', () => 'x'.repeat(65536), ''),
  '100 archives in each other': () => [nested(100)],
  '10 GB of zeros in 10 MB': () =>
    Readable.from(repeated(10 * GB * scale, '', () => Buffer.alloc(1 << 20), '')).pipe(
      createGzip({ level: 9 }),
    ),
  'path with ..': () => [tar({ name: '../../etc/pod.json', content: text })],
  'absolute path': () => [tar({ name: '/etc/pod.json', content: text })],
  'symbolic link': () => [tar({ name: 'link.json', type: '2', target: '/etc/passwd' })],
  'hard link': () => [tar({ name: 'link.json', type: '1', target: '../secret' })],
  'device node': () => [tar({ name: 'dev/sda', type: '4' }, { name: 'pod.json', content: text })],
  'named pipe': () => [tar({ name: 'run/pipe', type: '6' })],
};

if (role) await once(args.find((a) => !a.startsWith('--')));
else {
  const wanted = args.filter((a) => !a.startsWith('--'));
  for (const name of wanted.length > 0 ? wanted : Object.keys(CASES)) {
    const out = execFileSync(process.execPath, [process.argv[1], name, '--once', `--scale=${scale}`], {
      encoding: 'utf8',
    });
    process.stdout.write(out);
  }
}

async function once(name) {
  const { readCapture } = await import('../../dist/intake/index.js');
  const start = performance.now();
  const stream = Readable.from(CASES[name](), { objectMode: true });
  const { sources, records, truncated } = await readCapture([{ path: '-', stream }]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  const lines = sources.map(
    (s) =>
      `${s.path}: ${s.status}, ${s.format}, ${s.records} records${s.problems.map((p) => `; ${p.message}`).join('')}`,
  );
  process.stdout.write(
    `${name}\t${seconds} s\t${peak} MB\t${records.length} records${truncated ? ', partial' : ''}\n${lines.map((l) => `    ${l.slice(0, 300)}\n`).join('')}`,
  );
}
