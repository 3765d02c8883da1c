import { counted, fromTime, groupBy, listed } from '../../../base/index.js';
import {
  keyOf,
  labelOf,
  ref,
  type ConditionType,
  type MessageRecord,
  type Ref,
} from '../../../model/index.js';
import { nodeOf, speakerOf, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidInLog, spellsOf, whole, type MessageSaying } from '../../spells.js';

const expired: ConditionType = {
  id: 'tls-cert-expired',
  nature: 'fault',
  title: 'Certificate expired',
  selfExplaining: true,
};
const unknownCa: ConditionType = {
  id: 'control-plane-ca-unknown',
  nature: 'fault',
  title: 'Authority of a control-plane certificate unknown',
};
const clockBehind: ConditionType = {
  id: 'host-clock-behind',
  nature: 'fault',
  title: 'Clock of the host is behind',
};

/** Messages by the component whose certificate they refuse. */
const ABOUT: Readonly<Record<string, string>> = {
  'api-cert-refused': 'kube-apiserver',
  'etcd-cert-refused': 'etcd',
};

/** Clients refuse the certificate with which a part of the control plane serves. */
export const controlPlaneCert: Detector = {
  id: 'control-plane-cert',
  layer: 'identity',
  what:
    'Kubelets, controllers and people refuse the certificate of the API server, or the API server that of etcd: it is ' +
    'past its time, or signed by an authority that they do not know. Nothing gets through until it is renewed.',
  lookAlikes:
    'A certificate that is "not yet valid" to one node alone tells of a clock that is behind. A client that the server ' +
    'refuses says "Unauthorized" instead.',
  sources: ['Go crypto/x509', 'kubeadm certificates (one year)'],
  emits: [expired, unknownCa, clockBehind],
  *detect(c) {
    for (const [id, component] of Object.entries(ABOUT)) {
      const said = c
        .messagesOf(id)
        .filter((m) => id !== 'api-cert-refused' || m.origin.program !== 'kube-apiserver')
        .filter((m) => m.fields['problem'] !== undefined);
      const about = ref('Component', undefined, component);
      const early = said.filter((m) => m.fields['side'] === 'before');
      yield* clocksBehind(c, early);
      const steps = new Set(c.messagesOf('host-clock-changed').flatMap((m) => m.origin.node ?? []));
      const late = said.filter((m) => m.fields['side'] !== 'before' && !steps.has(m.origin.node ?? ''));
      for (const [problem, list] of groupBy(late, (m) => m.fields['problem'] ?? ''))
        yield* refused(c, problem === 'has expired' ? expired : unknownCa, about, list);
    }
  },
};

function* refused(
  c: Case,
  type: ConditionType,
  about: Ref,
  said: readonly MessageRecord[],
): Iterable<Finding> {
  const all = whole<MessageSaying>(spellsOf(said.map((m) => saidInLog(c, m))));
  if (!all) return;
  const clients = new Map(said.flatMap((m) => speakerOf(c, m.origin) ?? []).map((r) => [keyOf(r), r]));
  const limit = said.flatMap((m) => m.fields['limit'] ?? [])[0];
  const by =
    clients.size === 0 ? '' : ` by ${listed([...clients.values()].slice(0, 4).map((r) => labelOf(r)))}`;
  yield {
    type: type.id,
    entity: about,
    onset: all.onset,
    ...(all.end ? { end: all.end } : {}),
    severity: 3,
    statement:
      type === expired
        ? `The certificate of ${about.name} ${limit === undefined ? 'has expired' : `ended at ${limit}`} and is refused${by} (${counted(all.count, 'report')} ${fromTime(all.onset)}).`
        : `The certificate of ${about.name} is signed by an authority that is not trusted${by} (${counted(all.count, 'report')} ${fromTime(all.onset)}).`,
    evidence: all.evidence,
    attrs: { count: all.count, clients: clients.size },
  };
}

/** To whom certificates are not valid yet, the time is wrong. */
function* clocksBehind(c: Case, said: readonly MessageRecord[]): Iterable<Finding> {
  const nodes = groupBy(
    said.flatMap((m) => {
      const node = nodeOf(c, m.origin);
      return node ? [{ node, m }] : [];
    }),
    (x) => keyOf(x.node),
  );
  for (const list of nodes.values()) {
    const node = list[0]?.node;
    const all = whole<MessageSaying>(spellsOf(list.map((x) => saidInLog(c, x.m))));
    if (!node || !all) continue;
    yield {
      type: clockBehind.id,
      entity: node,
      onset: all.onset,
      ...(all.end ? { end: all.end } : {}),
      severity: 2,
      epistemic: 'inferred',
      statement: `To node ${node.name} certificates are not valid yet: its clock is behind (${counted(all.count, 'report')} ${fromTime(all.onset)}).`,
      evidence: all.evidence,
      attrs: { count: all.count },
    };
  }
}
