import { exactly, type Stamp } from '../base/index.js';
import type { AlertReplayEntry, Evidence, FigureJson, Ref } from '../model/index.js';
import { actionsOf, type Action } from './actions.js';
import { alertEvidence, evidenceOn } from './basis.js';
import { blindSpotsOf, type BlindSpot } from './blind-spots.js';
import { awarenessOf, isUnrouted, type Awareness } from './detection.js';
import { budgetOf, failedShares, type Budget, type MinuteShare } from './impact.js';
import type { Measured } from './input.js';
import { figuresOf, instantsOf, machineInstants, surfaceFigures, type IncidentInstants } from './instants.js';
import { involvedIn } from './involved.js';
import {
  firstPages,
  recordedJson,
  replayAlerts,
  replayJson,
  type Pack,
  type Replayed,
} from './replay/replay.js';
import { responsesOf, type Response } from './responses.js';
import { severityOf, type Graded } from './severity.js';
import { spanBetween } from './span.js';
import { statementsOn } from './statements.js';
import { statusOf, surfaceStatus, type Verdict } from './status.js';
import { measureSurfaces, type SurfaceMeasure } from './surfaces.js';
import type { Figures, Status } from '../model/index.js';

/** One surface with everything that was measured of it. */
export interface MeasuredSurface extends SurfaceMeasure {
  readonly status: Status;
  readonly statusWhy: string;
  readonly figures: Figures;
  /** Only for what users come through. */
  readonly budget: Budget | undefined;
  readonly shares: readonly MinuteShare[];
}

/** What a pack would have made of the time to detect. */
export interface Counterfactual {
  readonly pack: Pack;
  readonly rule: string;
  readonly entity: Ref;
  readonly timeToDetect: FigureJson | null;
}

/** An alert with what it rests on. */
export type AlertBasis = Omit<AlertReplayEntry, 'evidence'> & { readonly evidence: readonly Evidence[] };

/** All numbers and judgements about one incident. */
export interface Measures {
  readonly instants: IncidentInstants;
  readonly figures: Figures;
  readonly surfaces: readonly MeasuredSurface[];
  readonly awareness: Awareness;
  /** Alerts as recorded and as replayed, for analysis.json, with what they rest on. */
  readonly alerts: readonly AlertBasis[];
  readonly counterfactuals: readonly Counterfactual[];
  readonly responses: readonly Response[];
  readonly verdict: Verdict;
  readonly severity: Graded;
  readonly blindSpots: readonly BlindSpot[];
  readonly actions: readonly Action[];
}

/** Measures one explained incident. Pure: the same input gives the same output. */
export function measure(m: Measured): Measures {
  const involved = involvedIn(m.c, m.incident);
  const said = statementsOn(m.c, involved, m.incident.elsewhere);
  const surfaces = measureSurfaces(m);
  const machine = machineInstants(m, surfaces);
  const start = machine.impact ?? machine.fault ?? machine.signal ?? exactly(m.c.asOf.lo, 'B');
  const began = machine.fault && machine.fault.lo < start.lo ? machine.fault : start;
  const awareness = awarenessOf(m, involved, said, began);
  const responses = responsesOf(m, involved, said, { began, detect: awareness.detect?.at });
  const verdict = statusOf(m, surfaces, responses);
  const instants = instantsOf(m, surfaces, awareness, responses, verdict);
  const replayed = replayAlerts(m.c, involved, m.profile, {
    began,
    start,
    end: instants.restore?.hi ?? m.c.asOf.hi,
  });
  const blindSpots = blindSpotsOf(m, instants, awareness, replayed);
  return {
    instants,
    figures: figuresOf(m, instants, surfaces, verdict.status),
    surfaces: surfaces.map((s) => full(m, s, instants, responses, verdict)),
    awareness,
    alerts: [
      ...recorded(awareness),
      ...replayed.map((r) => ({ ...replayJson(r), evidence: evidenceOn(m, r.entity) })),
    ],
    counterfactuals: counterfactuals(replayed, start),
    responses,
    verdict,
    severity: severityOf(m, surfaces),
    blindSpots,
    actions: actionsOf(m, responses, replayed, blindSpots, said),
  };
}

function full(
  m: Measured,
  s: SurfaceMeasure,
  at: IncidentInstants,
  responses: readonly Response[],
  verdict: Verdict,
): MeasuredSurface {
  const { status, why } = surfaceStatus(m, s, responses);
  return {
    ...s,
    status,
    statusWhy: why,
    figures: surfaceFigures(m, s, at, verdict.resolvedAt),
    budget: budgetOf(m, s),
    shares: failedShares(s),
  };
}

function recorded(aware: Awareness): AlertBasis[] {
  const seen = new Set<string>();
  return aware.alerts.flatMap((a) => {
    if (seen.has(a.name)) return [];
    seen.add(a.name);
    const lost = isUnrouted(a);
    const why = `recorded by ${a.system}${lost ? `, routed to receiver ${a.receivers[0] ?? 'none'}, that is to no one` : ''}`;
    const entry = recordedJson(a.name, a.at, !lost, why, a.labels['severity'], undefined);
    return [{ ...entry, evidence: [alertEvidence(a)] }];
  });
}

function counterfactuals(replayed: readonly Replayed[], start: Stamp): Counterfactual[] {
  const pages = firstPages(replayed);
  return (['captured', 'stock', 'proposed'] as const).flatMap((pack): Counterfactual[] => {
    const r = pages[pack];
    if (!r) return [];
    const timeToDetect = spanBetween(
      { name: 'impact', at: start },
      { name: `${r.rule.name} heard`, at: r.heard },
    );
    return [{ pack, rule: r.rule.name, entity: r.entity, timeToDetect }];
  });
}
