import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf, ref } from '../../../model/index.js';
import {
  declaredOnset,
  earliest,
  latest,
  pods,
  pullFailures,
  registryOf,
  severityOf,
  templateSince,
  type Case,
  type PullFailure,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** The host name of a registry does not exist in DNS. */
export const registryNameUnresolvable: Detector = {
  id: 'registry-name-unresolvable',
  layer: 'image',
  what: 'The node asks DNS for the registry of an image and gets the answer that there is no such name. Either the reference is wrong (one workload names a registry that nobody else uses), or the name itself is gone and all who pull from it are hit.',
  lookAlikes:
    'DNS that does not answer (time-out, server misbehaving) is a fault of the name server or the way to it, not of the name. "dial tcp <address>" means that the name was found.',
  sources: ['signatures.md 12 registry-unreachable', 'Go net "lookup <host>: no such host"'],
  emits: [
    {
      id: 'registry-name-unresolvable',
      nature: 'fault',
      title: 'Registry name does not exist',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const unknown = pullFailures(c).filter((p) => p.fault === 'name-unresolvable');
    for (const list of groupBy(unknown, (p) => p.host).values()) {
      const users = [...new Map(list.map((p) => [keyOf(p.workload), p.workload])).values()];
      const workedBefore = runs(c, list);
      const shared = users.length > 2 || workedBefore;
      for (const part of shared
        ? [list]
        : users.map((u) => list.filter((p) => keyOf(p.workload) === keyOf(u)))) {
        const first = part[0];
        const since = earliest(part.map((p) => p.since));
        if (!first || !since) continue;
        const open = part.some((p) => p.end === undefined);
        const end = latest(part.map((p) => p.end));
        const registry = ref('Registry', undefined, registryOf(first.image));
        yield {
          type: 'registry-name-unresolvable',
          entity: shared ? registry : first.workload,
          onset: shared ? since : declaredOnset(templateSince(c, first.workload), since),
          ...(open || !end ? {} : { end }),
          severity: severityOf(c, first.workload, open, since),
          statement: shared
            ? `The registry name ${first.host} cannot be resolved any more: images of ${users.slice(0, 4).map(labelOf).join(', ')} cannot be pulled.`
            : `${labelOf(first.workload)} pulls ${first.image} from ${first.host}, a name that does not exist.`,
          evidence: part.flatMap((p) => p.evidence).slice(0, 4),
          attrs: { host: first.host, image: first.image },
          names: shared ? users.slice(0, 10) : [registry, ...part.slice(0, 5).map((p) => p.pod)],
        };
      }
    }
  },
};

/** True when a container runs an image of that registry: the name was good once. */
function runs(c: Case, list: readonly PullFailure[]): boolean {
  const host = registryOf(list[0]?.image ?? '');
  const failing = new Set(list.map((p) => keyOf(p.pod)));
  return pods(c).some(
    (p) =>
      !failing.has(p.entity.key) &&
      p.containers.some(
        (x) => x.image !== undefined && registryOf(x.image) === host && x.runningSince !== undefined,
      ),
  );
}
