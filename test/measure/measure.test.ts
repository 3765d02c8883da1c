import { describe, expect, it } from 'vitest';
import { iso } from '../../src/base/index.js';
import { measure, type Measures } from '../../src/measure/index.js';
import { caseOf, type Given } from '../support/case-builder.js';
import { container, deployment, object, pod, replicaSet, service } from '../support/objects.js';
import { incidentOf, measured, type GivenCondition } from './incident.js';

const ALICE = 'alice@example.com';
const SURFACE = 'Surface/shop.example';

/** A shop behind an ingress: requests fail from 10:00:00 to 10:20:00, then are good until 11:00. */
const access: NonNullable<Given['access']> = [
  {
    entrance: 'edge',
    host: 'shop.example',
    at: '09:00:00',
    until: '09:59:58',
    failed: false,
    statuses: { 200: 3599 },
  },
  {
    entrance: 'edge',
    host: 'shop.example',
    at: '10:00:00',
    until: '10:20:00',
    failed: true,
    statuses: { 503: 1200 },
  },
  {
    entrance: 'edge',
    host: 'shop.example',
    at: '10:20:02',
    until: '11:00:00',
    failed: false,
    statuses: { 200: 2400 },
  },
];
const shop = [
  deployment('shop/web', {
    template: { spec: { containers: [container('web', { imagePullPolicy: 'IfNotPresent' })] } },
  }),
  replicaSet('shop/web-7d4b9c5f6d', 'web'),
  pod('shop/web-7d4b9c5f6d-abcde', 'ReplicaSet/web-7d4b9c5f6d'),
  service('shop/web'),
  object('Ingress', 'shop/web', {
    spec: { rules: [{ host: 'shop.example', http: { paths: [{ backend: { service: { name: 'web' } } }] } }] },
  }),
];
const stuck = pod('shop/web-7d4b9c5f6d-abcde', 'ReplicaSet/web-7d4b9c5f6d', {
  status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T09:59:40Z' }] },
});
const patch = {
  at: '10:19:30',
  verb: 'patch',
  user: ALICE,
  about: 'Deployment/shop/web',
  body: { spec: { template: { spec: { containers: [{ name: 'web', imagePullPolicy: 'IfNotPresent' }] } } } },
};
const notes = [
  { at: '10:06:00', text: 'noticed shop.example answers 503, no alert' },
  { at: '10:15:00', text: 'root cause confirmed: registry gone with node-2' },
  { at: '10:19:30', text: 'stopgap: IfNotPresent on shop/web' },
];
const pull: GivenCondition = {
  id: 'pull-fails',
  on: 'Deployment/shop/web',
  nature: 'symptom',
  role: 'symptom',
  onset: '10:00:05',
  end: '10:19:55',
};
const outage: GivenCondition = {
  id: 'surface-outage',
  on: SURFACE,
  nature: 'impact',
  role: 'symptom',
  onset: '10:00:00',
  end: '10:20:00',
  severity: 3,
};
const root: GivenCondition = {
  id: 'registry-down',
  on: 'Service/git/registry',
  nature: 'fault',
  role: 'root-cause',
  onset: '09:59:30',
  severity: 3,
  selfExplaining: true,
};
const CHAIN = [
  ['registry-down', 'pull-fails'],
  ['pull-fails', 'surface-outage'],
] as const;

function shopOutage(
  more: Given = {},
  conditions: readonly GivenCondition[] = [root, pull, outage],
): Measures {
  const { c } = caseOf({
    asOf: '11:00:00',
    objects: shop,
    access,
    statements: notes,
    requests: [patch],
    ...more,
  });
  return measure(measured(c, incidentOf(c, conditions, CHAIN)));
}

