import type { Place } from './format.js';

/**
 * The shape of a bundle: what a path means. A layout never reads contents; a path that it does not know
 * gives undefined and is recognised by content alone. Layouts are asked path by path, whatever else the
 * capture holds, so that a file means the same in a folder, in an archive and alone.
 */
export interface Layout {
  readonly id: string;
  readonly title: string;
  /** `path` has "/" between all parts, also between an archive and its member, and no archive suffixes. */
  place(path: string): Place | undefined;
}
