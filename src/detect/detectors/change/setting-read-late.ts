import { atTime, inWords, listed, MINUTE, sortedBy } from '../../../base/index.js';
import { keyOf, labelOf, type Ref } from '../../../model/index.js';
import {
  cite,
  newest,
  podsOf,
  templateSince,
  templates,
  type Case,
  type Change,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const SETTINGS: ReadonlySet<string> = new Set(['ConfigMap', 'Secret']);

/** A setting that is older than the pods that read it by more than this was not put there for them. */
const APART = 10 * MINUTE;

/** A setting that was changed under running pods, and that only those that came later have read. */
export const settingReadLate: Detector = {
  id: 'setting-read-late',
  layer: 'change',
  what: 'A ConfigMap or Secret was changed and its workload was not rolled: variables and files mounted by subPath are read when a container starts, so that the pods that ran kept the old value. The pods that took their place read the new one, whoever made them start: a drain, an eviction, a scale-up. How many starts went well in between, the capture does not tell.',
  lookAlikes:
    'A workload that was rolled after the change had read it then. Mounted files follow within a minute or two, and a program that watches them reads them at once.',
  sources: [
    'kubernetes.io docs "ConfigMaps consumed as environment variables are not updated automatically"',
    'metadata.managedFields, API server audit log',
  ],
  emits: [{ id: 'setting-read-late', nature: 'weakness', title: 'Setting changed long before it was read' }],
  *detect(c) {
    const changes = c.changes.filter((x) => SETTINGS.has(x.entity.kind) && x.verb === 'update' && x.byPerson);
    if (changes.length === 0) return;
    for (const { workload } of templates(c)) {
      const used = new Set(c.from(workload, 'mounts').map((r) => r.to));
      const own = changes.filter((x) => used.has(keyOf(x.entity)));
      if (own.length > 0) yield* late(c, workload, own);
    }
  },
};

function* late(c: Case, workload: Ref, changes: readonly Change[]): Iterable<Finding> {
  const rolled = templateSince(c, workload);
  const existed = c.entity(workload)?.created;
  const born = sortedBy(
    podsOf(c, workload).flatMap((pod) => {
      const at = c.entity(pod)?.created;
      return at && !c.entity(pod)?.deleted ? [{ pod, at }] : [];
    }),
    (p) => p.at.lo,
  );
  const first = born[0];
  const last = changes.at(-1);
  if (!first || !last || !existed) return;
  // there before the change, with the same template, and no pod of that time is left
  if (existed.hi > last.at.lo || (rolled && rolled.hi > last.at.lo)) return;
  const younger = born.filter((p) => p.at.lo > last.at.hi + APART);
  const next = younger[0];
  if (!next) return;
  const kept = born.length > younger.length;
  yield {
    type: 'setting-read-late',
    entity: workload,
    onset: last.at,
    severity: 0,
    epistemic: 'inferred',
    statement: `${labelOf(last.entity)} was changed by ${last.by} ${atTime(last.at)}, and ${labelOf(workload)} was not rolled: pods that ran kept what they had read${kept ? ', as the older of them still do' : ''}. ${listed(younger.slice(0, 2).map((p) => labelOf(p.pod)))} started ${inWords(next.at.lo - last.at.hi)} later and read it anew.`,
    evidence: [...last.evidence.slice(0, 2), ...seen(c, next.pod)],
    attrs: { by: last.by, of: keyOf(last.entity), kept: kept ? 1 : 0 },
    names: [last.entity, ...younger.slice(0, 10).map((p) => p.pod)],
  };
}

function seen(c: Case, pod: Ref): Finding['evidence'] {
  const entity = c.entity(pod);
  const shown = entity && newest(entity);
  return shown ? [cite(shown, 'metadata', 'creationTimestamp')] : [];
}
