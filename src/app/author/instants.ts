import { listed, SECOND, sortedBy, worseGrade, type Stamp } from '../../base/index.js';
import type { ExplainedIncident, Explanation } from '../../cause/index.js';
import type { Measures } from '../../measure/index.js';
import type { FigureJson, Figures } from '../../model/index.js';
import type { SaidInstant } from './decisions.js';

type Instants = Measures['instants'];
type End = keyof Instants;

/** The later of two for one instant stands: the file beside the draft comes after the terminal's session. */
export function standing(instants: readonly SaidInstant[]): readonly SaidInstant[] {
  return instants.filter((d, n) => instants.findLastIndex((o) => o.name === d.name) === n);
}

/** The incident that instants set by hand are about: the one whose time they are nearest to. */
export function incidentOf(explanation: Explanation, instants: readonly SaidInstant[]): ExplainedIncident | undefined {
  const away = (i: ExplainedIncident) => {
    const end = Math.max(i.faultAt, ...i.parts.map((p) => p.condition.end?.hi ?? p.condition.onset.hi));
    return instants.reduce((sum, d) => sum + Math.max(0, i.faultAt - d.at.lo, d.at.lo - end), 0);
  };
  return sortedBy(explanation.incidents, away)[0];
} // prettier-ignore

/** Measures in which what the author set stands, and every figure that ends there is computed anew. */
export function measuresUnder(m: Measures, said: readonly SaidInstant[]): Measures {
  if (said.length === 0) return m;
  const by = new Map<End, SaidInstant>(said.map((d) => [d.name, d]));
  const instants: Instants = { ...m.instants, ...Object.fromEntries(said.map((d) => [d.name, d.at])) };
  const seen = by.get('detect');
  const detect = seen && {
    at: seen.at,
    by: 'person' as const,
    why: `${saysSo(seen.by)}${seen.words === undefined ? '' : `: ${seen.words}`}`,
    evidence: [seen.evidence],
  };
  return {
    ...m,
    instants,
    figures: figuresUnder(m.figures, instants, by),
    awareness: detect ? { ...m.awareness, detect } : m.awareness,
  };
}

/** "J. Doe says so" */
function saysSo(by: string): string {
  return `${by} says so`;
}

function figuresUnder(measured: Figures, at: Instants, by: ReadonlyMap<End, SaidInstant>): Figures {
  const start: End = at.impact ? 'impact' : 'fault';
  const anew = (old: FigureJson | null, from: End, to: End): FigureJson | null => {
    const says = [...new Set([from, to].flatMap((end) => by.get(end)?.by ?? []))];
    const span = says.length === 0 ? undefined : between(at, from, to);
    return span ? { ...span, said: saysSo(listed(says)) } : old;
  };
  return {
    timeToDetect: anew(measured.timeToDetect, start, 'detect'),
    timeToAcknowledge: anew(measured.timeToAcknowledge, at.alert ? 'alert' : 'detect', 'acknowledge'),
    timeToDiagnose: anew(measured.timeToDiagnose, 'detect', 'diagnose'),
    timeToMitigate: anew(measured.timeToMitigate, start, by.has('act') ? 'act' : 'restore'),
    timeToRestore: anew(measured.timeToRestore, start, 'restore'),
    timeToResolve: anew(measured.timeToResolve, start, 'resolve'),
  };
}

function between(at: Instants, from: End, to: End): FigureJson | undefined {
  const [a, b]: readonly (Stamp | undefined)[] = [at[from], at[to]];
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
