import type { Analysis } from '../../../src/model/index.js';
import { keyOfApp } from './plan.js';
import type { Cluster } from './state.js';
import type { Fact, Party } from './truth.js';

type Entity = Analysis['incidents'][number]['rootCauses'][number]['entity'];
type Instant = Analysis['incidents'][number]['conditions'][number]['onset'];
type Incident = Analysis['incidents'][number];

/** Whom of the world an entity of the analysis stands for. */
export function partyOf(c: Cluster, e: Entity): Party | undefined {
  switch (e.kind) {
    case 'Node':
    case 'NodeNetwork':
    case 'NodeService':
      return `Node/${e.name.split('/')[0] ?? ''}`;
    case 'Registry':
      return `Registry/${e.name}`;
    case 'Surface':
      return `Edge/${e.name}`;
    case 'MutatingWebhookConfiguration':
      return `Webhook/${e.name}`;
    default:
      return appOf(c, e);
  }
}

function appOf(c: Cluster, e: Entity): Party | undefined {
  const found = c.plan.apps
    .filter((a) => a.ns === e.namespace && (e.name === a.name || e.name.startsWith(`${a.name}-`)))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return found === undefined ? undefined : `App/${keyOfApp(found)}`;
}

/** "condition Kind/ns/name" of all root causes that are told with more than low confidence. */
export function confidentRoots(
  a: Analysis,
): readonly { readonly entity: Entity; readonly condition: string }[] {
  return a.incidents.flatMap((i) => i.rootCauses.filter((r) => r.confidence !== 'low'));
}

/** Confident root causes in parties where nothing was wrong by itself. */
export function wronglyBlamed(c: Cluster, a: Analysis): string[] {
  const injected = new Set(c.truth.injected());
  return confidentRoots(a)
    .filter((r) => !injected.has(partyOf(c, r.entity) ?? ''))
    .map((r) => `${r.condition} ${nameOf(r.entity)}`);
}

/** Accepted links whose cause, in truth, had no part in the effect. */
export function wrongLinks(c: Cluster, a: Analysis): string[] {
  return a.incidents.flatMap((i) => {
    const known = new Map(i.conditions.map((x) => [x.id, x]));
    return i.links.flatMap((l) => {
      const [from, to] = [known.get(l.from), known.get(l.to)];
      if (l.verdict !== 'accepted' || from === undefined || to === undefined) return [];
      const [cause, effect] = [partyOf(c, from.entity), partyOf(c, to.entity)];
      if (cause === undefined || effect === undefined || c.truth.isBehind(cause, effect)) return [];
      return [`${from.condition} ${nameOf(from.entity)} → ${to.condition} ${nameOf(to.entity)} [${l.rule}]`];
    });
  });
}

/**
 * Instants of the analysis that leave out the time at which the thing really happened, by more than the clock
 * that stamped it can have been wrong.
 */
export function wrongTimes(c: Cluster, a: Analysis): string[] {
  const clocks = Object.values(c.plan.clocks).map((x) => Math.abs(x.aheadMs));
  const slack = Math.max(0, ...clocks);
  return a.incidents.flatMap((i) => [...surfaceTimes(c, i), ...conditionTimes(c, i, slack)]);
}

function surfaceTimes(c: Cluster, i: Incident): string[] {
  return i.surfaces.flatMap((s) => {
    if (s.entity.kind !== 'Surface') return [];
    const party = `Edge/${s.entity.name}`;
    const failed = c.truth.allOf(party, 'failed-request');
    const [first, last] = [failed[0], failed.at(-1)];
    if (first === undefined || last === undefined) return [`${s.entity.name} never failed`];
    const next = c.truth.allOf(party, 'served-request').find((t) => t > last);
    return [
      ...outside(`${s.entity.name} from`, s.from, [first, first]),
      ...(next === undefined
        ? s.to.lo === null
          ? []
          : [`${s.entity.name} to: ${said(s.to)}, but it still fails`]
        : outside(`${s.entity.name} to`, s.to, [last, next])),
    ];
  });
}

/** What of the truth an onset, and an end, must hold; for conditions that mean one thing of one party. */
const MEANT: Readonly<Record<string, readonly [Fact['what'], Fact['what'] | undefined]>> = {
  'node-unreachable': ['injected', undefined],
  'service-no-endpoints': ['empty', 'filled'],
  'readiness-failing': ['probe-failed', undefined],
  'container-exit-error': ['exit', undefined],
  'container-oom': ['exit', undefined],
  'image-pull-failed': ['pull-failed', undefined],
  'taint-eviction': ['evicted', undefined],
};

function conditionTimes(c: Cluster, i: Incident, slack: number): string[] {
  return i.conditions.flatMap((x) => {
    const [began, ended] = MEANT[x.condition] ?? [];
    const party = partyOf(c, x.entity);
    if (began === undefined || party === undefined) return [];
    const pod = x.entity.kind === 'Pod' ? x.entity.name : undefined;
    const starts =
      began === 'evicted'
        ? c.truth.facts.filter((f) => f.what === began && f.from.includes(party)).map((f) => f.at)
        : c.truth.allOf(party, began, pod);
    const title = `${x.condition} ${nameOf(x.entity)}`;
    if (starts.length === 0) return [`${title}: never happened`];
    const first = starts[0] ?? 0;
    // endpoints follow within a second what took the last pod away
    const lag = began === 'empty' ? 1000 : 0;
    return [
      ...outside(`${title} onset`, x.onset, [first - lag - slack, first + slack]),
      ...(ended === undefined || x.end.lo === null
        ? []
        : c.truth.allOf(party, ended).some((t) => holds(x.end, [t - 1000 - slack, t + slack]))
          ? []
          : [`${title} end: ${said(x.end)}, truth ${c.truth.allOf(party, ended).map(iso).join(' ')}`]),
    ];
  });
}

function outside(what: string, told: Instant, truth: readonly [number, number]): string[] {
  return holds(told, truth) ? [] : [`${what}: ${said(told)}, truth ${truth.map(iso).join(' ')}`];
}

function holds(told: Instant, [lo, hi]: readonly [number, number]): boolean {
  if (told.lo === null || told.hi === null) return false;
  return Date.parse(told.lo) <= hi && Date.parse(told.hi) >= lo;
}

function said(i: Instant): string {
  return `${i.lo ?? '-'} .. ${i.hi ?? '-'} ${i.grade}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** "Kind/ns/name". */
export function nameOf(e: Entity): string {
  return [e.kind, e.namespace, e.name].filter((x) => x !== undefined).join('/');
}

/** The best probability with which each party is called a root cause. */
export function blameOf(c: Cluster, a: Analysis): ReadonlyMap<Party, number> {
  const found = new Map<Party, number>();
  for (const r of a.incidents.flatMap((i) => i.rootCauses)) {
    const party = partyOf(c, r.entity) ?? nameOf(r.entity);
    found.set(party, Math.max(found.get(party) ?? 0, r.probability));
  }
  return found;
}
