import { seenAt } from '../captured.js';
import { ref } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { compact } from '../kubectl/shape.js';
import { spanOf, wholeLines } from '../whole-text.js';

/** `argocd app get`: the Application's sync and health, and its conditions, in lines of "Name: value". */
export const argocdApp: Format = {
  id: 'argocd-app',
  title: 'argocd app get',
  grammar: 'argoproj/argo-cd cmd/argocd/commands/app.go printAppSummaryTable',
  samples: [
    'Name:               argocd/web\nProject:            default\nServer:             https://kubernetes.default.svc\nNamespace:          shop\nURL:                https://argocd.example.com/applications/web\nRepo:               https://git.example.com/x.git\nTarget:             main\nPath:               web\nSyncWindow:         Sync Allowed\nSync Policy:        Automated\nSync Status:        OutOfSync from main (abc1234)\nHealth Status:      Degraded\n\nGROUP  KIND        NAMESPACE  NAME  STATUS     HEALTH    HOOK  MESSAGE\napps   Deployment  shop       web   OutOfSync  Degraded        deployment.apps/web configured\n',
  ],
  deferred: true,
  sniff(head) {
    const has = (name: string): boolean => head.lines.some((line) => line.startsWith(`${name}:`));
    return has('Name') && has('Sync Status') && has('Health Status') ? 0.98 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readApp(lines, context)),
};

function readApp(lines: readonly Line[], context: ReadContext): void {
  const said = (name: string): string | undefined =>
    lines
      .find(({ text }) => text.startsWith(`${name}:`))
      ?.text.slice(name.length + 1)
      .trim();
  const [, before, name = ''] = /^(?:([^/\s]+)\/)?(\S+)$/.exec(said('Name') ?? '') ?? [];
  const first = lines.find(({ text }) => text.startsWith('Name:'));
  if (first === undefined || name === '') return;
  const namespace = before ?? 'argocd';
  const sync = /^(\w+)/.exec(said('Sync Status') ?? '')?.[1];
  const health = /^(\w+)(?: \((.*)\))?/.exec(said('Health Status') ?? '');
  const phase = said('Phase');
  const object = {
    kind: 'Application',
    metadata: { name, namespace },
    spec: compact({
      destination: compact({ server: said('Server'), namespace: said('Namespace') }),
      source: compact({ repoURL: said('Repo'), targetRevision: said('Target'), path: said('Path') }),
    }),
    status: compact({
      sync: compact({ status: sync }),
      health: compact({ status: health?.[1], message: health?.[2] }),
      operationState: phase === undefined ? undefined : compact({ phase, message: said('Message') }),
    }),
  };
  const evidence = spanOf(context, first, lines.findLast(({ text }) => text.trim() !== '') ?? first);
  const at = seenAt(context);
  context.emit({
    kind: 'object',
    ref: ref('Application', namespace, name),
    at,
    object,
    shape: 'described',
    evidence,
  });
}
