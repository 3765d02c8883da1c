import type { Condition, ConditionNature, ConditionType, Role } from '../../src/model/index.js';
import { NO_PROFILE, type Measured, type MeasuredIncident, type Profile } from '../../src/measure/index.js';
import type { Case } from '../../src/world/index.js';
import { when, who, type When, type Who } from '../support/case-builder.js';

/** A condition as a test writes it. */
export interface GivenCondition {
  readonly id: string;
  readonly on: Who;
  readonly nature: ConditionNature;
  readonly role: Role;
  readonly onset: When;
  readonly end?: When;
  readonly severity?: Condition['severity'];
  readonly attrs?: Condition['attrs'];
  readonly names?: readonly Who[];
  readonly selfExplaining?: boolean;
  readonly episodes?: number;
}

/** An explained incident made by hand; its surfaces are its conditions of nature impact. */
export function incidentOf(
  c: Case,
  given: readonly GivenCondition[],
  links: readonly (readonly [string, string])[] = [],
  more: Partial<MeasuredIncident> = {},
): MeasuredIncident {
  const conditions = given.map((g): Condition => {
    const onset = when(g.onset);
    return {
      id: g.id,
      type: g.id,
      entity: who(g.on),
      onset,
      ...(g.end === undefined ? {} : { end: when(g.end) }),
      epistemic: 'observed',
      severity: g.severity ?? 2,
      statement: `${g.id} on ${who(g.on).name}.`,
      evidence: [],
      episodes: Array.from({ length: g.episodes ?? 1 }, () => onset),
      attrs: g.attrs ?? {},
      names: (g.names ?? []).map(who),
      detector: 'test',
    };
  });
  const types = new Map<string, ConditionType>(
    given.map((g) => [
      g.id,
      {
        id: g.id,
        nature: g.nature,
        title: g.id,
        ...(g.selfExplaining === undefined ? {} : { selfExplaining: g.selfExplaining }),
      },
    ]),
  );
  const roles = new Map(given.map((g) => [g.id, g.role]));
  return {
    conditions,
    conditionTypes: types,
    roleOf: (id) => roles.get(id) ?? 'unexplained',
    rootCauses: conditions.filter((x) => roles.get(x.id) === 'root-cause'),
    links: links.map(([causeId, effectId], i) => ({ id: `l${i}`, causeId, effectId, guards: [] })),
    surfaces: conditions.filter((x) => types.get(x.type)?.nature === 'impact'),
    responses: c.changes.filter((x) => x.byPerson),
    ...more,
  };
}

/** Everything measure() takes. */
export function measured(c: Case, incident: MeasuredIncident, profile: Partial<Profile> = {}): Measured {
  return { c, incident, profile: { ...NO_PROFILE, ...profile } };
}
