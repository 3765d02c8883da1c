// Writes a seeded synthetic capture of a given size: the same size and seed give the same bytes everywhere.
// usage: node scripts/bench/corpus.js OUT.tar.gz [MEGABYTES=256] [SEED=1] [small|large]
// A fifth each: Lists of pods and of events as kubectl prints them, an audit log, a kubelet log; and small files, or
// (large) as much more of the kubelet log.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { pods, events, auditLog, kubeletLog, smallFiles } from './parts.js';

const [out, megabytes = '256', seed = '1', mix = 'small'] = process.argv.slice(2);
if (out === undefined) {
  process.stderr.write('usage: corpus.js OUT.tar.gz [MEGABYTES] [SEED] [small|large]\n');
  process.exit(2);
}
const share = (Number(megabytes) * 2 ** 20) / 5;
const gzip = createGzip({ level: 6 });
gzip.pipe(createWriteStream(out));

async function write(bytes) {
  if (!gzip.write(bytes)) await once(gzip, 'drain');
}

function header(name, size) {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write('0ustar\x0000', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A member's size stands before it, so its text is made twice: once to be counted. */
async function member(name, make) {
  let size = 0;
  for (const text of make()) size += Buffer.byteLength(text);
  await write(header(`bench/${name}`, size));
  for (const text of make()) await write(Buffer.from(text));
  await write(Buffer.alloc((512 - (size % 512)) % 512));
}

const at = Number(seed);
await member('captured-at.txt', () => ['2026-07-01T20:00:00Z\n']);
await member('pods.json', () => pods(at, share));
await member('events.json', () => events(at + 1, share));
await member('control-plane/audit.jsonl', () => auditLog(at + 2, share));
await member('nodes/node-7/kubelet.log', () => kubeletLog(at + 3, mix === 'large' ? 2 * share : share));
if (mix !== 'large') {
  for (const [name, text] of smallFiles(at + 4, share)) await member(name, () => [text]);
}
await write(Buffer.alloc(1024));
gzip.end();
