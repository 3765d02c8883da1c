import type { CausalRule } from '../rule.js';

/** Jobs and their schedules. */
export const jobRules: readonly CausalRule[] = [
  {
    id: 'schedule-by-declaration',
    effect: ['cronjob-missed', 'cronjob-overlap'],
    cause: ['cronjob-schedule-invalid', 'kube-controller-manager-down', 'controller-lag'],
    mechanism: 'the schedule cannot be followed',
    paths: ['self', 'anywhere'],
    lag: { min: -60, max: Infinity, source: 'the CronJob controller looks every 10 s' },
    strength: 0.65,
  },
  {
    id: 'job-failed-from-target',
    effect: ['job-backoff-exceeded', 'chronic-job-failure'],
    cause: [
      'service-no-endpoints',
      'surface-outage',
      'deployment-unavailable',
      'overlay-interface-missing',
      'apiserver-vip-unreachable',
      'image-pull-failed',
      'image-pull-backoff',
      'cni-sandbox-failure',
    ],
    mechanism: 'what the job calls, or needs to start, is down',
    paths: ['named', 'family needs', 'family', 'family runs-on ~part-of'],
    lag: { min: -30, max: 600, source: 'the first run after the target is lost' },
    strength: 0.8,
  },
  {
    id: 'job-failed-from-exit',
    effect: ['job-backoff-exceeded', 'cronjob-missed'],
    cause: [
      'container-exit-error',
      'crashloop',
      'readonly-rootfs-write',
      'failed-scheduling',
      'replicaset-create-failed',
    ],
    mechanism: 'a Job fails when its pods fail often enough',
    paths: ['family'],
    lag: { min: -30, max: 3600, source: 'backoffLimit 6, pod back-off 10 s to 10 min' },
    strength: 0.8,
    standing: false,
  },
];
