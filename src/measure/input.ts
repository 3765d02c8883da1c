import type { Condition, ConditionType, Incident, Role } from '../model/index.js';
import type { Case, Change } from '../world/index.js';
import type { Profile } from './profile.js';

/** An accepted link of the explanation: one condition brought about another. */
export interface AcceptedLink {
  readonly id: string;
  readonly causeId: string;
  readonly effectId: string;
  /** Weaknesses that had to hold for it. */
  readonly guards: readonly string[];
}

/** An incident as the explanation leaves it: what measure puts numbers to. */
export interface ExplainedIncident {
  readonly conditions: readonly Condition[];
  readonly conditionTypes: ReadonlyMap<string, ConditionType>;
  roleOf(conditionId: string): Role;
  readonly rootCauses: readonly Condition[];
  readonly links: readonly AcceptedLink[];
  /** Conditions of nature impact on a Surface, Service, Component or other entity that serves. */
  readonly surfaces: readonly Condition[];
  /** What people changed while it lasted. */
  readonly responses: readonly Change[];
  /** Conditions of other incidents and of the background: a note that names only those is not of here. */
  readonly elsewhere?: readonly Condition[];
  readonly preventions?: Incident['preventions'];
  readonly loops?: Incident['loops'];
}

/** All that a measure may look at. */
export interface Measured {
  readonly c: Case;
  readonly incident: ExplainedIncident;
  readonly profile: Profile;
}
