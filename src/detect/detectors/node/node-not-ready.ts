import { atTime, inWords, MINUTE, oneLine, SECOND } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { nodeSpells, type Case, type NodeSpell } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'node-not-ready',
  nature: 'symptom',
  title: 'Node reports itself not ready',
};

/** The kubelet lives and says why the node cannot run pods. */
export const nodeNotReady: Detector = {
  id: 'node-not-ready',
  layer: 'node',
  what:
    'The kubelet reports Ready=False with the reasons in its message: runtime down, pod lifecycle events not ' +
    'seen, network plugin not ready. The named reason is the cause to look for.',
  lookAlikes: 'Ready=Unknown means that nothing was heard of the node at all (node-unreachable).',
  sources: ['kubernetes pkg/kubelet/nodestatus/setters.go', 'pkg/kubelet/kubelet_node_status.go'],
  emits: [type],
  *detect(c) {
    for (const s of nodeSpells(c)) {
      if (s.by !== 'kubelet' || isFirstStart(c, s)) continue;
      const why = s.message === undefined ? '' : `: ${oneLine(s.message, 160).replace(/\.$/, '')}`;
      yield {
        type: type.id,
        entity: s.node,
        onset: s.marked,
        ...(s.ended ? { end: s.ended } : {}),
        severity: restarting(c, s) ? 1 : 3,
        statement: `Node ${s.node.name} reported itself not ready ${atTime(s.marked)}${
          s.ended ? ` for ${inWords(s.ended.lo - s.marked.lo)}` : ''
        }${why}.`,
        evidence: s.evidence,
        ...(s.message === undefined ? {} : { attrs: { message: oneLine(s.message, 300) } }),
      };
    }
  },
};

/** A kubelet that starts says NotReady until its first full status; a loss of one status period harms nobody. */
function restarting(c: Case, s: NodeSpell): boolean {
  if (!s.ended || s.ended.lo - s.marked.lo > 30 * SECOND) return false;
  if (s.ended.lo - s.marked.lo < 15 * SECOND) return true;
  const near = (at: number): boolean => Math.abs(at - s.marked.lo) < 10 * SECOND;
  return (
    c.messagesOf('kubelet-started').some((m) => m.origin.node === s.node.name && near(m.at.lo)) ||
    c
      .eventsOf('Starting')
      .some((e) => e.component === 'kubelet' && (e.host ?? e.about.name) === s.node.name && near(e.first.lo))
  );
}

/** A new node is not ready until its network plugin came up: for some minutes that is ordinary. */
function isFirstStart(c: Case, s: NodeSpell): boolean {
  const created = c.entity(s.node)?.created?.lo;
  if (created === undefined || s.marked.lo - created >= 2 * MINUTE) return false;
  return (s.ended?.lo ?? c.asOf.lo) - created < 10 * MINUTE;
}
