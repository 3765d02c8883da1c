// Counts what real captures hold by another way than the readers do, and compares.
// usage: npm run build && node scripts/bench/ledger.js [FOLDER=../shared] [--markdown]
// One row a capture: files, recognised, records, what was counted beside them, and what stayed unread.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readCapture } from '../../dist/intake/index.js';

const shared = process.argv.slice(2).find((a) => !a.startsWith('--')) ?? '../shared';
const markdown = process.argv.includes('--markdown');
/** What we wrote beside the captures: where they are from, what the answers are. */
const OURS =
  /(?:^|\/)(?:SOURCE\.md|expected\.jsonl|origin\/[^/]+\.json|README\.md|[^/]*\.expected\.json|labels\.json|score\.py)$/;

const real = join(shared, 'real');
const folders = existsSync(real)
  ? readdirSync(real).flatMap((name) =>
      name === '_licence-unstated'
        ? readdirSync(join(real, name)).map((inner) => join(real, name, inner))
        : [join(real, name)],
    )
  : [];
const rows = [];
for (const folder of folders.filter((f) => statSync(f).isDirectory()))
  rows.push(await rowOf(basename(folder), folder));
const bench = join(shared, 'bench');
for (const archive of existsSync(bench) ? readdirSync(bench).filter((f) => /\.tar\.\w+$/.test(f)) : []) {
  rows.push(await rowOf(archive.replace(/\.tar\.\w+$/, ''), join(bench, archive)));
}
print(rows);

async function rowOf(name, path) {
  const { sources, records } = await readCapture([path]);
  const unpacked = unpack(path);
  const bySource = grouped(records);
  const files = sources.filter((s) => !OURS.test(s.path) && s.format !== 'container');
  const counts = { objects: [0, 0], rows: [0, 0], audited: [0, 0], differs: [] };
  for (const source of files) {
    const text = textOf(unpacked, source.path);
    if (text === undefined) continue;
    const own = bySource.get(source.id) ?? [];
    compare(counts, source, own, text);
  }
  for (const { temporary } of unpacked) if (temporary) rmSync(temporary, { recursive: true });
  return {
    name,
    files: files.length,
    read: files.filter((s) => s.status === 'read' || s.status === 'partial').length,
    empty: files.filter((s) => s.status === 'empty').length,
    links: sources.filter((s) => s.status === 'refused').length,
    records: records.length,
    ...counts,
    unread: files.filter((s) => s.status === 'unrecognised').map((s) => s.path),
    partial: files
      .filter((s) => s.status === 'partial')
      .map((s) => `${s.path}: ${s.problems[0]?.message ?? ''}`),
  };
}

/** Archives of the folder (or the archive itself), unpacked by tar. */
function unpack(path) {
  const archives = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((f) => /\.tar\.gz$/.test(f))
        .map((f) => join(path, f))
    : [path];
  const out = statSync(path).isDirectory() ? [{ prefix: '', folder: path }] : [];
  for (const archive of archives) {
    const temporary = mkdtempSync(join(tmpdir(), 'ledger-'));
    execFileSync('tar', ['-xf', archive, '-C', temporary]);
    out.push({ prefix: archive === path ? '' : `${basename(archive)}!`, folder: temporary, temporary });
  }
  return out;
}

function textOf(unpacked, path) {
  for (const { prefix, folder } of [...unpacked].reverse()) {
    if (!path.startsWith(prefix)) continue;
    const inner = path.slice(prefix.length);
    const tops = existsSync(folder) ? ['', ...readdirSync(folder)] : [''];
    for (const top of tops) {
      const file = join(folder, top, inner);
      if (existsSync(file) && statSync(file).isFile()) return readFileSync(file, 'utf8');
    }
  }
  return undefined;
}

function compare(counts, source, records, text) {
  const found = records.filter((r) => r.kind === 'object' || r.kind === 'event').length;
  if (source.format === 'kube-json') add(counts.objects, jsonObjects(text), found);
  else if (source.format === 'kube-yaml') add(counts.objects, yamlObjects(text), found);
  else if (source.format === 'kubectl-table') {
    const top = records.filter((r) => r.kind === 'metric').length > 0 ? lines(text).length : undefined;
    if (top === undefined) add(counts.rows, tableRows(text), found);
  } else if (source.format === 'kubectl-describe') {
    const made = records.filter((r) => r.kind === 'event' || r.shape === 'described').length;
    add(counts.rows, described(text), made);
  } else if (source.format === 'audit-jsonl')
    add(counts.audited, mutations(text), records.filter((r) => r.kind === 'request').length);
  function add(pair, other, ours) {
    pair[0] += other;
    pair[1] += ours;
    if (other !== ours)
      counts.differs.push(`${source.path} (${source.format}): counted ${other}, read ${ours}`);
  }
}

