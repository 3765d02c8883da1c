import { digText, sinceTime, type Stamp, stampOf } from '../../../base/index.js';
import { ref, type ConditionType, type Ref, type ReportRecord } from '../../../model/index.js';
import type { Detector } from '../../detector.js';

/** Units of a Kubernetes host whose stop is a fault of its own, with the term for it. */
const TYPES: Readonly<Record<string, ConditionType>> = {
  kubelet: { id: 'kubelet-stopped', nature: 'fault', title: 'kubelet stopped', selfExplaining: true },
  containerd: { id: 'runtime-down', nature: 'fault', title: 'Container runtime down', selfExplaining: true },
  crio: { id: 'runtime-down', nature: 'fault', title: 'Container runtime down', selfExplaining: true },
  docker: { id: 'runtime-down', nature: 'fault', title: 'Container runtime down', selfExplaining: true },
  'cri-dockerd': {
    id: 'runtime-down',
    nature: 'fault',
    title: 'Container runtime down',
    selfExplaining: true,
  },
  'kube-proxy': {
    id: 'kube-proxy-down',
    nature: 'fault',
    title: 'kube-proxy did not run',
    selfExplaining: true,
  },
  'kube-scheduler': {
    id: 'kube-scheduler-down',
    nature: 'fault',
    title: 'Scheduler down',
    selfExplaining: true,
  },
  'kube-controller-manager': {
    id: 'kube-controller-manager-down',
    nature: 'fault',
    title: 'Controller manager down',
    selfExplaining: true,
  },
  'kube-apiserver': {
    id: 'apiserver-down',
    nature: 'fault',
    title: 'API server down',
    selfExplaining: true,
  },
  etcd: { id: 'etcd-member-down', nature: 'fault', title: 'etcd member down', selfExplaining: true },
};

const OTHER: ConditionType = {
  id: 'systemd-unit-failed',
  nature: 'fault',
  title: 'Unit of the host failed',
};

/** States in which a unit does not run. A unit that was never there is no fault. */
const DOWN: ReadonlySet<string> = new Set(['inactive', 'failed', 'deactivating']);

/** A service of a host that systemd says does not run. */
export const unitDown: Detector = {
  id: 'unit-down',
  layer: 'node',
  what:
    'systemctl status shows a unit of the host stopped or failed: kubelet, container runtime, kube-proxy or a ' +
    'part of the control plane. The unit says since when.',
  lookAlikes:
    'A unit that is not installed, or that a cluster runs as a pod instead, says "could not be found". ' +
    'activating (auto-restart) is a crash loop. A status that could not be asked proves nothing.',
  sources: ['systemctl(1) status', 'systemd src/systemctl/systemctl-show.c'],
  emits: [...new Map(Object.values(TYPES).map((t) => [t.id, t])).values(), OTHER],
  *detect(c) {
    for (const report of c.reportsOf('unit-status')) {
      const state = stateOf(report);
      if (!state || (!state.failed && TYPES[state.unit] === undefined)) continue;
      const type = TYPES[state.unit] ?? OTHER;
      const entity = ref('NodeService', undefined, `${state.node}/${state.unit}`);
      yield {
        type: type.id,
        entity,
        onset: state.since,
        severity: 3,
        statement: `${state.unit} on node ${state.node} is ${state.active}${
          state.since.grade === 'A' ? ` ${sinceTime(state.since)}` : ''
        }.`,
        evidence: [{ ...report.evidence, excerpt: `Active: ${state.active}`, at: state.since.lo }],
        attrs: { unit: state.unit, node: state.node, ...(state.result ? { result: state.result } : {}) },
        names: [ref('Node', undefined, state.node), ...componentRef(state.unit)],
      };
    }
  },
};

function stateOf(
  report: ReportRecord,
):
  { unit: string; node: string; active: string; failed: boolean; since: Stamp; result?: string } | undefined {
  const unit = digText(report.data, 'unit')?.replace(/\.service$/, '');
  const active = digText(report.data, 'active');
  const node = report.node;
  if (unit === undefined || active === undefined || node === undefined) return undefined;
  const sub = digText(report.data, 'sub');
  const load = digText(report.data, 'load');
  const looping = active === 'activating' && sub === 'auto-restart';
  if ((!DOWN.has(active) && !looping) || load === 'not-found' || load === 'masked') return undefined;
  const told = stampOf(digText(report.data, 'since'));
  const result = digText(report.data, 'result');
  const since = told ?? { lo: report.at.lo, hi: report.at.hi, grade: 'C' as const };
  return {
    unit,
    node,
    active: sub === undefined ? active : `${active} (${sub})`,
    failed: active === 'failed' || looping,
    since,
    ...(result === undefined ? {} : { result }),
  };
}

function componentRef(unit: string): Ref[] {
  return /^kube-(apiserver|scheduler|controller-manager)$|^etcd$/.test(unit)
    ? [ref('Component', undefined, unit)]
    : [];
}