describe('instants and figures of an outage', () => {
  const m = shopOutage();

  it('takes impact and restore from the edge log, to the request', () => {
    expect(m.figures.timeToRestore).toMatchObject({ from: 'impact', to: 'restore', grade: 'B', open: false });
    expect(m.figures.timeToRestore?.lo).toBeLessThanOrEqual(1201);
    expect(m.figures.timeToRestore?.hi).toBeGreaterThanOrEqual(1201);
    expect((m.figures.timeToRestore?.hi ?? 0) - (m.figures.timeToRestore?.lo ?? 0)).toBeLessThan(5);
  });

  it('takes a log that begins with failures as no proof of when they began', () => {
    const cut = shopOutage({ access: access.slice(1) }, [
      root,
      pull,
      { ...outage, attrs: { alreadyFailing: 1 } },
    ]);
    const [s] = cut.surfaces;
    // the root cause of 09:59:30 is the earliest that it can have begun
    expect([iso(s?.from.lo ?? 0), iso(s?.from.hi ?? 0), s?.from.grade]).toEqual([
      '2026-03-04T09:59:30Z',
      '2026-03-04T10:00:01Z',
      'C',
    ]);
    expect(cut.figures.timeToRestore?.lo).toBeLessThanOrEqual(1201);
    expect(cut.figures.timeToRestore?.hi).toBeGreaterThanOrEqual(1231);
  });

  it('takes detection and diagnosis from notes, grade D, and names the ends', () => {
    expect(m.figures.timeToDetect).toMatchObject({ from: 'impact', to: 'detect', grade: 'D' });
    expect(m.figures.timeToDetect?.lo).toBeLessThanOrEqual(360);
    expect(m.figures.timeToDetect?.hi).toBeGreaterThanOrEqual(360);
    expect(m.figures.timeToDiagnose).toMatchObject({ lo: 539, hi: 541 });
    expect(m.awareness.detect).toMatchObject({ by: 'person', why: 'a note says how it was noticed' });
  });

  it('leaves resolving open while the root cause stands', () => {
    expect(m.verdict.status).toBe('mitigated');
    expect(m.verdict.canRecur).toBe(true);
    expect(m.figures.timeToResolve).toMatchObject({ open: true, from: 'impact' });
    expect(m.figures.timeToResolve?.lo).toBeGreaterThanOrEqual(3599);
  });

  it('counts requests and the error budget', () => {
    const [s] = m.surfaces;
    expect(s?.requests).toEqual({ total: 1200, failed: 1200 });
    expect(s?.impact).toBe('full');
    expect(s?.budget?.assumed).toBe(true);
    expect(s?.budget?.burned.lo).toBeCloseTo(0.463, 2);
    expect(s?.budget?.statement).toContain('taken as 99.9 % over 30 days');
    expect(m.severity).toMatchObject({ severity: 'critical' });
  });

  it('says which response worked, and that it is a stopgap', () => {
    expect(m.responses).toHaveLength(1);
    expect(m.responses[0]).toMatchObject({ kind: 'stopgap', effect: 'worked', inForce: true, by: ALICE });
    expect(m.responses[0]?.why).toMatch(
      /"surface-outage" \(Surface shop\.example\) ended .* after it and not before/,
    );
  });

  it('shows what each pack would have told', () => {
    const probe = m.alerts.find((a) => a.name === 'BlackboxProbeFailed');
    expect(probe?.heard?.hi).not.toBeNull();
    expect(m.counterfactuals.find((x) => x.pack === 'proposed')?.timeToDetect?.hi).toBeLessThanOrEqual(155);
    expect(m.counterfactuals.find((x) => x.pack === 'stock')).toBeUndefined();
    const short = shopOutage({ objects: [...shop.slice(0, 2), stuck, ...shop.slice(3)], asOf: '10:10:00' });
    const pending = short.alerts.find((a) => a.name === 'KubeDeploymentReplicasMismatch');
    expect(pending?.why).toMatch(
      /^had been true for up to 10 min 21 s of the 15 min it waits when the capture ended; it fires by .*, if this goes on$/,
    );
    expect(m.blindSpots[0]).toMatchObject({ kind: 'detection' });
    expect(m.blindSpots[0]?.savesMinutes?.hi).toBeGreaterThan(3.4);
  });

  it('orders the actions: repair, revert, detect', () => {
    expect(m.actions.map((a) => a.kind)).toEqual(['repair', 'revert-stopgap', 'detect']);
    expect(m.actions[0]?.cuts).toEqual(['l0']);
    for (const a of m.actions) expect(a.doneWhen.length).toBeGreaterThan(20);
  });
});

