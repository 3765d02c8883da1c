import { labelOf, type Ref } from '../../../model/index.js';
import {
  backends,
  cite,
  complaintsAbout,
  declaredOnset,
  isWanted,
  latest,
  specWritten,
  templates,
  type Backends,
  type Case,
  type Template,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A Service selects labels that no pod carries, while a workload is there that it is plainly meant for. */
export const serviceSelectorMismatch: Detector = {
  id: 'service-selector-mismatch',
  layer: 'service',
  what: 'The selector of a Service matches no pod and no pod template, although pods run that it is meant for (same name, or all but one label agree). The pods are healthy and get no traffic.',
  lookAlikes:
    'A workload that is scaled to zero or whose pods are not created still has a template that the selector matches. Pods that match and are not ready are the common case of missing endpoints. A Service that selects one role of a set (a leader) may match nobody for a moment. Services of uninstalled applications match nothing and harm nobody.',
  sources: ['signatures.md 6 service-selector-mismatch', 'kubernetes core/v1 Service.spec.selector'],
  emits: [
    {
      id: 'service-selector-mismatch',
      nature: 'fault',
      title: 'Service selects no pod',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const b of backends(c)) {
      const { selector } = b.service;
      if (Object.keys(selector).length === 0 || b.selected.length > 0 || (b.ready ?? 0) > 0) continue;
      const mine = templates(c).filter((t) => t.workload.namespace === b.service.ref.namespace);
      if (mine.some((t) => mayFit(selector, t))) continue;
      const meant = meantFor(b, mine);
      if (!meant || meant.replicas === 0) continue;
      const wanted = isWanted(c, b.service.ref);
      const written = latest([specWritten(b.service.snapshot.object) ?? b.service.entity.created]);
      const wrong = Object.entries(selector).filter(([k, v]) => meant.labels[k] !== v);
      const complaint = complaintsAbout(c, b.service.ref)[0];
      yield {
        type: 'service-selector-mismatch',
        entity: b.service.ref,
        onset: written ?? declaredOnset(undefined, { ...c.asOf, grade: 'X' }),
        severity: wanted ? 3 : 2,
        statement: `${labelOf(b.service.ref)} selects ${wrong.map(([k, v]) => `${k}=${v}`).join(', ')}, which no pod carries; pods of ${labelOf(meant.workload)} have ${wrong.map(([k]) => `${k}=${meant.labels[k] ?? '(none)'}`).join(', ')}.`,
        evidence: [
          cite(b.service.snapshot, 'spec', 'selector'),
          ...labelEvidence(meant),
          ...b.evidence.slice(0, 1),
          ...(complaint ? [c.citeMessage(complaint.message)] : []),
        ],
        attrs: {
          selector: Object.entries(selector)
            .map(([k, v]) => `${k}=${v}`)
            .join(','),
        },
        names: [meant.workload, ...callers(c, b.service.ref)],
      };
    }
  },
};

/** All of the selector agrees; of what a table leaves out, nothing is known to differ. */
function mayFit(selector: Readonly<Record<string, string>>, t: Template): boolean {
  return Object.entries(selector).every(
    ([k, v]) =>
      t.labels[k] === v ||
      (!t.labelsKnown && t.labels[k] === undefined && agreeing(selector, t.labels).length > 0),
  );
}

function agreeing(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(selector).flatMap(([k, v]) => (labels[k] === v ? [k] : []));
}

/** The workload of the Service's own name, else the only one that most of the selector fits. */
function meantFor(b: Backends, list: readonly Template[]): Template | undefined {
  const named = list.filter((t) => t.workload.name === b.service.ref.name && t.workload.kind !== 'Job');
  if (named.length === 1) return named[0];
  const values = new Set(Object.values(b.service.selector));
  const near = list.filter((t) => {
    const agree = agreeing(b.service.selector, t.labels).length;
    const same = Object.values(t.labels).some((v) => values.has(v));
    return agree > 0 || same;
  });
  return near.length === 1 ? near[0] : undefined;
}

function labelEvidence(t: Template) {
  const path = t.specPath.slice(0, -1);
  return [cite(t.snapshot, ...path, 'metadata', 'labels')];
}

/** Who depends on the Service. */
function callers(c: Case, service: Ref): Ref[] {
  return c
    .to(service, 'needs')
    .flatMap((r) => c.entity(r.from)?.ref ?? [])
    .slice(0, 10);
}
