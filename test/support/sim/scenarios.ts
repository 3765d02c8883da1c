import { seeded } from '../seeded.js';
import type { AppPlan, ClusterPlan, FaultPlan, ProbePlan } from './plan.js';

const T0 = Date.parse('2026-03-04T10:00:00Z');
const MINUTE = 60_000;
const OUTSIDE = { host: 'registry.example.com', address: '203.0.113.20:443' };

/** Names of what a scenario turns on. */
export interface Cast {
  readonly front: string;
  readonly store: string;
  readonly victim: string;
}

const probe = (path: string, asksNeeds: boolean, threshold = 3): ProbePlan => ({
  path,
  periodS: 10,
  timeoutS: 1,
  threshold,
  delayS: 5,
  asksNeeds,
});

/** An app with the usual settings. */
export function app(ns: string, name: string, replicas: number, more: Partial<AppPlan> = {}): AppPlan {
  return {
    ns,
    name,
    replicas,
    needs: [],
    readiness: probe('/ready', false),
    liveness: probe('/live', false),
    registry: OUTSIDE.host,
    pullPolicy: 'IfNotPresent',
    bootS: 2,
    ...more,
  };
}

/** A shop: a front that users reach, the API behind it, its store, and others around them. */
export function shop(
  seed: number,
  pods: number,
  faults: (cast: Cast, workers: readonly string[], at: number) => readonly FaultPlan[],
  more: Partial<ClusterPlan> = {},
): ClusterPlan {
  const random = seeded(seed);
  const start = T0 - 10 * MINUTE;
  const perNode = Math.max(4, Math.min(40, Math.ceil(pods / 4)));
  const count = Math.max(3, Math.ceil((pods * 1.4) / perNode) + 1);
  const workers = Array.from({ length: count }, (_, i) => `wk-${i + 1}`);
  const apps: AppPlan[] = [
    app('shop', 'front', Math.max(1, Math.min(3, Math.floor(pods / 3))), { host: 'shop.example.org', needs: ['shop/orders'], readiness: probe('/ready', true) }), // prettier-ignore
    app('shop', 'orders', Math.max(1, Math.min(3, Math.floor(pods / 4))), { needs: ['shop/ledger'], readiness: probe('/ready', true) }), // prettier-ignore
    app('shop', 'ledger', 1),
  ];
  let left = pods - apps.reduce((n, a) => n + a.replicas, 0);
  for (let i = 0; left > 0; i++) {
    const replicas = Math.min(left, random.between(1, Math.max(2, Math.min(12, pods >> 3))));
    apps.push(app(`team-${i % 9}`, `svc-${i}`, replicas));
    left -= replicas;
  }
  const cast = { front: 'shop/front', store: 'shop/ledger', victim: 'shop/orders' };
  return {
    seed,
    start,
    end: T0 + 20 * MINUTE,
    minor: 29,
    workers,
    podsPerNode: Math.max(perNode * 2, 12),
    apps,
    registries: [OUTSIDE],
    webhooks: [],
    clocks: {},
    faults: faults(cast, workers, T0 + random.below(60_000)),
    sampleMs: 1000,
    ...more,
  };
}
