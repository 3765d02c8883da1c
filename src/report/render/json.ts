import type { Analysis } from '../../model/index.js';
import type { ReportDocument } from '../blocks.js';

/**
 * JSON that is safe to show in a terminal: what JSON leaves bare but a terminal or a script tag acts
 * upon (C1 controls, separators, bidirectional overrides) is written as \uXXXX. The value is the same.
 */
const BARE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function safe(json: string): string {
  return json.replace(BARE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** analysis.json: the analysis as it is, two blanks per level, a line feed at the end. */
export function renderAnalysis(analysis: Analysis): string {
  return `${safe(JSON.stringify(analysis, undefined, 2))}\n`;
}

/** The document itself, for programs that make their own text of it. */
export function renderDocument(document: ReportDocument): string {
  const plain = { ...document, numbers: Object.fromEntries(document.numbers) };
  return `${safe(JSON.stringify(plain, undefined, 2))}\n`;
}
