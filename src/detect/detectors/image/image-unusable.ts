import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf, type Evidence, type Ref } from '../../../model/index.js';
import {
  cite,
  declaredOnset,
  earliest,
  pods,
  pullFailures,
  severityOf,
  templateSince,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Stamp } from '../../../base/index.js';
import type { Detector } from '../../detector.js';

interface Sighting {
  readonly type: keyof typeof WORDS;
  readonly pod: Ref;
  readonly image: string;
  readonly at: Stamp;
  readonly evidence: Evidence;
}

const WORDS = {
  'image-never-present': 'is not on the node, and the pull policy Never forbids to pull it',
  'image-invalid-name': 'is not a valid reference',
  'image-platform-mismatch': 'does not exist for the platform of the node',
} as const;

/** Images that are not tried, because the reference or the policy forbids it. */
export const imageUnusable: Detector = {
  id: 'image-unusable',
  layer: 'image',
  what: 'An image is not even asked for: its reference breaks the rules for names (capital letters, blanks, two tags), the pull policy is Never and the node does not have it; or it was built for other platforms than the node.',
  lookAlikes: 'A valid name that does not exist is image-not-found.',
  sources: [
    'signatures.md 12 image-never-present, image-invalid-name',
    'containerd "no match for platform in manifest"',
  ],
  emits: [
    { id: 'image-never-present', nature: 'fault', title: 'Image absent, policy Never', selfExplaining: true },
    { id: 'image-invalid-name', nature: 'fault', title: 'Image name invalid', selfExplaining: true },
    {
      id: 'image-platform-mismatch',
      nature: 'fault',
      title: 'Image not built for the platform',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const list of groupBy(
      sightings(c),
      (s) => `${keyOf(workloadOf(c, s.pod))} ${s.type} ${s.image}`,
    ).values()) {
      const first = list[0];
      const since = earliest(list.map((s) => s.at));
      if (!first || !since) continue;
      const workload = workloadOf(c, first.pod);
      yield {
        type: first.type,
        entity: workload,
        onset: declaredOnset(templateSince(c, workload), since),
        severity: severityOf(c, workload, true),
        statement: `Image ${first.image} of ${labelOf(workload)} ${WORDS[first.type]}.`,
        evidence: list.slice(0, 3).map((s) => s.evidence),
        attrs: { image: first.image },
        names: [...new Map(list.map((s) => [keyOf(s.pod), s.pod])).values()].slice(0, 10),
      };
    }
  },
};

function sightings(c: Case): Sighting[] {
  const states = pods(c).flatMap((p) =>
    p.containers.flatMap((x): Sighting[] => {
      const reason = x.waiting?.reason;
      const type =
        reason === 'ErrImageNeverPull'
          ? 'image-never-present'
          : reason === 'InvalidImageName'
            ? 'image-invalid-name'
            : undefined;
      if (!type || p.entity.deleted) return [];
      const at: Stamp = { lo: p.entity.created?.lo ?? p.snapshot.at.lo, hi: p.snapshot.at.hi, grade: 'B' };
      return [
        { type, pod: p.ref, image: x.image ?? '', at, evidence: cite(p.snapshot, ...x.statusPath, 'state') },
      ];
    }),
  );
  const events = c.eventsOf('ErrImageNeverPull', 'InspectFailed').flatMap((e): Sighting[] => {
    const image = /image "([^"]*)"/.exec(e.message)?.[1];
    if (image === undefined || e.about.kind !== 'Pod') return [];
    const type = e.reason === 'ErrImageNeverPull' ? 'image-never-present' : 'image-invalid-name';
    return [{ type, pod: e.about, image, at: e.first, evidence: c.citeEvent(e) }];
  });
  const platform = pullFailures(c).flatMap((p): Sighting[] =>
    p.fault === 'no-platform' && p.evidence[0]
      ? [
          {
            type: 'image-platform-mismatch',
            pod: p.pod,
            image: p.image,
            at: p.since,
            evidence: p.evidence[0],
          },
        ]
      : [],
  );
  return [...states, ...events, ...platform];
}
