export type { ExplainedIncident as MeasuredIncident, Measured } from './input.js';
export type { Budget } from './impact.js';
export { instantsJson } from './instants.js';
export { alertEvidence } from './basis.js';
export { measure, type Measures } from './measure.js';
export { NO_PROFILE, parseProfile, ProfileError, type Profile } from './profile.js';
