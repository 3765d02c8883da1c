import type { Analysis } from '../model/index.js';
import { renderReport } from '../report/index.js';
import type { OutputFile } from './output.js';

export interface RenderOptions {
  /** md, html, json, png */
  readonly formats: readonly string[];
  readonly template?: string;
}

/** The files of a report, rendered from the analysis alone. */
export async function renderFiles(
  analysis: Analysis,
  options: RenderOptions,
): Promise<readonly OutputFile[]> {
  return renderReport(analysis, options);
}
