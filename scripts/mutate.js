// Mutation check of the samples: takes out one detector, causal rule or relation at a time and says which
// sample turns red. Needs a build. `node scripts/mutate.js [--all] [--json | --markdown] [SAMPLE...]`; --all also lists
// what no sample needs. Exit status 1 when the accepted chain of a sample needs something whose loss keeps
// every sample green: then that sample's expected.yaml holds too little. A rule is spare, not needed, when
// without it every condition is still derived from a root cause.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '../dist/app/compose.js';
import { explain, rules } from '../dist/cause/index.js';
import { conditionTypes, detect, detectors } from '../dist/detect/index.js';
import { readCapture } from '../dist/intake/index.js';
import { compare, parseExpectations } from '../dist/verify/index.js';
import { buildCase, Case } from '../dist/world/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const json = args.includes('--json');
const named = args.filter((a) => !a.startsWith('--'));
const folders =
  named.length > 0
    ? named
    : readdirSync(`${root}samples`)
        .sort()
        .map((n) => `${root}samples/${n}`);

const relate = Case.prototype.relate;
const samples = [];
for (const folder of folders) samples.push(await open(folder));

const uses = { detector: new Map(), rule: new Map(), relation: new Map() };
for (const s of samples) chainOf(s);

const killed = { detector: new Map(), rule: new Map(), relation: new Map() };
for (const d of detectors) {
  const rest = detectors.filter((x) => x !== d);
  mutate('detector', d.id, (s) => s.spoke.has(d.id) && run(s, s.world, rest, rules));
}
for (const r of rules) {
  const rest = rules.filter((x) => x !== r);
  mutate('rule', r.id, (s) => s.bound.has(r.id) && run(s, s.world, detectors, rest));
}
for (const name of new Set(samples.flatMap((s) => [...s.relations])))
  mutate('relation', name, (s) => s.relations.has(name) && without(s, name));

report();

async function open(folder) {
  const want = parseExpectations(readFileSync(`${folder}/expected.yaml`, 'utf8'));
  const capture = await readCapture([`${folder}/${want.capture ?? 'capture.tar.gz'}`], {});
  const relations = new Set();
  Case.prototype.relate = function (list) {
    const kept = [...list];
    for (const r of kept) relations.add(r.name);
    relate.call(this, kept);
  };
  const world = buildCase(capture);
  Case.prototype.relate = relate;
  const s = { name: basename(folder), want, capture, world, relations, cache: new Map() };
  const { analysis, detection, explanation } = analyse(s, world, detectors, rules);
  if (compare(analysis, want).length > 0) throw new Error(`${s.name} is red before any mutation`);
  s.analysis = analysis;
  s.detectorOf = new Map(detection.conditions.map((c) => [c.id, c.detector]));
  s.spoke = new Set(detectors.filter((d) => [...d.detect(world)].length > 0).map((d) => d.id));
  s.bound = new Set(
    explanation.incidents
      .flatMap((i) => [...i.accepted, ...i.alternative, ...i.refuted])
      .map((l) => l.rule.id ?? l.rule),
  );
  return s;
}

function analyse(s, world, withDetectors, withRules) {
  // A detector sees the case alone: what it said once it would say again.
  const memo = world === s.world ? s.cache : new Map();
  const remembered = withDetectors.map((d) => ({
    ...d,
    detect: (c) => {
      if (!memo.has(d.id)) memo.set(d.id, [...d.detect(c)]);
      return memo.get(d.id);
    },
  }));
  const detection = detect(world, remembered);
  const explanation = explain(world, detection.conditions, conditionTypes(detectors), withRules);
  const findings = { capture: s.capture, world, detection, explanation, profile: undefined };
  return { analysis: compose(findings), detection, explanation };
}

function run(s, world, withDetectors, withRules) {
  try {
    return compare(analyse(s, world, withDetectors, withRules).analysis, s.want).map((d) => d.where);
  } catch (error) {
    return [`breaks: ${error.message}`];
  }
}

