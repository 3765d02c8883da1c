/** Short ways to write API objects in tests; anything given in `more` is laid over the defaults. */
export type Fields = Readonly<Record<string, unknown>>;

export const CREATED = '2026-03-04T08:00:00Z';

function isFields(x: unknown): x is Fields {
  return typeof x === 'object' && x !== null && !Array.isArray(x);
}

/** Deep merge; lists and scalars of `over` replace. */
export function over(base: Fields, more: Fields = {}): Fields {
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(more)) {
    const known = out[key];
    out[key] = isFields(known) && isFields(value) ? over(known, value) : value;
  }
  return out;
}

/** "ns/name", or "name" for cluster-scoped kinds. */
function meta(at: string, more: Fields = {}): Fields {
  const [first = '', second] = at.split('/');
  const named = second === undefined ? { name: first } : { name: second, namespace: first };
  return over({ ...named, uid: `uid-${at}`, creationTimestamp: CREATED }, more);
}

/** Any object: kind, "ns/name", the rest. */
export function object(kind: string, at: string, more: Fields = {}): Fields {
  return over({ kind, metadata: meta(at) }, more);
}

/** A container of a spec; image example/NAME:1. */
export function container(name: string, more: Fields = {}): Fields {
  return over({ name, image: `registry.example.com/${name}:1.4.2`, imagePullPolicy: 'IfNotPresent' }, more);
}

/** Deployment with label app=NAME, one container of the same name, all replicas available. */
export function deployment(at: string, spec: Fields = {}, more: Fields = {}): Fields {
  const name = at.split('/')[1] ?? at;
  const replicas = typeof spec['replicas'] === 'number' ? spec['replicas'] : 1;
  return over(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta(at, { generation: 1, labels: { app: name } }),
      spec: over(
        {
          replicas,
          selector: { matchLabels: { app: name } },
          template: { metadata: { labels: { app: name } }, spec: { containers: [container(name)] } },
        },
        spec,
      ),
      status: {
        observedGeneration: 1,
        replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
        updatedReplicas: replicas,
      },
    },
    more,
  );
}

/** Template part of a workload's spec: `template({nodeSelector: ...})`. */
export function template(spec: Fields, labels?: Fields): Fields {
  return { template: { ...(labels ? { metadata: { labels } } : {}), spec } };
}

/** ReplicaSet of a Deployment of the same namespace: replicaSet('shop/web-7d4b9c5f6d', 'web'). */
export function replicaSet(at: string, owner: string, more: Fields = {}): Fields {
  return over(
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: meta(at, {
        labels: { app: owner },
        ownerReferences: [{ kind: 'Deployment', name: owner, uid: `uid-${owner}`, controller: true }],
      }),
      spec: { replicas: 1, selector: { matchLabels: { app: owner } } },
      status: { replicas: 1, readyReplicas: 1 },
    },
    more,
  );
}

/** Running, ready pod with one container of the label's name; owner "ReplicaSet/web-7d4b9c5f6d". */
export function pod(at: string, owner: string | undefined, more: Fields = {}): Fields {
  const [ownerKind, ownerName = ''] = owner?.split('/') ?? [];
  const app = (ownerName === '' ? (at.split('/')[1] ?? at) : ownerName).replace(/-[a-f0-9]{8,10}$/, '');
  return over(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: meta(at, {
        labels: { app },
        ...(ownerKind === undefined
          ? {}
          : {
              ownerReferences: [
                { kind: ownerKind, name: ownerName, uid: `uid-${ownerName}`, controller: true },
              ],
            }),
      }),
      spec: { nodeName: 'node-1', containers: [container(app)] },
      status: {
        phase: 'Running',
        startTime: CREATED,
        conditions: [
          { type: 'PodScheduled', status: 'True', lastTransitionTime: CREATED },
          { type: 'Ready', status: 'True', lastTransitionTime: CREATED },
        ],
        containerStatuses: [
          { name: app, ready: true, restartCount: 0, state: { running: { startedAt: CREATED } } },
        ],
      },
    },
    more,
  );
}

