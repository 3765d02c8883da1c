import { digNumber, groupBy, MINUTE, type Stamp } from '../../base/index.js';
import { keyOf, WORKLOAD_KINDS, type EventRecord, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { earliest, latest, spanOf } from './onset.js';
import { conditionsOf, workloadOf } from './pods.js';

/** Why the API server refused to create a pod (or another object) for a controller. */
export type RefusalKind =
  | 'quota'
  | 'limit-range'
  | 'pod-security'
  | 'service-account'
  | 'webhook-failed'
  | 'webhook-denied'
  | 'policy-denied'
  | 'priority-class'
  | 'runtime-class'
  | 'namespace-terminating'
  | 'forbidden'
  | 'invalid'
  | 'timeout'
  | 'other';

/** Refusals of one kind and wording for one owner. */
export interface Refusal {
  /** ReplicaSet, Job, StatefulSet ... that wanted the pod. */
  readonly owner: Ref;
  readonly workload: Ref;
  readonly kind: RefusalKind;
  readonly message: string;
  readonly count: number;
  readonly since: Stamp;
  readonly last: Stamp;
  /** When the owner got what it wanted after all; undefined while it is still refused. */
  readonly end: Stamp | undefined;
  readonly evidence: readonly Evidence[];
}

const KINDS: readonly (readonly [RegExp, RefusalKind])[] = [
  [/exceeded quota: |must specify (?:limits|requests)/, 'quota'],
  [/(?:maximum|minimum) \S+ (?:usage|limit|request)|per (?:Container|Pod) is /, 'limit-range'],
  [
    /violates PodSecurity|unable to validate against any (?:security context constraint|pod security policy)/,
    'pod-security',
  ],
  [/error looking up service account|serviceaccount "[^"]*" not found/, 'service-account'],
  [/failed calling webhook|failed to call webhook/, 'webhook-failed'],
  [/admission webhook "[^"]*" denied/, 'webhook-denied'],
  [/ValidatingAdmissionPolicy '[^']*'[^]* denied request/, 'policy-denied'],
  [/no PriorityClass with name/, 'priority-class'],
  [/RuntimeClass "[^"]*" not found/, 'runtime-class'],
  [/because it is being terminated|namespace \S+ is being terminated/, 'namespace-terminating'],
  [/is invalid: |Invalid value|Required value/, 'invalid'],
  [
    /context deadline exceeded|etcdserver: |the server was unable to return a response|Timeout: request/,
    'timeout',
  ],
  [/forbidden/, 'forbidden'],
];

/** Controllers whose FailedCreate is about pods (machine controllers and others use the reason too). */
const OWNERS: ReadonlySet<string> = new Set([...WORKLOAD_KINDS]);

/** What kind of refusal a controller's error text is. */
export function refusalKind(message: string): RefusalKind {
  return KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}

/** All refusals of pod creation, oldest first; "already exists" is a retry and no refusal. */
export function refusals(c: Case): readonly Refusal[] {
  return c.fact(allRefusals);
}

function allRefusals(c: Case): readonly Refusal[] {
  const events = c
    .eventsOf('FailedCreate', 'ReplicaSetCreateError', 'FailedUpdate')
    .filter(
      (e) =>
        OWNERS.has(e.about.kind) &&
        !/already exists|object has been modified|not found, but may exist/.test(e.message),
    );
  const groups = groupBy(events, (e) => `${keyOf(e.about)} ${refusalKind(e.message)}`);
  const said = [...groups.values()].flatMap((list) => fromEvents(c, list));
  const silent = c.all('ReplicaSet').flatMap((rs) => fromCondition(c, rs.ref, said));
  // a Deployment carries the word of its ReplicaSet; it counts where that one is not there
  const known = new Set([...said, ...silent].map((r) => keyOf(r.workload)));
  const above = c.all('Deployment').flatMap((d) => (known.has(d.key) ? [] : fromCondition(c, d.ref, said)));
  return [...said, ...silent, ...above].sort(
    (a, b) => a.since.lo - b.since.lo || (keyOf(a.owner) < keyOf(b.owner) ? -1 : 1),
  );
}

function fromEvents(c: Case, list: readonly EventRecord[]): Refusal[] {
  const first = list[0];
  const last = latest(list.map((e) => e.last));
  const since = earliest(list.map((e) => e.first));
  if (!first || !last || !since) return [];
  const newestEvent = list.reduce((a, b) => (b.last.hi >= a.last.hi ? b : a));
  return [
    {
      owner: first.about,
      workload: workloadOf(c, first.about),
      kind: refusalKind(first.message),
      message: newestEvent.message,
      count: list.reduce((n, e) => n + e.count, 0),
      since,
      last,
      end: gotAfterAll(c, first.about, last),
      evidence: list.slice(0, 4).map((e) => c.citeEvent(e)),
    },
  ];
}

/** A ReplicaSet whose events have expired still says ReplicaFailure in its conditions. */
function fromCondition(c: Case, owner: Ref, said: readonly Refusal[]): Refusal[] {
  const entity = c.entity(owner);
  const snapshot = entity && newest(entity);
  const failure = conditionsOf(snapshot?.object).find(
    (x) => x.type === 'ReplicaFailure' && x.status === 'True',
  );
  if (!snapshot || !failure?.message || said.some((r) => keyOf(r.owner) === keyOf(owner))) return [];
  const since = failure.since ?? { lo: c.asOf.lo, hi: c.asOf.hi, grade: 'X' };
  return [
    {
      owner,
      workload: workloadOf(c, owner),
      kind: refusalKind(failure.message),
      message: failure.message,
      count: 1,
      since,
      last: snapshot.at,
      end: undefined,
      evidence: [cite(snapshot, ...failure.path)],
    },
  ];
}

/** The first creation after the last refusal, or a reading that shows all replicas made. */
function gotAfterAll(c: Case, owner: Ref, last: Stamp): Stamp | undefined {
  const entity = c.entity(owner);
  const snapshot = entity && newest(entity);
  const wanted = digNumber(snapshot?.object, 'spec', 'replicas');
  const have =
    digNumber(snapshot?.object, 'status', 'replicas') ?? (snapshot?.shape === 'full' ? 0 : undefined);
  const short = wanted !== undefined && have !== undefined && have < wanted;
  const made = c
    .eventsAbout(owner)
    .filter(
      (e) => (e.reason === 'SuccessfulCreate' || e.reason === 'SuccessfulDelete') && e.last.hi >= last.lo,
    );
  const creation = earliest(made.map((e) => (e.first.hi >= last.lo ? e.first : e.last)));
  if (short) return undefined;
  if (creation)
    return { lo: Math.max(last.lo, creation.lo), hi: Math.max(last.lo, creation.hi), grade: creation.grade };
  if (wanted !== undefined && have !== undefined && snapshot && snapshot.at.hi > last.lo) {
    return { lo: last.lo, hi: snapshot.at.hi, grade: 'B' };
  }
  return entity?.deleted && entity.deleted.hi > last.lo ? entity.deleted : undefined;
}

/** Refusals that lasted: one that is over within a minute came before what it needed (start-up order). */
export function lastingRefusals(c: Case): readonly Refusal[] {
  return refusals(c).filter((r) => r.end === undefined || spanOf(r.since, r.end) > MINUTE);
}
