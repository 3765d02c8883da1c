import { digList, digText, groupBy, MINUTE } from '../../base/index.js';
import { keyOf, type MessageRecord, type Ref } from '../../model/index.js';
import { nodeReadiness, restarts, waitingSpans, workloadOf, type Case } from '../../world/index.js';
import { during, equals, recent, where, type Signal } from '../replay/signal.js';
import { ORIGIN, type PackRule } from './rule.js';
import { coveredSince, eventsWhere, messagesWhere, nodeOfMessage, occurring, timesOf } from './state.js';
import { conditionIs, short } from './workloads.js';

const community = { pack: 'proposed', origin: ORIGIN.community, enabled: false } as const;
const ours = { pack: 'proposed', origin: ORIGIN.ours, enabled: false } as const;

const REFUSED = /failed calling webhook \\*"([^"\\]+)/;

/** Webhook configurations that could not be called, so that objects were refused. */
function webhookRejections(c: Case): Signal[] {
  const told = [
    ...c.eventsOf('FailedCreate').map((e) => ({ text: e.message, times: timesOf(e) })),
    ...c.messagesOf('webhook-fail-closed').map((m) => ({ text: m.text, times: timesOf(m) })),
    ...c.requests.filter((r) => r.code >= 400).map((r) => ({ text: r.message ?? '', times: [r.at.lo] })),
  ];
  const items = told.flatMap(({ text, times }) => {
    const webhook = REFUSED.exec(text)?.[1];
    return webhook === undefined ? [] : [{ entity: configurationOf(c, webhook), times }];
  });
  return occurring(c, items, 2 * MINUTE, 1);
}

function configurationOf(c: Case, webhook: string): Ref {
  for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']) {
    const holder = c
      .all(kind)
      .find((e) => digList(e.object, 'webhooks').some((w) => digText(w, 'name') === webhook));
    if (holder) return holder.ref;
  }
  return { kind: 'Cluster', name: 'cluster' };
}

/** Workloads with a pod that waits for its image. */
function imageWaits(c: Case): Signal[] {
  const spans = waitingSpans(c).filter((s) => /ImagePull|ErrImage|InvalidImage/.test(s.reason));
  const groups = groupBy(spans, (s) => keyOf(workloadOf(c, s.pod)));
  return [...groups.values()].flatMap((list) => {
    const pod = list[0]?.pod;
    return pod
      ? [
          during(
            workloadOf(c, pod),
            list.map((s) => ({ lo: s.lo, hi: s.hi + MINUTE })),
            coveredSince(c),
          ),
        ]
      : [];
  });
}

/** Pods of the networking DaemonSets that started again. */
function networkAgents(c: Case): Signal[] {
  return restarts(c).flatMap((r): Signal[] => {
    const owner = workloadOf(c, r.pod);
    if (
      owner.kind !== 'DaemonSet' ||
      !/flannel|calico|cilium|weave|cni|canal|kube-router|ovn|antrea|kube-proxy|tunnel|overlay/.test(
        owner.name,
      )
    )
      return [];
    return [recent(r.pod, r.starts.slice(1), 5 * MINUTE, 1, coveredSince(c))];
  });
}

function dnsOnNode(c: Case): Signal[] {
  const ids = ['node-resolver-failing', 'node-resolver-degraded', 'nodelocaldns-fault', 'dns-server-timeout'];
  return occurring(c, messagesWhere(c, ids, nodeOfMessage), 2 * MINUTE, 2);
}

/** More than three restarts of a pod within a minute. */
function fastRestarts(c: Case): Signal[] {
  return restarts(c).map((r) => recent(r.pod, r.starts.slice(1), MINUTE, 3, coveredSince(c)));
}

function apiVip(c: Case): Signal[] {
  const entity = (m: MessageRecord): Ref | undefined => m.origin.pod ?? nodeOfMessage(m);
  return occurring(c, messagesWhere(c, ['apiserver-vip-unreachable'], entity), 2 * MINUTE, 2);
}

