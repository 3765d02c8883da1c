import type { Instant } from '../../../base/index.js';
import { dig, digList, digText, isObject, textIn } from '../../../base/index.js';
import { kindOfResource } from '../../../model/index.js';
import type { Locator, ObjectRecord } from '../../../model/index.js';
import type { Format, Head, ReadContext, Reader } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import { interner } from '../../interner.js';
import { jsonHead } from '../../json-head.js';
import { decode } from '../../lines.js';
import { DEFAULT_BUDGET } from '../../source/member.js';
import type { CutSink } from './cutter.js';
import { JsonCutter } from './cutter.js';
import { looksLikeEvent } from './event.js';
import { withoutFieldSets } from './field-sets.js';
import { hasGoNames, withApiNames } from './go-names.js';
import { emitObject, isSystemEntry, seenAt } from './object.js';
import { newestTime } from '../../newest-time.js';
import { OddShape } from './odd-shape.js';
import { EventStore } from './event-store.js';
import { KUBE_JSON_SAMPLES } from './samples.js';

/**
 * API objects in JSON, in every way in which they are written down: `kubectl get -o json` (a List of objects
 * with kinds), raw answers (a PodList of objects without), single objects, bare arrays, objects one after
 * another (`-w -o json`, JSON lines of exporters), watch frames {"type","object"}, eventrouter's
 * {"verb","event","old_event"}.
 */
export const kubeJsonFormat: Format = {
  id: 'kube-json',
  title: 'API objects in JSON',
  grammar: 'k8s.io/apimachinery meta/v1 types; kubectl -o json; RFC 8259, RFC 7464',
  samples: KUBE_JSON_SAMPLES,
  sniff: sniffKubeJson,
  open: (context) => new KubeJsonReader(context),
};

/** From so many bytes of one source on its events are kept in columns. */
const STORE_FROM = 4 * 2 ** 20;

/** So many objects without managedFields in a row, as Events are, and none is looked for in the bytes of the next. */
const SEEN_WITHOUT = 32;
const FRAME = /^(?:ADDED|MODIFIED|DELETED|BOOKMARK|ERROR)$/;

function sniffKubeJson(head: Head): number {
  const json = jsonHead(head);
  if (json === undefined) return 0;
  const { keys } = json;
  const text = (path: string): string => keys.get(path) ?? '';
  if (keys.has('auditID') || keys.has('items[].auditID') || text('apiVersion').startsWith('audit.')) return 0;
  if (FRAME.test(text('type')) && keys.has('object')) return 0.97;
  if (keys.has('event.involvedObject') || keys.has('event.regarding')) return 0.95;
  const score = Math.max(...['', 'items[].', '[].'].map((path) => objectScore(keys, path)));
  if (score > 0) return score;
  if (/^\w+List$/.test(text('kind'))) return 0.9;
  if (['ObjectMeta.Name', 'Items[].ObjectMeta', '[].ObjectMeta'].some((key) => keys.has(key))) return 0.9;
  return looseScore(keys, head.place.objectKind !== undefined);
}

/** What stands at a path is an object of the API by its own words. */
function objectScore(keys: ReadonlyMap<string, string>, path: string): number {
  if (keys.has(`${path}kind`) && keys.has(`${path}apiVersion`)) return 0.95;
  if (!keys.has(`${path}reason`)) return 0;
  if (keys.has(`${path}involvedObject`) || keys.has(`${path}regarding`)) return 0.93;
  return keys.has(`${path}lastTimestamp`) ? 0.8 : 0;
}

/** Objects without kinds, and objects wrapped in others. */
function looseScore(keys: ReadonlyMap<string, string>, isPlaced: boolean): number {
  if (['metadata.name', 'items[].metadata.name', '[].metadata.name'].some((key) => keys.has(key))) {
    return keys.has('items') || isPlaced ? 0.8 : 0.6;
  }
  if (isPlaced && (keys.has('items') || keys.size === 0)) return 0.5;
  const ends = (end: string): boolean => [...keys.keys()].some((key) => key.endsWith(end));
  return ends('.kind') && ends('.apiVersion') ? 0.5 : 0;
}

interface Kindless {
  readonly object: Record<string, unknown>;
  readonly evidence: Locator;
}

class KubeJsonReader implements Reader, CutSink {
  private readonly context: ReadContext;
  private readonly cutter: JsonCutter;
  private readonly isAnswer: boolean;
  private kindless: Kindless[] = [];
  private isBare = false;
  private hasSpoken = false;
  private strayAt: number | undefined;
  private strayBytes = 0;
  /** Newest time that a watch stream has spoken of: a frame came then or later. */
  private watched: Instant | undefined;
  private odd: OddShape | undefined;
  private readonly same = interner();
  private foreign = 0;
  private bytes = 0;
  private events: EventStore | undefined;
  private foreignAt = 0;
  /** Objects without managedFields since the last one that had them. */
  private without = 0;

