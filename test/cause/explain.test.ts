import { describe, expect, it } from 'vitest';
import { explain } from '../../src/cause/index.js';
import type { CausalRule } from '../../src/cause/index.js';
import { ref, type ConditionType } from '../../src/model/index.js';
import { conditionOf, worldOf } from '../support/rule-tester.js';

const types = new Map<string, ConditionType>(
  [
    { id: 'node-broken', nature: 'fault', title: 'Node broken' } as const,
    { id: 'config-wrong', nature: 'fault', title: 'Wrong configuration', selfExplaining: true } as const,
    { id: 'config-changed', nature: 'change', title: 'Configuration changed' } as const,
    { id: 'pods-down', nature: 'symptom', title: 'Pods down' } as const,
    { id: 'site-down', nature: 'impact', title: 'Site down' } as const,
    { id: 'pinned', nature: 'weakness', title: 'Pinned' } as const,
  ].map((t) => [t.id, t]),
);

const lag = { min: 0, max: 60, source: 'made for the test' };
const rules: CausalRule[] = [
  {
    id: 'pods-from-node',
    effect: ['pods-down'],
    cause: ['node-broken'],
    mechanism: 'pods go with their node',
    paths: ['family runs-on'],
    lag,
    strength: 0.8,
    guards: [{ types: ['pinned'], path: ['self'], role: 'enabling' }],
  },
  {
    id: 'pods-from-config',
    effect: ['pods-down'],
    cause: ['config-wrong'],
    mechanism: 'pods do not start',
    paths: ['self'],
    lag,
    strength: 0.95,
  },
  {
    id: 'config-from-change',
    effect: ['config-wrong'],
    cause: ['config-changed'],
    mechanism: 'the change did it',
    paths: ['self'],
    lag,
    strength: 0.8,
  },
  {
    id: 'site-from-pods',
    effect: ['site-down'],
    cause: ['pods-down'],
    mechanism: 'nothing serves the site',
    paths: ['routes-to selects'],
    lag,
    strength: 0.95,
    join: 'all',
  },
];

const web = ref('Deployment', 'shop', 'web');
const pod = ref('Pod', 'shop', 'web-1');
const api = ref('Deployment', 'shop', 'api');
const service = ref('Service', 'shop', 'web');
const site = ref('Surface', undefined, 'shop.example');
const node = ref('Node', undefined, 'n1');
const world = worldOf([
  [web, 'owns', pod],
  [pod, 'runs-on', node],
  [service, 'selects', web],
  [site, 'routes-to', service],
  [ref('Service', 'shop', 'api'), 'selects', api],
]);

const down = (at = 10) => [
  conditionOf('pods-down', web, at),
  conditionOf('site-down', site, at + 2, { severity: 3 }),
];

describe('explaining', () => {
  it('walks from the impact to the fault of the node, and calls that the root', () => {
    const e = explain(world, [conditionOf('node-broken', node, 0), ...down()], types, rules);
    expect(e.incidents).toHaveLength(1);
    const [incident] = e.incidents;
    expect(incident?.roots.map((r) => r.condition.type)).toEqual(['node-broken']);
    expect(incident?.accepted.map((l) => l.rule.id).sort()).toEqual(['pods-from-node', 'site-from-pods']);
    expect(incident?.tops[0]?.type).toBe('site-down');
  });

  it('calls a change the trigger and the fault that it made the root', () => {
    const e = explain(
      world,
      [conditionOf('config-changed', web, 0), conditionOf('config-wrong', web, 5), ...down()],
      types,
      rules,
    );
    const [incident] = e.incidents;
    expect(incident?.roots.map((r) => r.condition.type)).toEqual(['config-wrong']);
    expect(incident?.parts.find((p) => p.condition.type === 'config-changed')?.role).toBe('trigger');
  });

  it('prefers the cause that explains itself, and keeps the other as an alternative', () => {
    const e = explain(
      world,
      [conditionOf('node-broken', node, 0), conditionOf('config-wrong', web, 5), ...down()],
      types,
      rules,
    );
    const [incident] = e.incidents;
    expect(incident?.roots[0]?.condition.type).toBe('config-wrong');
    expect([...(incident?.alternatives ?? [])].some((a) => a.roots[0]?.type === 'node-broken')).toBe(true);
  });

  it('refutes by time: a node that broke after the pods went down is no cause', () => {
    const e = explain(world, [conditionOf('node-broken', node, 100), ...down()], types, rules);
    const [incident] = e.incidents;
    expect(incident?.roots.map((r) => r.condition.type)).not.toContain('node-broken');
    expect(incident?.refuted.map((l) => l.refuted)).toEqual([expect.stringMatching(/before/)]);
  });

  it('says that the cause is not known when nothing fits, and does not sound sure', () => {
    const e = explain(world, down(), types, rules);
    const [incident] = e.incidents;
    expect(incident?.roots[0]?.confidence).not.toBe('high');
  });

  it('keeps two independent troubles apart even when they happen at the same time', () => {
    const other = [conditionOf('config-wrong', api, 0), conditionOf('pods-down', api, 10, { severity: 3 })];
    const e = explain(world, [conditionOf('node-broken', node, 0), ...down(), ...other], types, rules);
    expect(e.incidents).toHaveLength(2);
    expect(e.incidents[0]?.tops[0]?.entity).toEqual(site);
    expect(e.incidents[1]?.roots.map((r) => r.condition.entity)).toEqual([api]);
  });

  it('finds no incident where nothing is felt', () => {
    const e = explain(
      world,
      [conditionOf('config-changed', web, 0), conditionOf('pinned', web, -100)],
      types,
      rules,
    );
    expect(e.incidents).toEqual([]);
    expect(e.background.map((p) => p.role).sort()).toEqual(['contributing', 'trigger']);
  });

  it('tells the weakness that the chain worked through, and that taking it away breaks the chain', () => {
    const conditions = [
      conditionOf('node-broken', node, 0),
      conditionOf('single-replica-spof', web, -100),
      ...down(),
    ];
    const guarded = rules.map((r) =>
      r.id === 'pods-from-node'
        ? { ...r, guards: [{ types: ['single-replica-spof'], path: ['self'], role: 'enabling' as const }] }
        : r,
    );
    const known = new Map(types).set('single-replica-spof', {
      id: 'single-replica-spof',
      nature: 'weakness',
      title: 'One replica',
    });
    const [incident] = explain(world, conditions, known, guarded).incidents;
    expect(incident?.parts.find((p) => p.condition.type === 'single-replica-spof')?.role).toBe(
      'contributing',
    );
    expect(incident?.preventions.map((p) => p.verdict)).toEqual(['prevents']);
  });

  it('gives the same result whatever the order of the conditions', () => {
    const conditions = [conditionOf('node-broken', node, 0), conditionOf('config-wrong', web, 5), ...down()];
    const told = (list: typeof conditions): unknown =>
      explain(world, list, types, rules).incidents.map((i) => [
        i.roots.map((r) => [r.condition.id, r.probability]),
        i.accepted.map((l) => l.id),
      ]);
    expect(told([...conditions].reverse())).toEqual(told(conditions));
  });
});
