import { counted, fromTime, groupBy, listed } from '../../../base/index.js';
import { keyOf, ref, type ConditionType } from '../../../model/index.js';
import { nodeOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf, whole, type MessageSaying } from '../../spells.js';

const type: ConditionType = {
  id: 'upstream-resolver-down',
  nature: 'fault',
  title: 'Resolvers of several nodes get no answer',
  selfExplaining: true,
};

/** Fewer time-outs are odd names and lost packets. */
const LEAST = 20;

/** CoreDNS pods on several nodes get no answer from the same resolver above them. */
export const upstreamResolver: Detector = {
  id: 'upstream-resolver',
  layer: 'dns',
  what:
    'CoreDNS pods on different nodes forward names from outside the cluster to the same resolver and get no answer: ' +
    'the resolver is down, or nothing in the cluster reaches it. Names of the cluster go on working.',
  lookAlikes: 'Time-outs of one CoreDNS pod alone are the network of its node.',
  sources: ['coredns plugin/errors, plugin/forward'],
  emits: [type],
  *detect(c) {
    const said = c.messagesOf('coredns-upstream-timeout').filter((m) => m.fields['dns'] !== undefined);
    for (const [address, list] of groupBy(said, (m) => m.fields['dns'] ?? '')) {
      const nodes = new Map(list.flatMap((m) => nodeOf(c, m.origin) ?? []).map((r) => [keyOf(r), r]));
      const all = whole<MessageSaying>(spellsOf(list.map((m) => saidInLog(c, m))));
      if (!all || all.count < LEAST || nodes.size < 2) continue;
      const since = all.onset.grade === 'X' ? '' : ` ${fromTime(all.onset)}`;
      yield {
        type: type.id,
        entity: ref('External', undefined, address),
        onset: all.onset,
        ...(all.end ? { end: all.end } : {}),
        severity: 3,
        statement: `Resolver ${address} does not answer CoreDNS on ${listed([...nodes.values()].map((n) => n.name))} (${counted(all.count, 'report')}${since}).`,
        evidence: all.evidence,
        attrs: { count: all.count },
        names: [...nodes.values()],
      };
    }
  },
};
