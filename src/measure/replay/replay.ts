import {
  inWords,
  iso,
  MINUTE,
  SECOND,
  sortedBy,
  type Instant,
  type Interval,
  type Stamp,
} from '../../base/index.js';
import { keyOf, labelOf, type AlertReplayEntry, type Ref } from '../../model/index.js';
import { levelAt, readyReplicas, type Case, type Track } from '../../world/index.js';
import type { Involved } from '../involved.js';
import { packRules, type Exporter, type PackRule } from '../packs/index.js';
import type { Profile } from '../profile.js';
import { instantJson } from '../span.js';
import { EVALUATION, GROUP_WAIT, replaySignal, SCRAPE, type Firing } from './evaluate.js';
import { asPackRule, installedRules } from './installed.js';
import { blindDuring, truthAt, type Signal } from './signal.js';

export type Pack = 'captured' | 'stock' | 'proposed';

/** When one rule would have fired for this incident, and when someone would have heard. */
export interface Replayed {
  readonly rule: PackRule;
  readonly pack: Pack;
  readonly entity: Ref;
  /** Undefined: not within the capture. */
  readonly fires: Stamp | undefined;
  /** Undefined: it did not fire, or nobody would have been told. */
  readonly heard: Stamp | undefined;
  /** True when it pages someone: severity critical. */
  readonly pages: boolean;
  /** What it would have spoken of: "Node worker-1 and 2 more". */
  readonly about: string;
  /** Goes on from the name of the rule: "would have fired and been sent 30 s later". */
  readonly why: string;
}

/** Rules are replayed from this long before the incident: what was true then already is not of it. */
const EARLY = 30 * SECOND;

/** A state that held for less than this is no news of a rule that did not fire. */
const WORTH_TELLING = MINUTE;

/** Replays all packs and the installed rules on what is involved in an incident. */
export function replayAlerts(
  c: Case,
  involved: Involved,
  profile: Profile,
  incident: { readonly began: Stamp; readonly start: Stamp; readonly end: Instant },
): readonly Replayed[] {
  const window: Interval = { lo: incident.began.lo - EARLY, hi: c.asOf.hi };
  const installed = installedRules(c, profile).flatMap((r) => asPackRule(r) ?? []);
  const jobs: { rule: PackRule; pack: Pack }[] = [
    ...installed.map((rule) => ({ rule, pack: 'captured' as const })),
    ...packRules.map((rule) => ({ rule, pack: rule.pack })),
  ];
  const names = new Set<string>();
  const found = jobs.flatMap(({ rule, pack }) => {
    if (names.has(`${pack} ${rule.name}`)) return [];
    names.add(`${pack} ${rule.name}`);
    return replayRule(c, rule, pack, involved, window, incident) ?? [];
  });
  return sortedBy(
    found,
    (r) => ['captured', 'stock', 'proposed'].indexOf(r.pack),
    (r) => r.heard?.lo ?? r.fires?.lo ?? Infinity,
    (r) => r.rule.name,
  );
}

interface Candidate {
  readonly signal: Signal;
  readonly firing: Firing;
}

function replayRule(
  c: Case,
  rule: PackRule,
  pack: Pack,
  involved: Involved,
  window: Interval,
  incident: { start: Stamp; end: Instant },
): Replayed | undefined {
  const blind = blindness(c, rule.exporter);
  const candidates = rule
    .signals(c)
    .filter((s) => involved.has(s.entity) && truthAt(s, window.lo) !== 'yes')
    .map((signal): Candidate => {
      const seen = blindDuring(signal, blind);
      return { signal: seen, firing: replaySignal(seen, rule.wait, window) };
    })
    .filter(
      (x) => x.firing.earliest !== undefined || heldFor(x.firing) >= Math.min(rule.wait, WORTH_TELLING),
    );
  const best = sortedBy(
    candidates,
    (x) => x.firing.earliest ?? Infinity,
    (x) => -((x.firing.longest?.hi ?? 0) - (x.firing.longest?.lo ?? 0)),
    (x) => keyOf(x.signal.entity),
  )[0];
  if (!best) return undefined;
  return verdict(c, rule, pack, best, candidates.length, incident);
}

function heldFor(firing: Firing): number {
  return firing.longest ? firing.longest.hi - firing.longest.lo : 0;
}

