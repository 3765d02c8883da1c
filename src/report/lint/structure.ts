import { counted, smallest } from '../../base/index.js';
import type { DraftFinding } from './finding.js';
import type { LintInput } from './input.js';
import { spanOf } from '../prose/time.js';

type Rule = (input: LintInput) => readonly DraftFinding[];

function rule(
  id: string,
  level: DraftFinding['level'],
  section: string,
  test: (input: LintInput) => string | undefined,
): Rule {
  return (input) => {
    const message = test(input);
    return message === undefined ? [] : [{ rule: id, level, draft: input.draft.number, section, message }];
  };
}

const VAGUE =
  /^(improve|consider|look into|investigate|be more|ensure|try to|think about|discuss|review|monitor)\b/i;

/** Most actions that a team finishes; a longer list is one that nobody works through. */
const MOST_ACTIONS = 10;

/** Rules about what a draft says and leaves out. */
export const STRUCTURE_RULES: readonly Rule[] = [
  rule('cause-not-known', 'fill', 'summary', ({ incident }) =>
    incident.rootCauses.length === 0 ? 'No cause could be supported by evidence.' : undefined,
  ),
  rule('single-cause', 'look', 'contributing', ({ incident }) =>
    incident.rootCauses.length === 1 && !incident.conditions.some((c) => c.role === 'contributing' || c.role === 'amplifier')
      ? 'One cause and no contributing condition: few incidents are that simple.'
      : undefined,
  ),
  rule('person-as-cause', 'fix', 'summary', ({ incident }) =>
    incident.rootCauses.some((r) => r.entity.kind === 'Person') ? 'A person stands as the cause.' : undefined,
  ),
  rule('shallow-chain', 'look', 'causal-chain', ({ incident }) => {
    const accepted = incident.links.filter((l) => l.verdict === 'accepted').length;
    return incident.rootCauses.length > 0 && accepted < 2 ? `The chain has ${accepted === 0 ? 'no link' : 'one link'}: it may stop at the first answer.` : undefined;
  }),
  rule('invented-link', 'look', 'causal-chain', ({ incident }) => {
    const weak = incident.links.filter((l) => l.verdict === 'accepted' && l.strength < 0.4).length;
    return weak > 0 ? `${counted(weak, 'accepted link')} on place and time only.` : undefined;
  }),
  rule('timeline-from-the-fix', 'look', 'timeline', ({ analysis, incident }) => {
    const rows = analysis.timeline.filter((r) => r.incident === incident.id);
    const first = smallest(rows.map((r) => spanOf(r.at)?.lo ?? Infinity));
    const impact = spanOf(incident.instants.impact)?.lo;
    return impact !== undefined && rows.length > 0 && first >= impact ? 'The timeline starts at the impact, not before it.' : undefined;
  }),
  rule('timeline-empty', 'fix', 'timeline', ({ analysis, incident }) =>
    analysis.timeline.every((r) => r.incident !== incident.id) ? 'No row of the timeline belongs to this incident.' : undefined,
  ),
  rule('impact-without-window', 'fill', 'impact', ({ incident }) => {
    const open = incident.surfaces.filter((s) => spanOf(s.from) === undefined).length;
    return open > 0 ? `${counted(open, 'surface')} without a start.` : undefined;
  }),
  rule('impact-without-numbers', 'fill', 'impact', ({ incident }) =>
    incident.surfaces.every((s) => s.requests === undefined) ? 'No surface has a count of failed requests.' : undefined,
  ),
  rule('restore-is-not-resolve', 'look', 'key-figures', ({ incident }) => {
    const { timeToRestore: a, timeToResolve: b } = incident.figures;
    return a !== null && b !== null && !b.open && a.hi === b.hi && incident.status !== 'resolved' ? 'Restored and resolved are the same instant.' : undefined;
  }),
  rule('action-vague', 'fix', 'actions', ({ incident }) => {
    const vague = incident.actions.find((a) => VAGUE.test(a.action.trim()));
    return vague === undefined ? undefined : `“${vague.action}” has no end that one can test.`;
  }),
  rule('action-unbounded', 'fill', 'actions', ({ incident }) => {
    const n = incident.actions.filter((a) => a.doneWhen.trim() === '').length;
    return n > 0 ? `${counted(n, 'action')} without a test that says when it is done.` : undefined;
  }),
  rule('action-unowned', 'fill', 'actions', ({ incident }) =>
    incident.actions.length > 0 ? 'Actions have no owner and no date yet.' : undefined,
  ),
  rule('action-cuts-nothing', 'look', 'actions', ({ incident }) => {
    const idle = incident.actions.find((a) => a.cuts.length === 0 && a.kind !== 'revert-stopgap' && a.kind !== 'repair');
    return idle === undefined ? undefined : `“${idle.action}” cuts no link of the chain and closes no gap.`;
  }),
  rule('too-many-actions', 'look', 'actions', ({ incident }) =>
    incident.actions.length > MOST_ACTIONS ? `${incident.actions.length} actions: keep those that cut the chain.` : undefined,
  ),
  rule('learning-open', 'fill', 'learning', () => 'What went well, luck and surprises are still blank.'),
  rule('no-open-question', 'look', 'learning', ({ incident }) =>
    (incident.questions ?? []).length === 0 && incident.unexplained.length === 0 && incident.alternatives.length === 0
      ? 'No question, no alternative and nothing unexplained: too smooth to be true?'
      : undefined,
  ),
  rule('contradiction-open', 'look', 'gaps', ({ incident }) =>
    incident.contradictions.length > 0 ? 'Sources disagree: see how each was read.' : undefined,
  ),
]; // prettier-ignore
