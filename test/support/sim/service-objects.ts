import type { Fields } from '../objects.js';
import { second } from './clocks.js';
import type { App, Cluster } from './state.js';

const HOUR = 3_600_000;

/** The Service of an app. */
export function service(app: App): Fields {
  const { ns, name } = app.plan;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { creationTimestamp: second(app.created), labels: { app: name }, name, namespace: ns, uid: `svc-${app.uid}` }, // prettier-ignore
    spec: {
      clusterIP: app.clusterIp,
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }],
      selector: { app: name },
      type: 'ClusterIP',
    },
  };
}

/** Its EndpointSlice. */
export function slice(app: App): Fields {
  const { ns, name } = app.plan;
  const pods = app.pods.filter((p) => p.ip !== '' && !p.isGone);
  return {
    addressType: 'IPv4',
    apiVersion: 'discovery.k8s.io/v1',
    endpoints:
      pods.length === 0
        ? null
        : pods.map((p) => ({
            addresses: [p.ip],
            conditions: {
              ready: app.ready.includes(p),
              serving: p.postedReady,
              terminating: p.deletedAt !== undefined,
            },
            nodeName: p.node?.name,
            targetRef: { kind: 'Pod', name: p.name, namespace: ns, uid: p.uid },
          })),
    kind: 'EndpointSlice',
    metadata: {
      ...(app.trigger === undefined
        ? {}
        : { annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': second(app.trigger) } }),
      creationTimestamp: second(app.created),
      labels: { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io', 'kubernetes.io/service-name': name }, // prettier-ignore
      name: `${name}-${app.uid.slice(0, 5)}`,
      namespace: ns,
      ownerReferences: [{ apiVersion: 'v1', blockOwnerDeletion: true, controller: true, kind: 'Service', name, uid: `svc-${app.uid}` }], // prettier-ignore
      uid: `slice-${app.uid}`,
    },
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  };
}

/** Its Ingress. */
export function ingress(app: App): Fields {
  const { ns, name, host } = app.plan;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { creationTimestamp: second(app.created), name, namespace: ns, uid: `ing-${app.uid}` },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host,
          http: {
            paths: [{ backend: { service: { name, port: { number: 80 } } }, path: '/', pathType: 'Prefix' }],
          },
        },
      ],
    },
  };
}

/** A configuration of a webhook for new pods. */
export function webhook(c: Cluster, w: Cluster['plan']['webhooks'][number]): Fields {
  const [namespace = '', name = ''] = w.app.split('/');
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { creationTimestamp: second(c.plan.start - 200 * HOUR), name: w.name, uid: `hook-${w.name}` },
    webhooks: [
      {
        admissionReviewVersions: ['v1'],
        clientConfig: { service: { name, namespace, path: '/mutate', port: 443 } },
        failurePolicy: w.failurePolicy,
        matchPolicy: 'Equivalent',
        name: w.name,
        namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] }] }, // prettier-ignore
        rules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' },
        ],
        sideEffects: 'None',
        timeoutSeconds: 10,
      },
    ],
  };
}
