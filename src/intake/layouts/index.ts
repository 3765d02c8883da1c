import type { Place } from '../format.js';
import type { Layout } from '../layout.js';

/** Every bundle shape, the most particular first: the first that knows a path places it. */
export const LAYOUTS: readonly Layout[] = [];

/** What a path tells; nothing when no layout knows it. */
export function placeOf(path: string): Place {
  for (const layout of LAYOUTS) {
    const place = layout.place(path);
    if (place !== undefined) return place;
  }
  return {};
}
