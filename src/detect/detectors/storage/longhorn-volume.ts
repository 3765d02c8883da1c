import { dig, digText, stampOf } from '../../../base/index.js';
import { labelOf, ref } from '../../../model/index.js';
import { cite, newest, seenBy } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Replicated volumes of Longhorn that lost replicas. */
export const longhornVolume: Detector = {
  id: 'longhorn-volume',
  layer: 'storage',
  what: 'Longhorn keeps several replicas of a volume on different nodes. Degraded means that some are gone (the volume still works, at risk); faulted means that none is usable and the pod gets I/O errors.',
  lookAlikes:
    'A volume that is detached reports robustness unknown, which is normal for a workload that does not run.',
  sources: [
    'signatures.md 8 longhorn-volume-degraded, longhorn-volume-faulted',
    'longhorn-manager Volume status.robustness',
  ],
  emits: [
    { id: 'longhorn-volume-degraded', nature: 'symptom', title: 'Replicated volume degraded' },
    { id: 'longhorn-volume-faulted', nature: 'fault', title: 'Replicated volume faulted' },
  ],
  *detect(c) {
    for (const volume of c.all('Volume')) {
      const snapshot = newest(volume);
      const robustness = digText(snapshot?.object, 'status', 'robustness');
      if (!snapshot || (robustness !== 'degraded' && robustness !== 'faulted')) continue;
      const event = c.eventsAbout(volume.ref).find((e) => e.reason.toLowerCase() === robustness);
      const since = stampOf(dig(snapshot.object, 'status', 'lastDegradedAt')) ?? event?.first;
      const claim = digText(snapshot.object, 'status', 'kubernetesStatus', 'pvcName');
      const namespace = digText(snapshot.object, 'status', 'kubernetesStatus', 'namespace');
      yield {
        type: `longhorn-volume-${robustness}`,
        entity: volume.ref,
        onset: seenBy(c, since),
        severity: robustness === 'faulted' ? 3 : 2,
        statement: `${labelOf(volume.ref)} is ${robustness}.`,
        evidence: [cite(snapshot, 'status', 'robustness'), ...(event ? [c.citeEvent(event)] : [])],
        names: [
          ref('PersistentVolume', undefined, volume.ref.name),
          ...(claim === undefined ? [] : [ref('PersistentVolumeClaim', namespace, claim)]),
        ],
      };
    }
  },
};
