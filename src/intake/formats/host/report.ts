import type { Stamp } from '../../../base/index.js';
import { seenAt } from '../captured.js';
import type { ReportRecord, ReportTopic } from '../../../model/index.js';
import type { ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { spanOf } from '../whole-text.js';

/** The report of a host's command: which node it is from, the place tells. */
export function hostReport(
  context: ReadContext,
  topic: ReportTopic,
  data: unknown,
  text: string,
  first: Line,
  last: Line,
  at?: Stamp,
): ReportRecord {
  const { node } = context.place;
  return {
    kind: 'report',
    topic,
    ...(node === undefined ? {} : { node }),
    at: at ?? seenAt(context),
    data,
    text: text.slice(0, 1000),
    evidence: spanOf(context, first, last),
  };
}

/** Lines that say something, without a prompt in front. */
export function contentOf(lines: readonly Line[]): readonly Line[] {
  return lines.filter((l) => l.text.trim() !== '' && !/^(?:#\s*)?\$ \S/.test(l.text));
}
