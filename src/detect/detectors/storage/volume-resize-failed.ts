import { labelOf } from '../../../model/index.js';
import { claims, latest } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A volume that could not be made larger. */
export const volumeResizeFailed: Detector = {
  id: 'volume-resize-failed',
  layer: 'storage',
  what: 'A claim was made larger, but the storage system or the file system refused to grow, so the volume keeps its old size.',
  lookAlikes: 'FileSystemResizePending only waits for the pod to restart or for the kubelet.',
  sources: [
    'signatures.md 8 volume-resize-failed',
    'external-resizer, Events VolumeResizeFailed, FileSystemResizeFailed',
  ],
  emits: [{ id: 'volume-resize-failed', nature: 'fault', title: 'Volume cannot grow', selfExplaining: true }],
  *detect(c) {
    for (const claim of claims(c)) {
      const failures = claim.events.filter(
        (e) => e.reason === 'VolumeResizeFailed' || e.reason === 'FileSystemResizeFailed',
      );
      const first = failures[0];
      const last = latest(failures.map((e) => e.last));
      if (!first || !last) continue;
      const done = claim.events.find(
        (e) => e.reason === 'FileSystemResizeSuccessful' && e.last.lo >= last.lo,
      );
      yield {
        type: 'volume-resize-failed',
        entity: claim.ref,
        onset: first.first,
        ...(done ? { end: done.first } : {}),
        severity: done ? 1 : 2,
        statement: `${labelOf(claim.ref)} could not be made larger: ${first.message.replace(/\.$/, '')}.`,
        evidence: failures.slice(0, 3).map((e) => c.citeEvent(e)),
        names: claim.users,
      };
    }
  },
};
