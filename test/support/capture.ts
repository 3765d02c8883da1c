import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { analyze } from '../../src/app/index.js';
import { refOfKey, type Analysis } from '../../src/model/index.js';
import { object, type Fields } from './objects.js';

/** What a made capture holds: API objects, events, and other files by path. */
export interface Made {
  readonly objects: readonly Fields[];
  readonly events?: readonly Fields[];
  readonly files?: Readonly<Record<string, string>>;
}

/** Clock time of the day that all made incidents happen on. */
export const clock = (time: string): string => `2026-03-04T${time}Z`;

/** An Event as kubectl prints it: event('Pod/shop/web-0', 'BackOff', 'Back-off ...', '10:00:00', '10:20:00', 30). */
export function event(
  about: string,
  reason: string,
  message: string,
  first: string,
  last: string = first,
  count = 1,
): Fields {
  const { kind, namespace = 'default', name } = refOfKey(about);
  return object('Event', `${namespace}/${name}.${reason.toLowerCase()}${first.replaceAll(':', '')}`, {
    type: 'Warning',
    reason,
    message,
    count,
    involvedObject: { kind, namespace, name },
    firstTimestamp: clock(first),
    lastTimestamp: clock(last),
    source: { component: 'kubelet' },
  });
}

/** Lines of a log, one every `step` seconds from a time on. */
export function lines(from: string, n: number, step: number, text: (at: string) => string): string {
  const start = Date.parse(clock(from));
  return Array.from(
    { length: n },
    (_, i) => `${text(new Date(start + i * step * 1000).toISOString())}\n`,
  ).join('');
}

/** Analyses a made capture as loose `kubectl get -A -o json` output. */
export async function analysed(made: Made): Promise<Analysis> {
  const dir = mkdtempSync(join(tmpdir(), 'inquest-'));
  try {
    const kinds = new Map<string, Fields[]>();
    for (const o of [...made.objects, ...(made.events ?? [])]) {
      const kind = String(o['kind']);
      kinds.set(kind, [...(kinds.get(kind) ?? []), o]);
    }
    const files = new Map(Object.entries(made.files ?? {}));
    for (const [kind, items] of kinds)
      files.set(
        `${kind.toLowerCase()}s.json`,
        JSON.stringify({ apiVersion: 'v1', kind: 'List', items, metadata: {} }, null, 4),
      );
    for (const [path, text] of files) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    return (await analyze([dir], { asOf: Date.parse(clock('12:00:00')) * 1000 })).analysis;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const key = (r: { kind: string; namespace?: string; name: string }): string =>
  [r.kind, r.namespace, r.name].filter((x) => x !== undefined).join('/');

/** Root causes of all incidents: "condition Kind/ns/name". */
export function rootsOf(a: Analysis): string[] {
  return a.incidents.flatMap((i) => i.rootCauses.map((r) => `${r.condition} ${key(r.entity)}`));
}

/** Accepted links of all incidents: "condition Kind/ns/name → condition Kind/ns/name". */
export function linksOf(a: Analysis): string[] {
  return a.incidents.flatMap((i) => {
    const said = new Map(i.conditions.map((x) => [x.id, `${x.condition} ${key(x.entity)}`]));
    return i.links
      .filter((l) => l.verdict === 'accepted')
      .map((l) => `${said.get(l.from) ?? ''} → ${said.get(l.to) ?? ''}`);
  });
}