/** Why all stays green: other rules lay the same links, or the chain reaches everything by other links. */
function spare(id) {
  const rest = rules.filter((r) => r.id !== id);
  const others = new Set();
  for (const s of samples.filter((x) => x.bound.has(id))) {
    const after = analyse(s, s.world, detectors, rest).analysis;
    const now = new Map(linksOf(after).map((l) => [l.ends, l.rule]));
    const lost = linksOf(s.analysis).filter((l) => l.rule === id);
    for (const l of lost) if (now.has(l.ends)) others.add(now.get(l.ends));
    const reached = derived(after);
    for (const c of derived(s.analysis)) if (!reached.has(c)) return undefined;
  }
  return others.size > 0
    ? `${[...others].sort().join(', ')} lays the same links`
    : 'every condition is still derived by other links';
}

function linksOf(analysis) {
  return analysis.incidents.flatMap((i) =>
    i.links.filter((l) => l.verdict === 'accepted').map((l) => ({ ends: `${l.from} ${l.to}`, rule: l.rule })),
  );
}

/** The conditions that a chain of accepted links ties to a root cause. */
function derived(analysis) {
  return new Set(
    analysis.incidents.flatMap((i) => {
      const accepted = i.links.filter((l) => l.verdict === 'accepted');
      return [
        ...reach(
          i.rootCauses.map((r) => r.conditionId),
          accepted,
          'from',
          'to',
        ),
      ];
    }),
  );
}

function without(s, name) {
  Case.prototype.relate = function (list) {
    relate.call(
      this,
      [...list].filter((r) => r.name !== name),
    );
  };
  try {
    return run(s, buildCase(s.capture), detectors, rules);
  } finally {
    Case.prototype.relate = relate;
  }
}

/** The accepted links that lie between a root cause and a surface, and the detectors of their ends. */
function chainOf(s) {
  for (const i of s.analysis.incidents) {
    const accepted = i.links.filter((l) => l.verdict === 'accepted');
    const surfaces = new Set(
      i.surfaces.map((x) => `${x.entity.kind}/${x.entity.namespace ?? ''}/${x.entity.name}`),
    );
    const ends = i.conditions
      .filter((c) => surfaces.has(`${c.entity.kind}/${c.entity.namespace ?? ''}/${c.entity.name}`))
      .map((c) => c.id);
    const down = reach(
      i.rootCauses.map((r) => r.conditionId),
      accepted,
      'from',
      'to',
    );
    const up = reach(ends, accepted, 'to', 'from');
    for (const l of accepted) if (down.has(l.from) && up.has(l.to)) note('rule', l.rule, s.name);
    for (const c of i.conditions)
      if (down.has(c.id) && up.has(c.id)) note('detector', s.detectorOf.get(c.id), s.name);
    for (const r of i.rootCauses) note('detector', s.detectorOf.get(r.conditionId), s.name);
  }
}

function reach(start, links, from, to) {
  const seen = new Set(start);
  const queue = [...start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const l of links)
      if (l[from] === at && !seen.has(l[to])) {
        seen.add(l[to]);
        queue.push(l[to]);
      }
  return seen;
}

function note(kind, id, sample) {
  if (id === undefined) return;
  const list = uses[kind].get(id) ?? new Set();
  list.add(sample);
  uses[kind].set(id, list);
}

function mutate(kind, id, check) {
  const red = {};
  for (const s of samples) {
    const where = check(s);
    if (where && where.length > 0) red[s.name] = where;
  }
  killed[kind].set(id, red);
}

