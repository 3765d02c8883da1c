import { counted, fromTime, type Instant, largest, MINUTE, SECOND, smallest } from '../../../base/index.js';
import { ref, type ConditionType, type MessageRecord } from '../../../model/index.js';
import type { Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

const type: ConditionType = { id: 'etcd-leader-loss', nature: 'symptom', title: 'etcd loses its leader' };

/** Elections in the first seconds of a member's life are how it joins. */
const STARTING = 60 * SECOND;

/**
 * Followers that hear no heartbeat for the election timeout start an election; until it ends nothing
 * can be written.
 */
export const etcdLeaderLoss: Detector = {
  id: 'etcd-leader-loss',
  layer: 'control-plane',
  what:
    'etcd lost its leader and elected another: writes stop for a moment and API requests in flight fail. Many ' +
    'losses in a row mean a disk, CPU or network that cannot hold a leader.',
  lookAlikes: 'The first election of a start and a planned leadership transfer change the term once.',
  sources: ['etcd raft/node.go', 'raft/raft.go', 'etcd mixin etcdHighNumberOfLeaderChanges'],
  emits: [type],
  *detect(c) {
    const planned = c.messagesOf('etcd-leader-transfer').map((m) => m.at.lo);
    const lost = c
      .messagesOf('etcd-leader-loss', 'etcd-election')
      .filter((m) => isEtcd(m) && !isStart(c, m) && !planned.some((t) => Math.abs(t - m.at.lo) < 5 * SECOND));
    const spells = spellsOf(
      lost.map((m) => saidInLog(c, m)),
      3 * MINUTE,
    );
    const all = whole(spells);
    if (!all) return;
    const terms = c.messagesOf('etcd-leader-elected', 'etcd-election').flatMap((m) => {
      const term = Number(m.fields['term'] ?? m.fields['at'] ?? /at term (\d+)/.exec(m.text)?.[1]);
      return Number.isFinite(term) && m.at.lo >= all.onset.lo - STARTING ? [term] : [];
    });
    const rise = terms.length === 0 ? 0 : largest(terms) - smallest(terms);
    yield {
      type: type.id,
      entity: ref('Component', undefined, 'etcd'),
      onset: all.onset,
      ...(all.end ? { end: all.end } : {}),
      severity: rise > 1 || all.count > 3 ? 3 : 2,
      statement: `etcd lost its leader ${fromTime(all.onset)} on (${counted(all.count, 'report')}${
        rise > 0 ? `, the term rose by ${rise}` : ''
      }).`,
      evidence: all.evidence,
      episodes: spells.map((s) => s.onset),
      attrs: { count: all.count, terms: rise },
    };
  },
};

function isEtcd(m: MessageRecord): boolean {
  return m.origin.program.startsWith('etcd') || m.origin.container === 'etcd';
}

function isStart(c: Case, m: MessageRecord): boolean {
  const begun = startsOf(c, m)
    .filter((t) => t <= m.at.lo)
    .at(-1);
  return begun !== undefined && m.at.lo - begun < STARTING;
}

/** Starts of the process that writes this log: as it says so, and where the log begins. */
function startsOf(c: Case, m: MessageRecord): Instant[] {
  const said = c
    .messagesOf('etcd-started')
    .filter((x) => x.evidence.source === m.evidence.source)
    .map((x) => x.at.lo);
  const begin = c.sources[m.evidence.source]?.span?.lo;
  return [...said, ...(begin === undefined ? [] : [begin])].sort((a, b) => a - b);
}
