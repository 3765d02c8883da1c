import { groupBy, listed, SECOND } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType, type Ref } from '../../../model/index.js';
import { cite, latest, pods, type Case, type ContainerView, type PodView } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const down = (id: string, title: string): ConditionType => ({
  id,
  nature: 'fault',
  title,
  selfExplaining: true,
});

const TYPES: Readonly<Record<string, ConditionType>> = {
  'kube-apiserver': down('apiserver-down', 'API server down'),
  'kube-scheduler': down('kube-scheduler-down', 'Scheduler down'),
  'kube-controller-manager': down('kube-controller-manager-down', 'Controller manager down'),
  etcd: down('etcd-member-down', 'etcd member down'),
  'kube-proxy': down('kube-proxy-down', 'kube-proxy did not run'),
};

/** A pod of the control plane, as its newest reading shows it. */
interface Instance {
  readonly pod: PodView;
  readonly container: ContainerView;
}

/** No instance of a part of the control plane runs. */
export const componentDown: Detector = {
  id: 'component-down',
  layer: 'control-plane',
  what:
    'Every pod of kube-apiserver, kube-scheduler, kube-controller-manager or etcd that the capture shows, or the ' +
    'kube-proxy of a node, has its container waiting for a restart or ended: nothing is served, scheduled, ' +
    'reconciled, stored, or followed in the Service rules of that node.',
  lookAlikes:
    'One of several instances down is not an outage: another one leads. A pod that is only not Ready may still work. ' +
    'Managed control planes show no pods at all.',
  sources: ['static pods of kubeadm', 'core/v1 ContainerStatus'],
  emits: Object.values(TYPES),
  *detect(c) {
    const instances = pods(c).flatMap((pod) => {
      const component = componentOf(c, pod.ref);
      return component ? [{ component, pod }] : [];
    });
    for (const group of groupBy(instances, (x) => keyOf(x.component)).values()) {
      const component = group[0]?.component;
      const program = component?.kind === 'ServiceDataplane' ? 'kube-proxy' : component?.name;
      const type = TYPES[program ?? ''];
      const dead = group.flatMap((x) => deadIn(x.pod) ?? []);
      if (!component || !type || dead.length < group.length) continue;
      const since = latest(dead.map((x) => unreadySince(x)));
      if (!since) continue;
      yield {
        type: type.id,
        entity: component,
        onset: { lo: since.lo - 30 * SECOND, hi: since.hi, grade: 'B' },
        severity: 3,
        statement: `No instance of ${program === 'kube-proxy' ? `kube-proxy on node ${component.name}` : component.name} runs: ${listed(dead.map((x) => labelOf(x.pod.ref)))} ${dead.length === 1 ? 'has its' : 'have their'} container ${stateOf(dead[0])}.`,
        evidence: dead.map((x) => cite(x.pod.snapshot, ...x.container.statusPath)),
        attrs: { instances: group.length },
        names: dead.map((x) => x.pod.ref),
      };
    }
  },
};

function componentOf(c: Case, pod: Ref): Ref | undefined {
  return c.targets(pod, 'provides').find((e) => ['Component', 'ServiceDataplane'].includes(e.ref.kind))?.ref;
}

/** The container of a pod that does not run; undefined when it does, or when the reading does not say. */
function deadIn(pod: PodView): Instance | undefined {
  const container = pod.containers.find((x) => !x.init);
  if (!container || container.ready !== false || container.runningSince) return undefined;
  return container.waiting || container.terminated ? { pod, container } : undefined;
}

function unreadySince(x: Instance): PodView['deleting'] {
  const ready = x.pod.conditions.find((y) => y.type === 'Ready' && y.status !== 'True');
  return ready?.since ?? x.container.last?.finished ?? x.container.terminated?.finished;
}

function stateOf(x: Instance | undefined): string {
  const reason = x?.container.waiting?.reason ?? x?.container.terminated?.reason;
  return reason === undefined ? 'not running' : `in ${reason}`;
}
