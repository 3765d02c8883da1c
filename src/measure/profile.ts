import { parse, YAMLParseError } from 'yaml';
import { isObject, MINUTE, parseDuration } from '../base/index.js';

/** A level of severity as analysis.json knows it. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** When an incident has a severity: every condition that is given must hold. */
export interface SeverityRule {
  readonly severity: Severity;
  /** Host of a surface, "*" for any text. */
  readonly host?: string;
  readonly impact?: 'full' | 'partial' | 'degraded';
  /** Microseconds that the impact lasted at least. */
  readonly lasted?: number;
}

/** A promise to users: share of good requests over a window. */
export interface Slo {
  readonly host: string;
  /** 0..1 */
  readonly objective: number;
  /** Microseconds. */
  readonly window: number;
}

/** An alerting rule in force that the capture does not show. */
export interface ProfileRule {
  readonly name: string;
  readonly expression: string;
  /** Microseconds. */
  readonly wait: number;
  readonly severity: string;
}

/** What the capture cannot know; written by the team, once. */
export interface Profile {
  readonly hosts: readonly string[];
  readonly severity: readonly SeverityRule[];
  readonly slos: readonly Slo[];
  /** Alerts known to fire all the time, by name. */
  readonly chronicAlerts: readonly string[];
  readonly alertRules: readonly ProfileRule[];
  /** How long a surface must stay well to count as restored, microseconds. */
  readonly hold: number;
  /** Path of the team's own report template, relative to the profile. */
  readonly template?: string;
}

/** What holds when nobody wrote a profile. */
export const NO_PROFILE: Profile = {
  hosts: [],
  severity: [],
  slos: [],
  chronicAlerts: [],
  alertRules: [],
  hold: 5 * MINUTE,
};

/** A mistake in the profile, in words for the person who wrote it. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
}

const KEYS: readonly string[] = [
  'hosts',
  'severity',
  'slos',
  'chronicAlerts',
  'alertRules',
  'hold',
  'template',
];
const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const IMPACTS = ['full', 'partial', 'degraded'] as const;

/** Reads a profile (YAML); throws {@link ProfileError} that names the field and what belongs there. */
export function parseProfile(text: string): Profile {
  let root: unknown;
  try {
    root = parse(text, { maxAliasCount: 20 });
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new ProfileError(`not valid YAML: ${error.message.split('\n')[0] ?? ''}`);
    throw error;
  }
  if (root === null || root === undefined) return NO_PROFILE;
  const top = objectAt(root, 'the profile');
  for (const key of Object.keys(top)) {
    if (!KEYS.includes(key)) throw new ProfileError(`unknown field "${key}"; known are ${KEYS.join(', ')}`);
  }
  const template = top['template'];
  return {
    hosts: texts(top['hosts'], 'hosts'),
    severity: each(top['severity'], 'severity', severityRule),
    slos: each(top['slos'], 'slos', slo),
    chronicAlerts: texts(top['chronicAlerts'], 'chronicAlerts'),
    alertRules: each(top['alertRules'], 'alertRules', alertRule),
    hold: top['hold'] === undefined ? NO_PROFILE.hold : duration(top['hold'], 'hold'),
    ...(template === undefined ? {} : { template: textAt(template, 'template') }),
  };
}

function severityRule(o: Fields, at: string): SeverityRule {
  const host = o['host'];
  const impact = o['impact'];
  const lasted = o['lasted'];
  return {
    severity: oneOf(o['severity'], SEVERITIES, `${at}.severity`),
    ...(host === undefined ? {} : { host: textAt(host, `${at}.host`) }),
    ...(impact === undefined ? {} : { impact: oneOf(impact, IMPACTS, `${at}.impact`) }),
    ...(lasted === undefined ? {} : { lasted: duration(lasted, `${at}.lasted`) }),
  };
}

function slo(o: Fields, at: string): Slo {
  return {
    host: o['host'] === undefined ? '*' : textAt(o['host'], `${at}.host`),
    objective: share(o['objective'], `${at}.objective`),
    window: o['window'] === undefined ? 30 * 24 * 60 * MINUTE : duration(o['window'], `${at}.window`),
  };
}

function alertRule(o: Fields, at: string): ProfileRule {
  return {
    name: textAt(o['name'] ?? o['alert'], `${at}.name`),
    expression: o['expression'] === undefined ? '' : textAt(o['expression'], `${at}.expression`),
    wait: o['wait'] === undefined ? 0 : duration(o['wait'], `${at}.wait`),
    severity: o['severity'] === undefined ? 'warning' : textAt(o['severity'], `${at}.severity`),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function objectAt(value: unknown, at: string): Fields {
  if (!isObject(value)) throw new ProfileError(`${at} must be a map of fields`);
  return value;
}

function each<T>(value: unknown, at: string, read: (o: Fields, at: string) => T): T[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new ProfileError(`${at} must be a list`);
  return value.map((item: unknown, i) => read(objectAt(item, `${at}[${i}]`), `${at}[${i}]`));
}

function texts(value: unknown, at: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new ProfileError(`${at} must be a list of names`);
  return value.map((item: unknown, i) => textAt(item, `${at}[${i}]`));
}

function textAt(value: unknown, at: string): string {
  if (typeof value !== 'string' || value === '') throw new ProfileError(`${at} must be a text`);
  return value;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], at: string): T {
  const found = allowed.find((x) => x === value);
  if (found === undefined) throw new ProfileError(`${at} must be one of ${allowed.join(', ')}`);
  return found;
}

function duration(value: unknown, at: string): number {
  const micros = typeof value === 'string' ? parseDuration(value) : undefined;
  if (micros === undefined) throw new ProfileError(`${at} must be a duration such as "5m" or "30d"`);
  return micros;
}

/** "99.9 %", "99.9%" or 0.999. */
function share(value: unknown, at: string): number {
  const percent = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s?%$/.exec(value)?.[1] : undefined;
  const n = percent === undefined ? value : Number(percent) / 100;
  if (typeof n !== 'number' || !(n > 0 && n < 1)) {
    throw new ProfileError(`${at} must be a share such as "99.9 %" or 0.999`);
  }
  return n;
}
