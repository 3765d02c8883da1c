import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseTime, SECOND } from '../../src/base/index.js';
import { readCapture } from '../../src/intake/index.js';
import { measure, type Measures } from '../../src/measure/index.js';
import { ref } from '../../src/model/index.js';
import {
  buildCase,
  edges,
  endpointsReady,
  readyReplicas,
  levelAt,
  type Case,
} from '../../src/world/index.js';
import { incidentOf, measured, type GivenCondition } from './incident.js';

/** The recordings lie beside the project, not in it; their README has the true times to the second. */
const RECORDED = fileURLToPath(new URL('../../../shared/recorded/', import.meta.url));
const pathOf = (name: string): string => `${RECORDED}${name}.tar.gz`;
const t = (clock: string): number => parseTime(`2026-11-20T${clock}Z`)?.lo ?? Number.NaN;
const at = (clock: string): string => `2026-11-20T${clock}Z`;

async function caseAt(name: string): Promise<Case> {
  return buildCase(await readCapture([pathOf(name)], {}));
}

/** True ready replicas at instants, by name of the workload. */
function readyAt(c: Case, name: string, clock: string): { lo: number; hi: number } | undefined {
  const track = readyReplicas(c).find((x) => x.entity.name === name);
  const level = track && levelAt(track, t(clock));
  return level && { lo: level.lo, hi: level.hi };
}

/** The outage alone, as a condition of the surface; what measure makes of it must hold the truth. */
function outage(c: Case, surface: string, onset: string, more: readonly GivenCondition[] = []): Measures {
  const condition: GivenCondition = {
    id: 'surface-outage',
    on: ref('Surface', undefined, surface),
    nature: 'impact',
    role: 'symptom',
    onset: at(onset),
    end: at(onset),
    severity: 3,
  };
  return measure(measured(c, incidentOf(c, [condition, ...more])));
}

describe.skipIf(!existsSync(pathOf('registry-node-outage')))(
  'registry-node-outage (skipped when ../shared/recorded is absent)',
  () => {
    let c: Case;
    let m: Measures;
    beforeAll(async () => {
      c = await caseAt('registry-node-outage');
      m = outage(c, 'lastplayed.io', '22:57:41', [
        {
          id: 'agent-crashes',
          on: 'NodeNetwork/worker-2',
          nature: 'fault',
          role: 'root-cause',
          onset: at('22:57:40'),
          end: at('23:06:35'),
          severity: 3,
        },
        {
          id: 'pull-fails',
          on: 'Deployment/lastplayed/web',
          nature: 'symptom',
          role: 'symptom',
          onset: at('22:57:58'),
          end: at('23:02:46'),
        },
      ]);
    });

    it('holds the true times, the restore within five seconds', () => {
      const { timeToDetect, timeToDiagnose, timeToRestore } = m.figures;
      expect(timeToDetect?.lo).toBeLessThanOrEqual(185);
      expect(timeToDetect?.hi).toBeGreaterThanOrEqual(185);
      expect(timeToDetect?.grade).toBe('D');
      expect(timeToDiagnose?.lo).toBeLessThanOrEqual(67);
      expect(timeToDiagnose?.hi).toBeGreaterThanOrEqual(67);
      const restored = (t('23:02:45.870') - t('22:57:41.342')) / SECOND;
      expect(timeToRestore?.lo).toBeLessThanOrEqual(restored);
      expect(timeToRestore?.hi).toBeGreaterThanOrEqual(restored);
      expect((timeToRestore?.hi ?? 0) - (timeToRestore?.lo ?? 0)).toBeLessThan(5);
    });

    it('follows the replicas of the web application', () => {
      expect(readyAt(c, 'web', '22:56:30')).toEqual({ lo: 2, hi: 2 });
      expect(readyAt(c, 'web', '22:59:00')).toEqual({ lo: 0, hi: 0 });
      expect(readyAt(c, 'web', '23:05:00')).toEqual({ lo: 2, hi: 2 });
      expect(readyAt(c, 'gitea', '23:01:00')).toEqual({ lo: 0, hi: 0 });
      expect(readyAt(c, 'postgres', '23:00:00')).toEqual({ lo: 1, hi: 1 });
      const dns = endpointsReady(c).find((x) => x.entity.name === 'kube-dns');
      expect(dns && levelAt(dns, t('23:00:00'))).toMatchObject({ lo: 2, hi: 2 });
    });

    it('says that a probe would have paged in two and a half minutes, the stock rule not within the incident', () => {
      const probe = m.counterfactuals.find((x) => x.pack === 'proposed');
      expect(probe?.rule).toBe('BlackboxProbeFailed');
      expect(probe?.timeToDetect?.hi).toBeLessThanOrEqual(156);
      expect(m.counterfactuals.some((x) => x.pack === 'stock')).toBe(false);
      const stock = m.alerts.find((a) => a.name === 'KubeDeploymentReplicasMismatch');
      expect(stock?.fires.lo).toBeNull();
      expect(stock?.why).toMatch(
        /^had been true for up to .* it waits when .*16 min \d+ s after the impact began/,
      );
    });

    it('credits the patch, and finds it a stopgap in force', () => {
      const patch = m.responses.find((r) => r.entity.name === 'web');
      expect(patch).toMatchObject({
        kind: 'stopgap',
        effect: 'worked',
        inForce: true,
        by: 'alice@example.com',
      });
      expect(m.verdict.status).toBe('mitigated');
    });
  },
);

