import { type Stamp } from '../base/index.js';
import type { Figures, Instants } from '../model/index.js';
import { alertedSince, type Awareness } from './detection.js';
import type { Measured } from './input.js';
import { earliest, instantJson, latest, spanBetween, type End } from './span.js';
import type { Verdict } from './status.js';
import type { SurfaceMeasure } from './surfaces.js';
import type { Response } from './responses.js';

/** The instants of an incident as stamps; absent ones are undefined. */
export interface IncidentInstants {
  readonly latent: Stamp | undefined;
  readonly trigger: Stamp | undefined;
  readonly fault: Stamp | undefined;
  readonly impact: Stamp | undefined;
  readonly signal: Stamp | undefined;
  readonly alert: Stamp | undefined;
  readonly detect: Stamp | undefined;
  readonly acknowledge: Stamp | undefined;
  readonly diagnose: Stamp | undefined;
  readonly act: Stamp | undefined;
  readonly restore: Stamp | undefined;
  readonly resolve: Stamp | undefined;
}

/** What the machine side alone tells: from the conditions of the accepted explanation. */
export function machineInstants(
  m: Measured,
  surfaces: readonly SurfaceMeasure[],
): Pick<IncidentInstants, 'latent' | 'trigger' | 'fault' | 'impact' | 'signal'> {
  const { incident } = m;
  const of = (...roles: readonly string[]): Stamp[] =>
    incident.conditions.filter((x) => roles.includes(incident.roleOf(x.id))).map((x) => x.onset);
  const nature = (type: string): string | undefined => incident.conditionTypes.get(type)?.nature;
  const chained = new Set(incident.links.flatMap((l) => [l.causeId, l.effectId]));
  const faults = incident.conditions.filter((x) => {
    const role = incident.roleOf(x.id);
    if (role === 'root-cause') return nature(x.type) !== 'weakness';
    return role === 'symptom' && chained.has(x.id);
  });
  const seen = incident.conditions.filter(
    (x) =>
      ['root-cause', 'symptom', 'amplifier', 'recovery-blocker'].includes(incident.roleOf(x.id)) &&
      !['weakness', 'change', 'load'].includes(nature(x.type) ?? ''),
  );
  const root = earliest(of('root-cause'));
  // what follows from a root may be known only to have begun by some time: not before the root did
  const after = (t: Stamp): Stamp => (root && t.lo < root.lo && t.hi >= root.lo ? { ...t, lo: root.lo } : t);
  return {
    latent: earliest(of('contributing')),
    trigger: earliest(of('trigger')),
    fault: earliest(faults.map((x) => after(x.onset))),
    impact: earliest(primary(surfaces).map((s) => s.from)),
    signal: earliest([...seen.map((x) => after(x.onset)), ...surfaces.map((s) => s.from)]),
  };
}

/**
 * The surfaces that the incident's figures are about: those whose requests were counted; else those that
 * users come through; else whatever served.
 */
export function primary(surfaces: readonly SurfaceMeasure[]): readonly SurfaceMeasure[] {
  const counted = surfaces.filter((s) => s.basis === 'requests');
  if (counted.length > 0) return counted;
  const outer = surfaces.filter((s) => s.condition.entity.kind === 'Surface');
  return outer.length > 0 ? outer : surfaces;
}

/** All instants together. */
export function instantsOf(
  m: Measured,
  surfaces: readonly SurfaceMeasure[],
  aware: Awareness,
  responses: readonly Response[],
  verdict: Verdict,
): IncidentInstants {
  const main = primary(surfaces);
  const back = main.flatMap((s) => s.to ?? []);
  const acts = responses.filter((r) => r.kind !== 'diagnostic');
  const helped = acts.filter((r) => r.effect === 'worked');
  const machine = machineInstants(m, surfaces);
  return {
    ...machine,
    signal: earliest([...(machine.signal ? [machine.signal] : []), ...alertedSince(m, aware.alerts)]),
    alert: aware.alert?.at,
    detect: aware.detect?.at,
    acknowledge: aware.acknowledge?.at,
    diagnose: aware.diagnose?.at,
    act: earliest((helped.length > 0 ? helped : acts).map((r) => r.at)),
    restore: main.length > 0 && back.length === main.length ? latest(back) : undefined,
    resolve: verdict.resolvedAt,
  };
}

