import { DAY } from '../base/index.js';
import type { Budget, Measures } from '../measure/index.js';
import type { Incident } from '../model/index.js';

/** What a surface burned of its error budget, in the words of the contract. */
export function budgetEntry(b: Budget): NonNullable<Incident['surfaces'][number]['budget']> {
  const { objective, assumed, burned, basis, statement } = b;
  return { objective, windowDays: Math.round(b.window / DAY), assumed, burned, basis, statement };
}

/** The first alert of each pack that would have reached someone; null for a pack of which none would have. */
export function byPack(m: Measures): NonNullable<Incident['detection']['byPack']> {
  return (['captured', 'stock', 'proposed'] as const).flatMap((pack) => {
    if (!m.alerts.some((a) => a.pack === pack)) return [];
    const first = m.counterfactuals.find((x) => x.pack === pack);
    return [{ pack, alert: first?.rule ?? null, timeToDetect: first?.timeToDetect ?? null }];
  });
}
