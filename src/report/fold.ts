import { sortedBy } from '../base/index.js';
import { keyOf, WORKLOAD_KINDS, type Analysis, type Ref } from '../model/index.js';

/**
 * A reader thinks in workloads, a cluster breaks in pods. Pods and runs of jobs are told under the
 * workload whose name theirs begins with, by the way controllers name what they make: Deployment
 * NAME-HASH-RANDOM, StatefulSet NAME-0, DaemonSet and Job NAME-RANDOM, CronJob NAME-MINUTE[-RANDOM].
 */
const MADE: Readonly<Record<string, RegExp>> = {
  Deployment: /^-[a-z0-9]{4,10}(?:-[a-z0-9]{5})?$/,
  ReplicaSet: /^-[a-z0-9]{5}$/,
  StatefulSet: /^-\d+$/,
  DaemonSet: /^-[a-z0-9]{5}$/,
  Job: /^-(?:\d+-)?[a-z0-9]{5}$/,
  CronJob: /^-\d{8,10}(?:-[a-z0-9]{5})?$/,
};

const FOLDED: ReadonlySet<string> = new Set(['Pod', 'ReplicaSet', 'Job']);

/** A function from an entity to the one that it is told under: itself, or its workload. */
export function folding(analysis: Analysis): (ref: Ref) => Ref {
  const seen = [
    ...analysis.incidents.flatMap((i) => [...i.conditions.map((c) => c.entity), ...i.surfaces.map((s) => s.entity)]),
    ...analysis.background.map((c) => c.entity),
    ...analysis.series.flatMap((s) => s.entity ?? []),
    ...analysis.timeline.map((r) => r.entity),
  ]; // prettier-ignore
  const unique = [
    ...new Map(seen.filter((r) => WORKLOAD_KINDS.has(r.kind)).map((r) => [keyOf(r), r])).values(),
  ];
  // The longest name first: "web-api" before "web"; a CronJob before its Job.
  const workloads = sortedBy(unique, (r) => (r.kind === 'Job' || r.kind === 'ReplicaSet' ? 1 : 0), (r) => -r.name.length, keyOf); // prettier-ignore
  const known = new Map<string, Ref>();
  return (ref) => {
    if (!FOLDED.has(ref.kind)) return ref;
    const key = keyOf(ref);
    const found = known.get(key) ?? workloads.find((w) => makes(w, ref)) ?? ref;
    known.set(key, found);
    return found;
  };
}

function makes(workload: Ref, ref: Ref): boolean {
  if (workload.namespace !== ref.namespace || !ref.name.startsWith(workload.name)) return false;
  return MADE[workload.kind]?.test(ref.name.slice(workload.name.length)) ?? false;
}
