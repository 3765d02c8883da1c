import { describe, expect, it } from 'vitest';
import { analysed, clock, event } from '../../support/capture.js';
import { node, object, stack, type Fields } from '../../support/objects.js';

const condition = (type: string, status: string, reason: string, message: string, since: string): Fields => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: clock(since),
});

const hpa = (since: string): Fields =>
  object('HorizontalPodAutoscaler', 'shop/cart', {
    apiVersion: 'autoscaling/v2',
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }],
    },
    status: {
      currentReplicas: 1,
      desiredReplicas: 1,
      conditions: [
        condition(
          'ScalingActive',
          'False',
          'FailedGetResourceMetric',
          'unable to get metrics for resource cpu: the server could not find the requested resource (get pods.metrics.k8s.io)',
          since,
        ),
      ],
    },
  });

const job = (failed: string): Fields =>
  object('Job', 'shop/import-1', {
    apiVersion: 'batch/v1',
    spec: { completions: 1, activeDeadlineSeconds: 600 },
    status: {
      startTime: clock('11:00:00'),
      conditions: [
        condition(
          'Failed',
          'True',
          'DeadlineExceeded',
          'Job was active longer than specified deadline',
          failed,
        ),
      ],
    },
  });

const certificate = object('Certificate', 'shop/front', {
  apiVersion: 'cert-manager.io/v1',
  spec: { secretName: 'front' },
  status: {
    conditions: [
      condition('Ready', 'False', 'Expired', 'Certificate expired on Wed, 04 Mar 2026', '11:00:00'),
    ],
  },
});

const cron = object('CronJob', 'shop/import', {
  apiVersion: 'batch/v1',
  spec: { schedule: '*/5 * * * *', jobTemplate: { spec: {} } },
});
const missed = event(
  'CronJob/shop/import',
  'TooManyMissedTimes',
  'too many missed start times: 101',
  '11:20:00',
  '11:58:00',
  20,
);

const edge = object('Service', 'shop/edge', {
  apiVersion: 'v1',
  spec: { type: 'LoadBalancer', selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 8080 }] },
});
const refused = (count: number): Fields =>
  event(
    'Service/shop/edge',
    'SyncLoadBalancerFailed',
    'Error syncing load balancer: quota exceeded',
    '11:20:00',
    '11:58:00',
    count,
  );

async function told(objects: readonly Fields[], events: readonly Fields[] = []): Promise<string[]> {
  const around = [object('Namespace', 'shop'), node('node-1'), ...stack('shop/cart')];
  const a = await analysed({ objects: [...around, ...objects], events });
  return a.incidents.flatMap((i) =>
    i.rootCauses.map((r) => `${r.condition} ${r.entity.kind}/${r.entity.name} ${r.confidence}`),
  );
}

describe('a capture in which only a controller states that it cannot go on', () => {
  it('tells of an autoscaler without metrics, not of one that only began', async () => {
    expect(await told([hpa('11:20:00')])).toEqual([
      'hpa-metrics-unavailable HorizontalPodAutoscaler/cart low',
    ]);
    expect(await told([hpa('11:58:00')])).toEqual([]);
  });

  it('tells of an autoscaler that only events speak of', async () => {
    const unread = (last: string): Fields =>
      event(
        'HorizontalPodAutoscaler/shop/cart',
        'FailedGetResourceMetric',
        'unable to get metrics for resource cpu',
        '11:20:00',
        last,
        90,
      );
    expect(await told([], [unread('11:59:00')])).toEqual([
      'hpa-metrics-unavailable HorizontalPodAutoscaler/cart low',
    ]);
    expect(await told([], [unread('11:40:00')])).toEqual([]);
  });

  it('tells of a job that was given up lately, and not of one of this morning', async () => {
    expect(await told([job('11:10:00')])).toEqual(['job-deadline-exceeded Job/import-1 low']);
    expect(await told([job('06:10:00')])).toEqual([]);
  });

  it('tells of a cron job that begins no run any more', async () => {
    expect(await told([cron], [missed])).toEqual(['cronjob-missed CronJob/import low']);
  });

  it('tells of a load balancer that is refused again and again', async () => {
    expect(await told([edge], [refused(12)])).toEqual(['load-balancer-sync-failed Service/edge high']);
    expect(await told([edge], [refused(1)])).toEqual([]);
  });

  it('tells of a certificate that ran out', async () => {
    expect(await told([certificate])).toEqual(['tls-cert-expired Certificate/front high']);
  });

  it('leaves it out beside what is weightier', async () => {
    const broken = object('CronJob', 'shop/export', {
      apiVersion: 'batch/v1',
      spec: { schedule: 'every day', jobTemplate: { spec: {} } },
    });
    const unread = event(
      'CronJob/shop/export',
      'UnparseableSchedule',
      'unparseable schedule "every day"',
      '11:30:00',
      '11:58:00',
      9,
    );
    expect(await told([hpa('11:20:00'), broken], [unread])).toEqual([
      'cronjob-schedule-invalid CronJob/export high',
    ]);
  });
});
