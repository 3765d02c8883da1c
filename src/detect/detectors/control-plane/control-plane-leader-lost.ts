import { atTime, counted, inWords, SECOND, type Stamp } from '../../../base/index.js';
import { ref, type ConditionType, type MessageRecord } from '../../../model/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog } from '../../spells.js';
import { groupBy } from '../../../base/index.js';

const type: ConditionType = {
  id: 'control-plane-leader-lost',
  nature: 'symptom',
  title: 'Controller gave up its leadership',
};

/** A controller that cannot renew its Lease within 10 s exits, and starts again. */
export const controlPlaneLeaderLost: Detector = {
  id: 'control-plane-leader-lost',
  layer: 'control-plane',
  what:
    'kube-scheduler or kube-controller-manager could not renew its leader Lease and gave up: until another ' +
    'instance or its own restart takes the Lease again, nothing is scheduled or reconciled.',
  lookAlikes: 'A rolling restart hands over once and in order; a first start acquires without losing.',
  sources: ['client-go tools/leaderelection (lease 15 s, renew deadline 10 s, retry 2 s)'],
  emits: [type],
  *detect(c) {
    const lost = c.messagesOf('control-plane-leader-lost').filter((m) => leaseOf(m) !== undefined);
    for (const [name, messages] of groupBy(lost, (m) => leaseOf(m) ?? '')) {
      const regained = c.messagesOf('control-plane-leader-acquired').filter((m) => leaseOf(m) === name);
      const first = messages[0];
      const last = messages.at(-1);
      if (!first || !last) continue;
      const back = regained.find((m) => m.at.lo >= last.at.lo);
      const end: Stamp | undefined = back ? back.at : undefined;
      const times = new Set(messages.map((m) => Math.floor(m.at.lo / (20 * SECOND)))).size;
      yield {
        type: type.id,
        entity: ref('Component', undefined, name),
        // It had been failing to renew for the 10 s of the renew deadline.
        onset: { lo: first.at.lo - 10 * SECOND, hi: first.at.hi, grade: 'C' },
        ...(end ? { end } : {}),
        severity: 3,
        statement: `${name} lost its leadership ${atTime(first.at)}${times > 1 ? `, ${counted(times, 'time')} in all` : ''}${
          end ? `; it led again after ${inWords(end.lo - last.at.lo)}` : ' and was not seen to regain it'
        }.`,
        evidence: [first, last]
          .map((m) => saidInLog(c, m).evidence)
          .concat(back ? [c.citeMessage(back)] : []),
        episodes: messages.map((m) => m.at),
      };
    }
  },
};

/** The component whose Lease it is: "kube-system/kube-scheduler" or the program itself. */
function leaseOf(m: MessageRecord): string | undefined {
  const lease = m.fields['lease']?.split('/').at(-1);
  const program = m.origin.container ?? m.origin.program;
  const name = lease ?? program;
  return /^(kube-(scheduler|controller-manager)|cloud-controller-manager)$/.test(name) ? name : undefined;
}
