import { describe, expect, it } from 'vitest';
import { said } from '../../support/captures.js';
import { simulated } from '../../support/sim/capture.js';
import { wronglyBlamed, wrongLinks } from '../../support/sim/judge.js';
import type { FaultPlan } from '../../support/sim/plan.js';
import { shop, type Cast } from '../../support/sim/scenarios.js';

/**
 * Clusters of many sizes in which one thing goes wrong. Whatever the size, nobody is blamed with confidence in whom
 * nothing was wrong, and no accepted link joins what had no part in each other.
 */
const FAULTS: Readonly<
  Record<string, (cast: Cast, workers: readonly string[], at: number) => readonly FaultPlan[]>
> = {
  'a node loses its power': (_, [node = ''], at) => [{ kind: 'node-off', node, at }],
  'a node is cut off': (_, [node = ''], at) => [{ kind: 'node-cut', node, at }],
  'a node reboots': (_, [node = ''], at) => [{ kind: 'node-off', node, at, until: at + 180_000 }],
  'a release ends at its start': (cast, _, at) => [{ kind: 'release', app: cast.store, at, flaw: 'crash' }],
  'a release has too little memory': (cast, _, at) => [
    { kind: 'release', app: cast.store, at, flaw: 'memory' },
  ],
  'a release is probed on a wrong path': (cast, _, at) => [
    { kind: 'release', app: cast.store, at, flaw: 'probe-path' },
  ],
  'a release has no image': (cast, _, at) => [
    { kind: 'release', app: cast.store, at, flaw: 'image-missing' },
  ],
};

describe.each(Object.entries(FAULTS))('%s', (_, faults) => {
  it.each([3, 12, 60])('among %i pods', async (pods) => {
    const { world, files } = simulated(shop(pods, pods, faults));
    const analysis = await said(files);
    expect(wronglyBlamed(world, analysis)).toEqual([]);
    expect(wrongLinks(world, analysis)).toEqual([]);
  });
});

describe('a cluster in which nothing goes wrong', () => {
  it.each([3, 12, 60, 200])('of %i pods has no incident', async (pods) => {
    const { files } = simulated(shop(pods, pods, () => []));
    expect((await said(files)).incidents).toEqual([]);
  });
});
