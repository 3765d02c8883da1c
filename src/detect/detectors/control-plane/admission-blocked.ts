import { counted, listed, MINUTE, type Stamp } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import { refusedCalls, stillRefuses, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { spellsOf } from '../../spells.js';

const type: ConditionType = { id: 'admission-blocked', nature: 'impact', title: 'Objects cannot be created' };

/** What users of the API lost: creation of pods (or more) refused, in how much of the cluster, how long. */
export const admissionBlocked: Detector = {
  id: 'admission-blocked',
  layer: 'admission',
  what:
    'Creation of pods was refused for as long as a fail-closed webhook could not be called: rollouts, jobs, ' +
    'scaling and self-healing stood still, in the namespaces that the webhook covers.',
  lookAlikes: 'Pods that exist run on: an edge that answers is no sign that creation works.',
  sources: ['kubernetes controllers FailedCreate events', 'apiserver dispatcher.go failing closed'],
  emits: [type],
  *detect(c) {
    const failures = refusedCalls(c).map((f) => ({ ...f, heardUntil: c.asOf.hi }));
    for (const s of spellsOf(failures, 2 * MINUTE)) {
      const namespaces = [...new Set(s.sayings.flatMap((f) => f.about?.namespace ?? []))].sort();
      if (s.count < 2) continue;
      const only = namespaces.length === 1 ? namespaces[0] : undefined;
      const success = firstSuccess(c, s.last.until.lo);
      const end: Stamp | undefined = success
        ? { lo: s.last.until.lo, hi: Math.max(success.hi, s.last.until.lo), grade: 'B' }
        : stillRefuses(c, s.last)
          ? undefined
          : s.end;
      const cluster =
        only === undefined ||
        coversAll(
          c,
          s.sayings.flatMap((f) => f.configurations),
        );
      yield {
        type: type.id,
        entity: cluster ? ref('Cluster', undefined, 'cluster') : ref('Namespace', undefined, only),
        onset: s.onset,
        ...(end ? { end } : {}),
        severity: 3,
        statement: `The creation of objects was refused ${counted(s.count, 'time')}${
          namespaces.length > 0 ? `, among them in ${listed(namespaces.slice(0, 5))},` : ''
        } because webhook ${listed([...new Set(s.sayings.map((f) => f.webhook))])} could not be called${
          end ? '' : ', and still was at the end'
        }.`,
        evidence: s.evidence,
        attrs: { count: s.count, namespaces: namespaces.join(',') },
        names: s.sayings.flatMap((f) => f.configurations).slice(0, 8),
      };
    }
  },
};

/** The first pod that was created after `from`. */
function firstSuccess(c: Case, from: number): Stamp | undefined {
  const asked = c.requests.find(
    (r) =>
      r.verb === 'create' &&
      r.about.kind === 'Pod' &&
      r.subresource === undefined &&
      r.code < 300 &&
      r.at.lo > from,
  )?.at;
  const told = c.eventsOf('SuccessfulCreate').find((e) => e.first.lo > from)?.first;
  if (asked && told) return asked.lo <= told.lo ? asked : told;
  return asked ?? told;
}

/** True when the webhooks are asked about pods in (nearly) every namespace. */
function coversAll(c: Case, configurations: readonly { kind: string; name: string }[]): boolean {
  const all = c.all('Namespace').length;
  return configurations.some((x) => all > 0 && c.to(x, 'admitted-by').length >= all - 1);
}
