import {
  atTime,
  counted,
  fromTime,
  groupBy,
  type Instant,
  listed,
  MINUTE,
  SECOND,
} from '../../../base/index.js';
import { keyOf, labelOf, ref, type ConditionType, type Ref } from '../../../model/index.js';
import { nodeOf, speakerOf, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { longOver, saidInLog, spellsOf, whole, type MessageSaying } from '../../spells.js';

const type: ConditionType = {
  id: 'apiserver-vip-unreachable',
  nature: 'symptom',
  title: 'API server not reachable at its Service address',
};

const STARTING = 60 * SECOND;
/** Clients report a failure when their own time-out is over. */
const AROUND = 60 * SECOND;

/** Pods cannot reach the API server through its Service address, while its own address works. */
export const vipUnreachable: Detector = {
  id: 'vip-unreachable',
  layer: 'network',
  what:
    'Clients in pods get no answer from the API server’s Service address. While kubelets, which use its own ' +
    'address, are well, the Service rules of the nodes are broken, not the API server.',
  lookAlikes:
    'If kubelets fail as well the API server itself is away. A network policy cuts off single pods. In the first ' +
    'minute of a node its rules are not yet written.',
  sources: ['client-go in-cluster configuration', 'kubernetes pkg/proxy'],
  emits: [type],
  *detect(c) {
    const said = c
      .messagesOf('apiserver-vip-unreachable', 'coredns-watch-failed')
      .filter((m) => m.origin.pod !== undefined && !apiAway(c, m.at.lo))
      .map((m) => ({ node: nodeOf(c, m.origin)?.name, saying: saidInLog(c, m) }));
    for (const [node, list] of groupBy(said, (x) => x.node)) {
      yield* finding(
        c,
        node === undefined
          ? ref('Component', undefined, 'kube-apiserver')
          : ref('ServiceDataplane', undefined, node),
        list.map((x) => x.saying),
      );
    }
    yield* told(c);
  },
};

/** Kubelets, which use the API server's own address, failed at that time as well. */
function apiAway(c: Case, at: Instant): boolean {
  return c
    .messagesOf(
      'kubelet-api-unreachable',
      'node-lease-failing',
      'apiserver-unreachable',
      'control-plane-lock-failing',
    )
    .some((m) => m.origin.pod === undefined && m.at.lo - AROUND <= at && at <= m.until.hi + AROUND);
}

function* finding(c: Case, entity: Ref, sayings: readonly MessageSaying[]): Iterable<Finding> {
  const spells = spellsOf(sayings, 3 * MINUTE).filter((s) => {
    const from = c.sources[s.first.message.evidence.source]?.span?.lo ?? 0;
    const only = s.last.until.hi - from < STARTING && s.end !== undefined && s.count < 3;
    return !only;
  });
  const all = whole(spells);
  if (!all) return;
  const clients = new Map<string, Ref>();
  for (const s of all.sayings) {
    const speaker = speakerOf(c, s.message.origin);
    if (speaker) clients.set(keyOf(speaker), speaker);
  }
  yield {
    type: type.id,
    entity,
    onset: all.onset,
    ...(all.end ? { end: all.end } : {}),
    severity: longOver(c, all) ? 1 : all.count >= 3 ? 3 : 2,
    statement: `Pods on ${entity.name} could not reach the API server at its Service address ${fromTime(all.onset)}: ${listed(
      [...clients.values()].slice(0, 4).map((r) => labelOf(r)),
    )} (${counted(all.count, 'report')}).`,
    evidence: all.evidence,
    episodes: spells.map((s) => s.onset),
    attrs: { count: all.count },
    names: [...clients.values()].slice(0, 8),
  };
}

/** A person wrote that pods get time-outs from a Service address. */
function* told(c: Case): Iterable<Finding> {
  const notes = c.statements.filter((s) => /dial tcp [\d.]+:443: (?:i\/o timeout|connect: )/.test(s.text));
  const first = notes[0];
  if (!first) return;
  yield {
    type: type.id,
    entity: ref('Service', 'default', 'kubernetes'),
    onset: first.at,
    severity: 2,
    epistemic: 'reported',
    statement: `It was noted ${atTime(first.at)} that pods cannot reach the API server at its Service address.`,
    evidence: notes.slice(0, 3).map((s) => ({ ...s.evidence, at: s.at.lo, excerpt: s.text.slice(0, 400) })),
  };
}
