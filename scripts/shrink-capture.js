// Cuts a capture to what its explanation needs: delta debugging on files, then objects, then lines, as long
// as the analysis gives the same root causes (or, with --expected, all expectations hold). Needs a build.
// `node scripts/shrink-capture.js PATH -o OUT [--expected expected.yaml] [--minutes N]`
// OUT is a new folder. What is left is for tests: times and figures rest on less than before.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyze } from '../dist/app/index.js';
import { leaves } from '../dist/intake/index.js';
import { compare, parseExpectations } from '../dist/verify/index.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    output: { type: 'string', short: 'o' },
    expected: { type: 'string' },
    minutes: { type: 'string', default: '10' },
  },
});
const [path] = positionals;
const out = values.output;
if (path === undefined || out === undefined || (existsSync(out) && readdirSync(out).length > 0)) {
  console.error('usage: shrink-capture PATH -o NEW-FOLDER [--expected expected.yaml] [--minutes N]');
  process.exit(2);
}

const until = performance.now() + Number(values.minutes) * 60_000;
const late = () => performance.now() > until;
const work = mkdtempSync(join(tmpdir(), 'inquest-shrink-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

/** Path → text; what is no text is left out from the start. */
const files = new Map();
for await (const leaf of leaves([path])) {
  if (leaf.refused !== undefined) continue;
  const parts = [];
  for await (const chunk of leaf.bytes()) parts.push(chunk);
  const bytes = Buffer.concat(parts);
  if (!bytes.includes(0)) files.set(leaf.path.replaceAll('!', '/'), bytes.toString('latin1'));
}
for (const [name, text] of files) put(name, text);

const want =
  values.expected === undefined ? undefined : parseExpectations(readFileSync(values.expected, 'utf8'));
let tests = 0;
const goal = want === undefined ? await roots() : undefined;
if (want === undefined && goal === '') fail('no incident, so nothing to hold on to');
if (!(await holds())) fail('red before anything was cut');
const before = size();
console.log(`before: ${said(before)}`);

await cutFiles();
console.log(`files:  ${said(size())} after ${tests} analyses`);
for (let round = 0, last = Infinity; round < 3 && size().bytes < last && !late(); round += 1) {
  last = size().bytes;
  for (const name of bySize()) await cutWithin(name);
  console.log(`within: ${said(size())} after ${tests} analyses`);
  await cutFiles();
}
for (const [name, text] of files) {
  mkdirSync(dirname(join(out, name)), { recursive: true });
  writeFileSync(join(out, name), text, 'latin1');
}
console.log(
  `after:  ${said(size())}, ${((100 * size().bytes) / before.bytes).toFixed(1)} % of the bytes, ${tests} analyses${late() ? '; time was up, more may go' : ''}`,
);
if (goal !== undefined) console.log(`kept:\n${goal}`);

/** Tries to do without files, many at once first. */
async function cutFiles() {
  await without(bySize(), async (gone) => {
    const texts = gone.map((name) => [name, files.get(name)]);
    for (const name of gone) put(name, undefined);
    if (await holds()) return true;
    for (const [name, text] of texts) put(name, text);
    return false;
  });
}

/** Tries to do without objects or lines of one file. */
async function cutWithin(name) {
  const cut = unitsOf(files.get(name) ?? '');
  if (cut === undefined) return;
  let left = cut.units;
  await without(cut.units, async (gone) => {
    const drop = new Set(gone);
    const rest = left.filter((u) => !drop.has(u));
    const text = files.get(name);
    put(name, cut.join(rest.map((u) => u.text)));
    if (await holds()) {
      left = rest;
      return true;
    }
    put(name, text);
    return false;
  });
}

/** Greedy delta debugging: halves, quarters, ... single units, each tried once per size. */
async function without(units, attempt) {
  let left = [...units];
  for (
    let chunk = Math.ceil(left.length / 2);
    chunk >= 1 && left.length > 0;
    chunk = chunk > 1 ? Math.ceil(chunk / 2) : 0
  ) {
    for (let at = left.length; at > 0 && !late(); at -= chunk) {
      const gone = left.slice(Math.max(0, at - chunk), at);
      if (await attempt(gone)) left = left.filter((u) => !gone.includes(u));
    }
  }
}

/** What a file is cut into, and how it is put together again. */
function unitsOf(text) {
  const list = listOf(text);
  if (list !== undefined) {
    return {
      units: list.items.map((item) => ({ text: item })),
      join: (items) => `${JSON.stringify({ ...list, items }, null, 1)}\n`,
    };
  }
  const documents = /^\{\s*$/m.test(text) ? text.split(/(?<=^\}\r?\n)/m) : text.split(/(?<=^---\r?\n)/m);
  const parts = documents.length > 1 ? documents : text.split(/(?<=\n)/);
  // A single document that is no list cannot lose lines and stay what it is.
  if (parts.length < 2 || (documents.length === 1 && /^\s*[{[]/.test(text) && !isLines(text)))
    return undefined;
  return { units: parts.map((part) => ({ text: part })), join: (rest) => rest.join('') };
}

function listOf(text) {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const value = JSON.parse(text);
    return Array.isArray(value.items) && value.items.length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** One JSON value on each line. */
function isLines(text) {
  const [first = ''] = text.split('\n', 1);
  try {
    return typeof JSON.parse(first) === 'object';
  } catch {
    return false;
  }
}

async function holds() {
  tests += 1;
  if (want === undefined) return (await roots()) === goal;
  const asOf = want.asOf === undefined ? {} : { asOf: Date.parse(want.asOf) * 1000 };
  const { analysis } = await analyze([work], asOf);
  return compare(analysis, want).length === 0;
}

async function roots() {
  const { analysis } = await analyze([work]);
  const key = (r) => [r.kind, r.namespace, r.name].filter(Boolean).join('/');
  return analysis.incidents
    .map((i) =>
      i.rootCauses
        .map((r) => `  ${r.condition} of ${key(r.entity)}`)
        .sort()
        .join('\n'),
    )
    .sort()
    .join('\n  and, apart from it:\n');
}

function put(name, text) {
  if (text === undefined) {
    files.delete(name);
    rmSync(join(work, name), { force: true });
    return;
  }
  files.set(name, text);
  mkdirSync(dirname(join(work, name)), { recursive: true });
  writeFileSync(join(work, name), text, 'latin1');
}

function bySize() {
  return [...files].sort((a, b) => b[1].length - a[1].length).map(([name]) => name);
}

function size() {
  return { count: files.size, bytes: [...files.values()].reduce((sum, t) => sum + t.length, 0) };
}

function said({ count, bytes }) {
  return `${count} files, ${(bytes / 1024).toFixed(0)} KiB`;
}

function fail(why) {
  console.error(`shrink-capture: ${why}`);
  process.exit(1);
}
