import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { compact } from '../kubectl/shape.js';
import { wholeLines } from '../whole-text.js';
import { hostReport } from './report.js';

/**
 * The calls around one service as text: who calls it, and a tree of what it calls, drawn with
 * "├──", "└──" and "│". Remarks in brackets or behind "<--" name no service.
 */
export const callGraph: Format = {
  id: 'call-graph',
  title: 'Call graph around a service',
  grammar: 'own',
  samples: [
    '[Service]: web (Entrypoint)\n[Upstream (Called By)]: (User Traffic)\n[Downstream (Calls)]:\nweb\n├── cart\n│   └── store  <-- (Database)\n└── rates\n',
    '[Service]: store\n[Upstream (Called By)]: cart, web\n[Downstream (Calls)]:\n(None - Leaf Database)\n',
  ],
  sniff: (head) =>
    /^\[Service\]: \S/m.test(head.text) && /^\[(?:Up|Down)stream\b/m.test(head.text) ? 0.97 : 0,
  open: (context) => wholeLines(context, (lines) => readGraph(lines, context)),
};

const BRANCH = /^((?:│   |\|   | {4})*)(?:├──|└──|\|--|`--|\+--) ?(.*)$/;

function nameIn(text: string): string | undefined {
  const bare = text.replace(/\s*(?:<--|\().*$/, '').trim();
  return /^[\w][\w.-]*$/.test(bare) ? bare : undefined;
}

function readGraph(lines: readonly Line[], context: ReadContext): void {
  const [first] = lines;
  const last = lines.findLast((l) => l.text.trim() !== '') ?? first;
  const heading = lines.find((l) => l.text.startsWith('[Service]:'))?.text.slice('[Service]:'.length) ?? '';
  const service = nameIn(heading);
  if (!first || !last || service === undefined) return;
  const edges = new Map<string, { from: string; to: string }>();
  const add = (from: string | undefined, to: string | undefined): void => {
    if (from !== undefined && to !== undefined) edges.set(`${from} ${to}`, { from, to });
  };
  const path: (string | undefined)[] = [service];
  for (const { text } of lines) {
    const upstream = /^\[Upstream[^\]]*\]:(.*)$/.exec(text)?.[1];
    for (const caller of upstream?.split(',') ?? []) add(nameIn(caller), service);
    const branch = BRANCH.exec(text);
    if (!branch) continue;
    const depth = (branch[1] ?? '').length / 4 + 1;
    const name = nameIn(branch[2] ?? '');
    path.length = depth;
    path[depth] = name;
    add(path[depth - 1], name);
  }
  const entrypoint =
    /\(\s*(?:entrypoint|entry point)\s*\)/i.test(heading) ||
    /\(User Traffic\)/i.test(lines.map((l) => l.text).join('\n'));
  const data = compact({ service, edges: [...edges.values()], entrypoint: entrypoint ? true : undefined });
  context.emit(hostReport(context, 'call-graph', data, `${service}: ${edges.size} calls`, first, last));
}
