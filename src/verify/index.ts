export { compare, type Difference } from './compare.js';
export { draftExpectations } from './draft.js';
export { driftOf, type Drift } from './drift.js';
export { ExpectationError, parseExpectations, type Expectations } from './expectations.js';
export { lineDiff } from './line-diff.js';
export { fits } from './patterns.js';
export { isGreen, junit, outcomeLines, type Outcome } from './print.js';
export { toldFile, toldOf, type Told, type ToldFile } from './told.js';
export { updated } from './update.js';
