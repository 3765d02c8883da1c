import type { Analysis, Incident } from '../model/index.js';
import type { Draft } from './blocks.js';
import { STRUCTURE_RULES } from './lint/structure.js';
import { textFindings } from './lint/wording.js';
import { unresolvedClaims } from './claims.js';
import type { ReportDocument } from './blocks.js';

/** What a reviewer would send the draft back for. */
export interface DraftFinding {
  /** Kebab-case id of the rule. */
  readonly rule: string;
  /** fix: a reviewer rejects it; look: it is often wrong; fill: a person has to add something. */
  readonly level: 'fix' | 'look' | 'fill';
  /** Number of the draft, 0 for the document. */
  readonly draft: number;
  readonly section: string;
  readonly message: string;
}

export interface LintInput {
  readonly analysis: Analysis;
  readonly incident: Incident;
  readonly draft: Draft;
}

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
