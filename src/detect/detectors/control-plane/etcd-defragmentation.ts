import { atTime, groupBy, inWords, largest, MINUTE, parseDuration, SECOND } from '../../../base/index.js';
import { keyOf, type ConditionType, type MessageRecord, type Ref } from '../../../model/index.js';
import { etcdMemberOf, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const type: ConditionType = {
  id: 'etcd-defragmentation',
  nature: 'fault',
  title: 'etcd blocked by its defragmentation',
  selfExplaining: true,
};

/** Shorter ones are over before a client of the API notices (requests wait 5 to 10 s). */
const LONG = 5 * SECOND;

/** A member rewrites its database and answers nothing meanwhile. */
export const etcdDefragmentation: Detector = {
  id: 'etcd-defragmentation',
  layer: 'control-plane',
  what:
    'An etcd member was defragmented and blocked all reads and writes for so long that its clients noticed. On one ' +
    'member after the other the cluster goes on; on all at once it stands still.',
  lookAlikes: 'A defragmentation of seconds, one member at a time, is ordinary maintenance.',
  sources: ['etcd documentation op-guide/maintenance "Defragmentation"', 'server/storage/backend/backend.go'],
  emits: [type],
  *detect(c) {
    const groups = groupBy(
      c.messagesOf('etcd-defragmentation').flatMap((m) => {
        const member = etcdMemberOf(c, m);
        return member ? [{ member, m }] : [];
      }),
      (x) => keyOf(x.member),
    );
    for (const list of groups.values()) {
      const member = list[0]?.member;
      if (member) yield* ofMember(c, member, list.map((x) => x.m)); // prettier-ignore
    }
  },
};

function* ofMember(c: Case, member: Ref, said: readonly MessageRecord[]): Iterable<Finding> {
  for (const [i, start] of said.entries()) {
    if (start.fields['step'] !== 'starting') continue;
    const next = said.findIndex((m, k) => k > i && m.fields['step'] === 'starting');
    const own = said
      .slice(i + 1, next < 0 ? said.length : next)
      .filter((m) => m.at.lo - start.at.lo < 30 * MINUTE);
    const took = largest([
      ...own.map((m) => parseDuration(m.fields['took'] ?? '') ?? 0),
      ...own.map((m) => m.at.lo - start.at.lo),
      0,
    ]);
    const end = own.at(-1);
    if (took < LONG || !end) continue;
    yield {
      type: type.id,
      entity: member,
      onset: start.at,
      end: end.at,
      severity: 2,
      statement: `etcd member ${member.name} was defragmented ${atTime(start.at)} and answered nothing for ${inWords(took)}.`,
      evidence: [c.citeMessage(start), c.citeMessage(end)],
    };
  }
}
