import { digText, iso, MINUTE, type Instant } from '../../../base/index.js';
import type { ConditionType, EventRecord } from '../../../model/index.js';
import { cite, isMaintained, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'node-reboot',
  nature: 'fault',
  title: 'Node rebooted',
  selfExplaining: true,
};

/** A new boot id: the host went down and came back, every container on it started anew. */
export const nodeReboot: Detector = {
  id: 'node-reboot',
  layer: 'node',
  what:
    'The kubelet saw another boot id than the one the node had reported: the host was rebooted. All its ' +
    'containers start again, caches and emptyDirs in memory are gone.',
  lookAlikes:
    'A restart of the kubelet alone gives the event Starting without Rebooted and keeps the boot id.',
  sources: ['kubernetes pkg/kubelet/kubelet_node_status.go (NodeRebooted)', 'node status.nodeInfo.bootID'],
  emits: [type],
  *detect(c) {
    for (const e of c.eventsOf('Rebooted')) {
      yield {
        type: type.id,
        entity: e.about.kind === 'Node' ? e.about : { kind: 'Node', name: e.about.name },
        onset: { lo: lastHeard(c, e), hi: e.first.hi, grade: 'C' },
        end: e.first,
        severity: isMaintained(c, e.about.name, e.first) ? 1 : 2,
        statement: `Node ${e.about.name} was rebooted before ${iso(e.first.lo)}.`,
        evidence: [c.citeEvent(e)],
      };
    }
    for (const node of c.all('Node')) {
      const boots = node.snapshots.flatMap((s) => {
        const id = digText(s.object, 'status', 'nodeInfo', 'bootID');
        return id === undefined ? [] : [{ s, id }];
      });
      for (const [i, b] of boots.entries()) {
        const before = boots[i - 1];
        if (!before || before.id === b.id) continue;
        yield {
          type: type.id,
          entity: node.ref,
          onset: { lo: before.s.at.lo, hi: b.s.at.hi, grade: 'B' },
          end: { lo: before.s.at.lo, hi: b.s.at.hi, grade: 'B' },
          severity: 2,
          statement: `Node ${node.ref.name} was rebooted between ${iso(before.s.at.lo)} and ${iso(b.s.at.hi)}: its boot id changed.`,
          evidence: [
            cite(before.s, 'status', 'nodeInfo', 'bootID'),
            cite(b.s, 'status', 'nodeInfo', 'bootID'),
          ],
        };
      }
    }
  },
};

/** A kubelet tells of the reboot within moments of its start. */
const STARTED = MINUTE;

/** Within ten minutes before: not before the kernel of the host stopped, or its kubelet last acted, where that is told. */
function lastHeard(c: Case, e: EventRecord): Instant {
  const least = e.first.lo - 10 * MINUTE;
  const stops = c
    .messagesOf('kernel-panic')
    .filter((m) => m.origin.node === e.about.name && m.at.lo > least && m.at.lo <= e.first.hi);
  // what its kubelet did until then it did before the host went down; the first words of the next one are Starting
  const alive = c.events.filter(
    (x) =>
      x.component === 'kubelet' &&
      (x.host ?? x.about.name) === e.about.name &&
      x.last.hi < e.first.lo - STARTED &&
      x.last.lo > least,
  );
  return Math.max(least, ...stops.map((m) => m.at.lo), ...alive.map((x) => x.last.lo));
}
