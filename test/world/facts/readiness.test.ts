import { describe, expect, it } from 'vitest';
import { iso, utc } from '../../../src/base/index.js';
import { unreadyTimes } from '../../../src/world/index.js';
import { caseOf, who } from '../../support/case-builder.js';

const service = {
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};

const pod = (name: string, created: string, started: string, ready: string, status = 'True') => ({
  kind: 'Pod',
  metadata: { namespace: 'shop', name, labels: { app: 'web' }, creationTimestamp: `2026-03-04T${created}Z` },
  spec: { containers: [{ name: 'web' }] },
  status: {
    conditions: [{ type: 'Ready', status, lastTransitionTime: `2026-03-04T${ready}Z` }],
    containerStatuses: [
      { name: 'web', restartCount: 0, state: { running: { startedAt: `2026-03-04T${started}Z` } } },
    ],
  },
});

const times = (objects: readonly unknown[]): string[] =>
  unreadyTimes(caseOf({ objects }).c, who('Service/shop/web')).map((u) => `${iso(u.lo)} ${iso(u.hi)}`);

describe('times at which a Service had no ready endpoint', () => {
  it('knows that a new pod was not ready before its first readiness', () => {
    expect(times([service, pod('web-1', '10:00:00', '10:00:30', '10:00:40')])).toEqual([
      '2026-03-04T10:00:00Z 2026-03-04T10:00:40Z',
    ]);
  });

  it('says nothing while another pod may have been ready', () => {
    expect(
      times([
        service,
        pod('web-1', '08:00:00', '08:00:10', '09:30:00'),
        pod('web-2', '10:00:00', '10:00:30', '10:00:40'),
      ]),
    ).toEqual([]);
  });

  it('knows since when the only pod has not been ready', () => {
    expect(times([service, pod('web-1', '08:00:00', '08:00:10', '11:30:00', 'False')])).toEqual([
      '2026-03-04T11:30:01Z 2026-03-04T12:00:01Z',
    ]);
  });

  it('knows it only to the earliest time at which that may have been seen', () => {
    const down = pod('web-1', '08:00:00', '08:00:10', '11:30:00', 'False');
    const at = { lo: utc(2026, 3, 4, 11, 40), hi: utc(2026, 3, 4, 11, 50), grade: 'B' } as const;
    const { c } = caseOf({ objects: [service], snapshots: [{ object: down, at }] });
    const [known] = unreadyTimes(c, who('Service/shop/web'));
    expect(known && iso(known.hi)).toBe('2026-03-04T11:40:00Z');
  });

  it('reads an EndpointSlice without a ready address, from its last change on', () => {
    const slice = {
      kind: 'EndpointSlice',
      metadata: {
        namespace: 'shop',
        name: 'web-x7',
        labels: { 'kubernetes.io/service-name': 'web' },
        annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-03-04T11:00:00Z' },
      },
      endpoints: [],
    };
    expect(times([service, slice])).toEqual(['2026-03-04T11:00:01Z 2026-03-04T12:00:01Z']);
  });
});
