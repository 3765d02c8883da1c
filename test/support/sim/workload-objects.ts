import type { Fields } from '../objects.js';
import { second } from './clocks.js';
import type { ProbePlan } from './plan.js';
import { newest, type App, type Revision } from './state.js';

function probe(p: ProbePlan | undefined, r: Revision): Fields | undefined {
  if (p === undefined) return undefined;
  return {
    failureThreshold: p.threshold,
    httpGet: { path: r.flaw === 'probe-path' ? '/healthz-v2' : p.path, port: 8080, scheme: 'HTTP' },
    initialDelaySeconds: p.delayS,
    periodSeconds: p.periodS,
    successThreshold: 1,
    timeoutSeconds: p.timeoutS,
  };
}

/** What a template says of the pods. */
export function podSpec(app: App, r: Revision): Fields {
  const { plan } = app;
  const readiness = probe(plan.readiness, r);
  const liveness = plan.liveness === undefined ? undefined : probe(plan.liveness, { ...r, flaw: 'none' });
  return {
    containers: [
      {
        ...(r.flaw === 'crash' ? { args: ['--enable-fast-path'] } : {}),
        env: plan.needs.map((n) => {
          const [ns = '', name = ''] = n.split('/');
          return { name: `${name.toUpperCase().replaceAll('-', '_')}_URL`, value: `http://${name}.${ns}:80` };
        }),
        image: r.image,
        imagePullPolicy: plan.pullPolicy,
        ...(liveness === undefined ? {} : { livenessProbe: liveness }),
        name: plan.name,
        ports: [{ containerPort: 8080, protocol: 'TCP' }],
        ...(readiness === undefined ? {} : { readinessProbe: readiness }),
        resources: {
          limits: { memory: r.flaw === 'memory' ? '16Mi' : '512Mi' },
          requests: { cpu: '50m', memory: r.flaw === 'memory' ? '16Mi' : '64Mi' },
        },
      },
    ],
    ...(plan.pinned === undefined ? {} : { nodeSelector: { 'kubernetes.io/hostname': plan.pinned } }),
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
  };
}

/** Pods of the Deployment that its status counts. */
function counted(app: App): { readonly total: number; readonly updated: number; readonly ready: number } {
  const live = app.pods.filter((p) => !p.isGone && p.deletedAt === undefined);
  const updated = live.filter((p) => p.revision === newest(app)).length;
  return { total: live.length, updated, ready: live.filter((p) => p.postedReady).length };
}

/** A Deployment with its status. */
export function deployment(app: App): Fields {
  const { ns, name, replicas } = app.plan;
  const revision = newest(app);
  const n = counted(app);
  const { isAvailable } = app;
  const changed = second(app.availableSince);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      annotations: { 'deployment.kubernetes.io/revision': String(revision.number) },
      creationTimestamp: second(app.created),
      generation: revision.number,
      labels: { app: name },
      name,
      namespace: ns,
      uid: app.uid,
    },
    spec: {
      progressDeadlineSeconds: 600,
      replicas,
      selector: { matchLabels: { app: name } },
      strategy: { type: 'Recreate' },
      template: { metadata: { labels: { app: name } }, spec: podSpec(app, revision) },
    },
    status: {
      observedGeneration: revision.number,
      replicas: n.total,
      updatedReplicas: n.updated,
      ...(n.ready > 0 ? { availableReplicas: n.ready, readyReplicas: n.ready } : {}),
      ...(n.total > n.ready ? { unavailableReplicas: n.total - n.ready } : {}),
      conditions: [
        {
          lastTransitionTime: changed,
          lastUpdateTime: changed,
          message: isAvailable ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.', // prettier-ignore
          reason: isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
          status: isAvailable ? 'True' : 'False',
          type: 'Available',
        },
      ],
    },
  };
}

/** The uid of the ReplicaSet of a revision. */
export function setUid(app: App, r: Revision): string {
  return `${app.uid.slice(0, -4)}${String(r.number).padStart(4, '0')}`;
}

/** The ReplicaSet of a revision. */
export function replicaSet(app: App, r: Revision): Fields {
  const { ns, name, replicas } = app.plan;
  const pods = app.pods.filter((p) => p.revision === r && !p.isGone && p.deletedAt === undefined);
  const labels = { app: name, 'pod-template-hash': r.hash };
  const ready = pods.filter((p) => p.postedReady).length;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      annotations: { 'deployment.kubernetes.io/revision': String(r.number) },
      creationTimestamp: second(r.created),
      labels,
      name: `${name}-${r.hash}`,
      namespace: ns,
      ownerReferences: [{ apiVersion: 'apps/v1', blockOwnerDeletion: true, controller: true, kind: 'Deployment', name, uid: app.uid }], // prettier-ignore
      uid: setUid(app, r),
    },
    spec: {
      replicas: r === newest(app) ? replicas : 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(app, r) },
    },
    status: {
      replicas: pods.length,
      ...(ready > 0 ? { availableReplicas: ready, readyReplicas: ready } : {}),
    },
  };
}
