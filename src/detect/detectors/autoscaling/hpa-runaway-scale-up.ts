import { digNumber, groupBy, inWords, MINUTE, sortedBy } from '../../../base/index.js';
import { keyOf, labelOf, type EventRecord, type Ref } from '../../../model/index.js';
import { cite, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** A step is out of the ordinary from so many replicas and so many times the number before. */
const LARGE = 50;
const FACTOR = 4;

/** Replicas that leap up. */
export const hpaRunawayScaleUp: Detector = {
  id: 'hpa-runaway-scale-up',
  layer: 'autoscaling',
  what: 'A workload is scaled up by a leap: to many times its replicas in one or few steps, because an autoscaler follows a metric (or a raised floor) without a bound that fits the cluster. Hundreds of pods are created at once; scheduler, API server, network and registries feel it.',
  lookAlikes:
    'The default policy doubles replicas every 15 s at most, which is normal for small numbers. A person who scales by hand leaves a change of the scale subresource.',
  sources: ['signatures.md 13 hpa-runaway-scale-up', 'Events SuccessfulRescale, ScalingReplicaSet'],
  emits: [
    { id: 'hpa-runaway-scale-up', nature: 'load', title: 'Replicas leap up' },
    { id: 'hpa-scaled-up', nature: 'load', title: 'Autoscaler adds replicas' },
  ],
  *detect(c) {
    for (const e of c.eventsOf('SuccessfulRescale', 'ScalingReplicaSet')) {
      const step = stepOf(c, e);
      if (!step || step.to < LARGE || step.to < FACTOR * Math.max(1, step.from ?? step.to / (FACTOR + 1)))
        continue;
      yield finding(c, e, step);
    }
    yield* climbs(c);
  },
};

/** An autoscaler that only doubles still runs away when it does so step after step within minutes. */
const CLIMB = { within: 5 * MINUTE, steps: 3, to: 10, factor: 5 } as const;

/** So many times the replicas of before: each brings its own connections and its own start with it. */
const ADDED = 2;

function* climbs(c: Case): Iterable<Finding> {
  const byAutoscaler = groupBy(c.eventsOf('SuccessfulRescale'), (e) => keyOf(e.about));
  for (const events of byAutoscaler.values()) {
    const ups = sortedBy(events, (e) => e.first.lo).flatMap((e) => {
      const step = stepOf(c, e);
      return step && step.to > (step.from ?? 0) ? [{ e, step }] : [];
    });
    const last = ups.at(-1);
    const run = last ? ups.filter((u) => last.e.first.lo - u.e.first.lo <= CLIMB.within) : [];
    const [first] = run;
    if (!last || !first || last.step.to >= LARGE) continue;
    const from = first.step.from ?? scaledFrom(c, first.e) ?? first.step.to / 2;
    if (last.step.to < ADDED * from) continue;
    const runs = run.length >= CLIMB.steps && last.step.to >= CLIMB.to && last.step.to >= CLIMB.factor * from;
    const told = finding(c, last.e, { from, to: last.step.to });
    yield {
      ...told,
      statement: told.statement.replace(' at once', ` in ${inWords(last.e.first.lo - first.e.first.lo)}`),
      ...(runs ? {} : { type: 'hpa-scaled-up', severity: 0 }),
      onset: first.e.first,
      evidence: [c.citeEvent(first.e), ...told.evidence],
    };
  }
}

/** What the Deployment's own event of the same moment says: "Scaled up ... to 4 from 2". */
function scaledFrom(c: Case, e: EventRecord): number | undefined {
  const target = c.targets(e.about, 'scales')[0]?.ref;
  const near = target && c.eventsAbout(target).find((x) => Math.abs(x.first.lo - e.first.lo) <= MINUTE);
  const from = /from (\d+)/.exec(near?.message ?? '')?.[1];
  return from === undefined ? undefined : Number(from);
}

interface Step {
  readonly from: number | undefined;
  readonly to: number;
}

/** "New size: 400; reason: ..." and "Scaled up replica set web-5d9 from 8 to 400" (older: without from). */
function stepOf(c: Case, e: EventRecord): Step | undefined {
  const size = /^New size: (\d+)/.exec(e.message)?.[1];
  if (size !== undefined) return { from: before(c, e), to: Number(size) };
  const m = /^Scaled up replica set \S+ (?:from (\d+) )?to (\d+)/.exec(e.message);
  if (!m) return undefined;
  return { from: m[1] === undefined ? before(c, e) : Number(m[1]), to: Number(m[2]) };
}

/** The size that the event before this one left behind, else what the autoscaler's readings show. */
function before(c: Case, e: EventRecord): number | undefined {
  const earlier = c
    .eventsAbout(e.about)
    .filter((x) => x.reason === e.reason && x.last.lo < e.first.lo)
    .at(-1);
  const told = /(?:New size: |to )(\d+)/.exec(earlier?.message ?? '')?.[1];
  if (told !== undefined) return Number(told);
  const snapshots = c.entity(e.about)?.snapshots ?? [];
  const shown = snapshots.filter((s) => s.at.hi <= e.first.lo).at(-1);
  return (
    digNumber(shown?.object, 'status', 'currentReplicas') ?? digNumber(shown?.object, 'spec', 'replicas')
  );
}

function maximum(shown: { readonly object: unknown }): number | undefined {
  return digNumber(shown.object, 'spec', 'maxReplicas');
}

function finding(c: Case, e: EventRecord, step: Step): Finding {
  const autoscaler: Ref | undefined =
    e.about.kind === 'HorizontalPodAutoscaler' ? e.about : c.origins(e.about, 'scales')[0]?.ref;
  const target = e.about.kind === 'HorizontalPodAutoscaler' ? c.targets(e.about, 'scales')[0]?.ref : e.about;
  const entity = autoscaler ?? e.about;
  const shown = c.entity(entity);
  // a maximum below what was wanted is one that was set later
  const held = (shown?.snapshots ?? []).filter((x) => (maximum(x) ?? 0) >= step.to);
  const snapshot = held.filter((x) => x.at.hi <= e.first.lo).at(-1) ?? held[0];
  const max = snapshot && maximum(snapshot);
  return {
    type: 'hpa-runaway-scale-up',
    entity,
    onset: e.first,
    end: e.last,
    severity: 2,
    statement: `${labelOf(target ?? e.about)} was scaled ${step.from === undefined ? '' : `from ${step.from} `}to ${step.to} replicas at once${max === undefined ? '' : ` (maximum ${max})`}.`,
    evidence: [c.citeEvent(e), ...(snapshot ? [cite(snapshot, 'spec')] : [])],
    attrs: {
      to: step.to,
      ...(step.from === undefined ? {} : { from: step.from }),
      ...(max === undefined ? {} : { max }),
    },
    names: target ? [target] : [],
  };
}
