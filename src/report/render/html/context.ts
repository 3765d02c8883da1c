import type { Analysis } from '../../../model/index.js';
import type { ReportDocument } from '../../blocks.js';

/** What the renderers of blocks know beside the block. */
export interface HtmlContext {
  readonly document: ReportDocument;
  readonly analysis: Analysis;
  /** Unique prefix of the ids inside a section: pattern, marker. */
  readonly id: string;
  /** Heading of a part of a section: one level deeper where a page holds several drafts. */
  readonly heading: 'h3' | 'h4';
}
