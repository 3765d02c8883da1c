import { byText, groupBy, digNumber, digObject, isObject } from '../base/index.js';
import { keyOf, type Analysis, type FigureJson, type Incident, type InstantJson } from '../model/index.js';

/**
 * What an analysis says, short enough to be kept beside a release and compared with what the next one says.
 * Conditions are named by entity and type, because ids move when an onset does.
 */
export interface Told {
  readonly tool: { readonly version: string; readonly rules: string };
  readonly incidents: readonly ToldIncident[];
}

export interface ToldIncident {
  readonly title: string;
  readonly status: string;
  readonly severity: string;
  readonly roots: readonly { readonly name: string; readonly confidence: string }[];
  readonly surfaces: readonly string[];
  /** Condition → its role. */
  readonly roles: Readonly<Record<string, string>>;
  /** "cause → effect (rule)" → verdict. */
  readonly links: Readonly<Record<string, string>>;
  /** Name of figure or instant → its range in words. */
  readonly figures: Readonly<Record<string, string>>;
}

/** All that was kept, by the name of the historical incident. */
export interface ToldFile {
  readonly inquestVerify: 1;
  readonly incidents: Readonly<Record<string, Told>>;
}

/** The short form of an analysis. */
export function toldOf(analysis: Analysis): Told {
  const { version, rules } = analysis.tool;
  return { tool: { version, rules }, incidents: analysis.incidents.map(toldIncident) };
}

function toldIncident(i: Incident): ToldIncident {
  const names = new Map(i.conditions.map((c) => [c.id, `${c.condition} of ${keyOf(c.entity)}`]));
  const name = (id: string): string => names.get(id) ?? id;
  const figures = [
    ...Object.entries(i.figures).map(([k, f]: [string, FigureJson | null]) => [k, figure(f)] as const),
    ...Object.entries(i.instants).map(([k, t]: [string, InstantJson]) => [k, range(t.lo, t.hi, '')] as const),
  ];
  return {
    title: i.title,
    status: i.status,
    severity: i.severity,
    roots: i.rootCauses.map((r) => ({
      name: `${r.condition} of ${keyOf(r.entity)}`,
      confidence: r.confidence,
    })),
    surfaces: i.surfaces.map((s) => keyOf(s.entity)),
    roles: merged(i.conditions.map((c) => [name(c.id), c.role])),
    links: merged(
      i.links
        .filter((l) => l.verdict !== 'refuted')
        .map((l) => [`${name(l.from)} → ${name(l.to)} (${l.rule})`, l.verdict]),
    ),
    figures: Object.fromEntries(figures),
  };
}

/** One entry per name: a condition that came twice has one name, and perhaps two roles. */
function merged(rows: readonly (readonly [name: string, value: string])[]): Record<string, string> {
  const byName = groupBy(rows, ([name]) => name);
  const values = (list: typeof rows): string => [...new Set(list.map(([, v]) => v))].sort(byText).join(', ');
  return Object.fromEntries([...byName].map(([name, list]) => [name, values(list)]));
}

function figure(f: FigureJson | null): string {
  if (!f) return 'not known';
  return `${f.open ? 'at least ' : ''}${range(String(f.lo), String(f.hi), ' s')}`;
}

function range(lo: string | null, hi: string | null, unit: string): string {
  if (lo === null || hi === null) return 'not known';
  return lo === hi ? `${lo}${unit}` : `${lo} to ${hi}${unit}`;
}

/** A saved file as it was written by `verify --save`, or undefined when it is something else. */
export function toldFile(value: unknown): ToldFile | undefined {
  if (digNumber(value, 'inquestVerify') !== 1) return undefined;
  const incidents = digObject(value, 'incidents');
  const whole =
    incidents && Object.values(incidents).every((t) => isObject(t) && Array.isArray(t['incidents']));
  return whole ? (value as ToldFile) : undefined;
}
