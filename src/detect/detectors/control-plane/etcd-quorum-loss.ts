import { fromTime, inWords, SECOND, type Stamp } from '../../../base/index.js';
import { ref, type ConditionType, type MessageRecord } from '../../../model/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf } from '../../spells.js';

const type: ConditionType = {
  id: 'etcd-quorum-loss',
  nature: 'fault',
  title: 'etcd without quorum',
  selfExplaining: true,
};

/** Shorter than this is an election, not a lost majority. */
const ELECTION = 5 * SECOND;

/** Fewer than half of the members answer: nothing can be written until a majority is back. */
export const etcdQuorumLoss: Detector = {
  id: 'etcd-quorum-loss',
  layer: 'control-plane',
  what:
    'A majority of the etcd members did not answer. The leader stepped down, elections found no winner, and ' +
    'every write of the API server failed until members came back.',
  lookAlikes:
    'An election without a leader lasts one or two seconds. One dead member of three is no loss of quorum.',
  sources: ['etcd raft/raft.go (quorum is not active)', 'etcd mixin etcdInsufficientMembers'],
  emits: [type],
  *detect(c) {
    const said = c
      .messagesOf('etcd-quorum-loss', 'etcd-no-leader')
      .filter((m) => m.origin.program.startsWith('etcd') || m.origin.container === 'etcd' || isApi(m));
    const elected = c.messagesOf('etcd-leader-elected');
    for (const s of spellsOf(
      said.map((m) => saidInLog(c, m)),
      60 * SECOND,
    )) {
      const back = elected.find((m) => m.at.lo > s.last.at.lo && m.at.lo > s.onset.lo + SECOND);
      const end: Stamp | undefined = back ? { lo: s.last.at.lo, hi: back.at.hi, grade: 'A' } : s.end;
      const lasted = (end?.hi ?? s.last.until.hi) - s.onset.lo;
      if (lasted < ELECTION) continue;
      yield {
        type: type.id,
        entity: ref('Component', undefined, 'etcd'),
        onset: s.onset,
        ...(end ? { end } : {}),
        severity: 3,
        statement: `etcd had no quorum ${fromTime(s.onset)} for about ${inWords(lasted)}.`,
        evidence: [...s.evidence, ...(back ? [c.citeMessage(back)] : [])],
        attrs: { count: s.count },
      };
    }
  },
};

function isApi(m: MessageRecord): boolean {
  return m.origin.program === 'kube-apiserver' || m.origin.container === 'kube-apiserver';
}
