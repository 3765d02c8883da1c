/**
 * Measures `browse` on made-up rows: first frame, key to frame, filters, memory.
 *   node --expose-gc scripts/bench/browse.js [ROWS] [COLUMNSxROWS] [DIST]
 * Key to frame is the time from the bytes of a key on stdin to the last byte of its frame on stdout, with
 * the machine's own event loop between them; the terminal's drawing is not in it.
 */
import { EventEmitter } from 'node:events';
import { loadavg } from 'node:os';
import { fillRows } from './browse-rows.js';

const count = Number(process.argv[2] ?? 5_000_000);
const [columns, rows] = (process.argv[3] ?? '120x40').split('x').map(Number);
const dist = process.argv[4] ?? new URL('../../dist/', import.meta.url).pathname;
process.env.NODE_ENV = 'production';
const { RowWriter, runBrowse } = await import(`${dist}/tui/index.js`);

const ISO = (minute) =>
  `2031-05-06T${String(2 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`;
const at = (minute) => ({ lo: ISO(minute), hi: ISO(minute), grade: 'A' });
const UNKNOWN = { lo: null, hi: null, grade: 'X' };
const NO_FIGURES = {
  timeToDetect: null, timeToAcknowledge: null, timeToDiagnose: null,
  timeToMitigate: null, timeToRestore: null, timeToResolve: null,
}; // prettier-ignore

const analysis = {
  schemaVersion: 1,
  tool: { name: 'inquest', version: '0', rules: '' },
  capture: { asOf: at(600), sources: [], gaps: [] },
  incidents: [{
    id: 'INC-1', title: 'Made up', summary: 'Rows of a benchmark.', severity: 'low', status: 'unknown', canRecur: false,
    window: { from: at(300), to: at(330) }, instants: { trigger: at(300), impact: at(302), restore: at(330) },
    surfaces: [], figures: NO_FIGURES, detection: { by: 'unknown', at: UNKNOWN, alerts: [] }, rootCauses: [], conditions: [],
    links: [], loops: [], preventions: [], preExisting: [], noise: [], redHerrings: [], unexplained: [], notAffected: [],
    responses: [], alternatives: [], contradictions: [], actions: [],
  }],
  timeline: [], evidence: {}, background: [], series: [],
}; // prettier-ignore

const say = (label, value) => process.stdout.write(`${label.padEnd(46)} ${value}\n`);
const ms = (n) => `${n.toFixed(1)} ms`;
const megabytes = () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
};

class Terminal extends EventEmitter {
  isTTY = true;
  columns = columns;
  rows = rows;
  wrote = 0;
  bytes = 0;
  write(text) {
    this.wrote = performance.now();
    this.bytes += text.length;
    this.emit('wrote', text);
    return true;
  }
}

class Keys extends EventEmitter {
  isTTY = true;
  setRawMode() {}
  setEncoding() {}
  resume() {}
  pause() {}
}

const writer = new RowWriter();
let began = performance.now();
fillRows(writer, count);
const source = writer.finish();
say(
  `rows made (not part of browse)`,
  `${String(count)} in ${((performance.now() - began) / 1000).toFixed(1)} s, ${String(source.templates.count)} templates`,
);
const before = megabytes();
say('memory with the rows, before browse', `${before.toFixed(0)} MB`);

const stdout = new Terminal();
const stdin = new Keys();
const port = {
  title: 'benchmark', analysis, rows: source, report: '', proofs: [],
  context: () => Promise.reject(new Error('none')),
  loadSession: () => Promise.resolve(undefined),
  saveSession: () => Promise.resolve(),
  honour: () => Promise.resolve({ analysis, report: '', proofs: [] }),
  exportView: () => Promise.resolve('nowhere'),
}; // prettier-ignore

/** Waits for a frame that says what is wanted. */
const frame = (wanted) =>
  new Promise((resolve) => {
    const heard = (text) => {
      if (!text.includes('\u001b[?2026h') || !wanted(text)) return;
      stdout.off('wrote', heard);
      resolve(performance.now());
    };
    stdout.on('wrote', heard);
  });

let peak = 0;
const watch = setInterval(() => {
  const { heapUsed, external } = process.memoryUsage();
  peak = Math.max(peak, (heapUsed + external) / 1e6);
}, 20);

began = performance.now();
const first = frame((text) => text.includes('Made up'));
const done = runBrowse(port, { stdin, stdout, env: { TERM: 'xterm-256color' } });
say('first frame (Ink loaded, view made, drawn)', ms((await first) - began));

/** Milliseconds from the bytes of a key to its frame; undefined when the key changes nothing on the screen. */
async function press(keys) {
  const next = frame(() => true);
  const start = performance.now();
  stdin.emit('data', keys);
  const drawn = await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 3000))]);
  return drawn === undefined ? undefined : drawn - start;
}

function spread(times) {
  const sorted = times.filter((t) => t !== undefined).sort((a, b) => a - b);
  const pick = (q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
  return `p50 ${ms(pick(0.5))}  p95 ${ms(pick(0.95))}  max ${ms(sorted.at(-1))}  of ${String(sorted.length)}`;
}

async function series(label, keys, times) {
  for (let i = 0; i < 5; i++) await press(keys[i % keys.length]);
  const out = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < times; i++) out.push(await press(keys[i % keys.length]));
  const { user, system } = process.cpuUsage(cpu);
  say(label, `${spread(out)}  cpu ${ms((user + system) / 1000 / times)} each`);
  return out;
}

await press('7');
await press('g');
const moves = [
  ...(await series('line down', ['j'], 150)),
  ...(await series('page down', [' '], 100)),
  ...(await series('end and start', ['G', 'g'], 40)),
  ...(await series('next and previous FAIL', ['e', 'e', 'e', 'E'], 60)),
  ...(await series('next of same entity', ['j', 'o'], 60)),
  ...(await series('windows and zoom', ['4', 'z', 'z', '3', 'Z'], 40)),
];
await press('0');
moves.push(...(await series('time format, detail, histogram', ['t', 'p', 'p', 'i', 'i'], 40)));
say('all of these keys', spread(moves));
say(
  'load average of the machine meanwhile',
  loadavg()
    .map((n) => n.toFixed(1))
    .join(' '),
);
stdout.bytes = 0;
await press('j');
say('bytes written for one line down', String(stdout.bytes));

for (const text of [
  'back-off',
  'connection refused',
  'ns:team-3',
  'source:kubelet',
  'sev:warn',
  'kind:node',
  '!healthz',
  'statuscode: 503',
  '10.2.7',
  'seq 12',
  '5',
  '/time[sd]/',
  '/code 200/',
  '/50[34]$/',
  '12',
]) {
  await press('&');
  await press(text);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const used = process.cpuUsage();
  const taken = await press('\r');
  const { user, system } = process.cpuUsage(used);
  say(`filter ${text}`, `${ms(taken)}  cpu ${ms((user + system) / 1000)}`);
  await press('\u007f');
}
await press('/');
await press('volume');
say('search', ms(await press('\r')));
await series('next hit', ['n'], 40);
clearInterval(watch);
say('memory above the rows now', `${(megabytes() - before).toFixed(0)} MB`);
say('memory above the rows, highest seen', `${(peak - before).toFixed(0)} MB`);
stdin.emit('data', '\u0003');
await done;
