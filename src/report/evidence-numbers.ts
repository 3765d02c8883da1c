import type { Analysis } from '../model/index.js';
import type { Block, ReportDocument } from './blocks.js';
import { citedIn, sectionsOf, spansOf } from './walk.js';

/**
 * Evidence is numbered in reading order, so that a printed draft reads [E1], [E2] ...: first what the
 * prose cites, then the printed rows of the timelines, then what only the interactive parts open.
 */
export function numberEvidence(
  parts: Pick<ReportDocument, 'overview' | 'drafts' | 'appendix'>,
  analysis: Analysis,
): { readonly numbers: ReadonlyMap<string, number>; readonly indexed: number } {
  const numbers = new Map<string, number>();
  const take = (ids: readonly string[]) => {
    for (const id of ids) {
      if (!numbers.has(id) && Object.hasOwn(analysis.evidence, id)) numbers.set(id, numbers.size + 1);
    }
  };
  const blocks = sectionsOf(parts).flatMap((s) => s.section.blocks);
  for (const block of blocks) for (const spans of spansOf(block)) take(citedIn(spans));
  for (const block of blocks) take(printed(block));
  const indexed = numbers.size;
  for (const block of blocks) take(opened(block));
  for (const incident of analysis.incidents) for (const c of incident.conditions) take(c.evidence);
  return { numbers, indexed };
}

function printed(block: Block): readonly string[] {
  return block.kind === 'timeline' ? block.printed.flatMap((r) => r.evidence) : [];
}

function opened(block: Block): readonly string[] {
  return block.kind === 'timeline' ? block.rows.flatMap((r) => r.evidence) : [];
}
