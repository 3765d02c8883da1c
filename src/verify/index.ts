export { compare, fits, type Difference } from './compare.js';
export { ExpectationError, parseExpectations, type Expectations } from './expectations.js';
export { junit, outcomeLines, type Outcome } from './print.js';
