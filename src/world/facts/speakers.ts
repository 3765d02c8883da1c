import { ref, WORKLOAD_KINDS, type LogOrigin, type MessageRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { workloadOf } from './pods.js';

/** Programs that are the control plane, wherever they run (static pod, unit, plain process). */
const CONTROL_PLANE: ReadonlySet<string> = new Set([
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'cloud-controller-manager',
]);

/** The control-plane component that a program is, if it is one. */
function componentOf(program: string): Ref | undefined {
  return CONTROL_PLANE.has(program) ? ref('Component', undefined, program) : undefined;
}

/**
 * The workload of a pod, also of a pod that is gone and whose object nobody kept: then the workload of
 * its namespace whose name the pod's name continues, the longest if several do.
 */
export function workloadOfPod(c: Case, pod: Ref): Ref {
  const owned = workloadOf(c, pod);
  if (owned.kind !== 'Pod' || c.to(pod, 'owns').length > 0) return owned;
  if (c.entity(pod)?.object !== undefined) return owned;
  const guess = c
    .fact(workloadNames)
    .get(pod.namespace ?? '')
    ?.find((w) => pod.name.startsWith(`${w.name}-`));
  return guess ? workloadOf(c, guess) : owned;
}

/** Workloads with an object or an owner of their own, by namespace, longest name first. */
function workloadNames(c: Case): ReadonlyMap<string, readonly Ref[]> {
  const out = new Map<string, Ref[]>();
  for (const kind of WORKLOAD_KINDS) {
    for (const { ref: r } of c.all(kind)) {
      const list = out.get(r.namespace ?? '') ?? [];
      list.push(r);
      out.set(r.namespace ?? '', list);
    }
  }
  for (const list of out.values()) list.sort((a, b) => b.name.length - a.name.length);
  return out;
}

/** The only workload of that name in the capture; Deployments, StatefulSets and DaemonSets only. */
export function workloadNamed(c: Case, name: string): Ref | undefined {
  const found = ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap((kind) =>
    c.all(kind).filter((e) => e.ref.name === name),
  );
  return found.length === 1 ? found[0]?.ref : undefined;
}

/**
 * Who speaks in a log: a control-plane component, a member of etcd, the workload of the pod, a service
 * of a node; for a log that names neither pod nor node, the only workload of the program's name.
 */
export function speakerOf(c: Case, origin: LogOrigin): Ref | undefined {
  const component = componentOf(origin.program) ?? componentOf(origin.container ?? '');
  if (component) return component;
  if (origin.program === 'etcd' || origin.container === 'etcd') return memberNamed(origin);
  if (origin.pod) return workloadOfPod(c, origin.pod);
  if (origin.node !== undefined) return ref('NodeService', undefined, `${origin.node}/${origin.program}`);
  return workloadNamed(c, origin.program);
}

/** The etcd member that writes a log: as it named itself when it started, else after its pod, node or file. */
export function etcdMemberOf(c: Case, m: MessageRecord): Ref {
  const own = c.messagesOf('etcd-started').filter((x) => x.evidence.source === m.evidence.source);
  const name = own.flatMap((x) => x.fields['member'] ?? [])[0];
  if (name !== undefined) return ref('EtcdMember', undefined, name);
  const file = c.fact(etcdFiles).get(m.evidence.source);
  return file === undefined ? memberNamed(m.origin) : ref('EtcdMember', undefined, file);
}

/**
 * Logs of etcd that name no pod or node: where there are several, each is one member's, told apart by file name or,
 * where all files have one name, by the folder.
 */
function etcdFiles(c: Case): ReadonlyMap<number, string> {
  const logs = c.sources.filter(
    (s) => s.origin?.program === 'etcd' && s.origin.pod === undefined && s.origin.node === undefined,
  );
  const files = logs.map((s) => /([^/!]+?)(?:\.(?:log|txt|json|gz|xz|\d+))*$/.exec(s.path)?.[1] ?? s.path);
  const folders = logs.map((s) => /([^/!]+)\/[^/!]+$/.exec(s.path)?.[1] ?? s.path);
  const names = [files, folders].find((x) => logs.length > 1 && new Set(x).size === logs.length);
  return new Map(names ? logs.map((s, k) => [s.id, names[k] ?? s.path] as const) : []);
}

function memberNamed(origin: LogOrigin): Ref {
  return ref('EtcdMember', undefined, origin.pod?.name ?? origin.node ?? origin.program);
}

/** The node that a log line was written on. */
export function nodeOf(c: Case, origin: LogOrigin): Ref | undefined {
  if (origin.node !== undefined) return ref('Node', undefined, origin.node);
  if (!origin.pod) return undefined;
  return c.targets(origin.pod, 'runs-on')[0]?.ref;
}

/** The pod network of the node that a log line was written on. */
export function nodeNetworkOf(c: Case, m: { readonly origin: LogOrigin }): Ref | undefined {
  const node = nodeOf(c, m.origin);
  return node && ref('NodeNetwork', undefined, node.name);
}

/** The Service rules of the node that a log line was written on. */
export function dataplaneOf(c: Case, m: { readonly origin: LogOrigin }): Ref | undefined {
  const node = nodeOf(c, m.origin);
  return node && ref('ServiceDataplane', undefined, node.name);
}

/** The node that a pod runs, or ran, on. */
export function nodeOfPod(c: Case, pod: Ref): Ref | undefined {
  return c.targets(pod, 'runs-on')[0]?.ref;
}
