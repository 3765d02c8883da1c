import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '../intake/index.js';
import type { Analysis } from '../model/index.js';
import { renderReport, TEMPLATE_NAMES, type ReportFormat } from '../report/index.js';
import type { OutputFile } from './output.js';
import { profileAt } from './analyze.js';

export type { ReportFormat } from '../report/index.js';
export { REPORT_FORMATS } from '../report/index.js';

/** The template that a profile names: one of ours, or a file beside the profile. */
export async function templateOfProfile(path: string | undefined): Promise<string | undefined> {
  const template = (await profileAt(path))?.template;
  if (path === undefined || template === undefined || TEMPLATE_NAMES.includes(template)) return template;
  return resolve(dirname(path), template);
}

/** The files of a report, rendered from the analysis alone. A template is a name of ours or a Markdown file. */
export async function renderFiles(
  analysis: Analysis,
  options: { readonly formats: readonly ReportFormat[]; readonly template?: string },
): Promise<readonly OutputFile[]> {
  const { formats, template } = options;
  if (template === undefined) return renderReport(analysis, { formats });
  if (TEMPLATE_NAMES.includes(template)) return renderReport(analysis, { formats, template });
  let markdown: string;
  try {
    markdown = await readFile(template, 'utf8');
  } catch {
    throw new InputError(
      template,
      `${template}: neither a template of ours (${TEMPLATE_NAMES.join(', ')}) nor a file that can be read`,
    );
  }
  return renderReport(analysis, { formats, template: { markdown } });
}
