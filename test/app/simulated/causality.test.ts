import { describe, expect, it } from 'vitest';
import { said } from '../../support/captures.js';
import { simulated } from '../../support/sim/capture.js';
import { FAULTS } from '../../support/sim/faulty.js';
import { confidentRoots, nameOf, partyOf, wronglyBlamed, wrongLinks } from '../../support/sim/judge.js';
import { app, shop } from '../../support/sim/scenarios.js';

/**
 * Clusters of several sizes in which one thing goes wrong. Whatever the size, nobody is blamed with confidence in whom
 * nothing was wrong, and no accepted link joins what had no part in each other.
 */
describe.each(Object.entries(FAULTS))('%s', (title, faults) => {
  const pods = title.length % 2 === 0 ? 3 : 20;

  it(`among ${pods} pods`, async () => {
    const { world, files } = simulated(shop(pods + title.length, pods, faults));
    const analysis = await said(files);
    expect(wronglyBlamed(world, analysis)).toEqual([]);
    expect(wrongLinks(world, analysis)).toEqual([]);
    expect(analysis.incidents.length).toBeGreaterThan(0);
  });
});

describe('the root of an outage', () => {
  it.each([3, 60, 250])('is the release of the store, among %i pods', async (pods) => {
    const faults = FAULTS['a release ends at its start'] ?? (() => []);
    const { files } = simulated(shop(7, pods, faults));
    const { incidents } = await said(files);
    expect(incidents.map((i) => i.rootCauses.map((r) => `${r.condition} ${nameOf(r.entity)}`))).toEqual([
      ['app-unknown-flag Deployment/shop/ledger'],
    ]);
    expect(incidents[0]?.surfaces.some((s) => s.entity.kind === 'Surface')).toBe(true);
  });

  it('is not another among healthy neighbours, and not with other names', async () => {
    const plan = shop(11, 12, FAULTS['a release has no image'] ?? (() => []));
    const story = async (p: typeof plan, renamed = (t: string): string => t): Promise<string[]> => {
      const files = simulated(p).files.map((f) => ({ name: f.name, text: renamed(f.text) }));
      return (await said(files)).incidents.flatMap((i) =>
        i.rootCauses.map((r) => `${r.condition} ${nameOf(r.entity)} ${r.confidence}`),
      );
    };
    const alone = await story(plan);
    const neighbours = [app('quiet', 'blog', 3), app('quiet', 'wiki', 2)];
    expect(await story({ ...plan, apps: [...plan.apps, ...neighbours] })).toEqual(alone);
    expect(await story(plan, (t) => t.replaceAll('shop', 'depot').replaceAll('front', 'gate'))).toEqual(
      alone.map((t) => t.replaceAll('shop', 'depot').replaceAll('front', 'gate')),
    );
  });
});

describe('two faults that have no part in each other', () => {
  it('are two roots, and no link leads from one to the other', async () => {
    const plan = shop(5, 24, (cast, _, at) => [
      { kind: 'release', app: cast.store, at, flaw: 'crash' },
      { kind: 'release', app: 'team-0/svc-0', at: at + 45_000, flaw: 'image-missing' },
    ]);
    const { world, files } = simulated(plan);
    const analysis = await said(files);
    const blamed = new Set(confidentRoots(analysis).map((r) => partyOf(world, r.entity)));
    expect([...blamed].sort()).toEqual(['App/shop/ledger', 'App/team-0/svc-0']);
    expect(wrongLinks(world, analysis)).toEqual([]);
    const together = analysis.incidents.filter(
      (i) => new Set(i.rootCauses.map((r) => partyOf(world, r.entity))).size > 1,
    );
    expect(together).toEqual([]);
  });
});

describe('what others need', () => {
  it('is behind them: a webhook whose only server is on a lost node, and a release that it refuses', async () => {
    const plan = shop(3, 12, (cast, _, at) => [
      { kind: 'node-off', node: 'wk-2', at },
      { kind: 'release', app: cast.front, at: at + 120_000, flaw: 'none' },
    ]);
    const { world, files } = simulated({
      ...plan,
      apps: [...plan.apps, app('policy', 'gatekeeper', 1, { pinned: 'wk-2' })],
      webhooks: [{ name: 'mutate.policy.example.org', app: 'policy/gatekeeper', failurePolicy: 'Fail' }],
    });
    const analysis = await said(files);
    expect(wronglyBlamed(world, analysis)).toEqual([]);
    expect(wrongLinks(world, analysis)).toEqual([]);
    expect(confidentRoots(analysis).map((r) => nameOf(r.entity))).toContain('Node/wk-2');
  });

  it('is behind them: a registry in the cluster whose only pod is on a lost node', async () => {
    const plan = shop(4, 12, (cast, _, at) => [
      { kind: 'node-off', node: 'wk-3', at },
      { kind: 'release', app: cast.victim, at: at + 120_000, flaw: 'none' },
    ]);
    const inside = { host: 'registry.infra.example.org', address: '10.96.7.7:443', app: 'infra/registry' };
    const { world, files } = simulated({
      ...plan,
      apps: [
        ...plan.apps.map((a) => (a.name === 'orders' ? { ...a, registry: inside.host } : a)),
        app('infra', 'registry', 1, { pinned: 'wk-3', host: inside.host }),
      ],
      registries: [...plan.registries, inside],
    });
    const analysis = await said(files);
    expect(wronglyBlamed(world, analysis)).toEqual([]);
    expect(wrongLinks(world, analysis)).toEqual([]);
    expect(confidentRoots(analysis).map((r) => nameOf(r.entity))).toContain('Node/wk-3');
  });
});

describe('a cluster in which nothing goes wrong', () => {
  it.each([3, 60, 250])('of %i pods has no incident', async (pods) => {
    const { files } = simulated(shop(pods, pods, () => []));
    expect((await said(files)).incidents).toEqual([]);
  });
});
