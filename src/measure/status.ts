import { inWords, iso, listed, worseGrade, type Stamp } from '../base/index.js';
import { labelOf, type Condition, type Status } from '../model/index.js';
import { causesOf } from './closure.js';
import type { Measured } from './input.js';
import { followed } from './response-effect.js';
import type { Response } from './responses.js';
import { latest } from './span.js';
import type { SurfaceMeasure } from './surfaces.js';

/** A status with the test that gave it. */
export interface Verdict {
  readonly status: Status;
  readonly why: string;
  readonly canRecur: boolean;
  /** When every root condition was cleared and no stopgap stood any more. */
  readonly resolvedAt: Stamp | undefined;
}

const WORST: readonly Status[] = ['active', 'unknown', 'mitigated', 'resolved-cause-unknown', 'resolved'];

/** What stands between "works again" and "resolved". */
interface Debts {
  readonly openRoots: readonly Condition[];
  readonly stopgaps: readonly Response[];
  readonly lucky: boolean;
  readonly unexplained: boolean;
}

/** Status of one surface at the end of knowledge. */
export function surfaceStatus(
  m: Measured,
  s: SurfaceMeasure,
  responses: readonly Response[],
): { status: Status; why: string } {
  if (!s.to)
    return (
      waitingOut(m, s) ?? {
        status: 'active',
        why: 'still failing when the capture ends',
      }
    );
  return restoredStatus(m, debtsOf(m, responses));
}

/** Status of the incident: the worst of its surfaces; without surfaces, by its faults. */
export function statusOf(
  m: Measured,
  surfaces: readonly SurfaceMeasure[],
  responses: readonly Response[],
): Verdict {
  const debts = debtsOf(m, responses);
  const each = surfaces.map((s) => ({ s, ...surfaceStatus(m, s, responses) }));
  const worst = each.reduce<(typeof each)[number] | undefined>(
    (a, b) => (!a || WORST.indexOf(b.status) < WORST.indexOf(a.status) ? b : a),
    undefined,
  );
  const alone = worst ? undefined : faultStatus(m, debts);
  const status = worst?.status ?? alone?.status ?? 'unknown';
  const why = worst ? `${labelOf(worst.s.condition.entity)}: ${worst.why}` : (alone?.why ?? 'nothing tells');
  return {
    status,
    why,
    canRecur: recurs(m, debts),
    resolvedAt: status === 'resolved' ? resolvedAt(m, surfaces, responses) : undefined,
  };
}

function debtsOf(m: Measured, responses: readonly Response[]): Debts {
  const roots = m.incident.rootCauses;
  const openRoots = roots.filter((x) => !x.end && m.incident.conditionTypes.get(x.type)?.nature !== 'change');
  const cured = responses.some((r) => r.effect === 'worked' || fixedSoonAfter(m, r));
  const told = (x: Condition): boolean => {
    const type = m.incident.conditionTypes.get(x.type);
    return type?.selfExplaining === true || type?.nature === 'change';
  };
  const explained =
    roots.some(told) || m.incident.conditions.some((x) => m.incident.roleOf(x.id) === 'trigger');
  return {
    openRoots,
    stopgaps: responses.filter((r) => r.kind === 'stopgap' && r.inForce && r.effect === 'worked'),
    lucky: !cured,
    unexplained: roots.length === 0 || (!explained && !cured),
  };
}

/** A fix whose own effect cannot be seen, after which a root cause ended. */
function fixedSoonAfter(m: Measured, r: Response): boolean {
  if (r.kind !== 'fix' || r.effect !== 'unknown') return false;
  return m.incident.rootCauses.some((x) => x.end !== undefined && followed(r.at, x.end));
}

function restoredStatus(m: Measured, d: Debts): { status: Status; why: string } {
  const root = d.openRoots[0];
  if (root)
    return { status: 'mitigated', why: `works again, but the root cause is still there: ${root.statement}` };
  if (d.stopgaps.length > 0) {
    return {
      status: 'mitigated',
      why: `works again thanks to ${d.stopgaps.length === 1 ? 'a stopgap that is' : 'stopgaps that are'} still in force: ${listed(d.stopgaps.map((r) => r.change))}`,
    };
  }
  if (d.unexplained) {
    return {
      status: 'resolved-cause-unknown',
      why: 'works again and what was faulty is well, but why it failed is not in the capture',
    };
  }
  if (d.lucky)
    return {
      status: 'mitigated',
      why: 'works again; nothing that anyone did is shown to have ended it',
    };
  return { status: 'resolved', why: `works again, ${counted(m)} gone, no stopgap is in force` };
}

function counted(m: Measured): string {
  return m.incident.rootCauses.length === 1 ? 'its root cause is' : 'its root causes are';
}

/** Incidents without a surface: active while a severe fault of the chain goes on. */
function faultStatus(m: Measured, d: Debts): { status: Status; why: string } {
  const faults = m.incident.conditions.filter(
    (x) =>
      ['root-cause', 'symptom', 'recovery-blocker'].includes(m.incident.roleOf(x.id)) &&
      x.severity >= 2 &&
      !['change', 'weakness', 'load'].includes(m.incident.conditionTypes.get(x.type)?.nature ?? ''),
  );
  const open = faults.find((x) => !x.end);
  if (open) return { status: 'active', why: `still so when the capture ends: ${open.statement}` };
  const root = d.openRoots[0];
  if (faults.length === 0)
    return root
      ? { status: 'active', why: `still so when the capture ends: ${root.statement}` }
      : { status: 'unknown', why: 'no surface and no fault with a known course' };
  return restoredStatus(m, d);
}

/**
 * A surface whose causes have all ended, and which only waits out a back-off (at most 5 min in
 * Kubernetes), is not broken any more: it is on its way back.
 */
function waitingOut(m: Measured, s: SurfaceMeasure): { status: Status; why: string } | undefined {
  const causes = causesOf(m, s.condition.id).filter(
    (x) => !['weakness', 'change'].includes(m.incident.conditionTypes.get(x.type)?.nature ?? ''),
  );
  const own = causes.filter((x) => !x.end);
  const outside = causes.filter((x) => x.end);
  const backingOff = own.length > 0 && own.every((x) => /crash-loop|back-?off|pull/.test(x.type));
  const last = latest(outside.flatMap((x) => x.end ?? []));
  if (!backingOff || !last || outside.length === 0) return undefined;
  const since = m.c.asOf.hi - last.hi;
  if (since > 300_000_000 + 60_000_000) return undefined;
  return {
    status: 'mitigated',
    why: `what it needs is back since ${iso(last.lo)} (${inWords(since)} before the capture); it still waits out a back-off`,
  };
}

function recurs(m: Measured, d: Debts): boolean {
  if (d.openRoots.length > 0 || d.stopgaps.length > 0 || d.lucky || d.unexplained) return true;
  const repeated = m.incident.rootCauses.some((x) => x.episodes.length > 1);
  const weak = m.incident.conditions.some((x) => m.incident.roleOf(x.id) === 'contributing' && !x.end);
  return repeated || weak;
}

function resolvedAt(
  m: Measured,
  surfaces: readonly SurfaceMeasure[],
  responses: readonly Response[],
): Stamp | undefined {
  const ends = [
    ...m.incident.rootCauses.flatMap((x) => x.end ?? []),
    ...surfaces.flatMap((s) => s.to ?? []),
    ...responses.filter((r) => r.kind === 'fix' && r.effect !== 'no-effect').map((r) => r.at),
  ];
  const last = latest(ends);
  return last && { ...last, grade: worseGrade(last.grade, 'B') };
}
