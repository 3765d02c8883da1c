import { describe, expect, it } from 'vitest';
import { fitTime } from '../../src/cause/lag.js';
import { Binder } from '../../src/cause/bind.js';
import type { CausalRule } from '../../src/cause/rule.js';
import { ref } from '../../src/model/index.js';
import { conditionOf, worldOf } from '../support/rule-tester.js';
import { seeded } from '../support/seeded.js';

const node = ref('Node', undefined, 'n1');
const pods = Array.from({ length: 4 }, (_, i) => ref('Pod', 'shop', `web-${i}`));
const far = ref('Pod', 'shop', 'far');
const world = worldOf(pods.map((p) => [p, 'runs-on', node] as const));

const downFromNode: CausalRule = {
  id: 'down-from-node',
  effect: ['down'],
  cause: ['broken', 'down'],
  mechanism: 'pods go with their node',
  paths: ['runs-on', 'self', 'named'],
  lag: { min: -5, max: 120, source: 'made for the test' },
  strength: 0.8,
};

describe('binding', () => {
  it('makes the links that a look at every pair would make', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seeded(seed);
      const conditions = Array.from({ length: 60 }, (_, i) => {
        const isNode = random.below(4) === 0;
        const entity = isNode ? node : (pods[random.below(5)] ?? far);
        const names = random.below(8) === 0 ? [pods[0] ?? far] : [];
        return conditionOf(isNode ? 'broken' : 'down', entity, random.below(1200), { id: `x${i}`, names });
      });
      const pairs = conditions
        .filter((e) => e.type === 'down')
        .flatMap((e) =>
          conditions
            .filter((x) => x.id !== e.id && (x.entity === e.entity || e.names.includes(x.entity) || (x.entity === node && e.entity !== far)))
            .map((x) => ({ id: `${x.id} ${e.id}`, stands: fitTime(downFromNode, x, e).refuted === undefined })),
        ); // prettier-ignore
      const binder = new Binder(world, conditions, [downFromNode], new Map());
      const ids = (links: readonly { cause: { id: string }; effect: { id: string } }[]): string[] =>
        links.map((l) => `${l.cause.id} ${l.effect.id}`).sort();
      expect(ids(binder.standing(conditions)), `seed ${seed}`).toEqual(
        pairs.filter((p) => p.stands).map((p) => p.id).sort(),
      ); // prettier-ignore
      const refuted = new Set(pairs.filter((p) => !p.stands).map((p) => p.id));
      expect(ids(binder.refuted(conditions)).every((id) => refuted.has(id))).toBe(true);
    }
  });

  it('keeps of the refuted ones the severe and the near', () => {
    const effect = conditionOf('down', pods[0] ?? far, 0);
    const late = Array.from({ length: 30 }, (_, i) =>
      conditionOf('broken', node, 100 + i, { id: `late-${i}`, severity: i === 29 ? 3 : 2 }),
    );
    const binder = new Binder(world, [effect, ...late], [downFromNode], new Map());
    const kept = binder.refuted([effect]).map((l) => l.cause.id);
    expect(kept).toHaveLength(12);
    expect(kept).toContain('late-29');
    expect(kept).toContain('late-0');
    expect(kept).not.toContain('late-20');
  });

  it('tells a change that was overwritten from the one in force', () => {
    const rule: CausalRule = {
      ...downFromNode,
      cause: ['changed'],
      paths: ['self'],
      lag: { min: 0, max: 900, source: 'made for the test' },
    };
    const web = pods[0] ?? far;
    const [first, second] = [10, 200].map((at) => conditionOf('changed', web, at, { id: `change-${at}` }));
    const effect = conditionOf('down', web, 300);
    const conditions = [effect, ...[first, second].flatMap((x) => x ?? [])];
    const types = new Map([['changed', { id: 'changed', nature: 'change', title: 'Changed' } as const]]);
    const binder = new Binder(world, conditions, [rule], types);
    expect(binder.standing([effect]).map((l) => l.cause.id)).toEqual(['change-200']);
    expect(binder.refuted([effect]).map((l) => l.refuted)).toEqual([
      'a later change of the same object was in force',
    ]);
  });
});