/** Rules that no pack ships, and the ones of the community pack that are quicker than stock. */
export const proposedRules: readonly PackRule[] = [
  {
    ...ours,
    name: 'WebhookFailClosedRejections',
    exporter: 'kube-apiserver',
    wait: MINUTE,
    severity: 'critical',
    meaning: 'a fail-closed admission webhook cannot be called, so objects are refused',
    expression: /apiserver_admission_webhook_(rejection|fail_open)/,
    signals: webhookRejections,
  },
  {
    ...ours,
    name: 'ImagePullWaiting',
    exporter: 'kube-state-metrics',
    wait: 2 * MINUTE,
    severity: 'warning',
    meaning: 'pods of a workload wait for their image',
    expression: /waiting_reason.*(ImagePullBackOff|ErrImagePull)/,
    signals: imageWaits,
  },
  {
    ...ours,
    name: 'NetworkAgentRestarting',
    exporter: 'kube-state-metrics',
    wait: MINUTE,
    severity: 'critical',
    meaning: 'the pod network\u2019s agent of a node restarted within 5 min',
    signals: networkAgents,
  },
  {
    ...ours,
    name: 'NodeResolverFailing',
    exporter: 'logs',
    wait: MINUTE,
    severity: 'critical',
    meaning: 'names cannot be resolved on a node',
    signals: dnsOnNode,
  },
  {
    ...ours,
    name: 'ServiceAddressUnreachable',
    exporter: 'logs',
    wait: MINUTE,
    severity: 'critical',
    meaning:
      'pods cannot reach the API server by its Service address: the Service rules of a node are broken',
    signals: apiVip,
  },
  {
    ...ours,
    name: 'PodsUnschedulable',
    exporter: 'kube-state-metrics',
    wait: 2 * MINUTE,
    severity: 'warning',
    meaning: 'ten pods and more cannot be placed',
    signals: (c) =>
      occurring(
        c,
        eventsWhere(c, ['FailedScheduling']).map((x) => ({
          entity: workloadOf(c, x.entity),
          times: x.times,
        })),
        2 * MINUTE,
        10,
      ),
  },
  {
    ...ours,
    name: 'SandboxCreationFailing',
    exporter: 'kubelet',
    wait: MINUTE,
    severity: 'warning',
    meaning: 'pods of a node get no network sandbox',
    signals: (c) =>
      occurring(
        c,
        c
          .eventsOf('FailedCreatePodSandBox')
          .flatMap((e) =>
            e.host === undefined ? [] : [{ entity: { kind: 'Node', name: e.host }, times: timesOf(e) }],
          ),
        2 * MINUTE,
        2,
      ),
  },
  {
    ...ours,
    name: 'EtcdLeaderLost',
    exporter: 'etcd',
    wait: 0,
    severity: 'critical',
    meaning: 'etcd lost its leader twice and more in 5 min',
    signals: (c) =>
      occurring(
        c,
        messagesWhere(c, ['etcd-leader-loss', 'etcd-quorum-loss'], () => ({
          kind: 'Component',
          name: 'etcd',
        })),
        5 * MINUTE,
        2,
      ),
  },
  {
    ...ours,
    name: 'GitOpsStalled',
    exporter: 'logs',
    wait: MINUTE,
    severity: 'warning',
    meaning: 'a release gave up after its retries: no later change goes out',
    signals: (c) => conditionIs(c, 'HelmRelease', 'Ready', 'False'),
  },
  {
    ...community,
    name: 'KubernetesNodeNotReady',
    exporter: 'kube-state-metrics',
    wait: 10 * MINUTE,
    severity: 'critical',
    meaning: 'a node is not Ready',
    signals: (c) => nodeReadiness(c).map((t) => where(t, (l) => equals(l, 0))),
  },
  {
    ...community,
    name: 'KubernetesPodCrashLooping',
    exporter: 'kube-state-metrics',
    wait: 2 * MINUTE,
    severity: 'warning',
    meaning: 'a pod restarted more than three times in a minute',
    signals: fastRestarts,
  },
  {
    ...community,
    name: 'KubernetesDeploymentReplicasMismatch',
    exporter: 'kube-state-metrics',
    wait: 10 * MINUTE,
    severity: 'warning',
    meaning: 'fewer replicas available than declared',
    signals: (c) => short(c, 'Deployment'),
  },
  {
    ...community,
    name: 'KubernetesJobFailed',
    exporter: 'kube-state-metrics',
    wait: 0,
    severity: 'warning',
    meaning: 'a failed Job exists',
    signals: (c) => conditionIs(c, 'Job', 'Failed', 'True'),
  },
  {
    ...community,
    name: 'KubernetesContainerOomKiller',
    exporter: 'kube-state-metrics',
    wait: 0,
    severity: 'warning',
    meaning: 'a container was killed for its memory within the last 10 min',
    signals: (c) => occurring(c, eventsWhere(c, ['OOMKilling', 'SystemOOM']), 10 * MINUTE, 1),
  },
];
