import { atTime, groupBy } from '../../../base/index.js';
import { keyOf, labelOf, ref, type ConditionType, type EventRecord, type Ref } from '../../../model/index.js';
import { nodeOfPod, nodes, workloadOf, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'image-large',
  nature: 'fault',
  title: 'Image takes much of the disk of its nodes',
};

/** Image collection begins when 85 % of the disk are in use: an image of this share can take a node there. */
const SHARE = 0.15;
/** Where the disk of the node is not told. */
const LARGE = 10 * 1024 ** 3;

/** A pull brought an image onto a node that is large beside its disk. */
export const imageLarge: Detector = {
  id: 'image-large',
  layer: 'image',
  what:
    'The kubelet pulled an image that takes a good part of the disk of its node (the event tells its size from 1.29 on). ' +
    'Unpacked it takes more still; a workload on every node brings it everywhere.',
  lookAlikes: 'On nodes with room for it a large image is only slow to pull.',
  sources: ['kubernetes pkg/kubelet/images/image_manager.go (Pulled, "Image size")'],
  emits: [type],
  *detect(c) {
    const pulls = c.eventsOf('Pulled').flatMap((e) => {
      const m = /^Successfully pulled image "([^"]+)".*Image size: (\d+) bytes/.exec(e.message);
      const node = e.about.kind === 'Pod' ? nodeOfPod(c, e.about) : undefined;
      return m && isLarge(c, Number(m[2]), node) ? [{ e, image: m[1] ?? '', size: Number(m[2]), node }] : [];
    });
    const whose = (e: EventRecord): Ref => workloadOf(c, e.about);
    for (const list of groupBy(pulls, (p) => `${keyOf(whose(p.e))} ${p.image}`).values()) {
      const first = list.reduce((a, b) => (b.e.first.lo < a.e.first.lo ? b : a));
      const on = [...new Map(list.flatMap((p) => (p.node ? [[p.node.name, p.node] as const] : []))).values()];
      yield {
        type: type.id,
        entity: whose(first.e),
        onset: first.e.first,
        severity: 1,
        statement: `Image ${first.image} of ${labelOf(whose(first.e))}, ${Math.round(first.size / 1024 ** 3)} GiB, was pulled ${atTime(first.e.first)}.`,
        evidence: list.slice(0, 3).map((p) => c.citeEvent(p.e)),
        attrs: { image: first.image, bytes: first.size },
        names: [...on, ref('Registry', undefined, first.image.split('/')[0] ?? '')].slice(0, 20),
      };
    }
  },
};

function isLarge(c: Case, size: number, on: Ref | undefined): boolean {
  const disk = nodes(c)
    .find((n) => n.ref.name === on?.name)
    ?.allocatable('ephemeral-storage');
  return size >= (disk === undefined || disk <= 0 ? LARGE : SHARE * disk);
}
