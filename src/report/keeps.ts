import { groupBy, largest } from '../base/index.js';

/** Stamps of one second and clocks of several machines: what is earlier by no more than this is at once. */
const AT_ONCE = 1;

interface Lagging {
  readonly to: string;
  readonly lag: { readonly lo: number; readonly hi: number };
}

/**
 * The accepted links whose cause came after the effect had begun: it did not start the effect, it kept it going.
 * Something must have started it: where every cause seems late, as when a probe is reported some seconds after the pod
 * turned unready, the earliest of them is taken to have done so.
 */
export function keptGoing<L extends Lagging>(accepted: readonly L[]): ReadonlySet<L> {
  return new Set(
    [...groupBy(accepted, (l) => l.to).values()].flatMap((links) => {
      const least = Math.min(0, largest(links.map((l) => l.lag.hi)));
      return links.filter((l) => l.lag.hi < least - AT_ONCE);
    }),
  );
}
