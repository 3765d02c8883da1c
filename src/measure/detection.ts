import { iso, SECOND, sortedBy, type Stamp } from '../base/index.js';
import type { AlertRecord, Evidence, Ref } from '../model/index.js';
import { statedFor } from '../world/index.js';
import { alertOnset } from './backdate.js';
import type { Measured } from './input.js';
import type { Involved } from './involved.js';
import { installedRules } from './replay/installed.js';
import { wordsOf, type Said } from './statements.js';
import { speaksOf } from './vocabulary.js';

/** An instant of the people's side, and what it rests on. */
export interface Told {
  readonly at: Stamp;
  readonly by: 'person' | 'alert';
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/** How people came to know, took it up and understood it. */
export interface Awareness {
  readonly alert?: Told;
  readonly detect?: Told;
  readonly acknowledge?: Told;
  readonly diagnose?: Told;
  /** Alerts of this incident that some system recorded, in order of time. */
  readonly alerts: readonly AlertRecord[];
}

/** Clocks of note takers are rounded: a note this much before the first trace still counts. */
const ROUNDING = 5 * SECOND;

/** Reads the human instants from notes, alert exports and pagers; the audit log only bounds them. */
export function awarenessOf(m: Measured, involved: Involved, said: readonly Said[], start: Stamp): Awareness {
  const alerts = relatedAlerts(m, involved, start);
  const alert = alerts[0] && fromAlert(alerts[0]);
  const after = said.filter((s) => s.at.hi >= start.lo - ROUNDING);
  const noted = firstAware(after);
  const detect = detection(alert, alerts[0], noted, firstTouch(m, involved, start));
  const acknowledge = acknowledgement(alerts, after, detect, firstAct(m, involved, start));
  const diagnose = diagnosis(m, after, detect);
  return {
    alerts,
    ...(alert ? { alert } : {}),
    ...(detect ? { detect } : {}),
    ...(acknowledge ? { acknowledge } : {}),
    ...(diagnose ? { diagnose } : {}),
  };
}

/** Alerts about things of the incident (or that a condition of it rests on), new since it began. */
function relatedAlerts(m: Measured, involved: Involved, start: Stamp): AlertRecord[] {
  const cited = new Set(
    m.incident.conditions
      .filter((x) => !['chronic-noise', 'pre-existing'].includes(m.incident.roleOf(x.id)))
      .flatMap((x) => x.evidence.map((e) => `${e.source} ${e.offset}`)),
  );
  const noise = new Set(
    m.incident.conditions
      .filter((x) => ['chronic-noise', 'pre-existing'].includes(m.incident.roleOf(x.id)))
      .flatMap((x) => x.evidence.map((e) => `${e.source} ${e.offset}`)),
  );
  const found = m.c.alerts.filter((a) => {
    const at = `${a.evidence.source} ${a.evidence.offset}`;
    if (a.at.hi < start.lo - ROUNDING || m.profile.chronicAlerts.includes(a.name)) return false;
    if (a.name === 'Watchdog' || a.name === 'InfoInhibitor' || a.state === 'pending') return false;
    if (cited.has(at)) return true;
    return !noise.has(at) && labelWords(a).some((w) => involved.names.has(w));
  });
  return sortedBy(
    found,
    (a) => a.at.lo,
    (a) => a.name,
    (a) => a.evidence.offset,
  );
}

const NAMING: readonly string[] = [
  'pod', 'node', 'deployment', 'statefulset', 'daemonset', 'job_name', 'cronjob', 'service', 'instance', 'host',
  'hostname', 'target', 'endpoint', 'horizontalpodautoscaler', 'persistentvolumeclaim', 'ingress', 'container', 'name',
]; // prettier-ignore

function labelWords(a: AlertRecord): string[] {
  return NAMING.flatMap((label) => {
    const value = a.labels[label];
    return value === undefined ? [] : wordsOf(value);
  });
}

function fromAlert(a: AlertRecord): Told {
  const evidence: Evidence = {
    ...a.evidence,
    at: a.at.lo,
    excerpt: `${a.name} firing since ${iso(a.at.lo)}`,
  };
  return {
    at: a.at,
    by: 'alert',
    why: `first new alert of the incident: ${a.name} (${a.system})`,
    evidence: [evidence],
  };
}

/**
 * When the states began that the alerts watch, for those whose wait is known: from the pending start or the
 * installed rule, and what their text says of an age. A pack's rule of the same name may wait otherwise.
 */
export function alertedSince(m: Measured, alerts: readonly AlertRecord[]): readonly Stamp[] {
  const waits = new Map(installedRules(m.c, m.profile).map((r) => [r.name, r.wait]));
  return alerts.flatMap((a) => {
    const wait = waits.get(a.name);
    if (wait === undefined && !a.pendingSince) return [];
    const age = statedFor(`${a.annotations['summary'] ?? ''} ${a.annotations['description'] ?? ''}`) ?? 0;
    return [alertOnset(a.at, (wait ?? 0) + age, age > 0 ? {} : { pendingSince: a.pendingSince })];
  });
}

/** True when the system that recorded the alert sent it nowhere. */
export function isUnrouted(a: AlertRecord): boolean {
  return a.receivers.length > 0 && a.receivers.every((r) => /^(null|none|blackhole|devnull|void)$/i.test(r));
}

/** First note from which it follows that its author knew. */
function firstAware(said: readonly Said[]): Told | undefined {
  const order = (s: Said): boolean => !['other', 'preparation', 'proposal', 'recovery'].includes(s.what);
  const first = said.find(order);
  if (!first) return undefined;
  const words = speaksOf(first.text, 'detection')
    ? 'a note says how it was noticed'
    : 'the first note that describes the trouble; when it was noticed is not said';
  return {
    at: first.at,
    by:
      speaksOf(first.text, 'detection') &&
      /\b(paged|pager|page storm|alert(?:s|ed)?)\b/i.test(first.text) &&
      !/\bno (?:page|alert)/i.test(first.text)
        ? 'alert'
        : 'person',
    why: words,
    evidence: [first.evidence],
  };
}

function detection(
  alert: Told | undefined,
  record: AlertRecord | undefined,
  noted: Told | undefined,
  touched: Told | undefined,
): Told | undefined {
  const told =
    alert && record && (!isUnrouted(record) || noted?.by === 'alert' || !noted) ? alert : undefined;
  if (told && noted) return told.at.lo <= noted.at.lo ? told : noted;
  if (told ?? noted) return told ?? noted;
  return touched;
}

/** Accounts that act without anybody looking: pipelines and GitOps controllers. */
const PIPELINE =
  /(^|[^a-z])(ci|cd|bot|deployer|runner|jenkins|gitlab|argocd|flux|terraform|spinnaker|tekton)([^a-z]|$)/i;

/** Users of the API that are people, as far as a name tells: not the cluster's own accounts, not pipelines. */
function isHuman(user: string, agent: string | undefined): boolean {
  if (user === '' || user.startsWith('system:') || PIPELINE.test(user)) return false;
  return !/^(kube-|kubelet)/.test(agent ?? '');
}

/** First read or write of an affected object by a person: they knew by then, not since when. */
function firstTouch(m: Measured, involved: Involved, start: Stamp): Told | undefined {
  const made = causingActs(m, start);
  const r = m.c.requests.find(
    (x) =>
      x.at.hi >= start.lo &&
      isHuman(x.user, x.userAgent) &&
      involved.has(x.about) &&
      !made.has(`${x.evidence.source} ${x.evidence.offset}`),
  );
  if (!r) return undefined;
  const evidence = {
    ...r.evidence,
    at: r.at.lo,
    excerpt: `${r.user} ${r.verb} ${r.about.kind} ${r.about.name}`,
  };
  return {
    at: { lo: Math.min(start.lo, r.at.hi), hi: r.at.hi, grade: 'C' },
    by: 'person',
    why: `no note tells; an upper bound from the audit log: ${r.user} first touched an affected object`,
    evidence: [evidence],
  };
}

/** Requests that the changes before it rest on: whoever made one need not have known what came of it. */
function causingActs(m: Measured, start: Stamp): ReadonlySet<string> {
  const { conditionTypes, conditions } = m.incident;
  const changes = conditions.filter((x) => conditionTypes.get(x.type)?.nature === 'change');
  const before = changes.filter((x) => x.onset.lo <= start.hi);
  return new Set(before.flatMap((x) => x.evidence.map((e) => `${e.source} ${e.offset}`)));
}

/** First change that a person made to an affected thing: work had begun by then. */
function firstAct(
  m: Measured,
  involved: Involved,
  start: Stamp,
): { at: Stamp; entity: Ref; evidence: readonly Evidence[] } | undefined {
  return m.incident.responses.find((x) => x.at.hi >= start.lo && involved.has(x.entity));
}

function acknowledgement(
  alerts: readonly AlertRecord[],
  said: readonly Said[],
  detect: Told | undefined,
  act: { at: Stamp; evidence: readonly Evidence[] } | undefined,
): Told | undefined {
  const paged = alerts.find((a) => a.acknowledged);
  if (paged?.acknowledged) {
    const evidence = { ...paged.evidence, at: paged.acknowledged.lo, excerpt: `${paged.name} acknowledged` };
    return {
      at: paged.acknowledged,
      by: 'person',
      why: `acknowledged in ${paged.system}`,
      evidence: [evidence],
    };
  }
  const note = said.find((s) => speaksOf(s.text, 'acknowledgement'));
  if (note)
    return {
      at: note.at,
      by: 'person',
      why: 'a note says that someone took it up',
      evidence: [note.evidence],
    };
  if (!act || !detect || act.at.hi < detect.at.lo) return undefined;
  return {
    at: { lo: Math.min(detect.at.lo, act.at.hi), hi: act.at.hi, grade: 'C' },
    by: 'person',
    why: 'an upper bound: by then someone was changing affected objects',
    evidence: act.evidence,
  };
}

/** The first note that states the cause: in so many words, or by naming the root cause's entity with a fault. */
function diagnosis(m: Measured, said: readonly Said[], detect: Told | undefined): Told | undefined {
  const later = said.filter((s) => !detect || s.at.hi >= detect.at.lo);
  const stated = later.find((s) => speaksOf(s.text, 'diagnosis') && s.what !== 'proposal');
  const roots = new Set(
    m.incident.rootCauses.flatMap((x) => [x.entity, ...x.names].map((r) => r.name.toLowerCase())),
  );
  const named = later.find(
    (s) =>
      ['observation', 'diagnosis'].includes(s.what) &&
      wordsOf(s.text).some((w) => roots.has(w) || [...roots].some((r) => r.split('/').includes(w))),
  );
  if (stated)
    return { at: stated.at, by: 'person', why: 'a note states the cause', evidence: [stated.evidence] };
  const telling = mechanismWords(m);
  const told = later.find(
    (s) => s.what !== 'proposal' && !doubts(s.text) && wordsOf(s.text).some((w) => isAmong(w, telling)),
  );
  if (told) {
    const why = 'the first note that speaks of what failed in the faulty part';
    return { at: told.at, by: 'person', why, evidence: [told.evidence] };
  }
  if (!named) return undefined;
  return {
    at: named.at,
    by: 'person',
    why: 'the first note that names the faulty part',
    evidence: [named.evidence],
  };
}

/** Words in the names of conditions that stand for no mechanism: any note may hold them. */
const COMMON =
  /^(?:the|and|for|not|with|down|node|nodes|pod|pods|app|apps|service|services|container|workload|deployment|failed|failing|fails|fail|error|errors|missing|invalid|unavailable|unreachable|refused|timeout|lost|loss|slow|changed|change|bad|kube|kubelet|apiserver|api|server|network|exit|crashloop|ready|unready|stuck|config|gone|system|update|request|requests|control|plane|manual|created|deleted)$/;

/** How people speak of a mechanism. */
const SPOKEN: readonly (readonly [RegExp, readonly string[]])[] = [
  [/-deleted$/, ['delet', 'prun', 'remov']],
  [/credential/, ['passw', 'auth']],
  [/iptables|kube-proxy/, ['iptables', 'xtables', 'kube-proxy']],
  [/clock/, ['clock', 'skew', 'ntp', 'chrony']],
  [/^image-|^registry-/, ['pull', 'registr', '429']],
];

/** The words that tell what failed, of each root cause: "kubelet-cert-expired" gives cert and expired. */
function mechanismWords(m: Measured): readonly string[] {
  const words = m.incident.rootCauses.flatMap((x) => [
    ...x.type.split('-'),
    ...(SPOKEN.find(([pattern]) => pattern.test(x.type))?.[1] ?? []),
  ]);
  return [...new Set(words)].filter((w) => w.length >= 3 && !COMMON.test(w));
}

/** True for a word of a note that begins with one of the words: "certificate" with cert, "OOMKilled" with oom. */
function isAmong(word: string, telling: readonly string[]): boolean {
  return telling.some((t) => word.startsWith(t));
}

/** A guess is no diagnosis. */
function doubts(text: string): boolean {
  return /\b(?:suspect(?:ed|ing)?|maybe|perhaps|might|could be|wonder|guess)\b|\?\s*$/i.test(text);
}
