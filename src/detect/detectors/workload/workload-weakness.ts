import { digList, digNumber, digText } from '../../../base/index.js';
import { keyOf, labelOf, type Ref } from '../../../model/index.js';
import {
  changeOf,
  cite,
  containerEnds,
  containersOf,
  seenBy,
  templates,
  unscheduledWorkloads,
  workloads,
  pullFailures,
  probeFailures,
  refusals,
  type Case,
  type Template,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** Design facts that turn a small fault into an outage, told only of workloads that something happened to. */
export const workloadWeakness: Detector = {
  id: 'workload-weakness',
  layer: 'workload',
  what: 'States of design that do no harm alone: a single replica of something that others depend on, or containers without requests and limits. They are told only of workloads that lost a pod or could not start one, since every cluster is full of them.',
  lookAlikes:
    'Databases with a primary and Jobs are single on purpose; that does not make losing them harmless.',
  sources: ['signatures.md 9 single-replica-spof', 'signatures.md 11 no-resource-limits'],
  emits: [
    { id: 'single-replica-spof', nature: 'weakness', title: 'Single replica' },
    { id: 'no-resource-limits', nature: 'weakness', title: 'No requests or limits' },
  ],
  *detect(c) {
    const hit = troubled(c);
    const oom = new Set(
      containerEnds(c)
        .filter((e) => e.reason === 'OOMKilled')
        .map((e) => keyOf(e.workload)),
    );
    for (const t of templates(c)) {
      const key = keyOf(t.workload);
      if (!hit.has(key)) continue;
      yield* single(c, t);
      if (oom.has(key)) yield* unlimited(c, t);
    }
  },
};

/** Workloads of which a pod ended badly, was refused, could not be placed or could not get its image. */
function troubled(c: Case): ReadonlySet<string> {
  const refs: Ref[] = [
    ...containerEnds(c)
      .filter((e) => e.exitCode !== 0)
      .map((e) => e.workload),
    ...unscheduledWorkloads(c).map((w) => w.workload),
    ...pullFailures(c).map((p) => p.workload),
    ...probeFailures(c).map((p) => p.workload),
    ...refusals(c).map((r) => r.workload),
    ...workloads(c)
      .filter((w) => w.available !== undefined && w.desired !== undefined && w.available < w.desired)
      .map((w) => w.ref),
  ];
  return new Set(refs.map(keyOf));
}

function* single(c: Case, t: Template): Iterable<Finding> {
  if (t.workload.kind !== 'Deployment' && t.workload.kind !== 'StatefulSet') return;
  const raised = changeOf(c, t.workload, 'spec.replicas', (before) => before === '1');
  if (digNumber(t.snapshot.object, 'spec', 'replicas') !== 1 && !raised) return;
  const fronts = c.to(t.workload, 'selects').filter((r) => c.entity(r.from)?.ref.kind === 'Service');
  const used = fronts.some((r) =>
    ['routes-to', 'needs', 'calls'].some((name) => c.to(r.from, name as 'needs').length > 0),
  );
  if (!used) return;
  yield {
    type: 'single-replica-spof',
    entity: t.workload,
    onset: seenBy(c, t.entity.created),
    ...(raised ? { end: raised.at } : {}),
    severity: 0,
    statement: `${labelOf(t.workload)} ${raised ? 'had' : 'has'} one replica: losing its pod is losing the service.`,
    evidence: raised ? raised.evidence : [cite(t.snapshot, 'spec', 'replicas')],
    attrs: { replicas: 1 },
    names: fronts.flatMap((r) => c.entity(r.from)?.ref ?? []),
  };
}

function* unlimited(c: Case, t: Template): Iterable<Finding> {
  const bare = containersOf(t).filter(
    (x) =>
      !x.init &&
      digText(x.spec, 'resources', 'requests', 'memory') === undefined &&
      digText(x.spec, 'resources', 'limits', 'memory') === undefined,
  );
  const first = bare[0];
  if (!first || digList(t.spec, 'containers').length === 0) return;
  yield {
    type: 'no-resource-limits',
    entity: t.workload,
    onset: seenBy(c, t.entity.created),
    severity: 0,
    statement: `Container ${first.name} of ${labelOf(t.workload)} declares neither memory request nor limit.`,
    evidence: [cite(t.snapshot, ...first.path, 'name')],
  };
}