  constructor(context: ReadContext) {
    this.context = context;
    this.isAnswer = /^(?:kubectl|oc) get\b/.test(context.place.command ?? '');
    this.cutter = new JsonCutter(this, DEFAULT_BUDGET.valueBytes);
  }

  chunk(bytes: Buffer): void {
    this.cutter.chunk(bytes);
  }

  end(): void {
    this.cutter.end();
    if (this.foreign > 0) {
      const message = `${this.foreign} JSON values are no API objects, or lack the name or time of one`;
      this.context.problem({ message, offset: this.foreignAt });
    }
    if (this.strayAt !== undefined) {
      const message = `${this.strayBytes} bytes between the JSON values are not JSON`;
      this.context.problem({ message, offset: this.strayAt });
    }
  }

  list(isBare: boolean): void {
    this.isBare = isBare;
    this.kindless = [];
    this.hasSpoken = true;
  }

  item(bytes: Buffer, offset: number, index: number, isFinal: boolean): boolean {
    const value = this.parsed(bytes);
    if (value === undefined) {
      if (isFinal) {
        this.context.problem({ message: `element ${index} of the list is not JSON; left out`, offset });
      }
      return false;
    }
    const pointer = this.isBare ? `/${index}` : `/items/${index}`;
    this.take(value, { source: this.context.source, offset, length: bytes.length, pointer }, true);
    return true;
  }

  document(bytes: Buffer, offset: number, length: number, isList: boolean): void {
    this.hasSpoken = true;
    const value = isList ? parse(bytes) : this.parsed(bytes);
    if (isList) return this.endList(value);
    if (value === undefined) return this.context.problem({ message: 'value is not JSON; left out', offset });
    this.take(value, { source: this.context.source, offset, length, pointer: '' }, false);
  }

  overlong(bytes: Buffer, offset: number, isEnd: boolean, isElement: boolean): void {
    if (this.odd === undefined) {
      if (isElement) this.context.problem({ message: 'value larger than is read; left out', offset });
      this.odd = new OddShape(
        offset,
        isElement ? undefined : (value, at) => this.take(value, this.spot(at), false),
      );
    }
    this.odd.chunk(bytes);
    if (!isEnd) return;
    const problem = this.odd.end();
    if (problem !== undefined) this.context.problem({ message: problem, offset });
    this.odd = undefined;
  }

  stray(offset: number, length: number): void {
    // A prompt or a warning before the first value is how transcripts begin.
    if (!this.hasSpoken && length < 2000) return;
    this.strayAt ??= offset;
    this.strayBytes += length;
  }

  broken(offset: number, index: number | undefined): void {
    const where = index === undefined ? 'inside a value' : `inside a list, after ${index} elements`;
    this.context.problem({ message: `JSON breaks off ${where}`, offset });
  }

  /** Sets of fields are looked for as long as objects come with some. */
  private parsed(bytes: Buffer): unknown {
    const short = this.without < SEEN_WITHOUT ? withoutFieldSets(bytes) : undefined;
    if (short !== undefined) return withoutSystemFields(short, bytes);
    const value = parse(bytes);
    if (digList(value, 'metadata', 'managedFields').length > 0) this.without = 0;
    else this.without += 1;
    return value;
  }

  private spot({ offset, length, pointer }: { offset: number; length: number; pointer: string }): Locator {
    return { source: this.context.source, offset, length, pointer };
  }

  /** What is around a list names the kind of its elements when they do not. */
  private endList(envelope: unknown): void {
    const kind = digText(envelope, 'kind')?.replace(/List$/, '');
    const apiVersion = digText(envelope, 'apiVersion');
    const waiting = this.kindless;
    this.kindless = [];
    for (const { object, evidence } of waiting) {
      const named = kind !== undefined && kind !== '' ? kind : this.kindOf(object);
      if (named !== undefined) object['kind'] = named;
      if (apiVersion !== undefined) object['apiVersion'] ??= apiVersion;
      this.emit(object, evidence, 'full');
    }
  }

  private take(value: unknown, evidence: Locator, inList: boolean): void {
    if (!isObject(value)) return;
    if (isPlain(value)) return this.emit(value, evidence, 'full');
    if (hasGoNames(value)) return this.take(withApiNames(value), evidence, inList);
    const object: Record<string, unknown> = value;
    const frame = digText(value, 'type');
    const inner = dig(value, 'object');
    if (frame !== undefined && FRAME.test(frame) && isObject(inner))
      return this.frame(frame, inner, evidence);
    const routed = dig(value, 'event');
    if (isObject(routed) && looksLikeEvent(routed)) {
      return this.emit(routed, below(evidence, '/event'), 'full');
    }
    const items = dig(value, 'items');
    if (Array.isArray(items) && /List$/.test(digText(value, 'kind') ?? 'List')) {
      items.forEach((item, i) => this.take(withKind(item, value), below(evidence, `/items/${i}`), true));
      return;
    }
    if (digText(value, 'kind') !== undefined || looksLikeEvent(value))
      return this.emit(object, evidence, 'full');
    if (inList) this.kindless.push({ object, evidence });
    else if (isObject(value['metadata']) && this.kindOf(value) !== undefined) {
      this.emit({ kind: this.kindOf(value), ...object }, evidence, 'full');
    } else if (!this.search(value, evidence, 0)) this.isForeign(evidence);
  }