describe('what is not known', () => {
  it('bounds detection by the audit log and says so', () => {
    const m = shopOutage({
      statements: [],
      requests: [{ ...patch, at: '10:12:00', verb: 'get', user: ALICE }, patch],
    });
    expect(m.awareness.detect?.why).toMatch(/upper bound from the audit log/);
    expect(m.figures.timeToDetect).toMatchObject({ lo: 0, grade: 'C' });
    expect(m.figures.timeToDetect?.hi).toBeGreaterThanOrEqual(720);
  });

  it('does not take a pipeline, nor the act that set it off, for somebody who noticed', () => {
    const looked = { ...patch, at: '10:12:00', verb: 'get', user: ALICE };
    const early = { ...patch, at: '10:01:00', verb: 'get', user: 'ci-deployer' };
    const m = shopOutage({ statements: [], requests: [early, looked, patch] });
    expect(m.awareness.detect?.why).toContain(ALICE);
    expect(shopOutage({ statements: [], requests: [early] }).figures.timeToDetect).toBeNull();
  });

  it('has no figure for what nothing tells', () => {
    const m = shopOutage({ statements: [], requests: [] });
    expect(m.figures.timeToDetect).toBeNull();
    expect(m.figures.timeToDiagnose).toBeNull();
    expect(m.instants.detect).toBeUndefined();
  });

  it('is right-censored while the surface is down', () => {
    const m = shopOutage({ access: access.slice(0, 2), asOf: '10:20:05', statements: [], requests: [] }, [
      root,
      { id: 'pull-fails', on: 'Deployment/shop/web', nature: 'symptom', role: 'symptom', onset: '10:00:05' },
      outage,
    ]);
    expect(m.surfaces[0]?.status).toBe('active');
    expect(m.verdict.status).toBe('active');
    expect(m.figures.timeToRestore).toMatchObject({ open: true });
  });

  it('says when the capture ends before the hold period does', () => {
    const short = access.map((a, i) => (i === 2 ? { ...a, until: '10:22:00', statuses: { 200: 118 } } : a));
    const m = shopOutage({ access: short, asOf: '10:22:00' });
    expect(m.surfaces[0]?.held).toBe(false);
    expect(m.figures.timeToRestore?.to).toBe('restore (hold period not over)');
    expect(m.surfaces[0]?.why).toMatch(/before the hold period of 5 min is over/);
  });

  it('does not take a few errors that are always there for the outage', () => {
    const noisy = Array.from({ length: 60 }, (_, i) => ({
      entrance: 'edge',
      host: 'shop.example',
      at: `09:${String(i).padStart(2, '0')}:30`,
      failed: true,
      statuses: { 502: 1 },
    }));
    const after = Array.from({ length: 30 }, (_, i) => ({
      entrance: 'edge',
      host: 'shop.example',
      at: `10:${String(i + 30)}:30`,
      failed: true,
      statuses: { 502: 1 },
    }));
    const m = shopOutage({ access: [...noisy, ...access, ...after] });
    expect(m.figures.timeToRestore?.hi).toBeLessThan(1260);
    expect(m.figures.timeToRestore?.lo).toBeGreaterThan(1140);
  });
});

describe('status', () => {
  const done: GivenCondition = { ...root, end: '10:19:40' };

  it('is resolved when the roots are cleared by what someone did and no stopgap stands', () => {
    const fix = {
      ...patch,
      about: 'Service/git/registry',
      body: { spec: { selector: { app: 'registry' } } },
    };
    const m = shopOutage(
      { statements: notes.slice(0, 2), requests: [fix], objects: [...shop, service('git/registry')] },
      [done, pull, outage],
    );
    expect(m.responses[0]).toMatchObject({ kind: 'fix', effect: 'worked' });
    expect(m.verdict).toMatchObject({ status: 'resolved', canRecur: false });
    expect(m.figures.timeToResolve).toMatchObject({ open: false });
  });

  it('is mitigated by luck when it ended by itself, unknown cause when nothing explains it', () => {
    const quiet = { statements: notes.slice(0, 2), requests: [] };
    expect(shopOutage(quiet, [done, pull, outage]).verdict).toMatchObject({
      status: 'mitigated',
      canRecur: true,
    });
    expect(shopOutage(quiet, [{ ...done, selfExplaining: false }, pull, outage]).verdict.status).toBe(
      'resolved-cause-unknown',
    );
  });

  it('is mitigated while a stopgap stands though the root is gone', () => {
    const later = { ...root, end: '10:40:00' };
    expect(shopOutage({}, [later, pull, outage]).verdict).toMatchObject({ status: 'mitigated' });
    expect(shopOutage({}, [later, pull, outage]).verdict.why).toContain('a stopgap that is still in force');
  });
});

