import { inWords, MINUTE, type Stamp } from '../base/index.js';
import type { Condition } from '../model/index.js';
import { edges, endpointsReady, levelAt, type Case, type Edge, type MinuteCount } from '../world/index.js';
import { keyOf } from '../model/index.js';
import { causesOf } from './closure.js';
import { edgeOutage, type EdgeOutage } from './edge-outage.js';
import type { Measured } from './input.js';

/** One surface of an incident: when users lost it, when they had it back, and how we know. */
export interface SurfaceMeasure {
  readonly condition: Condition;
  readonly host?: string;
  /** requests: an edge log counted them; state: the platform's own record of it. */
  readonly basis: 'requests' | 'state';
  readonly impact: 'full' | 'partial' | 'degraded';
  readonly from: Stamp;
  /** Undefined while it was down at the end of knowledge. */
  readonly to: Stamp | undefined;
  /** False when the capture ends before the hold period does. */
  readonly held: boolean;
  readonly why: string;
  readonly requests?: { readonly total: number; readonly failed: number };
  readonly minutes?: readonly MinuteCount[];
}

/** Measures every surface of the incident. */
export function measureSurfaces(m: Measured): readonly SurfaceMeasure[] {
  const all = m.incident.surfaces.map((x) => {
    const edge = edgeOf(m.c, x);
    const outage = edge && edgeOutage(edge, x.onset, m.profile.hold, x.end?.lo);
    return edge && outage ? byRequests(m, x, edge, outage) : byState(m, x);
  });
  return all.filter((s, i) => !all.slice(0, i).some((before) => isSameOutage(before, s)));
}

/** Windows of failures less than the hold period apart are one outage, and are told once. */
function isSameOutage(a: SurfaceMeasure, b: SurfaceMeasure): boolean {
  if (keyOf(a.condition.entity) !== keyOf(b.condition.entity)) return false;
  return b.from.lo <= (a.to?.hi ?? Infinity) && a.from.lo <= (b.to?.hi ?? Infinity);
}

function byRequests(m: Measured, x: Condition, edge: Edge, outage: EdgeOutage): SurfaceMeasure {
  const { hold } = m.profile;
  const held = outage.restore !== undefined && outage.held >= hold;
  const host = hostOf(x) ?? edge.host;
  const why = `edge log of ${edge.id}: requests counted at the time they were made; ${heldWords(outage.restore, outage.held, hold)}`;
  return {
    condition: x,
    ...(host === undefined ? {} : { host }),
    basis: 'requests',
    impact: impactOf(outage),
    from: x.attrs['alreadyFailing'] === 1 ? sinceCauses(m, x, outage.impact) : outage.impact,
    to: outage.restore,
    held,
    why,
    requests: { total: outage.total, failed: outage.failed },
    minutes: outage.minutes,
  };
}

/**
 * A log that begins with failures does not tell when they began: not before the first of their causes, and
 * where none is known not before anything the capture tells of.
 */
function sinceCauses(m: Measured, x: Condition, first: Stamp): Stamp {
  const causes = causesOf(m, x.id).filter(
    (y) => m.incident.conditionTypes.get(y.type)?.nature !== 'weakness' && y.onset.grade !== 'X',
  );
  const told = [m.c.events[0]?.first, m.c.messages[0]?.at, m.c.access[0]?.at].flatMap((t) => t?.lo ?? []);
  const since = causes.length > 0 ? causes.map((y) => y.onset.lo) : told;
  const lo = since.reduce((least, t) => Math.min(least, t), first.lo);
  return { lo, hi: first.hi, grade: 'C' };
}

function heldWords(restore: Stamp | undefined, held: number, hold: number): string {
  if (!restore) return 'still failing when the log ends';
  if (held >= hold) return `then good for ${inWords(hold)} and more`;
  return `then good, but the log ends ${inWords(held)} later, before the hold period of ${inWords(hold)} is over`;
}

/** Of one or two requests nobody can say that all failed. */
const TELLING = 3;

/** Nearly every request failed in its worst stretch: full; fewer: partial. */
function impactOf(outage: EdgeOutage): SurfaceMeasure['impact'] {
  if (outage.failed < TELLING) return 'partial';
  const share = outage.total === 0 ? 0 : outage.failed / outage.total;
  const dead = outage.minutes.some((x) => x.total > 0 && x.failed >= x.total * 0.99);
  return share >= 0.95 || dead ? 'full' : 'partial';
}

function byState(m: Measured, x: Condition): SurfaceMeasure {
  const { hold } = m.profile;
  const host = hostOf(x);
  const seen = x.end ? m.c.asOf.hi - x.end.hi : 0;
  const held = x.end !== undefined && seen >= hold;
  return {
    condition: x,
    ...(host === undefined ? {} : { host }),
    basis: 'state',
    impact: stateImpact(m.c, x),
    from: x.onset,
    to: x.end,
    held,
    why: `no edge log counts its requests: from the state of the platform; ${x.end ? heldWords(x.end, seen, hold) : 'still so at the end of knowledge'}`,
  };
}

function stateImpact(c: Case, x: Condition): SurfaceMeasure['impact'] {
  const said = x.attrs['impact'];
  if (said === 'full' || said === 'partial' || said === 'degraded') return said;
  const service = x.entity.kind === 'Service' ? x.entity : x.names.find((r) => r.kind === 'Service');
  const track = service && endpointsReady(c).find((t) => keyOf(t.entity) === keyOf(service));
  const mid = x.end ? Math.floor((x.onset.hi + x.end.lo) / 2) : c.asOf.lo - MINUTE;
  const level = track && levelAt(track, Math.max(x.onset.hi, mid));
  if (level && level.hi === 0) return 'full';
  if (level && level.lo > 0) return 'partial';
  return x.severity >= 3 ? 'full' : x.severity === 2 ? 'partial' : 'degraded';
}

/** What users come through; the host of a failed pull or call is one that the cluster asks, not its users. */
const ENTRANCES: ReadonlySet<string> = new Set([
  'Surface',
  'Ingress',
  'HTTPRoute',
  'Gateway',
  'Route',
  'VirtualService',
]);

function hostOf(x: Condition): string | undefined {
  const host = x.attrs['host'];
  if (typeof host === 'string' && ENTRANCES.has(x.entity.kind)) return host;
  return x.entity.kind === 'Surface' && x.entity.name.includes('.') ? x.entity.name : undefined;
}

/**
 * The entrance of the edge log that a condition is about: by what users know it by, by its own name, or by
 * the lines that the condition rests on.
 */
export function edgeOf(c: Case, x: Condition): Edge | undefined {
  const all = edges(c);
  const key = keyOf(x.entity);
  const direct = all.find((e) => e.surfaces.some((s) => keyOf(s) === key));
  if (direct) return direct;
  const names = [x.entity.name, x.attrs['host'], x.attrs['entrance']];
  const named = all.find((e) => names.includes(e.id) || names.includes(e.entrance));
  if (named) return named;
  const cited = new Set(x.evidence.map((e) => e.source));
  const shown = all.filter((e) => e.runs.some((r) => cited.has(r.record.evidence.source)));
  return x.entity.kind === 'Surface' && shown.length === 1 ? shown[0] : undefined;
}
