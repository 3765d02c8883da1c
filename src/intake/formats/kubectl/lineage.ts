import { ref, type Locator, type Ref } from '../../../model/index.js';
import { isClusterScoped } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { printedAt, seenAt } from '../captured.js';
import { spanOf, wholeLines } from '../whole-text.js';
import { OutputClock } from './clock.js';
import { eventRecord, seenOf } from './event.js';
import { compact } from './shape.js';

/**
 * `kubectl lineage` (a krew plugin): the objects that depend on one, or that it depends on, as a tree of
 * Kind/name with READY, STATUS and AGE. Events hang below what they are about; their status is
 * "Reason: message".
 */
export const kubectlLineage: Format = {
  id: 'kubectl-lineage',
  title: 'kubectl lineage',
  grammar: 'tohjustin/kube-lineage internal/printers',
  samples: [
    'NAME                                        READY   STATUS                                              AGE\nDeployment/web                              0/1                                                         4m59s\n├── Event/web.181d9e26501d2a00              -       ScalingReplicaSet: Scaled up replica set web-7f to 1   4m59s\n└── ReplicaSet/web-7f                       0/1                                                         4m59s\n    └── Pod/web-7f-cq4kq                    0/1     CrashLoopBackOff                                    4m58s\n',
  ],
  deferred: true,
  sniff(head) {
    const at = head.lines.findIndex((l) => HEADER.test(l));
    return at >= 0 && at < 3 && head.lines.slice(at + 1).some((l) => ENTRY.test(l)) ? 0.97 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readTree(lines, context)),
};

const HEADER = /^(?:NAMESPACE\s+)?NAME\s+READY\s+STATUS\s+AGE\s*$/;
const ENTRY =
  /^(?:([a-z0-9][a-z0-9-]*)\s+)?([│├└─ ]*)([A-Z]\w+)\/(\S+)\s+(\d+\/\d+|-|True|False|Unknown)?\s*(.*?)\s+(\S+)$/;

interface Entry {
  readonly about: Ref;
  readonly depth: number;
  readonly ready: string | undefined;
  readonly status: string;
  readonly age: string;
  readonly line: Line;
}

function readTree(lines: readonly Line[], context: ReadContext): void {
  const clock = new OutputClock(printedAt(context));
  const above: Entry[] = [];
  for (const entry of entriesOf(lines, context)) {
    while (above.length > 0 && (above.at(-1)?.depth ?? 0) >= entry.depth) above.pop();
    const parent = above.at(-1);
    above.push(entry);
    const evidence = spanOf(context, entry.line);
    if (entry.about.kind === 'Event') emitEvent(entry, parent?.about, clock, evidence, context);
    else emitObject(entry, parent, clock, evidence, context);
  }
}

function entriesOf(lines: readonly Line[], context: ReadContext): Entry[] {
  return lines.flatMap((line) => {
    const m = ENTRY.exec(line.text.trimEnd());
    if (!m || HEADER.test(line.text)) return [];
    const [, namespace, , kind = '', name = '', ready, status = '', age = ''] = m;
    const where = isClusterScoped(kind) ? undefined : (namespace ?? context.place.namespace ?? 'default');
    const depth = line.text.indexOf(`${kind}/`);
    return [
      { about: ref(kind, where, name), depth, ready: ready === '-' ? undefined : ready, status, age, line },
    ];
  });
}

/** An event object is as old as its first occurrence. */
function emitEvent(
  entry: Entry,
  about: Ref | undefined,
  clock: OutputClock,
  evidence: Locator,
  context: ReadContext,
): void {
  const [, reason, message = ''] = /^(\w+): (.*)$/s.exec(entry.status) ?? [];
  if (about === undefined || reason === undefined) return;
  const seen = seenOf(entry.age, clock);
  const type = 'Unknown';
  context.emit(eventRecord({ about, type, reason, message, seen, name: entry.about.name }, evidence));
}

/** The tree of dependents follows owner references from a controller down to its pods. */
const OWNED: Readonly<Record<string, string>> = {
  ReplicaSet: 'Deployment',
  Pod: 'ReplicaSet,StatefulSet,DaemonSet,Job',
  Job: 'CronJob',
};

function emitObject(
  entry: Entry,
  parent: Entry | undefined,
  clock: OutputClock,
  evidence: Locator,
  context: ReadContext,
): void {
  const { about, ready, status, age } = entry;
  const owner =
    parent && OWNED[about.kind]?.split(',').includes(parent.about.kind) ? parent.about : undefined;
  const object = compact({
    kind: about.kind,
    metadata: compact({
      name: about.name,
      namespace: about.namespace,
      ownerReferences: owner ? [{ kind: owner.kind, name: owner.name, controller: true }] : undefined,
      printedAge: age,
      created: clock.ago(age),
    }),
    status: compact({
      printedStatus: status === '' ? undefined : status,
      printedReadiness: ready,
    }),
  });
  context.emit({ kind: 'object', ref: about, at: seenAt(context), object, shape: 'row', evidence });
}
