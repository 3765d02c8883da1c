import type { Analysis } from '../model/index.js';
import { renderReport, type ReportFormat, type ReportOptions } from '../report/index.js';
import type { OutputFile } from './output.js';

export type { ReportFormat } from '../report/index.js';
export { REPORT_FORMATS } from '../report/index.js';
export type RenderOptions = ReportOptions;

/** The files of a report, rendered from the analysis alone. */
export async function renderFiles(
  analysis: Analysis,
  options: { readonly formats: readonly ReportFormat[]; readonly template?: string },
): Promise<readonly OutputFile[]> {
  return renderReport(analysis, options);
}
