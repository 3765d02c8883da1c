import { counted, fromTime, groupBy } from '../../../base/index.js';
import { keyOf, ref, type EventRecord } from '../../../model/index.js';
import {
  earliest,
  firstTry,
  latest,
  nodeOf,
  stillUnmounted,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidInLog, spellsOf, whole, type MessageSaying } from '../../spells.js';

/** A file server that the nodes mount from does not answer. */
export const nfsUnreachable: Detector = {
  id: 'nfs-unreachable',
  layer: 'storage',
  what:
    'The kernel of a node waits for an NFS server: whatever touches the mount hangs, pods do not start and do not ' +
    'end, until the server or the way to it is back.',
  lookAlikes:
    'A refused mount (wrong export, no permission) is answered at once. One short wait under load heals itself.',
  sources: ['linux net/sunrpc "nfs: server not responding"', 'nfs-utils mount.nfs, in Event FailedMount'],
  emits: [
    { id: 'nfs-unreachable', nature: 'fault', title: 'File server does not answer', selfExplaining: true },
  ],
  *detect(c) {
    yield* refusedMounts(c);
    const said = c.messagesOf('nfs-unreachable').filter((m) => m.fields['server'] !== undefined);
    for (const [server, list] of groupBy(said, (m) => m.fields['server'] ?? '')) {
      const all = whole<MessageSaying>(spellsOf(list.map((m) => saidInLog(c, m))));
      if (!all || all.count < 2) continue;
      const nodes = new Map(list.flatMap((m) => nodeOf(c, m.origin) ?? []).map((r) => [keyOf(r), r]));
      yield {
        type: 'nfs-unreachable',
        entity: ref('External', undefined, server),
        onset: all.onset,
        ...(all.end ? { end: all.end } : {}),
        severity: 3,
        statement: `File server ${server} does not answer ${counted(nodes.size, 'node')} (${counted(all.count, 'report')} ${fromTime(all.onset)}).`,
        evidence: all.evidence,
        attrs: { count: all.count, server },
        names: [...nodes.values()],
      };
    }
  },
};

/** mount.nfs gives up after two minutes, or at once where the way or the port is closed. */
const NO_ANSWER =
  /mount\.nfs: (?:Connection timed out|No route to host|Connection refused|Network is unreachable|Failed to resolve server|Protocol not supported)|mount\.nfs: mount system call failed[^]*timed out/;

/** Servers that the kubelet could not mount from, as its events tell. */
function* refusedMounts(c: Case): Iterable<Finding> {
  const failed = c
    .eventsOf('FailedMount')
    .filter((e) => e.about.kind === 'Pod' && NO_ANSWER.test(e.message) && serverOf(e) !== undefined);
  for (const [server, list] of groupBy(failed, (e) => serverOf(e) ?? '')) {
    const onset = earliest(list.map((e) => firstTry(c, e)));
    const last = latest(list.map((e) => e.last));
    if (!onset || !last) continue;
    const open = list.some((e) => stillUnmounted(c, e.about));
    const users = new Map(list.map((e) => workloadOf(c, e.about)).map((w) => [keyOf(w), w]));
    yield {
      type: 'nfs-unreachable',
      entity: ref('External', undefined, server),
      onset,
      ...(open ? {} : { end: last }),
      severity: open ? 3 : 1,
      statement: `File server ${server} does not answer mounts for ${counted(users.size, 'workload')}.`,
      evidence: list.slice(0, 4).map((e) => c.citeEvent(e)),
      attrs: { count: list.reduce((n, e) => n + e.count, 0), server },
      names: [...users.values()],
    };
  }
}

function serverOf(e: EventRecord): string | undefined {
  return /(?: |Failed to resolve server )([\w.-]+)(?::\/|: Name or service)/.exec(e.message)?.[1];
}
