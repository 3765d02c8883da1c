import { MINUTE, SECOND } from '../base/index.js';
import { keyOf, type EventRecord, type Ref } from '../model/index.js';
import type { Case } from './case.js';
import type { Change } from './change.js';

/** A rollout scales two ReplicaSets in turn, step by step. */
const ROLLOUT = 5 * MINUTE;
/** An autoscaler writes the number and the Deployment follows within seconds. */
const FOLLOWS = 30 * SECOND;
const STEP =
  /^Scaled (?:up|down) replica set (?<set>\S+) (?:from (?<from>\d+) )?to (?<to>\d+)(?: from (?<from2>\d+))?/;

/**
 * Numbers of replicas that somebody set: a Deployment tells that it scaled the ReplicaSet it had, outside of any
 * rollout and with no autoscaler behind it. Who did it the event does not say.
 */
export function fromScaling(c: Case): Change[] {
  const steps = c.eventsOf('ScalingReplicaSet').filter((e) => e.about.kind === 'Deployment');
  const sets = new Map(steps.map((e) => [e, STEP.exec(e.message)?.groups ?? {}]));
  return steps.flatMap((e): Change[] => {
    const step = sets.get(e) ?? {};
    const to = step['to'];
    if (to === undefined || isBirth(c, e) || autoscaled(c, e)) return [];
    const others = steps.filter(
      (x) => keyOf(x.about) === keyOf(e.about) && sets.get(x)?.['set'] !== step['set'],
    );
    if (others.some((x) => x.first.lo - ROLLOUT <= e.first.hi && e.first.lo <= x.last.hi + ROLLOUT))
      return [];
    return [
      {
        at: e.first,
        entity: e.about,
        verb: 'scale',
        by: 'unknown',
        byPerson: false,
        fields: ['spec.replicas'],
        values: { 'spec.replicas': [step['from'] ?? step['from2'], to] },
        evidence: [c.citeEvent(e)],
      },
    ];
  });
}

/** The first pods of a Deployment, or of a template that is new. */
function isBirth(c: Case, e: EventRecord): boolean {
  const name = STEP.exec(e.message)?.groups?.['set'] ?? '';
  const set: Ref = {
    kind: 'ReplicaSet',
    name,
    ...(e.about.namespace === undefined ? {} : { namespace: e.about.namespace }),
  };
  const born = [c.entity(e.about)?.created, c.entity(set)?.created];
  return (
    c.entity(set)?.created === undefined ||
    born.some((t) => t !== undefined && Math.abs(t.lo - e.first.lo) < MINUTE)
  );
}

function autoscaled(c: Case, e: EventRecord): boolean {
  const told = c
    .eventsOf('SuccessfulRescale')
    .some(
      (x) =>
        x.about.namespace === e.about.namespace &&
        [x.first, x.last].some((t) => t.lo <= e.first.hi + SECOND && e.first.lo - t.hi <= FOLLOWS),
    );
  return told || c.to(e.about, 'scales').length > 0;
}
