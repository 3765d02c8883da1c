import { digStrings, digText } from '../../base/index.js';
import { ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { lay, lifetime } from './lay.js';

/** Zone labels, newest first (kubernetes.io well-known labels). */
const ZONE_LABELS = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

/**
 * runs-on (spec.nodeName; for pods that are gone the scheduler's event, the kubelet's, or where their log was
 * found), in-zone, in-namespace.
 */
export function placement(c: Case): Relation[] {
  const relations: Relation[] = [];
  const placed = new Set<string>();
  for (const pod of c.all('Pod')) {
    const snapshot = newest(pod);
    const node = digText(snapshot?.object, 'spec', 'nodeName');
    if (!snapshot || node === undefined) continue;
    const at = ref('Node', undefined, node);
    c.define(at);
    placed.add(pod.key);
    relations.push(
      lay(pod.ref, 'runs-on', at, 'spec.nodeName', [cite(snapshot, 'spec', 'nodeName')], lifetime(pod)),
    );
  }
  for (const e of c.eventsOf('Scheduled')) {
    const node = /assigned \S+ to (\S+)$/.exec(e.message)?.[1];
    if (node === undefined) continue;
    const pod = c.define(e.about);
    if (placed.has(pod.key)) continue;
    placed.add(pod.key);
    const at = ref('Node', undefined, node);
    c.define(at);
    relations.push(
      lay(e.about, 'runs-on', at, 'event Scheduled', [c.citeEvent(e)], {
        lo: e.first.lo,
        hi: pod.deleted?.hi ?? Infinity,
      }),
    );
  }
  for (const e of c.events) {
    if (e.about.kind !== 'Pod' || e.host === undefined || e.component !== 'kubelet') continue;
    const pod = c.define(e.about);
    if (placed.has(pod.key)) continue;
    placed.add(pod.key);
    const at = ref('Node', undefined, e.host);
    c.define(at);
    relations.push(lay(e.about, 'runs-on', at, 'kubelet event', [c.citeEvent(e)], lifetime(pod)));
  }
  relations.push(...fromLogs(c, placed));
  for (const node of c.all('Node')) {
    const snapshot = newest(node);
    const labels = digStrings(snapshot?.object, 'metadata', 'labels');
    const label = ZONE_LABELS.find((l) => labels[l] !== undefined);
    if (!snapshot || label === undefined) continue;
    const zone = ref('Zone', undefined, labels[label] ?? '');
    c.define(zone);
    relations.push(lay(node.ref, 'in-zone', zone, label, [cite(snapshot, 'metadata', 'labels', label)]));
  }
  for (const entity of c.entities()) {
    const ns = entity.ref.namespace;
    if (ns === undefined) continue;
    relations.push(
      lay(entity.ref, 'in-namespace', ref('Namespace', undefined, ns), 'metadata.namespace', []),
    );
  }
  return relations;
}

/** A pod that nothing else places ran where its log was found. */
function fromLogs(c: Case, placed: Set<string>): Relation[] {
  return c.sources.flatMap(({ origin }) => {
    if (origin?.pod === undefined || origin.node === undefined) return [];
    const pod = c.define(origin.pod);
    if (placed.has(pod.key)) return [];
    placed.add(pod.key);
    const at = ref('Node', undefined, origin.node);
    c.define(at);
    return [lay(origin.pod, 'runs-on', at, 'log on the node', [], lifetime(pod))];
  });
}
