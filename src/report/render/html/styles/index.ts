import { base } from './base.js';
import { blocks } from './blocks.js';
import { charts } from './charts.js';
import { drawer } from './drawer.js';
import { layout } from './layout.js';
import { paper } from './paper.js';
import { timeline } from './timeline.js';
import { tokens } from './tokens.js';

/** The style sheet of the page; the order matters: paper comes last and overrides. */
export function pageStyles(): string {
  return [tokens(), base, layout, blocks, charts, timeline, drawer, paper()].join('\n');
}
