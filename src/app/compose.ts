import { iso } from '../base/index.js';
import type { Analysis, Capture, CaptureSummary, SourceInfo } from '../model/index.js';
import type { Case } from '../world/index.js';
import { authorEntries, remarks, type Ground } from './author/entries.js';
import { incidentOf, standing } from './author/instants.js';
import { conditionEntry, type Composer } from './entries.js';
import { EvidenceIndex } from './evidence-index.js';
import type { Findings } from './findings.js';
import { incidentEntry } from './incident.js';
import { instantJson } from './json.js';
import { seriesOf } from './series.js';
import { timelineOf } from './timeline.js';
import { RULES_VERSION, TOOL_VERSION } from './version.js';

const sourceId = (id: number): string => `s${id}`;

/** analysis.json as an object, under the author's decisions where there are any. Pure. */
export function compose(f: Findings, author?: Omit<Ground, 'evidence'>): Analysis {
  const paths = new Map(f.capture.sources.map((s) => [s.id, s.path]));
  const evidence = new EvidenceIndex(sourceId, (id) => paths.get(id) ?? '');
  const ground = author && { ...author, evidence };
  const composer: Composer = {
    world: f.world,
    explanation: f.explanation,
    evidence,
    profile: f.profile,
    ...(ground ? { author: authored(f, ground) } : {}),
  };
  const incidents = f.explanation.incidents.map((i, n) => incidentEntry(composer, i, n));
  const timeline = timelineOf(composer, incidents);
  // What a link of an incident names is told, however small.
  const linked = new Set(incidents.flatMap((i) => i.links.flatMap((l) => [l.from, l.to])));
  const background = f.explanation.background
    .filter((p) => p.condition.severity >= 1 || linked.has(p.condition.id))
    .map((p) => conditionEntry(composer, p));
  return {
    schemaVersion: 1,
    tool: { name: 'inquest', version: TOOL_VERSION, rules: RULES_VERSION },
    capture: captureSummary(f),
    incidents,
    timeline,
    background,
    series: seriesOf(f.world, incidents),
    ...(ground ? { author: authorEntries(ground) } : {}),
    evidence: evidence.entries(),
  };
}

function authored(f: Findings, ground: Ground): NonNullable<Composer['author']> {
  const { events, instants } = ground.decisions;
  const set = standing(instants);
  return { remarks: remarks(ground), instants: set, incident: incidentOf(f.explanation, set), events };
}

/** The `capture` object: also what `inventory --json` prints. */
export function captureSummary(f: { readonly capture: Capture; readonly world: Case }): CaptureSummary {
  return {
    asOf: instantJson(f.capture.asOf),
    sources: f.capture.sources.map(sourceEntry),
    gaps: [...clusterGap(f.capture), ...f.world.coverage.gaps].map((g) => ({
      ...(g.source === undefined ? {} : { source: sourceId(g.source) }),
      ...(g.entity ? { entity: g.entity } : {}),
      from: g.window ? iso(g.window.lo) : null,
      to: g.window ? iso(g.window.hi) : null,
      why: g.why,
      wouldTell: g.wouldTell,
    })),
  };
}

/** Several clusters in one capture are read as one world, in which things of equal names are one. */
function clusterGap({ clusters = [], sources }: Capture): Case['coverage']['gaps'] {
  if (clusters.length < 2) return [];
  const paths = clusters.map(({ source }) => sources.find(({ id }) => id === source)?.path ?? '');
  const options = clusters.flatMap(({ only }) => (only === undefined ? [] : [`\`--only '${only}'\``]));
  const how =
    options.length === clusters.length
      ? `analyse one at a time, ${options.join(' or ')}`
      : "analyse one at a time: the files of each in a folder of its own, or `--only PATTERN` of its files' names";
  return [
    {
      why: `the capture holds ${clusters.length} clusters (${paths.join(', ')}), in which things of equal names are taken for one`,
      wouldTell: `whose each object, event and log is: ${how}`,
    },
  ];
}

function sourceEntry(s: SourceInfo): CaptureSummary['sources'][number] {
  return {
    id: sourceId(s.id),
    path: s.path,
    format: s.format,
    status: s.status,
    records: s.records,
    bytes: s.bytes,
    ...(s.entity ? { entity: s.entity } : {}),
    ...(s.span ? { from: iso(s.span.lo), to: iso(s.span.hi) } : {}),
    ...(s.clock
      ? { clock: { zone: s.clock.zone, offsetMs: s.clock.offsetMs ?? { lo: 0, hi: 0 }, how: s.clock.how } }
      : {}),
    problems: s.problems,
  };
}
