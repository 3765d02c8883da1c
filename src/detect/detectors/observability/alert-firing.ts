import { HOUR, inWords, iso, listed, oneLine, sinceTime, type Stamp } from '../../../base/index.js';
import { keyOf, ref, type AlertRecord, type ConditionType, type Ref } from '../../../model/index.js';
import { alertEntity, clusterDns, statedFor, type Case } from '../../../world/index.js';
import { groupBy } from '../../../base/index.js';
import type { Detector, Finding } from '../../detector.js';

const firing: ConditionType = { id: 'alert-firing', nature: 'symptom', title: 'Alert fires' };
const flood: ConditionType = { id: 'alert-flood', nature: 'observer', title: 'Flood of alerts' };

/** Alerts that say only that alerting works, or that are about themselves. */
const IDLE: ReadonlySet<string> = new Set(['Watchdog', 'InfoInhibitor', 'DeadMansSwitch', 'DeadMansSnitch']);
/** Longer than this before the end of knowledge an alert was there already. */
const CHRONIC = 6 * HOUR;
/** So many alerts at once are more than a person reads. */
const MANY = 20;

/** What monitoring had to say, about whom, since when. An alert is a sign of something, never its cause. */
export const alertFiring: Detector = {
  id: 'alert-firing',
  layer: 'observability',
  what:
    'An alert is or was firing. Its labels name what it is about; its start, less the wait of its rule, dates what ' +
    'it saw. Alerts that have fired for days tell of old trouble.',
  lookAlikes:
    'Watchdog fires always. An alert on the age of something (a backup) starts when a threshold is crossed, not ' +
    'when the thing went wrong.',
  sources: ['Alertmanager API v2 alerts', 'Prometheus API alerts and rules', 'pager exports'],
  emits: [firing, flood],
  *detect(c) {
    const alerts = c.alerts.filter((a) => !IDLE.has(a.name) && a.state !== 'suppressed');
    const groups = groupBy(alerts, (a) => `${a.name} ${keyOf(entityOf(c, a))}`);
    for (const group of groups.values()) yield* told(c, group);
    const active = alerts.filter((a) => a.state === 'firing' && !a.ended);
    const last = active.at(-1);
    if (active.length < MANY || !last) return;
    const old = active.filter((a) => isChronic(c, a)).length;
    yield {
      type: flood.id,
      entity: ref('Component', undefined, 'alertmanager'),
      onset: last.at,
      severity: 1,
      statement: `${active.length} alerts fire at once${old > 0 ? `, ${old} of them for longer than ${inWords(CHRONIC)}` : ''}.`,
      evidence: active.slice(-3).map(cited),
      attrs: { alerts: active.length, old },
    };
  },
};

/** Which part of the control plane an alert of the usual packs watches, by its name. */
const WATCHES: readonly (readonly [string, RegExp])[] = [
  ['etcd', /^etcd/i],
  ['kube-apiserver', /^(?:Kube)?API(?:Server)?(?=[A-Z]|$)/],
  ['kube-scheduler', /^KubeScheduler/],
  ['kube-controller-manager', /^KubeControllerManager/],
];

/** The control plane's component that an alert without telling labels is about. */
function componentOf(c: Case, a: AlertRecord): Ref | undefined {
  if (/^CoreDNS/i.test(a.name)) return clusterDns(c)?.ref ?? ref('Component', undefined, 'coredns');
  const name = WATCHES.find(([, pattern]) => pattern.test(a.name))?.[0];
  return name === undefined ? undefined : ref('Component', undefined, name);
}

/** The thing that the labels name, else the alert itself. */
function entityOf(c: Case, a: AlertRecord): Ref {
  return alertEntity(c, a) ?? ref('Alert', undefined, a.name);
}

function isChronic(c: Case, a: AlertRecord): boolean {
  return c.asOf.lo - a.at.lo > CHRONIC;
}

function* told(c: Case, group: readonly AlertRecord[]): Iterable<Finding> {
  const first = group[0];
  if (!first) return;
  const about = alertEntity(c, first);
  const ended = group.every((a) => a.ended !== undefined) ? group.map((a) => a.ended).at(-1) : undefined;
  const said = [
    ...new Set(group.map((a) => a.annotations['description'] ?? a.annotations['summary'] ?? '')),
  ].filter((w) => w !== '');
  const words = [...said.slice(0, 2).map((w) => oneLine(w, 160)), ...(said.length > 2 ? [`${said.length - 2} more`] : [])]; // prettier-ignore
  const critical = /critical|page|error|high|p1/i.test(first.labels['severity'] ?? '');
  const name =
    about === undefined
      ? ''
      : ` about ${about.kind} ${about.namespace === undefined ? '' : `${about.namespace}/`}${about.name}`;
  const started = [...group].sort((a, b) => a.at.lo - b.at.lo)[0] ?? first;
  const dated = onsetOf(started);
  yield {
    type: firing.id,
    // One entity may have several alerts: each stands as an Alert of its own, and names what it is about.
    entity: ref('Alert', undefined, about === undefined ? first.name : `${first.name} (${about.name})`),
    onset: dated,
    ...(ended ? { end: ended } : {}),
    severity: isChronic(c, started) ? 1 : critical ? 2 : 1,
    statement: `Alert ${first.name} fires${name} ${sinceTime(started.at)}${
      group.length > 1 ? `, ${group.length} times` : ''
    }${words.length > 0 ? `: ${listed(words)}` : ''}.${dated.lo < started.at.lo - HOUR ? ` What it is about goes back to ${iso(dated.lo)} or further.` : ''}`.replace(
      '..',
      '.',
    ),
    evidence: group.slice(0, 4).map(cited),
    attrs: {
      alert: first.name,
      severity: first.labels['severity'] ?? '',
      system: first.system,
      chronic: isChronic(c, started) ? 1 : 0,
      known: about === undefined ? 0 : 1,
    },
    ...namesOf(about ?? componentOf(c, first) ?? namespaceOf(c, first)),
  };
}

/** Where the labels name nothing narrower, the namespace that they name. */
function namespaceOf(c: Case, a: AlertRecord): Ref | undefined {
  const name = a.labels['namespace'];
  return name === undefined ? undefined : c.entity(ref('Namespace', undefined, name))?.ref;
}

function namesOf(about: Ref | undefined): { names?: readonly Ref[] } {
  return about ? { names: [about] } : {};
}

/**
 * An alert on age ("no base backup for more than 50h") crosses its threshold long after what it is about
 * began: that much earlier. Shorter times are those that the rule waits, and are left to the figures.
 */
function onsetOf(a: AlertRecord): Stamp {
  const since = a.pendingSince ?? a.at;
  const age = statedFor(`${a.annotations['summary'] ?? ''} ${a.annotations['description'] ?? ''}`) ?? 0;
  return age < HOUR ? since : { lo: since.lo - age, hi: since.hi - age, grade: 'C' };
}

function cited(a: AlertRecord): Finding['evidence'][number] {
  const text = a.annotations['description'] ?? a.annotations['summary'] ?? '';
  return { ...a.evidence, at: a.at.lo, excerpt: oneLine(`${a.name} ${sinceTime(a.at)} ${text}`, 400) };
}