/** A pod that the scheduler could not place, since `since`. */
export function pendingPod(
  at: string,
  owner: string,
  message: string,
  since: string,
  more: Fields = {},
): Fields {
  return over(
    pod(at, owner, {
      metadata: { creationTimestamp: since },
      spec: { nodeName: undefined },
      status: {
        phase: 'Pending',
        startTime: undefined,
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message,
            lastTransitionTime: since,
          },
        ],
        containerStatuses: [],
      },
    }),
    more,
  );
}

/** Ready node with 4 CPUs and 8 GiB. */
export function node(name: string, more: Fields = {}): Fields {
  return over(
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: meta(name, {
        labels: {
          'kubernetes.io/hostname': name,
          'kubernetes.io/os': 'linux',
          'kubernetes.io/arch': 'amd64',
        },
      }),
      spec: {},
      status: {
        allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
        capacity: { cpu: '4', memory: '8Gi', pods: '110' },
        conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', lastTransitionTime: CREATED }],
      },
    },
    more,
  );
}

/** ClusterIP Service selecting app=NAME, port 80 to 8080. */
export function service(at: string, spec: Fields = {}, more: Fields = {}): Fields {
  const name = at.split('/')[1] ?? at;
  return over(
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(at),
      spec: over(
        {
          type: 'ClusterIP',
          clusterIP: '10.96.10.10',
          selector: { app: name },
          ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
        },
        spec,
      ),
    },
    more,
  );
}

/** Endpoints of a Service: ready pods of the namespace by name. */
export function endpoints(at: string, ready: readonly string[], notReady: readonly string[] = []): Fields {
  const address = (pod: string, i: number): Fields => ({
    ip: `10.244.1.${10 + i}`,
    targetRef: { kind: 'Pod', name: pod, namespace: at.split('/')[0] },
  });
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: meta(at),
    ...(ready.length + notReady.length === 0
      ? {}
      : {
          subsets: [
            {
              addresses: ready.map(address),
              notReadyAddresses: notReady.map(address),
              ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
            },
          ],
        }),
  };
}

/** Name of the ReplicaSet that {@link stack} makes. */
export function setOf(name: string): string {
  return `${name}-7d4b9c5f6d`;
}

/** Deployment, its ReplicaSet and one pod "NAME-7d4b9c5f6d-x7k2p" of it, all healthy. */
export function stack(
  at: string,
  more: { readonly deployment?: Fields; readonly pod?: Fields; readonly spec?: Fields } = {},
): readonly Fields[] {
  const [ns = '', name = ''] = at.split('/');
  return [
    deployment(at, more.spec, more.deployment),
    replicaSet(`${ns}/${setOf(name)}`, name),
    pod(`${ns}/${setOf(name)}-x7k2p`, `ReplicaSet/${setOf(name)}`, more.pod),
  ];
}

/** Key of the pod that {@link stack} makes. */
export function podOf(at: string): string {
  const [ns = '', name = ''] = at.split('/');
  return `Pod/${ns}/${setOf(name)}-x7k2p`;
}

/** A Deployment whose only pod waits for a node since `since`. */
export function waiting(
  at: string,
  message: string,
  spec: Fields = {},
  since = '2026-03-04T11:00:00Z',
): readonly Fields[] {
  const [ns = '', name = ''] = at.split('/');
  return [
    deployment(at, spec, {
      metadata: { creationTimestamp: since },
      status: { readyReplicas: 0, availableReplicas: 0 },
    }),
    replicaSet(`${ns}/${setOf(name)}`, name, { metadata: { creationTimestamp: since } }),
    pendingPod(`${ns}/${setOf(name)}-x7k2p`, `ReplicaSet/${setOf(name)}`, message, since),
  ];
}
