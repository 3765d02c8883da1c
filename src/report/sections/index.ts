import type { SectionMaker } from './section.js';
import { actions } from './actions.js';
import { alternatives } from './alternatives.js';
import { atAGlance } from './at-a-glance.js';
import { attribution } from './attribution.js';
import { findings } from './author.js';
import { blindSpots } from './blind-spots.js';
import { causalChain } from './causal-chain.js';
import { contributing } from './contributing.js';
import { detection } from './detection.js';
import { diagnosis } from './diagnosis.js';
import { externalText } from './external-text.js';
import { gaps } from './gaps.js';
import { impact } from './impact.js';
import { keyFigures } from './key-figures.js';
import { learning } from './learning.js';
import { loops } from './loops.js';
import { notAffected } from './not-affected.js';
import { response } from './response.js';
import { summary } from './summary.js';
import { timeline } from './timeline.js';
import { topActions } from './top-actions.js';

/** The sections of a draft in the order in which they are read. */
export const DRAFT_SECTIONS: readonly SectionMaker[] = [
  summary, topActions, atAGlance, keyFigures,
  impact, notAffected, attribution, timeline, causalChain, contributing, loops, detection, diagnosis, response,
  alternatives, gaps, blindSpots, actions, learning,
  externalText, findings,
]; // prettier-ignore
