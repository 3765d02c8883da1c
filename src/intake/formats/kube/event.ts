import type { Stamp } from '../../../base/index.js';
import {
  MILLISECOND,
  digNumber,
  digObject,
  digText,
  exactly,
  isObject,
  stampOf,
  textIn,
  utc,
} from '../../../base/index.js';
import type { EventRecord, Locator, Ref } from '../../../model/index.js';
import { isClusterScoped, ref } from '../../../model/index.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Event objects: core/v1 and events.k8s.io/v1 are two views of one stored object with other names for the
 * same fields. The client that records an Event names it "<object>.<hex Unix nanoseconds>" at the very
 * instant that it also writes, cut to the second, into firstTimestamp (client-go tools/record, makeEvent).
 */
export function eventRecord(
  object: unknown,
  evidence: Locator,
  same: (text: string) => string = (text) => text,
): EventRecord | undefined {
  if (!isObject(object)) return undefined;
  const reason = same(textIn(object, 'reason') ?? '');
  const message = same((textIn(object, 'message') ?? textIn(object, 'note') ?? '').trim());
  if (reason === '' && message === '') return undefined;
  const metadata = digObject(object, 'metadata');
  const times = timesOf(object, metadata);
  if (times === undefined) return undefined;
  const involved = digObject(object, 'involvedObject') ?? digObject(object, 'regarding');
  const aboutUid = textIn(involved, 'uid');
  const fieldPath = textIn(involved, 'fieldPath');
  const related = refOf(digObject(object, 'related'), same);
  const component = componentOf(object);
  const host = hostOf(object, component);
  const uid = textIn(metadata, 'uid');
  const name = textIn(metadata, 'name');
  const stored = stampOf(textIn(metadata, 'creationTimestamp'))?.lo;
  return {
    kind: 'event',
    about: refOf(involved, same) ?? namespaceOf(object),
    ...(aboutUid === undefined ? {} : { aboutUid: same(aboutUid) }),
    ...(fieldPath === undefined ? {} : { fieldPath: same(fieldPath) }),
    ...(related === undefined ? {} : { related }),
    type: same(textIn(object, 'type') ?? 'Normal'),
    reason,
    message,
    ...(component === undefined ? {} : { component: same(component) }),
    ...(host === undefined ? {} : { host: same(host) }),
    count: Math.max(1, countOf(object)),
    ...times,
    ...(uid === undefined ? {} : { uid }),
    ...(name === undefined ? {} : { name }),
    ...(stored === undefined ? {} : { storedAt: stored }),
    evidence,
  };
}

/** True for what only an Event has, whatever the object says of its kind. */
export function looksLikeEvent(object: unknown): boolean {
  if (digText(object, 'reason') === undefined) return false;
  return (
    digText(object, 'involvedObject', 'kind') !== undefined ||
    digText(object, 'regarding', 'kind') !== undefined ||
    (digText(object, 'message') !== undefined && digText(object, 'lastTimestamp') !== undefined)
  );
}

function refOf(involved: Fields | undefined, same: (text: string) => string): Ref | undefined {
  const kind = textIn(involved, 'kind');
  const name = textIn(involved, 'name');
  if (kind === undefined || name === undefined) return undefined;
  const namespace = isClusterScoped(kind) ? undefined : textIn(involved, 'namespace');
  return ref(same(kind), namespace === undefined ? undefined : same(namespace), same(name));
}

/** Compacted events (the Insights archive) name no object: all that is known is where it happened. */
function namespaceOf(object: unknown): Ref {
  const name = digText(object, 'metadata', 'namespace') ?? digText(object, 'namespace');
  return name === undefined ? ref('Cluster', undefined, 'cluster') : ref('Namespace', undefined, name);
}

function countOf(object: unknown): number {
  return (
    digNumber(object, 'series', 'count') ??
    digNumber(object, 'count') ??
    digNumber(object, 'deprecatedCount') ??
    1
  );
}

function componentOf(object: Fields): string | undefined {
  return (
    digText(object, 'source', 'component') ??
    digText(object, 'deprecatedSource', 'component') ??
    textIn(object, 'reportingComponent') ??
    textIn(object, 'reportingController')
  );
}

function hostOf(object: Fields, component: string | undefined): string | undefined {
  const host = digText(object, 'source', 'host') ?? digText(object, 'deprecatedSource', 'host');
  if (host !== undefined) return host;
  // New-style senders write "<controller>-<host>"; kubelet writes the host alone.
  const instance = textIn(object, 'reportingInstance');
  if (instance === undefined || component === undefined) return undefined;
  const controller = component.split('/').at(-1) ?? component;
  if (instance.startsWith(`${controller}-`)) return instance.slice(controller.length + 1);
  return controller === 'kubelet' ? instance : undefined;
}

function timesOf(object: Fields, metadata: Fields | undefined): { first: Stamp; last: Stamp } | undefined {
  const named = nameTime(textIn(metadata, 'name'));
  const stated = stampOf(object['firstTimestamp']) ?? stampOf(object['deprecatedFirstTimestamp']);
  const created = stampOf(textIn(metadata, 'creationTimestamp'));
  const ended =
    stampOf(digText(object, 'series', 'lastObservedTime')) ??
    stampOf(object['lastTimestamp']) ??
    stampOf(object['deprecatedLastTimestamp']);
  const first = stampOf(object['eventTime']) ?? refined(stated, named) ?? named ?? created ?? ended;
  if (first === undefined) return undefined;
  if (ended === undefined) return { first, last: first };
  const isSame = stated !== undefined && ended.lo === stated.lo && ended.hi === stated.hi;
  const last = isSame ? first : ended;
  return last.hi < first.lo ? { first: last, last: first } : { first, last };
}

/** The exact instant of the name, when it is the one that the stamp was cut from. */
function refined(stated: Stamp | undefined, named: Stamp | undefined): Stamp | undefined {
  if (stated === undefined || named === undefined) return stated;
  return named.lo >= stated.lo - MILLISECOND && named.lo <= stated.hi ? named : stated;
}

/** Kubernetes is younger than the one, its Events than the other. */
const EARLIEST = utc(2012, 1, 1);
const LATEST = utc(2100, 1, 1);

/** The nanoseconds since 1970 have so many hex digits, and since 2006 one more. */
const HEX_DIGITS = 15;
const DOT = 46;

/** The number that stands in hex digits, which the API writes small; not a number when others stand there. */
function hexOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : Number.NaN;
    value = value * 16 + digit;
  }
  return value;
}

/** The instant in an Event's name. */
export function nameTime(name: string | undefined): Stamp | undefined {
  if (name === undefined) return undefined;
  const end = name.length;
  const dot = [end - HEX_DIGITS - 1, end - HEX_DIGITS - 2].find((at) => name.charCodeAt(at) === DOT);
  if (dot === undefined) return undefined;
  // 2^32 ns are 4,294,967,296 of them: so no step is too large for a number.
  const high = hexOf(name, dot + 1, end - 8);
  const low = hexOf(name, end - 8, end);
  const micros = high * 4_294_967 + Math.floor((high * 296 + low) / 1000);
  return micros >= EARLIEST && micros <= LATEST ? exactly(micros) : undefined;
}