/** Objects in JSON: by JSON.parse, of one value or of one after another. */
function jsonObjects(text) {
  let total = 0;
  for (const value of jsonValues(text)) {
    if (Array.isArray(value)) total += value.length;
    else if (Array.isArray(value.items)) total += value.items.length;
    else if (value.items === null || (value.kind === undefined && value.metadata === undefined)) total += 0;
    else total += 1;
  }
  return total;
}

function jsonValues(text) {
  const bare = text.slice(Math.max(0, text.search(/^[[{]/m)));
  try {
    return [JSON.parse(bare)];
  } catch {
    const cut = /^\s*\{\s*"apiVersion"[^]*?"items": \[/.test(bare)
      ? (bare.match(/^ {8}\{$/gm) ?? []).length - 1
      : 0;
    const parts = bare.split(/^(?=\{$)/m).map((p) => p.replace(/^==== [^]*$/m, ''));
    const values = parts.flatMap((part) => {
      try {
        return [JSON.parse(part)];
      } catch {
        return [];
      }
    });
    return values.length > 0 ? values : [Array.from({ length: cut }, () => ({}))];
  }
}

/** Objects in YAML, by line starts. */
function yamlObjects(text) {
  let total = 0;
  for (const doc of text.split(/^---.*$/m)) {
    if (/^\s*- /.test(doc)) total += (doc.match(/^- /gm) ?? []).length;
    else if (/^items:\s*(?:\[\]|null)?\s*$/m.test(doc))
      total += (doc.match(/^(?:- |  - (?=apiVersion|metadata))/gm) ?? []).length;
    else if (/^kind: /m.test(doc) && /^metadata:/m.test(doc)) total += /^kind: \w+List$/m.test(doc) ? 0 : 1;
  }
  return total;
}

function lines(text) {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function tableRows(text) {
  return lines(text).filter(
    (l) =>
      !/^(?:\$|#|NAME\b|NAMESPACE\b|LAST SEEN|No resources|Command |std(?:out|err):|Error|error)/.test(l) &&
      /^\S+ {1,}\S/.test(l),
  ).length;
}

/** Descriptions by their first line, events by type and age. */
function described(text) {
  const names =
    text.match(
      /^Name: .*\n(?:Namespace|Labels|Roles|Priority|Annotations|StorageClass|IsDefaultClass|Selector|PodCIDR|CreationTimestamp|Address|Kind|Role|Provisioner|Value)/gm,
    ) ?? [];
  const events = text.match(/^ *(?:Normal|Warning) +\S+ +(?:\d+[smhdy])+/gm) ?? [];
  return names.length + events.length;
}

/** What is kept of an audit log: finished changes and failures. */
function mutations(text) {
  const all = jsonValues(text).flat();
  const events = all.length > 0 ? all : lines(text).map((line) => JSON.parse(line));
  const ended = new Set(events.filter((e) => e.stage === 'ResponseComplete').map((e) => e.auditID));
  return events.filter((e) => {
    // Of somebody's shell in a pod the log may hold the start alone.
    const opens = /^(?:exec|attach|portforward)$/.test(e.objectRef?.subresource) && !ended.has(e.auditID);
    if (opens) return e.stage === 'ResponseStarted';
    if (!/^(?:ResponseComplete|Panic)$/.test(e.stage)) return false;
    return /^(?:create|update|patch|delete|deletecollection)$/.test(e.verb) || e.responseStatus?.code >= 400;
  }).length;
}

function print(all) {
  for (const r of all) {
    const pair = ([other, ours]) => (other === 0 && ours === 0 ? '' : `${other} / ${ours}`);
    const cells = [
      r.name,
      r.files,
      r.read,
      r.empty,
      r.links,
      r.records,
      pair(r.objects),
      pair(r.rows),
      pair(r.audited),
      r.unread.length,
    ];
    process.stdout.write(markdown ? `| ${cells.join(' | ')} |\n` : `${cells.join('\t')}\n`);
    if (markdown) continue;
    for (const what of r.differs) process.stdout.write(`    differs: ${what}\n`);
    for (const what of r.unread) process.stdout.write(`    unread: ${what}\n`);
    for (const what of r.partial) process.stdout.write(`    partial: ${what}\n`);
  }
}

function grouped(records) {
  const out = new Map();
  for (const r of records) out.get(r.evidence.source)?.push(r) ?? out.set(r.evidence.source, [r]);
  return out;
}
