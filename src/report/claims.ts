import type { Analysis } from '../model/index.js';
import type { Block, ReportDocument } from './blocks.js';
import { citedIn, sectionsOf, spansOf } from './walk.js';

/** A claim of the document that does not rest on evidence of the capture. */
export interface UnresolvedClaim {
  readonly draft: number;
  readonly section: string;
  /** unknown: it cites an id that the analysis does not hold; none: it asserts and cites nothing. */
  readonly problem: 'unknown' | 'none';
  readonly detail: string;
}

/** All claims whose evidence ids do not resolve, and rows of claims that cite nothing. */
export function unresolvedClaims(document: ReportDocument, analysis: Analysis): readonly UnresolvedClaim[] {
  return sectionsOf(document).flatMap(({ draft, section }) =>
    section.blocks.flatMap((block) =>
      problemsOf(block, analysis).map(({ problem, detail }) => ({
        draft,
        section: section.key,
        problem,
        detail,
      })),
    ),
  );
}

type Problem = Pick<UnresolvedClaim, 'problem' | 'detail'>;

function problemsOf(block: Block, analysis: Analysis): readonly Problem[] {
  const missing = (ids: readonly string[]): readonly Problem[] =>
    ids
      .filter((id) => !Object.hasOwn(analysis.evidence, id))
      .map((detail) => ({ problem: 'unknown', detail }));
  const cited = spansOf(block).flatMap((spans) => missing(citedIn(spans)));
  if (block.kind === 'table' && block.claims) {
    const bare = block.rows.filter((row) => row.cells.every((cell) => citedIn(cell).length === 0));
    return [...cited, ...bare.map((_, i): Problem => ({ problem: 'none', detail: `row ${i + 1}` }))];
  }
  if (block.kind === 'timeline') {
    const bare = block.rows.filter((r) => r.evidence.length === 0);
    return [
      ...block.rows.flatMap((r) => missing(r.evidence)),
      ...bare.map((r): Problem => ({ problem: 'none', detail: r.text })),
    ];
  }
  if (block.kind === 'graph') return block.graph.nodes.flatMap((n) => missing(n.evidence));
  return cited;
}
