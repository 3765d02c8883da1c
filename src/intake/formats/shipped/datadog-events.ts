import type { Stamp } from '../../../base/index.js';
import { MILLISECOND, SECOND, dig, digList, digText, stampOf } from '../../../base/index.js';
import type { AlertRecord, EventRecord, Locator, Ref } from '../../../model/index.js';
import { isClusterScoped, ref } from '../../../model/index.js';
import type { Format } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { wholeJson } from '../json-spans.js';

/**
 * Events that Datadog keeps, as its API and its event explorer give them. The agent packs the Events of one Kubernetes
 * object into one ("3 **BackOff**: Back-off restarting failed container"); monitors write "[Triggered] ..." and
 * "[Recovered] ...". What other sources wrote is counted as unread.
 */
export const datadogEvents: Format = {
  id: 'datadog-events',
  title: 'Datadog events',
  grammar:
    'docs.datadoghq.com/api/latest/events (v1, v2); datadog-agent pkg/collector/corechecks/cluster/kubernetesapiserver',
  samples: [
    '{"events":[{"id":1,"date_happened":1782933761,"alert_type":"warning","title":"Events from the Pod shop/web-0","text":"%%% \\n3 **BackOff**: Back-off restarting failed container\\n1 **Pulled**: Container image already present\\n \\n _Events emitted by the kubelet seen at 2026-07-01 19:22:41 +0000 UTC since 2026-07-01 19:20:00 +0000 UTC_ \\n\\n %%%","source":"kubernetes","host":"worker-1","tags":["kube_namespace:shop","pod_name:web-0","source_component:kubelet"]},{"id":2,"date_happened":1782933800,"alert_type":"error","title":"[Triggered] Error rate of checkout is high","text":"...","tags":["service:checkout"]},{"id":3,"date_happened":1782934800,"alert_type":"success","title":"[Recovered] Error rate of checkout is high","text":"...","tags":["service:checkout"]}]}\n',
    '{"data":[{"id":"A","type":"event","attributes":{"timestamp":"2026-07-01T19:22:41.000Z","message":"%%% \\n0/3 nodes are available: 3 Insufficient cpu. \\n\\n _New events emitted by the default-scheduler seen at 2026-07-01 19:22:41 +0000 UTC_ \\n\\n %%%","tags":["source:kubernetes","kube_namespace:shop","pod_name:web-0"],"attributes":{"title":"Pod shop/web-0: FailedScheduling","status":"warn","timestamp":1782933761000}}}],"meta":{"page":{}}}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    if (keys === undefined) return 0;
    if (keys.get('data[].type') === 'event' && keys.has('data[].attributes')) return 0.98;
    const has = (at: string): boolean => keys.has(`${at}date_happened`) && keys.has(`${at}title`);
    return has('events[].') || has('[].') || has('') ? 0.98 : 0;
  },
  open: (context) =>
    wholeJson(context, ({ value, locate }) => {
      const said = entriesOf(value).flatMap((entry) => saidOf(entry, locate(entry)));
      const packed = said.map((one) => ({ one, events: kubernetesEvents(one) }));
      for (const { events } of packed) for (const event of events) context.emit(event);
      const others = packed.filter(({ events }) => events.length === 0).map(({ one }) => one);
      for (const alert of alertsOf(others)) context.emit(alert);
      const strange = others.filter(({ title }) => !TRANSITION.test(title)).length;
      if (strange > 0)
        context.problem({ message: `${strange} events are neither of Kubernetes nor of a monitor` });
    }),
};

function entriesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  const list = [digList(value, 'events'), digList(value, 'data')].find(({ length }) => length > 0);
  return list ?? (dig(value, 'event') === undefined ? [value] : [dig(value, 'event')]);
}

/** One event in either version of the API. */
interface Said {
  readonly title: string;
  readonly text: string;
  readonly at: Stamp;
  readonly isBad: boolean;
  readonly host: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
  readonly evidence: Locator;
}

function saidOf(entry: unknown, evidence: Locator): readonly Said[] {
  const outer = dig(entry, 'attributes') ?? entry;
  const inner = dig(outer, 'attributes') ?? outer;
  const title = digText(inner, 'title') ?? '';
  const at = timeOf(dig(outer, 'timestamp')) ?? timeOf(dig(entry, 'date_happened'));
  if (title === '' || at === undefined) return [];
  const tags = [...digList(outer, 'tags'), ...digList(inner, 'tags')].flatMap((tag) => {
    const [, key = '', said = ''] = typeof tag === 'string' ? (/^([\w.-]+):(.+)$/.exec(tag) ?? []) : [];
    return key === '' ? [] : [[key, said] as const];
  });
  const text = digText(entry, 'text') ?? digText(outer, 'message') ?? '';
  const status = digText(inner, 'status') ?? digText(entry, 'alert_type') ?? '';
  const host = digText(entry, 'host') ?? digText(inner, 'hostname');
  return [{ title, text, at, isBad: /^(?:warn|err)/.test(status), host, tags: new Map(tags), evidence }];
}

