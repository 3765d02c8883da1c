import { describe, expect, it } from 'vitest';
import { iso } from '../../../src/base/index.js';
import {
  endpointsReady,
  readyReplicas,
  restarts,
  seriesOf,
  waitingSpans,
  type Track,
} from '../../../src/world/index.js';
import { caseOf, type Given } from '../../support/case-builder.js';
import { container, deployment, endpoints, pod, replicaSet, service } from '../../support/objects.js';

const at = (clock: string): string => `2026-03-04T${clock}Z`;
const steps = (track: Track | undefined): string[] =>
  (track?.levels ?? []).map(
    (l) => `${iso(l.from).slice(11, 19)} ${l.lo === l.hi ? l.lo : `${l.lo}..${l.hi}`}`,
  );

const probed = { spec: { containers: [container('web', { readinessProbe: { periodSeconds: 5 } })] } };
const ready = (status: string, since: string): object => ({
  status: { conditions: [{ type: 'Ready', status, lastTransitionTime: at(since) }] },
});
const RS = 'shop/web-7d4b9c5f6d';
const POD = 'Pod/shop/web-7d4b9c5f6d-abcde';
const base = (more: Given, ...pods: unknown[]): Given => ({
  ...more,
  objects: [
    deployment('shop/web'),
    replicaSet(RS, 'web'),
    service('shop/web'),
    ...pods,
    ...(more.objects ?? []),
  ],
});
const webPod = (more: object): unknown =>
  pod('shop/web-7d4b9c5f6d-abcde', 'ReplicaSet/web-7d4b9c5f6d', { ...more });

describe('ready replicas over time', () => {
  it('does not take a pod for unready of which only its place and its end are told', () => {
    const about = 'Pod/shop/web-7d4b9c5f6d-zzzzz';
    const told = (message: string): Given =>
      base(
        {
          events: [
            { about, reason: 'Scheduled', message: 'assigned to node-1', first: '10:10:06', type: 'Normal' },
            { about, reason: 'Killing', message, first: '11:40:05', type: 'Normal' },
          ],
        },
        webPod({ metadata: { creationTimestamp: at('11:40:06') }, ...ready('True', '11:40:14') }),
      );
    const all = (g: Given): string[] => steps(readyReplicas(caseOf(g).c)[0]);
    expect(all(told('Stopping container web'))).not.toContain('10:10:07 0');
    expect(all(told('Container web failed liveness probe, will be restarted'))).toContain('10:10:07 0');
  });

  it('follows the Ready condition through two snapshots', () => {
    const given = base({
      snapshots: [
        { object: webPod(ready('True', '08:00:05')), at: '10:00:00' },
        { object: webPod(ready('False', '10:30:00')), at: '11:00:00' },
      ],
    });
    const { c } = caseOf(given);
    expect(steps(readyReplicas(c).find((t) => t.entity.kind === 'Deployment'))).toEqual([
      '08:00:00 0..1',
      '08:00:06 1',
      '10:30:00 0..1',
      '10:30:01 0',
    ]);
    expect(steps(endpointsReady(c)[0])).toContain('10:30:01 0');
  });

  it('takes the silence of the kubelet after a start for readiness, and its complaints for the lack of it', () => {
    const quiet = base({
      snapshots: [{ object: webPod({ ...probed, ...ready('False', '10:00:00') }), at: '11:00:00' }],
      events: [
        {
          about: POD,
          reason: 'Started',
          message: 'Started container web',
          type: 'Normal',
          first: '08:00:02',
        },
      ],
    });
    const known = steps(readyReplicas(caseOf(quiet).c)[0]);
    expect(known).toContain('08:00:10 1');
    const loud = base({
      snapshots: [{ object: webPod({ ...probed, ...ready('True', '08:05:00') }), at: '11:00:00' }],
      events: [
        {
          about: POD,
          reason: 'Started',
          message: 'Started container web',
          type: 'Normal',
          first: '08:00:02',
        },
        {
          about: POD,
          reason: 'Unhealthy',
          message: 'Readiness probe failed: 503',
          first: '08:00:07',
          last: '08:04:57',
          count: 59,
        },
      ],
    });
    const slow = steps(readyReplicas(caseOf(loud).c)[0]);
    expect(slow).toEqual(['08:00:00 0', '08:05:00 0..1', '08:05:01 1']);
  });

  it('takes a container that starts again and again for not ready, while the Ready condition did not turn', () => {
    const given = base({
      snapshots: [{ object: webPod({ ...probed, ...ready('False', '10:00:00') }), at: '11:00:00' }],
      events: [
        {
          about: POD,
          reason: 'Started',
          message: 'Started container web',
          type: 'Normal',
          first: '10:00:05',
          last: '10:52:00',
          count: 14,
        },
      ],
    });
    const { c } = caseOf(given);
    expect(steps(readyReplicas(c).find((t) => t.entity.kind === 'Deployment')).at(-1)).toBe('10:00:01 0');
  });

  it('counts a pod that is being deleted as gone', () => {
    const given = base({
      events: [
        {
          about: POD,
          reason: 'Started',
          message: 'Started container web',
          type: 'Normal',
          first: '08:00:02',
        },
        {
          about: POD,
          reason: 'Killing',
          message: 'Stopping container web',
          type: 'Normal',
          first: '10:00:00',
        },
        {
          about: `ReplicaSet/${RS}`,
          reason: 'SuccessfulDelete',
          message: 'Deleted pod: web-7d4b9c5f6d-abcde',
          first: '10:00:00',
        },
      ],
      snapshots: [{ object: webPod(ready('True', '08:00:05')), at: '09:00:00' }],
    });
    expect(steps(readyReplicas(caseOf(given).c)[0]).at(-1)).toMatch(/^10:00:0[01] 0$/);
  });

  it('counts a pod that somebody deleted as gone from then on, and not before its last start', () => {
    const started = { about: POD, reason: 'Started', message: 'Started container web', first: '09:40:00' };
    const given = base({
      events: [started],
      snapshots: [{ object: webPod(ready('False', '09:20:00')), at: '09:30:00' }],
      requests: [{ at: '10:00:00', verb: 'delete', user: 'alice@example.com', about: POD, code: 200 }],
    });
    const known = steps(readyReplicas(caseOf(given).c)[0]);
    expect(known).toContain('09:40:04 1');
    expect(known.at(-1)).toMatch(/^10:00:0[01] 0$/);
  });

  it('uses the counts of endpoints where no pod is known', () => {
    const { c } = caseOf({
      objects: [service('shop/db', { selector: undefined })],
      snapshots: [
        { object: endpoints('shop/db', ['x']), at: '10:00:00' },
        { object: endpoints('shop/db', [], ['x']), at: '10:10:00' },
      ],
    });
    expect(steps(endpointsReady(c)[0])).toEqual(['10:00:01 0..1', '10:10:01 0']);
  });
});

