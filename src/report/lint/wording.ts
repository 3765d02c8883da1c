import { oneLine } from '../../base/index.js';
import type { DraftFinding } from './finding.js';
import type { LintInput } from './input.js';
import { namesPerson } from '../prose/role-names.js';
import { proseOf, spansOf } from '../walk.js';

interface WordRule {
  readonly rule: string;
  readonly level: DraftFinding['level'];
  readonly pattern: RegExp;
  readonly message: string;
}

/** Wording that reviews of postmortems reject; quotations from the capture are not looked at. */
const WORD_RULES: readonly WordRule[] = [
  { rule: 'hindsight', level: 'fix', pattern: /\b(should|ought to) (not )?have\b|\bcould have (been )?(avoided|prevented|noticed|caught|seen|known)\b|\bin hindsight\b|\bobviously\b|\b(we|they|team|engineers?|operators?|responders?|on-call|nobody|no one)\b[^.]{0,30}\bfailed to\b/i, message: 'speaks from hindsight' },
  { rule: 'blame', level: 'fix', pattern: /\bhuman error\b|\bcareless\w*|\bnegligen\w*|\bforgot\b|\bincompeten\w*|\bsloppy\b|\bby mistake\b/i, message: 'blames' },
  { rule: 'averages', level: 'fix', pattern: /\bMTT[A-Z]\b|\bmean time to\b|\bon average\b/i, message: 'uses a mean over incidents, which says nothing of this one' },
  { rule: 'false-precision', level: 'look', pattern: /\b\d+\.\d{3,} ?(s|min|h|%)/, message: 'has more digits than a source supports' },
]; // prettier-ignore

const CAUSE_SECTIONS = new Set(['summary', 'causal-chain', 'contributing', 'loops']);

/** Findings of the wording rules, at most one per rule and section. */
export function textFindings({ draft, incident }: LintInput): readonly DraftFinding[] {
  const names = namesPerson(incident);
  return draft.sections.flatMap((section) => {
    const texts = section.blocks.flatMap(spansOf).map(proseOf);
    const found = (rule: string, level: DraftFinding['level'], message: string): DraftFinding => ({
      rule,
      level,
      draft: draft.number,
      section: section.key,
      message,
    });
    const worded = WORD_RULES.flatMap((r) => {
      const hit = texts.find((t) => r.pattern.test(t));
      return hit === undefined ? [] : [found(r.rule, r.level, `A sentence ${r.message}: “${oneLine(hit, 120)}”`)];
    });
    const named = CAUSE_SECTIONS.has(section.key) && texts.some(names);
    const outage = outageFinding(texts, incident);
    return [
      ...worded,
      ...(named ? [found('person-as-cause', 'fix', 'A person is named where causes are told. Name what was done and the role.')] : []),
      ...(outage ? [found('outage-for-degradation', 'look', 'It says outage, but no surface failed in full.')] : []),
    ];
  }); // prettier-ignore
}

function outageFinding(texts: readonly string[], incident: LintInput['incident']): boolean {
  const full = incident.surfaces.some((s) => s.impact === 'full');
  return !full && incident.surfaces.length > 0 && texts.some((t) => /\boutage\b/i.test(t));
}