  /** What the path says, or what only one kind has. */
  private kindOf(object: unknown): string | undefined {
    if (this.context.place.objectKind !== undefined) return this.context.place.objectKind;
    const link = /\/([a-z]+)\/[^/]+$/.exec(digText(object, 'metadata', 'selfLink') ?? '')?.[1];
    if (link !== undefined) return kindOfResource(link);
    if (digList(object, 'spec', 'containers').length > 0) return 'Pod';
    return dig(object, 'status', 'nodeInfo') === undefined ? undefined : 'Node';
  }

  private isForeign({ offset }: Locator): void {
    if (this.foreign === 0) this.foreignAt = offset;
    this.foreign += 1;
  }

  /** Answers wrapped in an object of somebody's own: lists and objects one or two levels down. */
  private search(value: Readonly<Record<string, unknown>>, evidence: Locator, depth: number): boolean {
    if (depth > 3) return false;
    let isFound = 'items' in value;
    for (const [key, inner] of Object.entries(value)) {
      const spot = below(evidence, `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`);
      isFound = this.searchIn(inner, spot, depth) || isFound;
    }
    return isFound;
  }

  private searchIn(inner: unknown, spot: Locator, depth: number): boolean {
    if (Array.isArray(inner)) {
      return inner.reduce<boolean>(
        (isFound, item, i) => (isObject(item) && this.searchIn(item, below(spot, `/${i}`), depth)) || isFound,
        false,
      );
    }
    if (!isObject(inner)) return false;
    const isApi = digText(inner, 'kind') !== undefined && digText(inner, 'apiVersion') !== undefined;
    if (!isApi && !Array.isArray(inner['items'])) return this.search(inner, spot, depth + 1);
    this.take(inner, spot, false);
    return true;
  }

  private frame(type: string, object: Record<string, unknown>, evidence: Locator): void {
    if (type === 'BOOKMARK') return;
    const newest = newestTime(object);
    if (newest !== undefined) this.watched = Math.max(newest, this.watched ?? newest);
    const shape = type === 'DELETED' ? 'deleted' : 'full';
    this.emit(object, below(evidence, '/object'), shape, true);
  }

  private eventsAfter(bytes: number): EventStore | undefined {
    this.bytes += bytes;
    if (this.bytes > STORE_FROM)
      this.events ??= new EventStore(this.context.source, this.context.store.spill);
    return this.events;
  }

  private emit(
    object: Record<string, unknown>,
    evidence: Locator,
    shape: ObjectRecord['shape'],
    isFrame = false,
  ): void {
    const at = isFrame && this.watched !== undefined ? seenAt(this.watched) : UNTIMED;
    const isTaken = emitObject(this.context, {
      object,
      evidence,
      at,
      shape,
      isAnswer: this.isAnswer,
      same: this.same,
      events: this.eventsAfter(evidence.length),
    });
    // Settings and answers have a kind and no name; what stands in a list should have one, and an Event a time.
    const kind = textIn(object, 'kind');
    const isOne = kind === undefined || kind === 'Event' || evidence.pointer?.startsWith('/items/') === true;
    if (!isTaken && isOne) this.isForeign(evidence);
  }
}

/** An object as the API gives it, around nothing else. */
function isPlain(value: Record<string, unknown>): boolean {
  const { kind, metadata } = value;
  if (typeof kind !== 'string' || kind === '' || !isObject(metadata)) return false;
  return value['object'] === undefined && value['event'] === undefined && value['items'] === undefined;
}

function below(evidence: Locator, step: string): Locator {
  return { ...evidence, pointer: `${evidence.pointer ?? ''}${step}` };
}

function withKind(item: unknown, list: unknown): unknown {
  if (!isObject(item) || digText(item, 'kind') !== undefined) return item;
  const kind = digText(list, 'kind')?.replace(/List$/, '') ?? '';
  return kind === '' ? item : { apiVersion: digText(list, 'apiVersion'), kind, ...item };
}

/** Without the fields that components of the system own; they are dropped in any case (see object.ts). */
function withoutSystemFields(short: Buffer, whole: Buffer): unknown {
  const value = parse(short);
  const isEnough = value !== undefined && digList(value, 'metadata', 'managedFields').every(isSystemEntry);
  return isEnough ? value : parse(whole);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(decode(bytes)) as unknown;
  } catch {
    // Not JSON: the caller says where.
    return undefined;
  }
}