/** As analysis.json writes them: only those that are known. */
export function instantsJson(at: IncidentInstants): Instants {
  const known = Object.entries(at).filter(([, stamp]) => stamp !== undefined);
  return Object.fromEntries(known.map(([name, stamp]) => [name, instantJson(stamp as Stamp)]));
}

/** The figures of the incident. Each says from what to what. */
export function figuresOf(
  m: Measured,
  at: IncidentInstants,
  surfaces: readonly SurfaceMeasure[],
  status: Verdict['status'],
): Figures {
  const start = startOf(at);
  const open = m.c.asOf;
  const main = primary(surfaces);
  const down = main.some((s) => !s.to);
  const detectFrom = at.detect && start.at && at.detect.lo < start.at.hi ? faultOf(at) : start;
  const firstBack = mitigated(at, main);
  return {
    timeToDetect: spanBetween(detectFrom, { name: 'detect', at: at.detect }),
    timeToAcknowledge: spanBetween(
      at.alert ? { name: 'alert', at: at.alert } : { name: 'detect', at: at.detect },
      { name: 'acknowledge', at: at.acknowledge },
    ),
    timeToDiagnose: spanBetween({ name: 'detect', at: at.detect }, { name: 'diagnose', at: at.diagnose }),
    timeToMitigate: spanBetween(start, firstBack, down || status === 'active' ? open : undefined),
    timeToRestore: spanBetween(start, restoreOf(at, main), down || status === 'active' ? open : undefined),
    timeToResolve: spanBetween(
      start,
      { name: 'resolve', at: at.resolve },
      status === 'resolved' ? undefined : open,
    ),
  };
}

function startOf(at: IncidentInstants): End {
  return at.impact ? { name: 'impact', at: at.impact } : faultOf(at);
}

function faultOf(at: IncidentInstants): End {
  return { name: 'fault', at: at.fault ?? at.signal };
}

function restoreOf(at: IncidentInstants, main: readonly SurfaceMeasure[]): End {
  const short = at.restore !== undefined && main.some((s) => s.to && !s.held);
  return { name: short ? 'restore (hold period not over)' : 'restore', at: at.restore };
}

/** Impact ends when the surface that was lost first is back. */
function mitigated(at: IncidentInstants, main: readonly SurfaceMeasure[]): End {
  const first = main.reduce<SurfaceMeasure | undefined>(
    (a, b) => (!a || b.from.lo < a.from.lo ? b : a),
    undefined,
  );
  if (!first) return { name: 'restore', at: at.restore };
  return { name: `restore of ${first.host ?? first.condition.entity.name}`, at: first.to };
}

/** The figures of one surface; the human instants are those of the incident. */
export function surfaceFigures(
  m: Measured,
  s: SurfaceMeasure,
  at: IncidentInstants,
  resolve: Stamp | undefined,
): Figures {
  const from: End = { name: 'impact', at: s.from };
  const to: End = { name: s.to && !s.held ? 'restore (hold period not over)' : 'restore', at: s.to };
  const restore = spanBetween(from, to, s.to ? undefined : m.c.asOf);
  return {
    timeToDetect: spanBetween(from, { name: 'detect', at: at.detect }),
    timeToAcknowledge: null,
    timeToDiagnose: spanBetween({ name: 'detect', at: at.detect }, { name: 'diagnose', at: at.diagnose }),
    timeToMitigate: restore,
    timeToRestore: restore,
    timeToResolve: spanBetween(from, { name: 'resolve', at: resolve }, resolve ? undefined : m.c.asOf),
  };
}