function report() {
  const rows = [];
  for (const kind of ['detector', 'rule', 'relation'])
    for (const [id, red] of killed[kind]) {
      const used = [...(uses[kind].get(id) ?? [])];
      rows.push({ kind, id, used, red });
    }
  const isRed = (r) => Object.keys(r.red).length > 0;
  const green = rows.filter((r) => r.used.length > 0 && !isRed(r));
  for (const r of green) if (r.kind === 'rule') r.spare = spare(r.id);
  const survivors = green.filter((r) => r.spare === undefined);
  // A sample whose own chain uses a thing should turn red itself, not only another one.
  const loose = rows.filter((r) => isRed(r) && r.used.some((u) => !(u in r.red)));
  if (json) console.log(JSON.stringify(rows, null, 1));
  else if (args.includes('--markdown')) console.log(markdown(rows, isRed));
  else {
    for (const r of rows.filter(isRed))
      console.log(
        `red   ${r.kind} ${r.id}: ${Object.entries(r.red)
          .map(([n, w]) => `${n} (${w.length})`)
          .join(', ')}`,
      );
    for (const r of loose)
      console.log(
        `loose ${r.kind} ${r.id}: in the chain of ${r.used.filter((u) => !(u in r.red)).join(', ')}, which stays green`,
      );
    for (const r of green.filter((x) => x.spare !== undefined))
      console.log(`spare ${r.kind} ${r.id}: in the chain of ${r.used.join(', ')}; ${r.spare}`);
    for (const r of survivors) console.log(`GREEN ${r.kind} ${r.id}: in the chain of ${r.used.join(', ')}`);
    if (args.includes('--all'))
      for (const r of rows.filter((x) => x.used.length === 0 && !isRed(x)))
        console.log(`idle  ${r.kind} ${r.id}`);
    for (const kind of ['detector', 'rule', 'relation']) {
      const of = rows.filter((r) => r.kind === kind);
      console.log(
        `${kind}s: ${of.length}, ${of.filter(isRed).length} turn a sample red, ${survivors.filter((r) => r.kind === kind).length} are needed by a chain and turn none red, ${of.filter((r) => r.used.length === 0 && !isRed(r)).length} are in no chain and turn none red`,
      );
    }
  }
  process.exitCode = survivors.length > 0 ? 1 : 0;
}

function markdown(rows, isRed) {
  const idle = (kind) =>
    rows
      .filter((r) => r.kind === kind && r.used.length === 0 && !isRed(r))
      .map((r) => `\`${r.id}\``)
      .join(', ');
  const line = (r) =>
    `| ${r.kind} | \`${r.id}\` | ${Object.entries(r.red)
      .map(([n, w]) => `${n} (${w.length})`)
      .join(', ')} |`;
  return [
    '# What the samples hold',
    '',
    'Mutation check: one detector, causal rule or relation is taken out at a time, and the expectations of the five',
    'samples are compared again. Written by `node scripts/mutate.js --markdown > docs/mutation.md` (after a build).',
    '',
    '| | all | turn a sample red | spare | needed, but all stays green | in no chain of a sample |',
    '|---|---|---|---|---|---|',
    ...['detector', 'rule', 'relation'].map((kind) => {
      const of = rows.filter((r) => r.kind === kind);
      const green = of.filter((r) => r.used.length > 0 && !isRed(r));
      return `| ${kind}s | ${of.length} | ${of.filter(isRed).length} | ${green.filter((r) => r.spare).length} | ${green.filter((r) => !r.spare).length} | ${of.filter((r) => r.used.length === 0 && !isRed(r)).length} |`;
    }),
    '',
    'Spare: in the chain of a sample, but without it every condition is still derived from a root cause:',
    '',
    ...rows.filter((r) => r.spare).map((r) => `- rule \`${r.id}\`: ${r.spare}`),
    '',
    '## What turns which sample red (number of expectations that then differ)',
    '',
    '| kind | taken out | red |',
    '|---|---|---|',
    ...rows.filter(isRed).map(line),
    '',
    '## What no sample needs',
    '',
    'Held by its own tests and the made incidents in `test/` alone; a recorded incident for any of these is welcome.',
    '',
    ...['detector', 'rule', 'relation'].flatMap((kind) => [`${kind}s: ${idle(kind)}.`, '']),
  ]
    .join('\n')
    .trimEnd();
}
