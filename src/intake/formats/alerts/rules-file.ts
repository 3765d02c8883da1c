import { dig, digList, digStrings, digText, parseDuration } from '../../../base/index.js';
import { parse } from 'yaml';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { spanOf, wholeLines } from '../whole-text.js';

/** A file of alerting rules, as Prometheus loads it: what would have told of the incident, and how long it waits. */
export const rulesFile: Format = {
  id: 'prometheus-rules-file',
  title: 'file of Prometheus rules',
  grammar: 'prometheus/prometheus model/rulefmt/rulefmt.go',
  samples: [
    'groups:\n- name: nodes\n  rules:\n  - alert: NodeNotReady\n    expr: kube_node_status_condition{condition="Ready",status="true"} == 0\n    for: 15m\n    labels:\n      severity: critical\n  - record: job:up\n    expr: sum(up)\n',
  ],
  sniff({ text }) {
    const isRules = /^groups:\s*$/m.test(text) && /^\s+(?:- )?rules:\s*$/m.test(text);
    return isRules && /^\s+(?:- )?alert: \S/m.test(text) && !/^apiVersion:/m.test(text) ? 0.96 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readRules(lines, context)),
};

/** The parser takes a second for some three megabytes. */
const MOST = 8 * 2 ** 20;

function readRules(lines: readonly Line[], context: ReadContext): void {
  const text = lines.map((line) => line.text).join('\n');
  let value: unknown;
  try {
    if (text.length > MOST) throw new Error('it is larger than is read');
    value = parse(text, { uniqueKeys: false, maxAliasCount: 100, logLevel: 'error' }) as unknown;
  } catch (error) {
    const [words = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return context.problem({ message: `rules cannot be read: ${words}` });
  }
  const starts = lines.filter((line) => /^\s*(?:- )?alert: \S/.test(line.text));
  let at = 0;
  for (const rule of digList(value, 'groups').flatMap((group) => digList(group, 'rules'))) {
    const name = digText(rule, 'alert');
    const first = name === undefined ? undefined : starts[at++];
    if (name === undefined || first === undefined) continue;
    const expression = digText(rule, 'expr') ?? JSON.stringify(dig(rule, 'expr') ?? '');
    const wait = Math.round(parseDuration(digText(rule, 'for') ?? '') ?? 0);
    const labels = digStrings(rule, 'labels');
    context.emit({ kind: 'alert-rule', name, expression, wait, labels, evidence: spanOf(context, first) });
  }
}
