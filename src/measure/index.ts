export type { Budget, MinuteShare } from './impact.js';
export type { AcceptedLink, ExplainedIncident as MeasuredIncident, Measured } from './input.js';
export { instantsJson, type IncidentInstants } from './instants.js';
export { measure, type Counterfactual, type MeasuredSurface, type Measures } from './measure.js';
export {
  NO_PROFILE,
  parseProfile,
  ProfileError,
  type Profile,
  type ProfileRule,
  type Slo,
} from './profile.js';
export type { Response } from './responses.js';
export { ABSENT, instantJson, spanBetween } from './span.js';
export { classOf, type StatementClass } from './vocabulary.js';
