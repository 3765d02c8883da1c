import type { Explanation } from '../cause/index.js';
import type { Detection } from '../detect/index.js';
import type { Profile } from '../measure/index.js';
import type { Capture } from '../model/index.js';
import type { Case } from '../world/index.js';

/** Everything the rooms found, before it is put into the words of the contract. */
export interface Findings {
  readonly capture: Capture;
  readonly world: Case;
  readonly detection: Detection;
  readonly explanation: Explanation;
  readonly profile: Profile | undefined;
}
