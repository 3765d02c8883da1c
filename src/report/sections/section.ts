import type { Block, Layer, Section } from '../blocks.js';
import type { IncidentCase } from '../case.js';

/** A section: one question of a postmortem, answered from the analysis alone. */
export type SectionMaker = (c: IncidentCase) => Section;

/** Puts a section together; blocks that a condition left out are dropped. */
export function section(
  key: string,
  layer: Layer,
  title: string,
  blocks: readonly (Block | readonly Block[] | undefined)[],
): Section {
  return { key, layer, title, blocks: blocks.flatMap((b) => (b === undefined ? [] : 'kind' in b ? [b] : b)) };
}
