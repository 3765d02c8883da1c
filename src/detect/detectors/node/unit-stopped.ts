import { atTime, groupBy } from '../../../base/index.js';
import { ref, type ConditionType, type MessageRecord } from '../../../model/index.js';
import type { Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const fault = (id: string, title: string): ConditionType => ({
  id,
  nature: 'fault',
  title,
  selfExplaining: true,
});

/** Units whose stop takes a node, or what it does for the cluster, away. */
const TYPES: Readonly<Record<string, ConditionType>> = {
  kubelet: fault('kubelet-stopped', 'kubelet stopped'),
  containerd: fault('runtime-down', 'Container runtime down'),
  crio: fault('runtime-down', 'Container runtime down'),
  docker: fault('runtime-down', 'Container runtime down'),
  'kube-proxy': fault('kube-proxy-down', 'kube-proxy did not run'),
};

/** A unit of a node was stopped in order, and its journal shows no start after it. */
export const unitStopped: Detector = {
  id: 'unit-stopped',
  layer: 'node',
  what:
    'systemd says that it stopped the kubelet, the container runtime or kube-proxy, and does not say that it started ' +
    'it again: someone stopped it, or the host goes down.',
  lookAlikes: 'A restart stops and starts within seconds. A unit that fails says so with its exit code.',
  sources: ['systemd src/core (job result messages)'],
  emits: [...new Map(Object.values(TYPES).map((t) => [t.id, t])).values()],
  *detect(c) {
    const stops = groupBy(c.messagesOf('systemd-unit-stopped'), (m) => `${m.origin.node ?? ''}/${unitOf(m)}`);
    for (const list of stops.values()) {
      const last = list.at(-1);
      const unit = last && unitOf(last);
      const type = TYPES[unit ?? ''];
      const node = last?.origin.node;
      if (!last || !type || unit === undefined || node === undefined) continue;
      const again = startedAfter(c, last, unit);
      if (again) continue;
      yield {
        type: type.id,
        entity: ref('NodeService', undefined, `${node}/${unit}`),
        onset: last.at,
        severity: 3,
        statement: `${unit} on node ${node} was stopped ${atTime(last.at)} and not started again.`,
        evidence: [c.citeMessage(last)],
        attrs: { unit, node },
        names: [ref('Node', undefined, node)],
      };
    }
  },
};

function unitOf(m: MessageRecord): string {
  return (m.fields['unit'] ?? m.fields['title'] ?? '').replace(/\.service$/, '');
}

/** A start of the unit, by systemd or by its own first words, or a boot of the host, since it was stopped. */
function startedAfter(c: Case, stop: MessageRecord, unit: string): boolean {
  return c
    .messagesOf('systemd-unit-started', `${unit}-started`, 'node-booted')
    .some(
      (m) =>
        m.origin.node === stop.origin.node &&
        m.until.hi >= stop.at.lo &&
        (m.id !== 'systemd-unit-started' || unitOf(m) === unit),
    );
}
