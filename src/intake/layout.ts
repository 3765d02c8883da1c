import type { Place } from './format.js';

/**
 * The shape of a bundle: what a path means. A layout never reads contents; an unknown path gets an empty
 * place and is recognised by content alone.
 */
export interface Layout {
  readonly id: string;
  readonly title: string;
  /** 0..1 from the paths of the capture (at most the first 5,000), 0 when this is not the layout. */
  recognise(paths: readonly string[]): number;
  place(path: string): Place;
}
