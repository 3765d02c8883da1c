import { digList, digText, HOUR, inWords } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType } from '../../../model/index.js';
import { cite, workloads, type Case, type WorkloadView } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const type: ConditionType = { id: 'cache-emptied', nature: 'fault', title: 'Cache began anew, empty' };

/** Images of caches that keep their data in memory. */
const CACHE = /(?:^|\/)(?:redis|valkey|keydb|memcached|dragonfly)[\w-]*(?=[:@]|$)/i;

/** What began longer ago has filled again. */
const RECENT = 6 * HOUR;

/** A cache without a volume of its own was started anew: what it held is gone. */
export const cacheEmptied: Detector = {
  id: 'cache-emptied',
  layer: 'workload',
  what: 'The only pod of a cache that keeps nothing on a volume was replaced or restarted: it came back empty, and its clients ask the store behind it for everything.',
  lookAlikes:
    'A cache with a volume reads its data again; one of several replicas that went takes only its part.',
  sources: ['redis.io persistence; memcached keeps nothing'],
  emits: [type],
  *detect(c) {
    for (const w of workloads(c)) {
      const found = w.desired === 1 ? emptied(c, w) : undefined;
      if (found) yield found;
    }
  },
};

function emptied(c: Case, w: WorkloadView): Finding | undefined {
  const pod = w.pods.find((p) => !p.entity.deleted);
  const container = pod?.containers.find((x) => !x.init && CACHE.test(digText(x.spec, 'image') ?? ''));
  const since = container?.runningSince;
  const born = w.entity.created;
  if (!pod || !container || !since || !born || since.lo - born.hi < HOUR) return undefined;
  if (c.asOf.lo - since.lo > RECENT || isKept(pod.snapshot.object)) return undefined;
  if (c.to(w.ref, 'selects').length === 0) return undefined;
  return {
    type: type.id,
    entity: w.ref,
    onset: since,
    end: since,
    severity: 1,
    statement: `${labelOf(w.ref)}, a cache without a volume, began anew and empty ${inWords(c.asOf.lo - since.lo)} before the capture.`,
    evidence: [cite(pod.snapshot, 'status', 'containerStatuses')],
    attrs: { of: keyOf(w.ref) },
    names: [pod.ref],
  };
}

/** True when the pod mounts a claim or a directory of its node. */
function isKept(pod: unknown): boolean {
  return digList(pod, 'spec', 'volumes').some((v) =>
    /"(?:persistentVolumeClaim|hostPath|ephemeral|csi)"/.test(JSON.stringify(v)),
  );
}
