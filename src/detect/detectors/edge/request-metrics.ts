import { groupBy, HOUR, listed, MINUTE, sinceTime, sortedBy } from '../../../base/index.js';
import { keyOf, labelOf, ref, type ConditionType, type Ref } from '../../../model/index.js';
import {
  alertEntity,
  entrances,
  citeSeries,
  earliest,
  failedShares,
  gauges,
  heldSpells,
  isSlow,
  slowdown,
  type Case,
  type FailedShare,
  type HeldSpell,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { forHowLong, heldOf } from '../../series.js';

const outage: ConditionType = { id: 'surface-outage', nature: 'impact', title: 'Requests from users fail' };
const degraded: ConditionType = {
  id: 'surface-degraded',
  nature: 'impact',
  title: 'Some requests from users fail',
};
const suffer: ConditionType = {
  id: 'requests-suffer',
  nature: 'impact',
  title: 'Requests inside the cluster fail or wait',
};

/** Below this share of failed requests an objective of 95 % is kept. */
const SHARE = 0.05;
/** Higher than before by this factor, or it is how the thing works. */
const FACTOR = 5;
const LASTING = 2 * MINUTE;
/** Nothing to speak of is answered any more. */
const ALL = 0.95;

/** Requests that fail or wait, as counters, shares and probes of the capture measure them. */
export const requestMetrics: Detector = {
  id: 'request-metrics',
  layer: 'edge',
  what: 'Counters of requests by status, error shares, latencies and probes show that answers became errors or late at some time: at an entrance, which is what users met, or between workloads of one namespace.',
  lookAlikes:
    'A single failed probe, and a share of errors that was the same before, are ordinary. Client errors (4xx) are not counted. Which of the suffering workloads is at fault no share of errors tells.',
  sources: [
    'Prometheus naming conventions: *_requests_total by code',
    'blackbox_exporter probe_success',
    'ingress-nginx, Istio and Linkerd metrics',
  ],
  emits: [outage, degraded, suffer],
  *detect(c) {
    const failing = failedShares(c).flatMap((f) => spellsOf(c, f).map((s) => ({ f, s })));
    for (const { f, s } of failing) if (f.entity.kind === 'Surface') yield atEntrance(f, s);
    const inside = failing.filter(({ f }) => f.entity.kind !== 'Surface');
    const slow = (slowdown(c)?.shifts ?? []).filter(isSlow);
    const onset = slowdown(c)?.onset;
    const measured = gauges(c).length > 0;
    const groups = groupBy(
      [
        ...called(c),
        ...inside.map(({ f, s }) => ({
          entity: f.entity,
          onset: s.onset,
          end: s.end,
          evidence: [cited(f, s)],
          how: 'fails',
        })),
        ...(onset && measured
          ? slow.map((x) => ({
              entity: x.entity,
              onset,
              end: undefined,
              evidence: x.evidence.slice(0, 1),
              how: 'is slow',
            }))
          : []),
      ],
      (x) => x.entity.namespace ?? '',
    );
    for (const [namespace, list] of groups) yield* within(namespace, list);
  },
};

/** Names of alerts on what callers get. */
const CALLED =
  /error.?(?:rate|ratio|budget)|errors.?high|high.?errors|5xx|latency|slow|availab|slo(?:[^w]|$)|burn.?rate/i;
const URGENT = /critical|page|p1|sev1|emergency/i;
const CHRONIC = 6 * HOUR;

/** Alerts that someone was called for over the answers of a workload or Service. */
function called(c: Case): readonly Suffering[] {
  return c.alerts.flatMap((a) => {
    const urgent = URGENT.test(a.labels['severity'] ?? '') && CALLED.test(a.name);
    if (!urgent || a.state === 'suppressed' || c.asOf.lo - a.at.lo > CHRONIC) return [];
    const name = a.labels['service'] ?? a.labels['workload'] ?? a.labels['deployment'] ?? a.labels['app'];
    if (name === undefined) return [];
    const entity = alertEntity(c, a) ?? ref('Service', a.labels['namespace'], name);
    if (isLogged(c, entity)) return [];
    const evidence = [
      {
        ...a.evidence,
        at: a.at.lo,
        excerpt: `${a.name} ${a.annotations['description'] ?? ''}`.slice(0, 400),
      },
    ];
    return [
      {
        entity,
        onset: a.pendingSince ?? a.at,
        end: a.ended,
        evidence,
        how: /latency|slow/i.test(a.name) ? 'is slow' : 'fails',
      },
    ];
  });
}

/** True for an entrance whose log tells, to the request, what an alert on it only says. */
function isLogged(c: Case, entity: Ref): boolean {
  return entrances(c).some((e) => e.surfaces.some((s) => keyOf(s) === keyOf(entity)));
}

interface Suffering {
  readonly entity: Ref;
  readonly onset: Finding['onset'];
  readonly end: Finding['end'];
  readonly evidence: Finding['evidence'];
  readonly how: string;
}

function spellsOf(c: Case, f: FailedShare): readonly HeldSpell[] {
  const values = sortedBy(f.points, ([, v]) => v).map(([, v]) => v);
  // what most of the time is like: with long trouble, the better half of it
  const usual = values[Math.floor(values.length / 4)] ?? 0;
  return heldSpells(c, f.points, (v) => v >= Math.max(SHARE, FACTOR * usual)).filter(
    (s) => s.lasted >= LASTING,
  );
}

function cited(f: FailedShare, s: HeldSpell): Finding['evidence'][number] {
  return citeSeries(
    f.source,
    s.onset.hi,
    `of ${f.entity.name}: ${Math.round(s.last * 100)} % of requests fail`,
  );
}

function atEntrance(f: FailedShare, s: HeldSpell): Finding {
  const all = s.last >= ALL;
  return {
    type: all ? outage.id : degraded.id,
    ...heldOf(f.entity, s),
    severity: all ? 3 : 2,
    statement: `${all ? 'Requests' : `${Math.round(s.last * 100)} % of the requests`} to ${f.entity.name} fail ${sinceTime(s.onset)}${forHowLong(s)}.`,
    evidence: [cited(f, s)],
  };
}

function* within(namespace: string, list: readonly Suffering[]): Iterable<Finding> {
  const onset = earliest(list.map((x) => x.onset));
  if (!onset) return;
  const things = [...new Map(list.map((x) => [keyOf(x.entity), x])).values()];
  const open = list.some((x) => x.end === undefined);
  const end = list.flatMap((x) => x.end ?? []).reduce((a, b) => (b.hi > a.hi ? b : a), onset);
  yield {
    type: suffer.id,
    entity: namespace === '' ? ref('Cluster', undefined, 'cluster') : ref('Namespace', undefined, namespace),
    onset,
    ...(open ? {} : { end }),
    severity: 2,
    statement: `${listed(things.slice(0, 5).map((x) => `${labelOf(x.entity)} ${x.how}`))} ${sinceTime(onset)}.`,
    evidence: list.flatMap((x) => x.evidence).slice(0, 8),
    attrs: { things: things.length },
    names: things.map((x) => x.entity),
  };
}