describe.skipIf(!existsSync(pathOf('service-vip-unreachable')))(
  'service-vip-unreachable (skipped when ../shared/recorded is absent)',
  () => {
    let c: Case;
    beforeAll(async () => {
      c = await caseAt('service-vip-unreachable');
    });

    it('holds the first and the last failure of the login page', () => {
      const m = outage(c, 'auth.example', '22:35:34');
      const [s] = m.surfaces;
      expect(s?.basis).toBe('requests');
      expect(s?.from.lo).toBeLessThanOrEqual(t('22:35:34.279'));
      expect(s?.from.hi).toBeGreaterThanOrEqual(t('22:35:34.279'));
      expect(s?.to?.lo).toBeLessThanOrEqual(t('22:44:24.400'));
      expect(s?.to?.hi).toBeGreaterThanOrEqual(t('22:44:29.346'));
      expect((s?.to?.hi ?? 0) - (s?.to?.lo ?? 0)).toBeLessThan(5.1 * SECOND);
      expect(s?.impact).toBe('full');
    });

    it('shows the customer application ready throughout, the login page not', () => {
      for (const clock of ['22:35:20', '22:37:00', '22:40:00', '22:43:00']) {
        expect(readyAt(c, 'shop', clock)?.lo).toBe(3);
      }
      expect(readyAt(c, 'login-ui', '22:40:00')).toEqual({ lo: 0, hi: 0 });
      expect(readyAt(c, 'kratos', '22:40:00')).toEqual({ lo: 0, hi: 0 });
    });
  },
);

describe.skipIf(!existsSync(pathOf('admission-deadlock')))(
  'admission-deadlock (skipped when ../shared/recorded is absent)',
  () => {
    it('never lost a request at the edge, lost the only replica of the policy engine, and was found by people', async () => {
      const c = await caseAt('admission-deadlock');
      expect(edges(c).every((e) => e.runs.every((r) => !r.failed))).toBe(true);
      expect(readyAt(c, 'kyverno', '23:09:30')).toEqual({ lo: 1, hi: 1 });
      expect(readyAt(c, 'kyverno', '23:12:00')).toEqual({ lo: 0, hi: 0 });
      expect(readyAt(c, 'kyverno', '23:16:00')).toEqual({ lo: 3, hi: 3 });
      const blocked: GivenCondition = {
        id: 'admission-blocked',
        on: 'Cluster/cluster',
        nature: 'impact',
        role: 'symptom',
        onset: at('23:10:11'),
        end: at('23:14:14'),
        severity: 3,
        names: ['MutatingWebhookConfiguration/kyverno-resource-mutating-webhook-cfg'],
      };
      const m = measure(measured(c, incidentOf(c, [blocked])));
      expect(m.figures.timeToDetect?.lo).toBeLessThanOrEqual(150);
      expect(m.figures.timeToDetect?.hi).toBeGreaterThanOrEqual(150);
      expect(m.awareness.detect?.by).toBe('person');
      expect(m.responses.find((r) => r.change.includes('MutatingWebhook'))).toMatchObject({
        kind: 'stopgap',
        effect: 'worked',
        inForce: false,
      });
      expect(m.severity.severity).toBe('high');
    });
  },
);

describe.skipIf(!existsSync(pathOf('multi-site-cascade')))(
  'multi-site-cascade (skipped when ../shared/recorded is absent)',
  () => {
    it('was found by alerts 25 s after the cut, and restore is open', async () => {
      const c = await caseAt('multi-site-cascade');
      const lost: GivenCondition = {
        id: 'node-unreachable',
        on: 'Node/worker-3',
        nature: 'fault',
        role: 'root-cause',
        onset: at('23:37:30'),
        severity: 3,
      };
      const m = measure(measured(c, incidentOf(c, [lost])));
      expect(m.awareness.detect).toMatchObject({ by: 'alert' });
      expect(m.figures.timeToDetect?.lo).toBeLessThanOrEqual(25);
      expect(m.figures.timeToDetect?.hi).toBeGreaterThanOrEqual(25);
      expect(m.verdict.status).toBe('active');
      expect(m.figures.timeToRestore?.open).toBe(true);
      expect(m.awareness.alerts.some((a) => /Smokeping|Longhorn|Backup/.test(a.name))).toBe(false);
      expect(readyAt(c, 'grafana', '23:40:00')).toEqual({ lo: 0, hi: 0 });
    });
  },
);

describe.skipIf(!existsSync(pathOf('autoscaler-etcd-storm')))(
  'autoscaler-etcd-storm (skipped when ../shared/recorded is absent)',
  () => {
    it('served every request, while the gateway grew and checkout stayed up', async () => {
      const c = await caseAt('autoscaler-etcd-storm');
      expect(edges(c).every((e) => e.runs.every((r) => !r.failed))).toBe(true);
      expect(readyAt(c, 'api-gateway', '22:25:30')).toEqual({ lo: 8, hi: 8 });
      expect(readyAt(c, 'checkout', '22:28:00')).toEqual({ lo: 3, hi: 3 });
    });
  },
);
