import { describe, expect, it } from 'vitest';
import { entitiesOf, Walker } from '../../src/cause/walk.js';
import { keyOf, ref } from '../../src/model/index.js';
import { bind, conditionOf, worldOf, type Tie } from '../support/rule-tester.js';
import type { CausalRule } from '../../src/cause/rule.js';

const web = ref('Deployment', 'shop', 'web');
const old = ref('Pod', 'shop', 'web-6d4cf56db6-bbbbb');
const young = ref('Pod', 'shop', 'web-6d4cf56db6-zzzzz');
const node = ref('Node', undefined, 'n1');

const rule: CausalRule = {
  id: 'unavailable-from-node-made',
  effect: ['down'],
  cause: ['lost'],
  mechanism: 'made for the test',
  paths: ['family runs-on'],
  lag: { min: 0, max: 120, source: 'made for the test' },
  strength: 0.8,
};

/** A node lost after 100 s and a Deployment down 5 s later, tied as told. */
function linkOver(ties: readonly Tie[]) {
  const conditions = [conditionOf('lost', node, 100), conditionOf('down', web, 105)];
  return bind(worldOf(ties), conditions, [rule])[0];
}

describe('a walk over relations', () => {
  it('ties cause and effect over a pod that ran there then', () => {
    const link = linkOver([
      [web, 'owns', old, 0, 400],
      [old, 'runs-on', node, 1, 400],
    ]);
    expect(link?.refuted).toBeUndefined();
    expect(link?.walk).toEqual([web, old, node].map(keyOf));
  });

  it('does not tie them over a pod that was made afterwards, or was gone before', () => {
    const after = linkOver([
      [web, 'owns', young, 160],
      [young, 'runs-on', node, 161],
    ]);
    expect(after?.refuted).toBe('what ties the two was not there at the time');
    const before = linkOver([
      [web, 'owns', old, 0, 60],
      [old, 'runs-on', node, 0, 60],
    ]);
    expect(before?.refuted).toBe('what ties the two was not there at the time');
  });

  it('goes by the pod that was there, whichever was met first', () => {
    const ties: readonly Tie[] = [
      [web, 'owns', young, 160],
      [young, 'runs-on', node, 161],
      [web, 'owns', old, 0, 150],
      [old, 'runs-on', node, 1, 150],
    ];
    for (const order of [ties, ties.toReversed()])
      expect(linkOver(order)?.walk).toEqual([web, old, node].map(keyOf));
  });

  it('is none where its relations never held together', () => {
    const world = worldOf([
      [web, 'owns', old, 0, 50],
      [old, 'runs-on', node, 60, 90],
    ]);
    expect([...new Walker(world).reach('family runs-on', keyOf(web), [])]).toEqual([]);
  });

  it('keeps a few ways to one place when many pods came and went', () => {
    const pods = Array.from({ length: 40 }, (_, i) => ref('Pod', 'shop', `web-${i}`));
    const world = worldOf(
      pods.flatMap((p, i): Tie[] => [
        [web, 'owns', p, i * 10, i * 10 + 15],
        [p, 'runs-on', node, i * 10, i * 10 + 15],
      ]),
    );
    const ways = new Walker(world).reach('family runs-on', keyOf(web), []).get(keyOf(node)) ?? [];
    expect(ways).toHaveLength(8);
    for (const way of ways) expect(entitiesOf(way)).toHaveLength(3);
  });
});