/** Seconds in the first version, milliseconds or a text in the second. */
function timeOf(value: unknown): Stamp | undefined {
  if (typeof value !== 'number') return stampOf(value);
  const at = Math.round(value * (value > 1e11 ? MILLISECOND : SECOND));
  return { lo: at, hi: at + (value > 1e11 ? MILLISECOND : SECOND), grade: 'A' };
}

const BUNDLE = /^Events from the (?<kind>[A-Z]\w+) (?:(?<namespace>[a-z0-9-]+)\/)?(?<name>[\w.:-]+)$/;
const SINGLE = /^(?<kind>[A-Z]\w+) (?:(?<namespace>[a-z0-9-]+)\/)?(?<name>[\w.:-]+): (?<reason>[A-Z]\w+)$/;
const PACKED = /^\s*(\d+) \*\*(\w+)\*\*: (.*)$/gm;
const SENDER = /_(?:New events|Events) emitted by the (?<component>[\w./-]+) seen at /i;

function kubernetesEvents(said: Said): readonly EventRecord[] {
  const bundle = BUNDLE.exec(said.title)?.groups;
  const single = SINGLE.exec(said.title)?.groups;
  const about = refIn(bundle ?? single);
  if (about === undefined) return [];
  const reason = single?.['reason'];
  const message =
    said.text
      .replace(/%%%/g, '')
      .replace(SENDER, '\n$&')
      .split(/\n\s*_/)[0]
      ?.trim() ?? '';
  if (reason !== undefined) return [eventOf(said, about, reason, message, 1)];
  return [...said.text.matchAll(PACKED)].map((m) =>
    eventOf(said, about, m[2] ?? '', (m[3] ?? '').trim(), Number(m[1])),
  );
}

function refIn(groups: Readonly<Record<string, string | undefined>> | undefined): Ref | undefined {
  const { kind, namespace, name } = groups ?? {};
  if (kind === undefined || name === undefined) return undefined;
  return ref(kind, isClusterScoped(kind) ? undefined : namespace, name);
}

function eventOf(said: Said, about: Ref, reason: string, message: string, count: number): EventRecord {
  const component = SENDER.exec(said.text)?.groups?.['component'] ?? said.tags.get('source_component');
  return {
    kind: 'event',
    about,
    type: said.isBad ? 'Warning' : 'Normal',
    reason,
    message,
    ...(component === undefined ? {} : { component }),
    ...(said.host === undefined || component !== 'kubelet' ? {} : { host: said.host }),
    count: Math.max(1, count),
    first: said.at,
    last: said.at,
    evidence: said.evidence,
  };
}

const TRANSITION =
  /^\[(?<word>Re-Triggered|Triggered|Recovered|Warn|Renotify|No data|Alert)[^\]]*\]\s*(?<name>.+)$/i;

/** A monitor's messages in the order of time: from the one that triggered to the one that recovered. */
function alertsOf(all: readonly Said[]): readonly AlertRecord[] {
  const alerts: AlertRecord[] = [];
  const open = new Map<string, number>();
  for (const said of all.toSorted((a, b) => a.at.lo - b.at.lo)) {
    const { word, name } = TRANSITION.exec(said.title)?.groups ?? {};
    if (word === undefined || name === undefined) continue;
    const known = open.get(name);
    const before = known === undefined ? undefined : alerts[known];
    if (/^recovered/i.test(word)) {
      if (known === undefined || before === undefined) continue;
      alerts[known] = { ...before, state: 'resolved', ended: said.at };
      open.delete(name);
    } else if (known === undefined) {
      open.set(name, alerts.length);
      alerts.push(alertOf(said, name));
    }
  }
  return alerts;
}

function alertOf({ tags, at, evidence }: Said, name: string): AlertRecord {
  return {
    kind: 'alert',
    name,
    labels: Object.fromEntries(tags),
    annotations: {},
    at,
    state: 'firing',
    receivers: [],
    system: 'datadog',
    evidence,
  };
}
