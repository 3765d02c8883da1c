import { rename, readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import {
  byText,
  digest,
  iso,
  oneLine,
  parseTime,
  SECOND,
  sortedBy,
  worseGrade,
  type Grade,
} from '../../base/index.js';
import { explain } from '../../cause/index.js';
import {
  ref,
  type Analysis,
  type EvidenceEntry,
  type FigureJson,
  type Figures,
  type Incident,
  type InstantJson,
  type Instants,
  type TimelineRow,
} from '../../model/index.js';
import { compose, type Findings } from '../compose.js';
import type { MarkName, Session } from '../ports.js';

/** The sidecar of a capture: the first path named, with a suffix of our own. */
export function sidecarOf(paths: readonly string[]): string {
  const [first = 'capture'] = paths.map((p) => resolve(p)).sort(byText);
  return `${first}.inquest.json`;
}

/** The parsed sidecar; undefined when there is none. Throws for one that does not read as JSON. */
export async function loadSidecar(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return JSON.parse(text);
}

/** Written beside and moved into place, so that a full disk leaves the old one whole. */
export async function saveSidecar(path: string, session: Session): Promise<void> {
  const fresh = `${path}.new`;
  await writeFile(fresh, `${JSON.stringify(session, null, 2)}\n`);
  await rename(fresh, path);
}

/**
 * The analysis under the author's decisions: refused conditions are taken out before the causes are sought,
 * instants set by hand stand (grade D) in the first incident with their figures, and what a person knows is
 * told in the timeline with the sidecar as its source.
 */
export function honoured(findings: Findings, session: Session, sidecar: string): Analysis {
  const refused = new Set(session.rejected);
  const { world, detection } = findings;
  const kept = detection.conditions.filter((c) => !refused.has(c.id));
  const explanation =
    kept.length === detection.conditions.length
      ? findings.explanation
      : explain(world, kept, detection.types);
  const analysis = compose({ ...findings, detection: { ...detection, conditions: kept }, explanation });
  return withEvents(withMarks(analysis, session), session, basename(sidecar));
}

const INSTANT_OF_MARK: Readonly<Record<MarkName, keyof Instants>> = {
  t0: 'fault',
  impact: 'impact',
  detect: 'detect',
  acknowledge: 'acknowledge',
  diagnose: 'diagnose',
  mitigate: 'act',
  restore: 'restore',
};

function withMarks(analysis: Analysis, session: Session): Analysis {
  const [first, ...others] = analysis.incidents;
  const set: Partial<Record<keyof Instants, InstantJson>> = {};
  for (const [mark, name] of Object.entries(INSTANT_OF_MARK)) {
    const at = Object.entries(session.marks).find(([key]) => key === mark)?.[1];
    const t = at === undefined ? undefined : parseTime(at);
    if (t) set[name] = { lo: iso(t.lo), hi: iso(t.hi), grade: 'D' };
  }
  if (!first || Object.keys(set).length === 0) return analysis;
  const instants = { ...first.instants, ...set };
  const from = instants.fault && set.fault ? instants.fault : first.window.from;
  const incident: Incident = {
    ...first,
    instants,
    figures: figuresUnder(first.figures, instants, new Set(Object.keys(set))),
    window: { from, to: set.restore ?? first.window.to },
    detection: set.detect ? { ...first.detection, by: 'person', at: set.detect } : first.detection,
  };
  return { ...analysis, incidents: [incident, ...others] };
}

type End = keyof Instants;

/** Figures whose ends were set by hand are computed anew; the others stay as measured. */
function figuresUnder(measured: Figures, at: Instants, set: ReadonlySet<string>): Figures {
  const start: End = at.impact ? 'impact' : 'fault';
  const anew = (old: FigureJson | null, from: End, to: End): FigureJson | null =>
    set.has(from) || set.has(to) ? (between(at, from, to) ?? old) : old;
  return {
    timeToDetect: anew(measured.timeToDetect, start, 'detect'),
    timeToAcknowledge: anew(measured.timeToAcknowledge, at.alert ? 'alert' : 'detect', 'acknowledge'),
    timeToDiagnose: anew(measured.timeToDiagnose, 'detect', 'diagnose'),
    timeToMitigate: anew(measured.timeToMitigate, start, set.has('act') ? 'act' : 'restore'),
    timeToRestore: anew(measured.timeToRestore, start, 'restore'),
    timeToResolve: anew(measured.timeToResolve, start, 'resolve'),
  };
}

function between(at: Instants, from: End, to: End): FigureJson | undefined {
  const a = bounds(at[from]);
  const b = bounds(at[to]);
  if (!a || !b || b.hi < a.lo) return undefined;
  return {
    lo: Math.floor(Math.max(0, b.lo - a.hi) / 1000) / (SECOND / 1000),
    hi: Math.ceil((b.hi - a.lo) / 1000) / (SECOND / 1000),
    from,
    to: to === 'act' ? 'mitigate' : to,
    grade: worseGrade(a.grade, b.grade),
    open: false,
  };
}

function bounds(
  at: InstantJson | undefined,
): { readonly lo: number; readonly hi: number; readonly grade: Grade } | undefined {
  const lo = parseTime(at?.lo ?? '')?.lo;
  const hi = parseTime(at?.hi ?? '')?.lo;
  return at === undefined || lo === undefined || hi === undefined ? undefined : { lo, hi, grade: at.grade };
}

/** What a person knows and no source says becomes a row and a piece of evidence, its source the sidecar. */
function withEvents(analysis: Analysis, session: Session, file: string): Analysis {
  const rows: TimelineRow[] = [];
  const evidence: Record<string, EvidenceEntry> = {};
  const source = `s${analysis.capture.sources.length}`;
  for (const [i, event] of session.events.entries()) {
    const t = parseTime(event.at);
    if (!t) continue;
    const at: InstantJson = { lo: iso(t.lo), hi: iso(t.hi), grade: 'D' };
    const text = oneLine(event.text);
    const id = `e-${digest(`${file} ${event.at} ${event.text}`, 10)}`;
    evidence[id] = { source, offset: 0, length: 0, pointer: `/events/${i}`, at, excerpt: text };
    rows.push({ at, entity: ref('Person', undefined, 'author'), kind: 'action', text, evidence: [id] });
  }
  if (rows.length === 0) return analysis;
  const entry = { id: source, path: file, format: 'session', status: 'read' as const, records: rows.length };
  const { capture } = analysis;
  return {
    ...analysis,
    capture: { ...capture, sources: [...capture.sources, { ...entry, bytes: 0, problems: [] }] },
    timeline: sortedBy([...analysis.timeline, ...rows], (r) => parseTime(r.at.lo ?? '')?.lo ?? 0),
    evidence: { ...analysis.evidence, ...evidence },
  };
}
