import { printedAt } from '../captured.js';
import type { Format, ReadContext } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import type { Line } from '../../lines.js';
import { contentOf } from '../host/report.js';
import { spanOf, wholeLines } from '../whole-text.js';

/**
 * What kubectl answers when it changed something: `pod "web-0" deleted`, `deployment.apps/web scaled`. In a
 * session that was pasted afterwards these are the acts of the responders; they count as what a person wrote.
 */
export const kubectlChange: Format = {
  id: 'kubectl-change',
  title: 'kubectl apply, delete, scale, cordon and their like',
  grammar: 'k8s.io/cli-runtime pkg/printers/name.go; k8s.io/kubectl/pkg/cmd/delete',
  samples: [
    'pod "web-0" deleted\n',
    'pod "web-0" deleted from shop namespace\n',
    'deployment.apps/web scaled\n',
    'deployment.apps/web restarted\nconfigmap/web configured\nservice/web unchanged\n',
    'node/worker-1 cordoned\nevicting pod shop/web-0\npod/web-0 evicted\nnode/worker-1 drained\n',
  ],
  deferred: true,
  sniff(head) {
    const filled = head.lines.filter((line) => line.trim() !== '' && !/^(?:#\s*)?\$ /.test(line));
    const found = filled.filter((line) => DONE.test(line) || DELETED.test(line)).length;
    return found > 0 && filled.every((line) => KNOWN.some((shape) => shape.test(line))) ? 0.9 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readChanges(contentOf(lines), context)),
};

const ACTS =
  'created|configured|deleted|scaled|patched|edited|replaced|restarted|paused|resumed|exposed|autoscaled|labeled|annotated|tainted|untainted|cordoned|uncordoned|drained|evicted|approved|rolled back|(?:image|env|resource requirements|selector|serviceaccount) updated|condition met';
const DONE = new RegExp(
  `^[a-z][a-z0-9]*(?:\\.[a-z0-9.-]+)?\\/[\\w.:-]+ (?:force )?(?:${ACTS})(?: \\((?:server )?dry run\\))?$`,
);
const DELETED = /^[a-z][a-z0-9]*(?:\.[a-z0-9.-]+)? "[\w.:-]+" (?:force )?deleted(?: from [\w-]+ namespace)?$/;
const KNOWN = [
  DONE,
  DELETED,
  / unchanged$| (?:not |already )\w+$/,
  /^evicting pod /,
  /^Warning: /,
  /^(?:Context|Switched|Flag|waiting for|Waiting for) /,
];

function readChanges(lines: readonly Line[], context: ReadContext): void {
  const at = printedAt(context);
  for (const line of lines) {
    const isChange = DONE.test(line.text) || DELETED.test(line.text);
    if (!isChange || line.text.includes('dry run')) continue;
    const { command } = context.place;
    context.emit({
      kind: 'statement',
      at: at === undefined ? UNTIMED : { ...at, grade: 'D' },
      text: command === undefined ? line.text : `${line.text} (${command})`,
      evidence: spanOf(context, line),
    });
  }
}
