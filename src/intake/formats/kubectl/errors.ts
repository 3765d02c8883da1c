import { seenAt } from '../captured.js';
import type { ReportRecord } from '../../../model/index.js';
import type { ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { spanOf } from '../whole-text.js';
import type { Section } from './output.js';

/** The report of a command that failed or found nothing. */
export function commandError(
  lines: readonly Line[],
  section: Section,
  context: ReadContext,
): ReportRecord | undefined {
  const [first] = lines;
  if (!first) return undefined;
  const error = lines.map((l) => l.text.trim()).join('\n');
  const command = section.command?.text ?? context.place.command;
  return {
    kind: 'report',
    topic: 'command-error',
    at: seenAt(context),
    data: command === undefined ? { error } : { command, error },
    text: error.slice(0, 1000),
    evidence: spanOf(context, first, lines.at(-1)),
  };
}