describe('responses', () => {
  it('does not credit an act with what ended when its cause did', () => {
    const restart = { at: '10:17:00', verb: 'delete', user: ALICE, about: 'Pod/shop/web-7d4b9c5f6d-abcde' };
    const m = shopOutage({ requests: [restart], statements: notes.slice(0, 2) }, [
      { ...root, end: '10:19:50' },
      pull,
      outage,
    ]);
    expect(m.responses[0]).toMatchObject({ kind: 'stopgap', effect: 'no-effect', inForce: false });
    expect(m.responses[0]?.why).toMatch(/it ended when its cause did/);
  });

  it('says that an act failed when a note does', () => {
    const restart = { at: '10:10:00', verb: 'delete', user: ALICE, about: 'Pod/shop/web-7d4b9c5f6d-abcde' };
    const m = shopOutage({
      requests: [restart],
      statements: [
        ...notes.slice(0, 1),
        { at: '10:10:30', text: 'deleted the pod, nothing changed, still 503' },
      ],
    });
    expect(m.responses[0]).toMatchObject({ effect: 'failed' });
  });

  it('sees harm where nothing was wrong before', () => {
    const restart = {
      at: '10:10:00',
      verb: 'patch',
      user: ALICE,
      about: 'Deployment/kube-system/coredns',
      body: {
        spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'x' } } } },
      },
    };
    const harm: GivenCondition = {
      id: 'dns-not-ready',
      on: 'Deployment/kube-system/coredns',
      nature: 'symptom',
      role: 'symptom',
      onset: '10:10:10',
      end: '10:18:00',
    };
    const m = shopOutage({ requests: [restart], objects: [...shop, deployment('kube-system/coredns')] }, [
      root,
      pull,
      outage,
      harm,
    ]);
    expect(m.responses[0]).toMatchObject({ effect: 'made-worse' });
  });

  it('leaves out what was done before anyone knew, and sums up looking around', () => {
    const early = { ...patch, at: '09:30:00' };
    const execs = ['10:07:00', '10:08:00', '10:09:00'].map((at) => ({
      at,
      verb: 'create',
      user: ALICE,
      about: 'Pod/shop/web-7d4b9c5f6d-abcde',
      subresource: 'exec',
    }));
    const m = shopOutage({ requests: [early, ...execs], statements: notes.slice(0, 2) });
    expect(m.responses.map((r) => r.kind)).toEqual(['diagnostic']);
  });
});

describe('alerts that were recorded', () => {
  const alert = {
    name: 'SiteDown',
    at: '10:02:00',
    labels: { instance: 'shop.example', severity: 'critical' },
    receivers: ['pager'],
  };

  it('count as detection when they are about the incident and new', () => {
    const m = shopOutage({ alerts: [alert, { ...alert, name: 'Old', at: '08:00:00' }] });
    expect(m.awareness.detect).toMatchObject({ by: 'alert' });
    expect(m.figures.timeToDetect).toMatchObject({ grade: 'A' });
    expect(m.figures.timeToDetect?.hi).toBeLessThanOrEqual(122);
    expect(m.alerts[0]).toMatchObject({ name: 'SiteDown', pack: 'captured' });
    expect(m.awareness.alerts.map((a) => a.name)).toEqual(['SiteDown']);
  });

  it('do not when they went to no one and a person noticed', () => {
    const m = shopOutage({ alerts: [{ ...alert, receivers: ['none'] }] });
    expect(m.awareness.detect).toMatchObject({ by: 'person' });
    expect(m.blindSpots.some((b) => b.kind === 'meta' && b.statement.includes('went to no one'))).toBe(true);
  });

  it('replays an installed rule with its own wait', () => {
    const m = shopOutage({
      alertRules: [
        {
          name: 'ShopProbe',
          expression: 'probe_success{job="edge"} == 0',
          wait: 300_000_000,
          labels: { severity: 'page' },
        },
      ],
    });
    const rule = m.alerts.find((a) => a.name === 'ShopProbe');
    expect(rule).toMatchObject({ pack: 'captured', severity: 'critical' });
    expect(m.counterfactuals[0]).toMatchObject({ pack: 'captured', rule: 'ShopProbe' });
    expect(m.counterfactuals[0]?.timeToDetect?.lo).toBeGreaterThanOrEqual(325);
  });
});

describe('proposals of people', () => {
  it('are audited: which link they cut, if any', () => {
    const m = shopOutage({
      statements: [
        ...notes,
        { at: '10:40:00', text: 'follow-up: second replica for the registry' },
        { at: '10:41:00', text: 'follow-up: nicer dashboards' },
      ],
    });
    const audited = m.actions.filter((a) => a.kind === 'govern');
    expect(audited.map((a) => a.cuts.length)).toEqual([1, 0]);
    expect(audited[1]?.action).toContain('cuts no link');
  });
});
