import { counted, groupBy, iso } from '../../../base/index.js';
import { keyOf, ref } from '../../../model/index.js';
import { nodeOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
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
  sources: ['linux net/sunrpc "nfs: server not responding"'],
  emits: [
    { id: 'nfs-unreachable', nature: 'fault', title: 'File server does not answer', selfExplaining: true },
  ],
  *detect(c) {
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
        statement: `File server ${server} does not answer ${counted(nodes.size, 'node')} (${counted(all.count, 'report')} from ${iso(all.onset.lo)}).`,
        evidence: all.evidence,
        attrs: { count: all.count, server },
        names: [...nodes.values()],
      };
    }
  },
};
