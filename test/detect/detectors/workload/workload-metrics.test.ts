import { workloadMetrics } from '../../../../src/detect/detectors/workload/workload-metrics.js';
import { testDetector } from '../../../support/detector-tester.js';
import { stack } from '../../../support/objects.js';
import { series, turned } from '../../../support/series.js';

const POD = { namespace: 'shop', pod: 'web-7d4b9c5f6d-x7k2p', container: 'web' };
const WEB = { namespace: 'shop', deployment: 'web' };
const looping = series('kube_pod_container_status_restarts_total', POD, (left) =>
  left > 30 ? 1 : 2 + Math.floor((30 - left) / 5),
);
const short = series('kube_deployment_status_replicas_unavailable', WEB, turned(30, 0, 1));
const killed = series(
  'kube_pod_container_status_last_terminated_reason',
  { ...POD, reason: 'OOMKilled' },
  turned(30, 0, 1),
);

testDetector(workloadMetrics, {
  fires: [
    {
      name: 'restarts and missing replicas',
      given: {
        metrics: [looping, short, series('kube_deployment_status_replicas_available', WEB, turned(30, 1, 0))],
      },
      expect: [
        {
          type: 'crashloop',
          entity: 'Deployment/shop/web',
          onset: '11:30:00',
          open: true,
          attrs: { count: 7 },
        },
        {
          type: 'deployment-unavailable',
          entity: 'Deployment/shop/web',
          onset: '11:30:00',
          open: true,
          severity: 3,
          evidence: 'kube_deployment_status_replicas_unavailable',
        },
      ],
    },
    {
      name: 'killed for want of memory',
      given: { metrics: [looping, killed] },
      expect: [{ type: 'container-oom', entity: 'Pod/shop/web-7d4b9c5f6d-x7k2p', onset: '11:30:00' }],
    },
    {
      name: 'an image that is not pulled, for a while',
      given: {
        metrics: [
          series(
            'kube_pod_container_status_waiting_reason',
            { ...POD, reason: 'ImagePullBackOff' },
            (left) => (left <= 30 && left > 10 ? 1 : 0),
          ),
        ],
      },
      expect: [{ type: 'image-pull-backoff', entity: 'Pod/shop/web-7d4b9c5f6d-x7k2p', open: false }],
    },
  ],
  silent: [
    {
      name: 'the workload itself is there and speaks',
      given: { objects: stack('shop/web'), metrics: [looping, short] },
    },
    {
      name: 'one restart, and a rollout',
      given: {
        metrics: [
          series('kube_pod_container_status_restarts_total', POD, turned(30, 3, 4)),
          series('kube_deployment_status_replicas_unavailable', WEB, (left) => (left === 20 ? 1 : 0)),
        ],
      },
    },
    {
      name: 'killed last week',
      given: {
        metrics: [
          series('kube_pod_container_status_restarts_total', POD, () => 4),
          series(
            'kube_pod_container_status_last_terminated_reason',
            { ...POD, reason: 'OOMKilled' },
            () => 1,
          ),
        ],
      },
    },
  ],
});
