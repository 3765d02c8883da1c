import { digList, groupBy } from '../../../base/index.js';
import { keyOf, labelOf, ref } from '../../../model/index.js';
import {
  declaredOnset,
  earliest,
  latest,
  podSpecField,
  pullFailures,
  registryOf,
  severityOf,
  templateSince,
  type Case,
  servesOthers,
  type PullFailure,
  type PullFault,
  templateFor,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** An image reference that the registry does not have. */
export const imageNotFound: Detector = {
  id: 'image-not-found',
  layer: 'image',
  what: 'The registry answers that it has no such repository, tag or digest: the reference in the pod template is misspelt, was never pushed, or was deleted.',
  lookAlikes:
    'A registry that refuses (401, 403) may have the image; but Docker Hub and its mirrors answer so for what does not exist, and official images need no credentials at all. A registry that cannot be reached says nothing about the image.',
  sources: [
    'signatures.md 12 image-not-found',
    'containerd remotes/docker/resolver.go',
    'distribution registry/api/errcode',
  ],
  emits: [{ id: 'image-not-found', nature: 'fault', title: 'Image does not exist', selfExplaining: true }],
  *detect(c) {
    const absent = pullFailures(c).filter(
      (p) =>
        p.fault === 'not-found' ||
        (p.fault === 'unauthorized' && mustBePublic(c, p)) ||
        (p.fault === 'unreachable' && servesOthers(c, p)),
    );
    for (const list of groupBy(absent, (p) => `${keyOf(p.workload)} ${p.image}`).values()) {
      const first = list[0];
      const since = earliest(list.map((p) => p.since));
      if (!first || !since) continue;
      const open = list.some((p) => p.end === undefined);
      const end = latest(list.map((p) => p.end));
      const said = first.fault === 'not-found';
      yield {
        type: 'image-not-found',
        entity: first.workload,
        onset: declaredOnset(templateSince(c, first.workload), since),
        ...(open || !end ? {} : { end }),
        severity: severityOf(c, first.workload, open, since),
        epistemic: said ? 'observed' : 'inferred',
        statement: `Image ${first.image} of ${labelOf(first.workload)} ${HOW[first.fault] ?? 'does not exist in'} ${first.host}.`,
        evidence: list.flatMap((p) => p.evidence).slice(0, 4),
        attrs: { image: first.image, host: first.host },
        names: [ref('Registry', undefined, registryOf(first.image)), ...list.slice(0, 10).map((p) => p.pod)],
      };
    }
  },
};

/** How it shows that the registry does not have the image. */
const HOW: Readonly<Partial<Record<PullFault, string>>> = {
  'not-found': 'does not exist in',
  unauthorized: 'is a public one and does not exist there: it is refused by',
  unreachable:
    'cannot be pulled, while its registry serves other images in the same time; the last place asked was',
};

/** An official image of Docker Hub, or one that its error says may not exist, pulled without credentials. */
function mustBePublic(c: Case, p: PullFailure): boolean {
  if (registryOf(p.image) !== 'docker.io') return false;
  const t = templateFor(c, p.workload);
  if (t && digList(podSpecField(t, 'imagePullSecrets')?.value).length > 0) return false;
  const repository = p.image.replace(/^docker\.io\//, '').split(/[:@]/)[0] ?? '';
  return (
    !repository.includes('/') ||
    repository.startsWith('library/') ||
    /repository does not exist/.test(p.message)
  );
}
