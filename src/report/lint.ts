import type { Analysis } from '../model/index.js';
import type { DraftFinding } from './lint/finding.js';
import type { LintInput } from './lint/input.js';
import { STRUCTURE_RULES } from './lint/structure.js';
import { textFindings } from './lint/wording.js';
import { unresolvedClaims } from './claims.js';
import type { ReportDocument } from './blocks.js';

/**
 * The draft linter: what reviews of postmortems reject, as rules over the document and the analysis it
 * was made from (blameless and systemic review practice: SRE book, PagerDuty, Howie, VOID).
 */
export function lintDraft(
  document: Pick<ReportDocument, 'overview' | 'drafts' | 'appendix'>,
  analysis: Analysis,
): readonly DraftFinding[] {
  const findings = document.drafts.flatMap((draft) => {
    const incident = analysis.incidents[draft.number - 1];
    if (incident === undefined) return [];
    const input: LintInput = { analysis, incident, draft };
    return [...STRUCTURE_RULES.flatMap((rule) => rule(input)), ...textFindings(input)];
  });
  const whole: ReportDocument = {
    ...document,
    title: '',
    subtitle: '',
    numbers: new Map(),
    indexed: 0,
    findings: [],
  };
  const loose = unresolvedClaims(whole, analysis).map((u): DraftFinding => {
    const what =
      u.problem === 'unknown'
        ? `cites ${u.detail}, which the analysis does not hold`
        : `has no source: ${u.detail}`;
    return {
      rule: 'claim-without-source',
      level: 'fix',
      draft: u.draft,
      section: u.section,
      message: `A claim ${what}.`,
    };
  });
  return [...findings, ...loose.slice(0, 50)];
}
