import type { Fields } from '../objects.js';
import { second } from './clocks.js';
import { controlPlane, leaderLease, lease, nodeObject } from './node-objects.js';
import { podObject } from './pod-objects.js';
import { ingress, service, slice, webhook } from './service-objects.js';
import type { Cluster } from './state.js';
import { deployment, replicaSet } from './workload-objects.js';

const HOUR = 3_600_000;

/** API objects by plural, as `kubectl get <plural> -A -o json` lists their items. */
export function objectsOf(c: Cluster): ReadonlyMap<string, readonly Fields[]> {
  const apps = [...c.apps.values()];
  const nodes = [...c.nodes.values()];
  const hooks = c.plan.webhooks.map((w) => webhook(c, w));
  return new Map<string, readonly Fields[]>([
    ['namespaces', [...new Set(apps.map((a) => a.plan.ns))].map((n) => namespace(c, n))],
    ['nodes', [controlPlane(c), ...nodes.map((n) => nodeObject(c, n))]],
    ['leases', [...nodes.map((n) => lease(c, n)), leaderLease(c, 'kube-controller-manager'), leaderLease(c, 'kube-scheduler')]], // prettier-ignore
    ['deployments', apps.map((a) => deployment(a))],
    ['replicasets', apps.flatMap((a) => a.revisions.map((r) => replicaSet(a, r)))],
    ['pods', apps.flatMap((a) => a.pods.filter((p) => !p.isGone).map(podObject))],
    ['services', apps.map(service)],
    ['endpointslices', apps.map((a) => slice(a))],
    ['ingresses', apps.filter((a) => a.plan.host !== undefined).map(ingress)],
    ...(hooks.length > 0 ? [['mutatingwebhookconfigurations', hooks] as const] : []),
  ]);
}

function namespace(c: Cluster, name: string): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      creationTimestamp: second(c.plan.start - 300 * HOUR),
      labels: { 'kubernetes.io/metadata.name': name },
      name,
      uid: `ns-${name}`,
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}