describe('waiting and restarts', () => {
  it('joins what snapshots and events say of a wait', () => {
    const { c } = caseOf(
      base(
        {
          events: [
            {
              about: POD,
              reason: 'BackOff',
              message: 'Back-off pulling image "x"',
              first: '10:00:00',
              last: '10:05:00',
              count: 9,
            },
            {
              about: POD,
              reason: 'Failed',
              message: 'Error: ImagePullBackOff',
              first: '10:00:00',
              last: '10:04:00',
              count: 8,
            },
            {
              about: POD,
              reason: 'BackOff',
              message: 'Back-off restarting failed container',
              first: '10:10:00',
              last: '10:20:00',
              count: 9,
            },
          ],
        },
        webPod({}),
      ),
    );
    expect(
      waitingSpans(c).map((s) => `${s.reason} ${iso(s.lo).slice(11, 19)} ${iso(s.hi).slice(11, 19)}`),
    ).toEqual(['ImagePullBackOff 10:00:00 10:05:01', 'CrashLoopBackOff 10:10:00 10:20:01']);
  });

  it('counts starts, and draws lines only for what has a value', () => {
    const { c } = caseOf(
      base(
        {
          events: [
            {
              about: POD,
              reason: 'Started',
              message: 'Started container web',
              type: 'Normal',
              first: '08:00:00',
              last: '10:00:00',
              count: 4,
            },
          ],
        },
        webPod({
          status: {
            containerStatuses: [
              {
                name: 'web',
                ready: true,
                restartCount: 3,
                state: { running: { startedAt: at('10:00:00') } },
              },
            ],
          },
        }),
      ),
    );
    expect(restarts(c)[0]).toMatchObject({ count: 3 });
    const series = seriesOf(c);
    const line = series.find((s) => s.group === 'restarts');
    expect(line?.points).toEqual([
      [at('08:00:00'), 0],
      [at('10:00:00'), 3],
    ]);
    expect(series.find((s) => s.id === 'events:Normal')?.points.reduce((n, [, v]) => n + v, 0)).toBe(4);
  });
});
