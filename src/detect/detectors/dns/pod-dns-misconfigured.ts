import { counted, digList, digText, fromTime, groupBy, listed } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType } from '../../../model/index.js';
import {
  calleeOf,
  clusterDns,
  podSpecField,
  speakerOf,
  templates,
  templateSince,
  type Case,
  type DeclaredField,
  type Template,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

const type: ConditionType = {
  id: 'pod-dns-misconfigured',
  nature: 'fault',
  title: 'Pods do not ask the cluster’s DNS',
  selfExplaining: true,
};

/** How the pods of a template resolve names, where it is not through the DNS of the cluster. */
interface Elsewhere {
  readonly why: string;
  readonly fields: readonly DeclaredField[];
}

/** Pods are told to resolve names elsewhere than in the cluster, and names of the cluster fail them. */
export const podDnsMisconfigured: Detector = {
  id: 'pod-dns-misconfigured',
  layer: 'dns',
  what: 'The DNS settings of a pod lead past the DNS of the cluster: policy None with other name servers, policy Default, or the network of the host without ClusterFirstWithHostNet. Names outside may resolve; names of Services do not, and the pod says so.',
  lookAlikes:
    'Agents on the network of the host often ask for no Service by name: without a name of the cluster that failed there is no fault. Where others fail too, the DNS itself is to be looked at.',
  sources: ['core/v1 PodSpec.dnsPolicy, dnsConfig, hostNetwork', 'kubernetes pkg/kubelet/network/dns'],
  emits: [type],
  *detect(c) {
    const settings = templates(c).flatMap((t) => {
      const elsewhere = elsewhereOf(c, t);
      return elsewhere ? [{ t, elsewhere }] : [];
    });
    if (settings.length === 0) return;
    const failed = c.messagesOf('app-dependency-unresolved', 'dns-server-timeout').flatMap((message) => {
      const speaker = speakerOf(c, message.origin);
      const callee = calleeOf(c, message);
      return speaker && callee?.kind === 'Service'
        ? [{ speaker, callee, saying: saidInLog(c, message) }]
        : [];
    });
    const bySpeaker = groupBy(failed, (x) => keyOf(x.speaker));
    const led = new Set(settings.map((x) => keyOf(x.t.workload)));
    if ([...bySpeaker.keys()].some((key) => !led.has(key))) return;
    for (const { t, elsewhere } of settings) {
      const own = bySpeaker.get(keyOf(t.workload)) ?? [];
      const said = whole(spellsOf(own.map((x) => x.saying)));
      if (!said) continue;
      const names = [...new Map(own.map((x) => [keyOf(x.callee), x.callee])).values()];
      yield {
        type: type.id,
        entity: t.workload,
        onset: templateSince(c, t.workload) ?? said.onset,
        severity: 3,
        epistemic: 'inferred',
        statement: `Pods of ${labelOf(t.workload)} resolve names ${elsewhere.why}: ${listed(names.slice(0, 3).map(labelOf))} cannot be found there (${counted(said.count, 'line')} ${fromTime(said.onset)}).`,
        evidence: [...elsewhere.fields.map((f) => f.evidence), ...said.evidence].slice(0, 6),
        attrs: { count: said.count },
        names: names.slice(0, 8),
      };
    }
  },
};

function elsewhereOf(c: Case, t: Template): Elsewhere | undefined {
  const policy = podSpecField(t, 'dnsPolicy');
  const host = podSpecField(t, 'hostNetwork');
  if (host?.value === true && (policy === undefined || policy.value === 'ClusterFirst'))
    return { why: 'as their node does (network of the host)', fields: [host] };
  if (!policy) return undefined;
  if (policy.value === 'Default') return { why: 'as their node does (dnsPolicy Default)', fields: [policy] };
  if (policy.value !== 'None') return undefined;
  const servers = podSpecField(t, 'dnsConfig', 'nameservers');
  const asked = digList(servers?.value).flatMap((x) => (typeof x === 'string' ? [x] : []));
  const address = digText(clusterDns(c)?.object, 'spec', 'clusterIP');
  // A cache on the node answers for the cluster at an address of its own (NodeLocal DNSCache).
  if (!servers || asked.some((x) => x === address || x.startsWith('169.254.'))) return undefined;
  return { why: `through ${listed(asked)} (dnsPolicy None)`, fields: [policy, servers] };
}
