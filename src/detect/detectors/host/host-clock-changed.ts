import {
  atTime,
  counted,
  fromTime,
  groupBy,
  HOUR,
  inWords,
  iso,
  MINUTE,
  SECOND,
  type Stamp,
} from '../../../base/index.js';
import { ref, type MessageRecord } from '../../../model/index.js';
import { nodeOf, nodeOfPod, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidBy } from '../../said.js';

/** A clock that was off by less does little harm: tokens and certificates are given some leeway. */
const FAR_OFF = MINUTE;

const stepped = saidBy({
  id: 'host-clock-changed',
  layer: 'host',
  what: 'The clock of the host was stepped: stamps before and after cannot be compared. Where the time service says by how far it had been wrong, the step is the repair, and the clock was wrong until then.',
  lookAlikes: 'A step at boot is ordinary: many machines start with a clock that is off.',
  sources: ['chrony', 'systemd'],
  type: { id: 'host-clock-changed', nature: 'fault', title: 'Clock stepped', selfExplaining: true },
  says: ['host-clock-changed'],
  about: (m, c) => nodeOf(c, m.origin),
  when: (m, c) => !wasFarOff(c, m),
  severity: () => 1,
  statement: (s, e) => `Node ${e.name}: clock was set (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

/** The clock of the host was stepped, or had been wrong until it was. */
export const hostClockChanged: Detector = {
  ...stepped,
  *detect(c) {
    yield* stepped.detect(c);
    const repaired = c.messagesOf('host-clock-changed').filter((m) => wasFarOff(c, m));
    for (const [node, list] of groupBy(repaired, (m) => nodeOf(c, m.origin)?.name)) {
      const first = list[0];
      if (node !== undefined && first) yield wrong(c, node, first);
    }
  },
};

/** By how much the clock was behind (or, below zero, ahead), as the time service says it when it corrects it. */
function offset(m: MessageRecord): number {
  return Number(m.fields['by'] ?? 0) * SECOND;
}

function wasFarOff(c: Case, m: MessageRecord): boolean {
  return Math.abs(offset(m)) >= FAR_OFF && !hasJustBooted(c, m);
}

function hasJustBooted(c: Case, m: MessageRecord): boolean {
  const node = nodeOf(c, m.origin);
  const near = (t: Stamp): boolean => Math.abs(m.at.lo - t.lo) <= 10 * MINUTE;
  const logged = c.messagesOf('node-booted').some((x) => x.origin.node === node?.name && near(x.at));
  return (
    logged ||
    (node !== undefined && c.eventsAbout(node).some((e) => e.reason === 'Rebooted' && near(e.first)))
  );
}

function wrong(c: Case, node: string, m: MessageRecord): Finding {
  const off = offset(m);
  const lost = c
    .messagesOf('host-clock-unsync')
    .filter((x) => x.origin.node === node && x.at.lo <= m.at.lo && m.at.lo - x.at.lo < 24 * HOUR)
    .at(-1);
  const felt = c
    .messagesOf('app-unauthorized', 'app-tls-failed')
    .find(
      (x) =>
        /before issued|not yet valid|in the future/.test(x.text) &&
        x.origin.pod !== undefined &&
        nodeOfPod(c, x.origin.pod)?.name === node &&
        x.at.lo <= m.at.hi,
    );
  const hi = felt?.at.hi ?? m.at.hi;
  const lo = Math.min(lost?.at.lo ?? c.sources[m.evidence.source]?.span?.lo ?? m.at.lo, hi);
  return {
    type: 'host-clock-changed',
    entity: ref('Node', undefined, node),
    onset: { lo, hi, grade: (lost ?? felt) ? 'C' : 'X' },
    end: m.at,
    severity: 2,
    statement: `The clock of node ${node} was ${inWords(Math.abs(off))} ${off > 0 ? 'behind' : 'ahead'} until it was set right ${atTime(m.at)}${lost ? `; its time service had lost its sources by ${iso(lost.at.lo)}` : ''}.`,
    evidence: [m, ...(lost ? [lost] : []), ...(felt ? [felt] : [])].map((x) => c.citeMessage(x)),
    attrs: { seconds: Math.round(off / SECOND) },
  };
}
