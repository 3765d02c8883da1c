import { parse } from 'yaml';
import { dig, digFlag, digNumber, digText, isObject, parseTime } from '../base/index.js';

/**
 * What a historical incident must come out as: partial and readable. Everything that is not named may be
 * anything. Entities are keys with wildcards ("Deployment/shop/web", "Deployment/tools/*").
 */
export interface Expectations {
  /** Path of the capture, relative to the file; default: the first of capture.* beside it. */
  readonly capture: string | undefined;
  readonly asOf: string | undefined;
  readonly notes: readonly string[];
  readonly profile: string | undefined;
  readonly incidents: readonly IncidentExpectation[];
  /** Number of incidents, when it must be exact. */
  readonly count: number | undefined;
  readonly countAtLeast: number | undefined;
  readonly countAtMost: number | undefined;
  /** Entities that may be the root cause of no incident. */
  readonly neverBlame: readonly string[];
  /** Conditions that must be told outside the incidents, by role. */
  readonly background: readonly RoleExpectation[];
}

export interface IncidentExpectation {
  readonly name: string;
  /** Which incident is meant: one that has this entity among its root causes, surfaces or conditions. */
  readonly about: string | undefined;
  readonly status: readonly string[];
  readonly canRecur: boolean | undefined;
  readonly detectedBy: readonly string[];
  readonly rootCauses: readonly RootExpectation[];
  /** True: the root causes listed are all there may be. */
  readonly onlyRoots: boolean;
  readonly neverBlame: readonly string[];
  readonly roles: readonly RoleExpectation[];
  readonly links: readonly LinkExpectation[];
  readonly noLinks: readonly LinkExpectation[];
  readonly surfaces: readonly SurfaceExpectation[];
  readonly figures: readonly { readonly name: string; readonly seconds: number; readonly within: number }[];
  readonly instants: readonly { readonly name: string; readonly at: string; readonly within: number }[];
  readonly notAffected: readonly string[];
  readonly loops: readonly { readonly kinds: readonly string[]; readonly about: string | undefined }[];
  readonly preventions: readonly {
    readonly removes: readonly string[];
    readonly about: string | undefined;
    readonly verdicts: readonly string[];
  }[];
  /** Claims that the analysis must say are contradicted by another source; "*" for any run of characters. */
  readonly contradictions: readonly string[];
  readonly responses: readonly {
    readonly about: string | undefined;
    readonly effects: readonly string[];
    readonly kinds: readonly string[];
  }[];
}

export interface ConditionPattern {
  readonly entity: string | undefined;
  readonly conditions: readonly string[];
}

export interface LinkExpectation {
  readonly from: ConditionPattern;
  readonly to: ConditionPattern;
  /** True: one accepted link, without steps between; otherwise any chain of them. */
  readonly direct: boolean;
}

export interface RootExpectation extends ConditionPattern {
  /** Confidence that it may be told with; none named: any. */
  readonly confidence: readonly string[];
  readonly onset: { readonly at: string; readonly within: number } | undefined;
}

export interface RoleExpectation extends ConditionPattern {
  readonly roles: readonly string[];
}

export interface SurfaceExpectation {
  readonly entity: string;
  readonly impact: readonly string[];
  readonly from: { readonly at: string; readonly within: number } | undefined;
  readonly to: { readonly at: string; readonly within: number } | undefined;
}

/** A mistake in expected.yaml, in words. */
export class ExpectationError extends Error {
  override readonly name = 'ExpectationError';
}

const KNOWN = new Set([
  'capture',
  'asOf',
  'notes',
  'profile',
  'incidents',
  'count',
  'neverBlame',
  'background',
]);
const KNOWN_INCIDENT = new Set([
  'name', 'about', 'status', 'canRecur', 'detectedBy', 'rootCauses', 'onlyRoots', 'neverBlame', 'roles', 'links', 'noLinks', 'surfaces', 'figures',
  'instants', 'notAffected', 'loops', 'preventions', 'responses', 'contradictions',
]); // prettier-ignore

const KNOWN_COUNT = new Set(['atLeast', 'atMost']);
const KNOWN_SURFACE = new Set(['entity', 'impact', 'from', 'to']);
const KNOWN_FIGURE = new Set(['seconds', 'within']);
const KNOWN_NEAR = new Set(['at', 'within']);
const KNOWN_LOOP = new Set(['kind', 'about']);
const KNOWN_PREVENTION = new Set(['removes', 'about', 'verdict']);
const KNOWN_RESPONSE = new Set(['about', 'effect', 'kind']);
const KNOWN_LINK = new Set(['from', 'to', 'direct']);
const KNOWN_PATTERN = new Set(['entity', 'condition', 'role', 'confidence', 'onset']);

