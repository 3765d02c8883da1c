import { groupBy, HOUR, sinceTime } from '../../../base/index.js';
import { keyOf, labelOf, ref, type AlertRecord, type ConditionType, type Ref } from '../../../model/index.js';
import { clusterDns, isDescribed, nodeLabelled, workloadLabelled, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type = (
  id: string,
  nature: ConditionType['nature'],
  title: string,
  more: Partial<ConditionType> = {},
): ConditionType => ({ id, nature, title, ...more });
const SELF = { selfExplaining: true } as const;

/** What an alert of the usual packs states by its definition, and about what. */
interface Stated {
  readonly pattern: RegExp;
  readonly type: ConditionType;
  readonly about: (c: Case, a: AlertRecord) => Ref | undefined;
  readonly words: string;
  /** Words of the alert that it needs for that. */
  readonly when?: (a: AlertRecord) => boolean;
}

const workload = (c: Case, a: AlertRecord): Ref | undefined => workloadLabelled(c, a.labels);
const node = (c: Case, a: AlertRecord): Ref | undefined => nodeLabelled(c, a.labels);
const component = (name: string) => (): Ref => ref('Component', undefined, name);
const claim = (_c: Case, a: AlertRecord): Ref | undefined => {
  const { namespace, persistentvolumeclaim: name } = a.labels;
  return name === undefined ? undefined : ref('PersistentVolumeClaim', namespace, name);
};
const certificate = (_c: Case, { labels }: AlertRecord): Ref | undefined =>
  labels['name'] === undefined ? undefined : ref('Certificate', labels['exported_namespace'] ?? labels['namespace'], labels['name']); // prettier-ignore
/** Whose certificate a probe or an exporter found expired: the host that it asked, or the Secret that it read. */
const served = (c: Case, a: AlertRecord): Ref | undefined => {
  const { labels } = a;
  if (labels['secret_name'] !== undefined) return ref('Secret', labels['secret_namespace'] ?? labels['namespace'], labels['secret_name']); // prettier-ignore
  const host = /^(?:https?:\/\/)?([a-z0-9.-]+\.[a-z]+)(?:[:/]|$)/i.exec(labels['instance'] ?? labels['target'] ?? '')?.[1];
  return host === undefined ? certificate(c, a) : ref('Surface', undefined, host);
}; // prettier-ignore
const dns = (c: Case): Ref => clusterDns(c)?.ref ?? ref('Component', undefined, 'coredns');
const pressure =
  (condition: string) =>
  (a: AlertRecord): boolean =>
    a.labels['condition'] === condition;

/** The critical alerts on space fire at 3 to 5 %; only what is (nearly) gone is full. */
const nearlyFull = (a: AlertRecord): boolean => {
  const text = `${a.annotations['description'] ?? ''} ${a.annotations['summary'] ?? ''}`;
  const left = /only ([\d.]+) ?%/.exec(text)?.[1];
  return left !== undefined && Number(left) <= 2;
};

const STATED: readonly Stated[] = [
  { pattern: /^KubePodCrashLooping$/, type: type('crashloop', 'symptom', 'Container crash-loops'), about: workload, words: 'crash-loops' },
  { pattern: /OOMKilled/i, type: type('container-oom', 'fault', 'Container out of memory', SELF), about: workload, words: 'was killed for want of memory' },
  { pattern: /^Kube(?:Deployment|StatefulSet)ReplicasMismatch$/, type: type('deployment-unavailable', 'impact', 'Replicas missing'), about: workload, words: 'misses replicas' },
  { pattern: /^Kube(?:Deployment|DaemonSet|StatefulSet)(?:RolloutStuck|UpdateNotRolledOut)$/, type: type('rollout-stuck', 'symptom', 'Rollout stuck'), about: workload, words: 'does not get on with its rollout' },
  { pattern: /^KubeNodeUnreachable$/, type: type('node-unreachable', 'fault', 'Node stopped reporting', SELF), about: node, words: 'does not report' },
  { pattern: /^KubeNodeNotReady$/, type: type('node-not-ready', 'symptom', 'Node reports itself not ready'), about: node, words: 'is not ready' },
  { pattern: /^KubeNodePressure$/, type: type('node-memory-pressure', 'fault', 'Node short of memory'), about: node, words: 'is short of memory', when: pressure('MemoryPressure') },
  { pattern: /^KubeNodePressure$/, type: type('node-disk-pressure', 'fault', 'Node short of disk'), about: node, words: 'is short of disk', when: pressure('DiskPressure') },
  { pattern: /^KubeNodePressure$/, type: type('node-pid-pressure', 'fault', 'Node short of process ids'), about: node, words: 'is short of process ids', when: pressure('PIDPressure') },
  { pattern: /^NodeFilesystem(?:AlmostOutOf(?:Space|Files)|(?:Space|Files)FillingUp)$/, type: type('disk-full', 'fault', 'Disk full', SELF), about: node, words: 'has a file system with nothing left', when: nearlyFull },
  { pattern: /^KubePersistentVolume(?:Inodes)?FillingUp$/, type: type('app-disk-full', 'fault', 'Volume full', SELF), about: claim, words: 'has nothing left', when: nearlyFull },
  { pattern: /^NodeClockNotSynchronising$/, type: type('host-clock-unsync', 'fault', 'Clock not synchronised', SELF), about: node, words: 'has a clock that is not synchronised' },
  { pattern: /^etcdHighFsyncDurations$/, type: type('etcd-slow-fsync', 'fault', 'etcd waits for its disk', SELF), about: component('etcd'), words: 'waits for its disk' },
  { pattern: /^etcd(?:NoLeader|HighNumberOfLeaderChanges)$/, type: type('etcd-leader-loss', 'symptom', 'etcd loses its leader'), about: component('etcd'), words: 'loses its leader' },
  { pattern: /^etcdInsufficientMembers$/, type: type('etcd-quorum-loss', 'fault', 'etcd without quorum', SELF), about: component('etcd'), words: 'lacks members for a quorum' },
  { pattern: /^etcdMembersDown$/, type: type('etcd-member-down', 'fault', 'etcd member down', SELF), about: component('etcd'), words: 'has members that are down' },
  { pattern: /^etcdHighCommitDurations$/, type: type('etcd-slow-fsync', 'fault', 'etcd waits for its disk', SELF), about: component('etcd'), words: 'waits for its disk' },
  { pattern: /^etcdGRPCRequestsSlow$/, type: type('etcd-slow-apply', 'symptom', 'etcd applies requests slowly'), about: component('etcd'), words: 'answers slowly' },
  { pattern: /^CoreDNSDown$/, type: type('coredns-down', 'symptom', 'Cluster DNS has no ready pod'), about: dns, words: 'has no instance that its monitoring finds' },
  { pattern: /^CoreDNSForward(?:ErrorsHigh|HealthcheckBrokenCount|LatencyHigh)$/, type: type('coredns-upstream-timeout', 'symptom', 'CoreDNS gets no answer from upstream'), about: dns, words: 'gets no good answer from its upstream' },
  { pattern: /^CertManagerCertNotReady$/, type: type('cert-issuance-failed', 'fault', 'Certificate is not issued'), about: certificate, words: 'is not ready to serve' },
  { pattern: /(?:SSL|TLS|X509|Cert(?:ificate)?)\w*Expired$/i, type: type('tls-cert-expired', 'fault', 'Certificate expired', SELF), about: served, words: 'shows an expired certificate' },
  { pattern: /^KubeAPIDown$/, type: type('apiserver-unavailable', 'impact', 'API server unavailable'), about: component('kube-apiserver'), words: 'is not reached by its monitoring' },
  { pattern: /^KubeHpaMaxedOut$/, type: type('hpa-maxed', 'symptom', 'Autoscaler at its maximum'), about: (_c, a) => ref('HorizontalPodAutoscaler', a.labels['namespace'], a.labels['horizontalpodautoscaler'] ?? a.labels['hpa'] ?? ''), words: 'is at its maximum' },
]; // prettier-ignore

/** What has fired for longer is how the cluster lives. */
const CHRONIC = 6 * HOUR;

/** What alerts of the usual packs state, for captures that have nothing else of the thing. */
export const alertStates: Detector = {
  id: 'alert-states',
  layer: 'observability',
  what: 'An alert of the kubernetes, node, etcd, CoreDNS or cert-manager mixin fires about a thing of which the capture has no state of its own. Its rule is known, so that it states a condition: a pod that crash-loops, a node that is not ready, a disk with nothing left.',
  lookAlikes:
    'Where the capture has the thing itself, its state speaks and the alert only tells that someone was called. Alerts that fire for longer than six hours are how the cluster lives; those of the scheduler and the controller manager fire for ever on managed control planes.',
  sources: [
    'kubernetes-mixin, node-mixin, etcd-mixin, coredns-mixin, cert-manager-mixin: alert expressions and their wait',
  ],
  emits: [...new Map(STATED.map((s) => [s.type.id, s.type])).values()],
  *detect(c) {
    const told = c.alerts.flatMap((a) => {
      if (a.state === 'suppressed' || c.asOf.lo - a.at.lo > CHRONIC) return [];
      const s = STATED.find((x) => x.pattern.test(a.name) && (x.when?.(a) ?? true));
      const about = s?.about(c, a);
      return s && about && about.name !== '' && !isDescribed(c, about) ? [{ a, s, about }] : [];
    });
    for (const list of groupBy(told, (x) => `${x.s.type.id} ${keyOf(x.about)}`).values()) {
      const first = list.reduce<(typeof list)[number] | undefined>(
        (x, y) => (!x || y.a.at.lo < x.a.at.lo ? y : x),
        undefined,
      );
      if (!first) continue;
      const { a, s, about } = first;
      const open = list.some((x) => !x.a.ended && x.a.state !== 'resolved');
      const since = a.pendingSince ?? a.at;
      const end = list.flatMap((x) => x.a.ended ?? [])[0] ?? c.asOf;
      yield {
        type: s.type.id,
        entity: about,
        onset: since,
        ...(open ? {} : { end }),
        severity: 2,
        epistemic: 'reported',
        statement: `${labelOf(about)} ${s.words} ${sinceTime(since)}, by alert ${a.name}.`,
        evidence: list.slice(0, 3).map((x) => ({
          ...x.a.evidence,
          at: x.a.at.lo,
          excerpt: `${x.a.name} ${x.a.annotations['description'] ?? ''}`.slice(0, 400),
        })),
        attrs: { alert: a.name },
      };
    }
  },
};
