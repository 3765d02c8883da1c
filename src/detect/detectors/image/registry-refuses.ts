import { digList, digText, groupBy } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Evidence, type Ref } from '../../../model/index.js';
import {
  earliest,
  latest,
  newest,
  podSpecField,
  pullFailures,
  registryOf,
  severityOf,
  type Case,
  type PullFailure,
  templateFor,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A registry that wants to know who asks. */
export const registryRefuses: Detector = {
  id: 'registry-refuses',
  layer: 'image',
  what: 'The registry refuses the pull: no credentials were sent, or they are wrong or may not read the repository. Where the pull secret that the pod names does not exist, or none is named for a registry that demands one, that is the fault.',
  lookAlikes:
    'Docker Hub answers "denied" for repositories that do not exist (image-not-found). A pull limit is 429.',
  sources: ['signatures.md 12 registry-auth-failed', 'Event FailedToRetrieveImagePullSecret'],
  emits: [
    {
      id: 'registry-auth-failed',
      nature: 'fault',
      title: 'Registry refuses the credentials',
      selfExplaining: true,
    },
    {
      id: 'image-pull-secret-missing',
      nature: 'fault',
      title: 'Pull secret does not exist',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const refused = pullFailures(c).filter((p) => p.fault === 'unauthorized' && !isPublic(p));
    for (const list of groupBy(refused, (p) => keyOf(p.workload)).values()) {
      const first = list[0];
      const onset = earliest(list.map((p) => p.since));
      if (!first || !onset) continue;
      const open = list.some((p) => p.end === undefined);
      const end = latest(list.map((p) => p.end));
      const secret = missingSecret(c, first);
      const none = !secret && noneNamed(c, first.workload);
      yield {
        type: secret ? 'image-pull-secret-missing' : 'registry-auth-failed',
        entity: first.workload,
        onset,
        ...(open || !end ? {} : { end }),
        severity: severityOf(c, first.workload, open, onset),
        statement: secret
          ? `${labelOf(first.workload)} names pull secret ${secret.object.name}, which does not exist: ${first.host} refuses its image ${first.image}.`
          : `${first.host} refuses image ${first.image} of ${labelOf(first.workload)}${none ? ', which sends no credentials' : ''}.`,
        evidence: [...list.flatMap((p) => p.evidence).slice(0, 3), ...(secret ? secret.evidence : [])],
        attrs: { image: first.image, host: first.host, ...(secret ? { secret: secret.object.name } : {}) },
        names: [
          ref('Registry', undefined, registryOf(first.image)),
          ...(secret ? [secret.object] : []),
          ...list.slice(0, 5).map((p) => p.pod),
        ],
      };
    }
  },
};

function isPublic(p: PullFailure): boolean {
  const repository = p.image.replace(/^docker\.io\//, '').split(/[:@]/)[0] ?? '';
  const hub = registryOf(p.image) === 'docker.io';
  return (
    hub &&
    (!repository.includes('/') ||
      repository.startsWith('library/') ||
      /repository does not exist/.test(p.message))
  );
}

/** A pull secret that the pod names and that is not there: by the kubelet's event, or by the list of Secrets. */
function missingSecret(c: Case, p: PullFailure): { object: Ref; evidence: Evidence[] } | undefined {
  const event = c.eventsAbout(p.pod).find((e) => e.reason === 'FailedToRetrieveImagePullSecret');
  const said = /secrets? \(([\w.,\s-]+)\)|secret(?:s)?:? \[?([\w.-]+)/.exec(event?.message ?? '');
  const t = templateFor(c, p.workload);
  const field = t && podSpecField(t, 'imagePullSecrets');
  const named = digList(field?.value).flatMap((x) => digText(x, 'name') ?? []);
  const listed = c.all('Secret').some((s) => s.ref.namespace === p.workload.namespace && newest(s));
  const gone = named.find(
    (name) => listed && c.entity(ref('Secret', p.workload.namespace, name))?.object === undefined,
  );
  const name = event
    ? (named.find((n) => event.message.includes(n)) ?? said?.[1]?.split(',')[0]?.trim() ?? gone)
    : gone;
  if (name === undefined) return undefined;
  const evidence = [...(event ? [c.citeEvent(event)] : []), ...(field ? [field.evidence] : [])];
  return { object: ref('Secret', p.workload.namespace, name), evidence };
}

function noneNamed(c: Case, workload: Ref): boolean {
  const t = templateFor(c, workload);
  return t?.snapshot.shape === 'full' && podSpecField(t, 'imagePullSecrets') === undefined;
}
