import type { Stamp } from '../../../base/index.js';
import type { EventRecord, Locator, Ref } from '../../../model/index.js';
import { UNTIMED } from '../../hints.js';
import { AGE, type OutputClock } from './clock.js';

/** "3m (x450 over 12m)": last seen three minutes ago, 450 times, first seen twelve minutes ago. */
const SEEN = new RegExp(`^(${AGE})(?: \\(x(\\d+) over (${AGE})\\))?$`);

interface Seen {
  readonly first: Stamp;
  readonly last: Stamp;
  readonly count: number;
}

/** When and how often an event was seen. */
export function seenOf(text: string, clock: OutputClock): Seen {
  const m = SEEN.exec(text.trim());
  const last = clock.ago(m?.[1] ?? '') ?? UNTIMED;
  const over = m?.[3] === undefined ? undefined : clock.ago(m[3]);
  return { last, first: over ?? last, count: m?.[2] === undefined ? 1 : Number(m[2]) };
}

/** Newer kubectl puts the field path in front of the message: "spec.containers{app}: Liveness ...". */
const FIELD_PATH = /^(spec\.\w+\{[^}]*\}): /;

/** What a printed row says, whichever table it stands in. */
export interface PrintedEvent {
  readonly about: Ref;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly seen: Seen;
  readonly component?: string | undefined;
  readonly host?: string | undefined;
  readonly fieldPath?: string | undefined;
  readonly name?: string | undefined;
}

/** An event row as a record. */
export function eventRecord(e: PrintedEvent, evidence: Locator): EventRecord {
  const path = e.fieldPath ?? FIELD_PATH.exec(e.message)?.[1];
  const message = e.message.replace(FIELD_PATH, '');
  return {
    kind: 'event',
    about: e.about,
    type: e.type,
    reason: e.reason,
    message,
    count: e.seen.count,
    first: e.seen.first,
    last: e.seen.last,
    evidence,
    ...(path === undefined ? {} : { fieldPath: path }),
    ...(e.component === undefined || e.component === '' ? {} : { component: e.component }),
    ...(e.host === undefined || e.host === '' ? {} : { host: e.host }),
    ...(e.name === undefined || e.name === '' ? {} : { name: e.name }),
  };
}
