import type { Instant, Stamp } from '../../../base/index.js';
import { SECOND, digList, digObject, digText, digest, isObject, textIn } from '../../../base/index.js';
import type { Locator, ObjectRecord } from '../../../model/index.js';
import { ref } from '../../../model/index.js';
import type { ReadContext } from '../../format.js';
import type { EventKeeper } from '../../store/record-store.js';
import { eventRecord, looksLikeEvent } from './event.js';

/** An API object as it was found, before it is a record. */
export interface Found {
  readonly object: Record<string, unknown>;
  readonly evidence: Locator;
  readonly at: Stamp;
  readonly shape: ObjectRecord['shape'];
  /** True when it is known to come from the API, whatever fields were taken out of it. */
  readonly isAnswer?: boolean;
  /** Gives one string for equal strings. */
  readonly same?: (text: string) => string;
  /** Keeps the events of a large source. */
  readonly events?: EventKeeper | undefined;
}

/**
 * Emits what an API object is: an Event as an event, a Status as the error of a command, anything with a
 * name as an object. False when it is none of these.
 */
export function emitObject(context: ReadContext, found: Found): boolean {
  const { object, evidence, at, shape } = found;
  const kind = textIn(object, 'kind');
  if (kind === 'Event' || (kind === undefined && looksLikeEvent(object))) {
    if (shape === 'deleted') return true;
    // A store gives one text for equal texts by itself.
    const event = eventRecord(object, evidence, found.events === undefined ? found.same : undefined);
    if (event !== undefined) context.emit(event, found.events);
    return event !== undefined;
  }
  if (kind === 'Status' && digText(object, 'status') === 'Failure')
    return emitStatus(context, object, evidence, at);
  const name = digText(object, 'metadata', 'name') ?? bareName(object);
  if (kind === undefined || name === undefined) return false;
  const uid = digText(object, 'metadata', 'uid');
  context.emit({
    kind: 'object',
    ref: ref(kind, digText(object, 'metadata', 'namespace') ?? digText(object, 'namespace'), name),
    ...(uid === undefined ? {} : { uid }),
    at,
    object: trimmed(object),
    shape: shape === 'full' && found.isAnswer !== true && isManifest(object) ? 'manifest' : shape,
    evidence,
  });
  return true;
}

/** Collectors that anonymise keep the name and drop the metadata around it. */
function bareName(object: unknown): string | undefined {
  const isBare = digText(object, 'apiVersion') !== undefined && digObject(object, 'metadata') === undefined;
  return isBare ? digText(object, 'name') : undefined;
}

function emitStatus(context: ReadContext, object: unknown, evidence: Locator, at: Stamp): boolean {
  const error = digText(object, 'message') ?? digText(object, 'reason') ?? 'failure';
  const command = context.place.command ?? '';
  context.emit({
    kind: 'report',
    topic: 'command-error',
    at,
    data: { command, error },
    text: error,
    evidence,
  });
  return true;
}

/** What the API server gave carries a uid or a resource version; what a person applied carries neither. */
function isManifest(object: unknown): boolean {
  const metadata = digObject(object, 'metadata');
  return (
    digText(metadata, 'uid') === undefined &&
    digText(metadata, 'resourceVersion') === undefined &&
    digText(metadata, 'creationTimestamp') === undefined &&
    digObject(object, 'status') === undefined
  );
}

/** Managers of the system change objects all the time; which fields they own tells nothing of an incident. */
const SYSTEM_MANAGERS =
  /^(?:kubelet|kube-|k3s|rke2|cloud-controller-manager|flanneld|calico|cilium|coredns|GoogleContainerEngine|vpcLBController)/;
const LONG_VALUE = 64 * 1024;

/** Takes out, in place, what no reader needs and what fills memory. */
function trimmed(object: Record<string, unknown>): Record<string, unknown> {
  const metadata = object['metadata'];
  if (isMutable(metadata) && Array.isArray(metadata['managedFields'])) {
    metadata['managedFields'] = digList(metadata, 'managedFields').map(withoutSystemFields);
  }
  for (const field of ['data', 'binaryData']) {
    const data = object[field];
    if (!isMutable(data)) continue;
    for (const [key, value] of Object.entries(data)) {
      if (typeof value !== 'string' || value.length <= LONG_VALUE) continue;
      data[key] = `${value.slice(0, 4096)} … (${value.length} characters, digest ${digest(value)})`;
    }
  }
  return object;
}

/** True for an entry of managedFields whose fields are not kept. */
export function isSystemEntry(entry: unknown): boolean {
  return SYSTEM_MANAGERS.test(digText(entry, 'manager') ?? '') || digText(entry, 'subresource') === 'status';
}

/** Who wrote, how and when is kept; the list of fields only of people and tools that change the design. */
function withoutSystemFields(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  const kept: Record<string, unknown> = { ...entry };
  delete kept['fieldsType'];
  delete kept['apiVersion'];
  if (isSystemEntry(entry)) delete kept['fieldsV1'];
  return kept;
}

function isMutable(value: unknown): value is Record<string, unknown> {
  return isObject(value);
}

/** A time as the API prints it, one second wide. */
export function seenAt(at: Instant): Stamp {
  return { lo: at, hi: at + SECOND, grade: 'B' };
}
