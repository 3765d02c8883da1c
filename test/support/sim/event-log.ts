import { second, micro } from './clocks.js';
import type { Millis } from './queue.js';
import type { Fields } from '../objects.js';

/** An Event as a component hands it to the API server; `at` by the component's own clock. */
export interface Said {
  readonly kind: string;
  readonly ns: string;
  readonly name: string;
  readonly uid: string;
  readonly fieldPath?: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly component: string;
  readonly host?: string;
  readonly at: Millis;
}

interface Kept extends Said {
  readonly first: Millis;
  readonly stored: Millis;
  last: Millis;
  updated: Millis;
  count: number;
  readonly serial: number;
}

const HOUR = 3_600_000;

/**
 * Events as the API server keeps them: repeats of one object, reason and text are one series; a series is
 * forgotten an hour after its last update. The scheduler writes through events.k8s.io and fills eventTime.
 */
export class EventLog {
  private readonly kept = new Map<string, Kept>();
  private readonly clock: () => Millis;
  private serial = 0;

  constructor(clock: () => Millis) {
    this.clock = clock;
  }

  /** Stores an event, or counts it with its series. */
  say(said: Said): void {
    const key = [said.kind, said.ns, said.name, said.fieldPath, said.reason, said.message, said.component, said.host].join('|'); // prettier-ignore
    const now = this.clock();
    const known = this.kept.get(key);
    if (known !== undefined && now - known.updated < HOUR) {
      known.last = said.at;
      known.updated = now;
      known.count += 1;
      return;
    }
    this.kept.set(key, {
      ...said,
      first: said.at,
      last: said.at,
      stored: now,
      updated: now,
      count: 1,
      serial: this.serial++,
    });
  }

  /** What `kubectl get events -A -o json` lists at a time. */
  list(at: Millis): Fields[] {
    return [...this.kept.values()].filter((e) => e.stored <= at && at - e.updated < HOUR).map(asObject);
  }
}

function asObject(e: Kept): Fields {
  const isNew = e.component === 'default-scheduler';
  const nanos = (BigInt(e.first) * 1_000_000n + BigInt(e.serial % 1_000_000)).toString(16);
  return {
    apiVersion: 'v1',
    ...(isNew
      ? { action: e.reason === 'Scheduled' ? 'Binding' : 'Scheduling', eventTime: micro(e.first) }
      : { count: e.count, eventTime: null }),
    firstTimestamp: isNew ? null : second(e.first),
    involvedObject: {
      ...(e.kind === 'Node' ? {} : { apiVersion: e.kind === 'Pod' ? 'v1' : 'apps/v1' }),
      ...(e.fieldPath === undefined ? {} : { fieldPath: e.fieldPath }),
      kind: e.kind,
      name: e.name,
      ...(e.ns === '' ? {} : { namespace: e.ns }),
      uid: e.uid,
    },
    kind: 'Event',
    lastTimestamp: isNew ? null : second(e.last),
    message: e.message,
    metadata: {
      creationTimestamp: second(e.stored),
      name: `${e.name}.${nanos}`,
      namespace: e.ns === '' ? 'default' : e.ns,
      resourceVersion: String(1_000_000 + e.serial),
      uid: `00000000-0000-4000-8000-${String(e.serial).padStart(12, '0')}`,
    },
    reason: e.reason,
    reportingComponent: isNew ? e.component : e.component,
    reportingInstance: isNew ? `${e.component}-cp-1` : (e.host ?? ''),
    ...(isNew && e.count > 1 ? { series: { count: e.count, lastObservedTime: micro(e.last) } } : {}),
    source: isNew ? {} : { component: e.component, ...(e.host === undefined ? {} : { host: e.host }) },
    type: e.type,
  };
}