function verdict(
  c: Case,
  rule: PackRule,
  pack: Pack,
  best: Candidate,
  among: number,
  incident: { start: Stamp; end: Instant },
): Replayed {
  const { firing, signal } = best;
  const about = `${labelOf(signal.entity)}${among > 1 ? ` and ${among - 1} more` : ''}`;
  const common = { rule, pack, entity: signal.entity, pages: rule.severity === 'critical', about };
  if (firing.earliest === undefined) {
    return { ...common, fires: undefined, heard: undefined, why: notFired(c, firing, rule, incident) };
  }
  const fires: Stamp = {
    lo: firing.earliest,
    hi: Math.max(firing.latest ?? c.asOf.hi, firing.earliest),
    grade: 'C',
  };
  const doubt =
    firing.latest === undefined
      ? 'may have fired; the sources leave open whether it held long enough'
      : 'would have fired';
  const path = notifier(c, fires);
  if (rule.severity === 'info')
    return { ...common, fires, heard: undefined, why: `${doubt}, but info alerts are not sent` };
  if (path !== undefined) return { ...common, fires, heard: undefined, why: `${doubt}, but ${path}` };
  if (firing.latest === undefined) return { ...common, fires, heard: undefined, why: doubt };
  const heard: Stamp = { lo: fires.lo + GROUP_WAIT, hi: fires.hi + GROUP_WAIT, grade: 'C' };
  const late = fires.lo > incident.end ? ', after the incident was over' : '';
  return {
    ...common,
    fires,
    heard,
    why: `${doubt}${late} and been sent ${inWords(GROUP_WAIT)} later`,
  };
}

/** Says how long the condition held, and when it would have fired had it gone on (or will, if it does). */
function notFired(c: Case, firing: Firing, rule: PackRule, incident: { start: Stamp }): string {
  const held = firing.longest;
  if (!held) return 'was never true';
  const would = held.lo + rule.wait + SCRAPE + EVALUATION;
  const by = `${iso(Math.floor(would / SECOND) * SECOND)}, ${inWords(would - incident.start.lo)} after the impact began`;
  const part = `been true for up to ${inWords(held.hi - held.lo)} of the ${inWords(rule.wait)} it waits`;
  return held.hi >= c.asOf.lo
    ? `had ${part} when the capture ended; it fires by ${by}, if this goes on`
    : `had ${part} when it was over; it would have fired by ${by}`;
}

const MONITORING: Readonly<Record<Exporter, RegExp | undefined>> = {
  'kube-state-metrics': /kube-state-metrics/,
  'node-exporter': undefined,
  kubelet: undefined,
  'kube-apiserver': undefined,
  etcd: undefined,
  coredns: undefined,
  blackbox: /blackbox/,
  edge: undefined,
  logs: /loki|fluent|promtail|vector/,
};

/** Stretches without samples: the exporter or Prometheus itself had no ready replica. */
function blindness(c: Case, exporter: Exporter): Interval[] {
  const own = MONITORING[exporter];
  const tracks = readyReplicas(c).filter((t) => own?.test(t.entity.name) === true || isPrometheus(t.entity));
  return tracks.flatMap((t) => downSpans(c, t));
}

function isPrometheus(entity: Ref): boolean {
  return /^prometheus(-server|-k8s|-.*-prometheus)?$/.test(entity.name);
}

function downSpans(c: Case, track: Track): Interval[] {
  return track.levels.flatMap((l, i) => {
    const hi = track.levels[i + 1]?.from ?? c.asOf.hi;
    return l.hi === 0 && hi > l.from ? [{ lo: l.from, hi }] : [];
  });
}

/** What keeps a firing alert from people; undefined when nothing is known to. */
function notifier(c: Case, fires: Stamp): string | undefined {
  const manager = readyReplicas(c).find((t) => /alertmanager/.test(t.entity.name));
  const level = manager && levelAt(manager, fires.hi);
  return manager && level?.hi === 0
    ? `${labelOf(manager.entity)} had no ready replica to send it`
    : undefined;
}

/** As analysis.json lists them. */
export function replayJson(r: Replayed): AlertReplayEntry {
  return {
    name: r.rule.name,
    pack: r.pack,
    fires: instantJson(r.fires),
    heard: r.heard ? instantJson(r.heard) : null,
    why: r.why,
    severity: r.rule.severity,
    entity: r.entity,
    about: r.about,
    waits: r.rule.wait / SECOND,
    rule: r.rule.origin,
    enabled: r.rule.enabled,
  };
}

/** The first page of each pack: what it would have made of the time to detect. */
export function firstPages(replayed: readonly Replayed[]): Readonly<Partial<Record<Pack, Replayed>>> {
  const out: Partial<Record<Pack, Replayed>> = {};
  for (const r of replayed) {
    if (!r.pages || !r.heard) continue;
    const known = out[r.pack]?.heard;
    if (!known || r.heard.hi < known.hi) out[r.pack] = r;
  }
  return out;
}

/** Fired alerts of the capture itself, beside the replayed ones. */
export function recordedJson(
  name: string,
  at: Stamp,
  heard: boolean,
  why: string,
  severity: string | undefined,
  entity: Ref | undefined,
): AlertReplayEntry {
  return {
    name,
    pack: 'captured',
    fires: instantJson(at),
    heard: heard ? instantJson(at) : null,
    why,
    ...(severity === undefined ? {} : { severity }),
    ...(entity ? { entity } : {}),
  };
}
