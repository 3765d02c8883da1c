import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/model/index.js';

import { incidentCase, withoutName } from '../../src/report/case.js';
import { replicasChart } from '../../src/report/charts/replicas.js';
import { registryOutage } from './fixture.js';

const deployment = { kind: 'Deployment', namespace: 'shop', name: 'web' };

describe('what stands beside its name', () => {
  it('does not say the name again', () => {
    expect(withoutName(deployment, 'Deployment shop/web has 0 of 2 replicas ready.')).toBe(
      'Has 0 of 2 replicas ready.',
    );
    expect(
      withoutName({ kind: 'ServiceDataplane', name: 'a' }, 'The Service rules of node a were gone.'),
    ).toBe('Were gone.');
  });

  it('stays whole where it is of something else, or goes on with a noun', () => {
    const other = 'The readiness probe of Pod shop/web-1 fails.';
    expect(withoutName(deployment, other)).toBe(other);
    const leader = 'The etcd leader (etcd-1) sent heartbeats too late.';
    expect(withoutName({ kind: 'Component', name: 'etcd' }, leader)).toBe(leader);
  });
});

describe('ready replicas', () => {
  const [one] = registryOutage.incidents;
  const chart = (points: readonly (readonly [string, number])[], entity = deployment) => {
    if (one === undefined) throw new Error('fixture');
    const series = { id: 's', title: 'Ready', group: 'ready-replicas', shape: 'step', unit: '', entity, points } as const;
    const incident = { ...one, notAffected: [{ entity: deployment, evidence: [], why: '' }] };
    const analysis: Analysis = { ...registryOutage, incidents: [incident], series: [series] };
    return replicasChart(incidentCase(analysis, incident, 1));
  }; // prettier-ignore

  it('of a workload that was scaled up and back are no fall', () => {
    expect(
      chart([
        ['2026-11-20T22:50:00Z', 2],
        ['2026-11-20T22:58:00Z', 9],
        ['2026-11-20T23:00:00Z', 2],
      ])?.alt,
    ).toBe('shop/web had 2 to 9.');
  });

  it('of what this incident is not told of are left out', () => {
    const points = [
      ['2026-11-20T22:50:00Z', 2],
      ['2026-11-20T22:58:00Z', 0],
    ] as const;
    expect(chart(points)?.alt).toBe('shop/web fell to 0 of 2.');
    expect(chart(points, { ...deployment, name: 'elsewhere' })).toBeUndefined();
  });
});