/** Reads expected.yaml. Unknown keys are mistakes: an expectation that checks nothing is worse than none. */
export function parseExpectations(text: string): Expectations {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new ExpectationError(`not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(value)) throw new ExpectationError('expected a map with incidents, neverBlame, ...');
  refuseUnknown(value, KNOWN, 'expected.yaml');
  const count = dig(value, 'count');
  if (isObject(count)) refuseUnknown(count, KNOWN_COUNT, 'count');
  else if (count !== undefined && typeof count !== 'number') fail('count: a number, or { atLeast, atMost }');
  const asOf = dig(value, 'asOf');
  if (asOf !== undefined && (typeof asOf !== 'string' || parseTime(asOf) === undefined))
    fail('asOf: a time like 2026-03-02T11:00:00Z');
  return {
    capture: digText(value, 'capture'),
    asOf: digText(value, 'asOf'),
    notes: texts(dig(value, 'notes')),
    profile: digText(value, 'profile'),
    incidents: listOf(value, 'incidents').map(incident),
    count: typeof count === 'number' ? count : undefined,
    countAtLeast: digNumber(count, 'atLeast'),
    countAtMost: digNumber(count, 'atMost'),
    neverBlame: texts(dig(value, 'neverBlame')),
    background: listOf(value, 'background').map(role),
  };
}

function incident(value: unknown, i: number): IncidentExpectation {
  if (!isObject(value)) throw new ExpectationError(`incidents[${i}] is not a map`);
  refuseUnknown(value, KNOWN_INCIDENT, `incidents[${i}]`);
  return {
    name: digText(value, 'name') ?? `incident ${i + 1}`,
    about: digText(value, 'about'),
    status: texts(dig(value, 'status')),
    canRecur: flag(value, 'canRecur'),
    detectedBy: texts(dig(value, 'detectedBy')),
    rootCauses: listOf(value, 'rootCauses').map(root),
    onlyRoots: flag(value, 'onlyRoots') ?? false,
    neverBlame: texts(dig(value, 'neverBlame')),
    roles: listOf(value, 'roles').map(role),
    links: listOf(value, 'links').map(link),
    noLinks: listOf(value, 'noLinks').map(link),
    surfaces: listOf(value, 'surfaces', KNOWN_SURFACE).map((s) => ({
      entity: digText(s, 'entity') ?? fail(`incidents[${i}].surfaces: entity is missing`),
      impact: texts(dig(s, 'impact')),
      from: near(dig(s, 'from')),
      to: near(dig(s, 'to')),
    })),
    figures: entriesOf(value, 'figures', KNOWN_FIGURE).map(([name, v]) => ({
      name,
      seconds:
        (typeof v === 'number' ? v : digNumber(v, 'seconds')) ??
        fail(`incidents[${i}].figures.${name}: seconds are missing`),
      within: digNumber(v, 'within') ?? 5,
    })),
    instants: entriesOf(value, 'instants', KNOWN_NEAR).map(([name, v]) => {
      const at = near(v) ?? fail(`incidents[${i}].instants.${name}: at is missing`);
      return { name, ...at };
    }),
    notAffected: texts(dig(value, 'notAffected')),
    loops: listOf(value, 'loops', KNOWN_LOOP).map((l) => ({
      kinds: texts(dig(l, 'kind')),
      about: digText(l, 'about'),
    })),
    preventions: listOf(value, 'preventions', KNOWN_PREVENTION).map((p) => ({
      removes: texts(dig(p, 'removes')),
      about: digText(p, 'about'),
      verdicts: texts(dig(p, 'verdict')),
    })),
    contradictions: texts(dig(value, 'contradictions')),
    responses: listOf(value, 'responses', KNOWN_RESPONSE).map((r) => ({
      about: digText(r, 'about'),
      effects: texts(dig(r, 'effect')),
      kinds: texts(dig(r, 'kind')),
    })),
  };
}

function pattern(value: unknown): ConditionPattern {
  if (typeof value === 'string') return { entity: value, conditions: [] };
  if (!isObject(value)) return fail('a condition is an entity key or {entity, condition}');
  refuseUnknown(value, KNOWN_PATTERN, 'an entity with its condition');
  return { entity: digText(value, 'entity'), conditions: texts(dig(value, 'condition')) };
}

function link(value: unknown): LinkExpectation {
  if (!isObject(value)) return fail('a link is {from, to}');
  refuseUnknown(value, KNOWN_LINK, 'a link');
  return {
    from: pattern(dig(value, 'from')),
    to: pattern(dig(value, 'to')),
    direct: flag(value, 'direct') ?? false,
  };
}

function root(value: unknown): RootExpectation {
  return { ...pattern(value), confidence: texts(dig(value, 'confidence')), onset: near(dig(value, 'onset')) };
}

function role(value: unknown): RoleExpectation {
  return { ...pattern(value), roles: texts(dig(value, 'role')) };
}

function near(value: unknown): { at: string; within: number } | undefined {
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) refuseUnknown(value, KNOWN_NEAR, 'a time');
  const at = typeof value === 'string' ? value : digText(value, 'at');
  if (at === undefined || parseTime(at) === undefined)
    fail(`a time is like 2026-03-02T10:00:50Z, not ${at ?? 'this'}`);
  return { at, within: digNumber(value, 'within') ?? 1 };
}

/** What stands under a key that asks for a list: anything else would be passed over. */
function listOf(value: unknown, key: string, known?: ReadonlySet<string>): readonly unknown[] {
  const list = dig(value, key);
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return fail(`${key}: expected a list`);
  for (const x of list as unknown[]) if (known && isObject(x)) refuseUnknown(x, known, key);
  return list as unknown[];
}

function entriesOf(
  value: unknown,
  key: string,
  known: ReadonlySet<string>,
): (readonly [name: string, value: unknown])[] {
  const map = dig(value, key);
  if (map === undefined || map === null) return [];
  if (!isObject(map)) return fail(`${key}: expected a map of names`);
  for (const [name, x] of Object.entries(map)) if (isObject(x)) refuseUnknown(x, known, `${key}.${name}`);
  return Object.entries(map);
}

function flag(value: unknown, key: string): boolean | undefined {
  const said = dig(value, key);
  if (said !== undefined && typeof said !== 'boolean') fail(`${key}: true or false`);
  return digFlag(value, key);
}

/** One or several words. */
function texts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map(String);
}

function refuseUnknown(
  value: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  where: string,
): void {
  for (const key of Object.keys(value))
    if (!known.has(key)) fail(`${where}: unknown key ${key}; known: ${[...known].join(', ')}`);
}

function fail(why: string): never {
  throw new ExpectationError(why);
}
