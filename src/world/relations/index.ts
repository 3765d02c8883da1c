import type { Case } from '../case.js';
import { admission } from './admission.js';
import { configuration } from './configuration.js';
import { images } from './images.js';
import { needs } from './needs.js';
import { owners } from './owners.js';
import { placement } from './placement.js';
import { platform } from './platform.js';
import { routing } from './routing.js';
import { selection } from './selection.js';
import { storage } from './storage.js';

/** In this order: a later builder may walk what an earlier one laid. */
const BUILDERS = [
  owners,
  placement,
  selection,
  routing,
  storage,
  configuration,
  images,
  needs,
  admission,
  platform,
];

/** Lays all structural relations of the case. */
export function relate(c: Case): void {
  for (const build of BUILDERS) c.relate(build(c));
}
