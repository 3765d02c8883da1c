import { counted, groupBy } from '../../../base/index.js';
import { keyOf } from '../../../model/index.js';
import { earliest, latest, nodeOfPod, pullFailures, severityOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A node has no room left to unpack the image that a pod needs. */
export const imageDiskFull: Detector = {
  id: 'image-disk-full',
  layer: 'image',
  what: 'The registry hands the image out, and the node cannot store or unpack it: "no space left on device" in the directory of the container runtime. Every pod that needs a new image on this node waits; those that run go on.',
  lookAlikes:
    'The kubelet reports DiskPressure when it measures the shortage itself; a separate file system for images, or used-up inodes, may be full without it.',
  sources: ['containerd "failed to extract layer: ... no space left on device"', 'cri-o "writing blob"'],
  emits: [
    { id: 'image-disk-full', nature: 'fault', title: 'No room for images on the node', selfExplaining: true },
  ],
  *detect(c) {
    const full = pullFailures(c).flatMap((p) => {
      const node = p.fault === 'disk-full' ? nodeOfPod(c, p.pod) : undefined;
      return node ? [{ p, node }] : [];
    });
    for (const list of groupBy(full, (x) => keyOf(x.node)).values()) {
      const first = list[0];
      const onset = earliest(list.map((x) => x.p.since));
      if (!first || !onset) continue;
      const open = list.some((x) => x.p.end === undefined);
      const end = latest(list.map((x) => x.p.end));
      const worst = list.map((x) => severityOf(c, x.p.workload, open, onset));
      yield {
        type: 'image-disk-full',
        entity: first.node,
        onset,
        ...(open || !end ? {} : { end }),
        severity: worst.includes(3) ? 3 : worst.includes(2) ? 2 : 1,
        statement: `Node ${first.node.name} has no room to unpack the images of ${counted(list.length, 'pod')}.`,
        evidence: list.flatMap((x) => x.p.evidence).slice(0, 4),
        names: list.slice(0, 10).flatMap((x) => [x.p.workload, x.p.pod]),
      };
    }
  },
};
