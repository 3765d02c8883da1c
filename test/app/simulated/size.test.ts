import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { said } from '../../support/captures.js';
import { simulated } from '../../support/sim/capture.js';
import { nameOf, wronglyBlamed, wrongLinks, wrongTimes } from '../../support/sim/judge.js';
import { shop } from '../../support/sim/scenarios.js';

/** Pods of the big cluster; SIMULATED_PODS=5000 plays a bigger one and says how long its analysis took. */
const PODS = Number(process.env['SIMULATED_PODS'] ?? 400);

it(`finds the lost node among ${PODS} pods`, async () => {
  const { world, files } = simulated(shop(1, PODS, (_, [node = ''], at) => [{ kind: 'node-off', node, at }]));
  const start = performance.now();
  const analysis = await said(files);
  const seconds = (performance.now() - start) / 1000;
  const roots = analysis.incidents.flatMap((i) => i.rootCauses.map((r) => nameOf(r.entity)));
  expect(new Set(roots)).toEqual(new Set(['Node/wk-1']));
  expect(wronglyBlamed(world, analysis)).toEqual([]);
  expect(wrongLinks(world, analysis)).toEqual([]);
  expect(wrongTimes(world, analysis)).toEqual([]);
  if (process.env['SIMULATED_PODS'] !== undefined)
    process.stdout.write(`${PODS} pods, ${files.length} files: ${seconds.toFixed(1)} s\n`);
}, 300_000);
