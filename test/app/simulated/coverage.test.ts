import { describe, expect, it } from 'vitest';
import { said } from '../../support/captures.js';
import { simulated } from '../../support/sim/capture.js';
import { FAULTS } from '../../support/sim/faulty.js';
import { blameOf, wronglyBlamed } from '../../support/sim/judge.js';
import { shop } from '../../support/sim/scenarios.js';

/** Sources that a capture may well lack. */
const SOURCES: Readonly<Record<string, RegExp>> = {
  events: /events\.json/,
  'the log of the edge': /edge\//,
  'anything from the nodes': /\/nodes\//,
  pods: /pods\.json/,
  'nodes and their Leases': /\/(?:nodes|leases)\.json/,
  'endpoints and Services': /(?:endpointslices|services)\.json/,
  'Deployments and ReplicaSets': /(?:deployments|replicasets)\.json/,
  'the logs of the control plane': /control-plane\//,
  'all objects': /cluster\/(?!events)/,
};

/**
 * A source less never makes anybody surer: no entity is blamed with more confidence than with all sources, unless it
 * is the one at fault, and nobody is blamed with confidence in whom nothing was wrong. Each fault is told without a third
 * of the sources in turn.
 */
describe.each(Object.entries(FAULTS))('%s', (title, faults) => {
  it('is told with no more confidence from fewer sources', async () => {
    const turn = Object.keys(FAULTS).indexOf(title);
    const { world, files } = simulated(shop(title.length, 9, faults));
    const full = blameOf(world, await said(files));
    const injected = new Set(world.truth.injected());
    for (const [i, [source, path]] of Object.entries(SOURCES).entries()) {
      if ((i + turn) % 3 !== 0) continue;
      const analysis = await said(files.filter((f) => !path.test(f.name)));
      expect(wronglyBlamed(world, analysis), `without ${source}`).toEqual([]);
      for (const [party, how] of blameOf(world, analysis))
        if (!injected.has(party))
          expect(how, `${party} without ${source}`).toBeLessThanOrEqual(full.get(party) ?? 0.39);
    }
  });
});
