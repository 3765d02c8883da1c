import { describe, expect, it } from 'vitest';
import { said } from '../../support/captures.js';
import { seeded } from '../../support/seeded.js';
import { simulated } from '../../support/sim/capture.js';
import { FAULTS } from '../../support/sim/faulty.js';
import { wronglyBlamed, wrongTimes } from '../../support/sim/judge.js';
import { shop } from '../../support/sim/scenarios.js';

/**
 * The instants of an analysis hold the time at which the thing really happened, whenever the capture was made, however
 * rarely the edge was asked, and whichever grace the node controller gives. Clocks that are wrong move what they
 * stamped by no more than they are wrong; they move no blame.
 */
const T = Date.parse('2026-03-04T10:00:00Z');
const MINUTE = 60_000;

describe.each(Object.entries(FAULTS))('%s', (title, faults) => {
  const random = seeded(title.length);

  it('is dated to a time that holds the truth', async () => {
    const pods = random.between(3, 30);
    const end = T + random.between(2 * MINUTE, 80 * MINUTE);
    const minor = random.below(2) === 0 ? 29 : 33;
    const sampleMs = random.below(2) === 0 ? 1000 : 15_000;
    const { world, files } = simulated(shop(random.below(999), pods, faults, { end, minor, sampleMs }));
    expect(wrongTimes(world, await said(files))).toEqual([]);
  });

  it('is dated no worse than the clocks of the hosts are', async () => {
    const most = random.below(2) === 0 ? 400 : 300_000;
    const clocks = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`wk-${i + 1}`, { aheadMs: random.between(-most, most) }]),
    );
    const { world, files } = simulated(shop(random.below(999), random.between(3, 30), faults, { clocks }));
    const analysis = await said(files);
    expect(wrongTimes(world, analysis)).toEqual([]);
    expect(wronglyBlamed(world, analysis)).toEqual([]);
  });
});

it('takes a clock that somebody sets for no incident', async () => {
  const { files } = simulated(
    shop(2, 12, (_, [host = ''], at) => [{ kind: 'clock-step', host, at, ms: 37_000 }]),
  );
  expect((await said(files)).incidents).toEqual([]);
});
