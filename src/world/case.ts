import { groupBy, oneLine, sortedBy, type Instant, type Stamp } from '../base/index.js';
import {
  keyOf,
  type AccessRecord,
  type AlertRecord,
  type AlertRuleRecord,
  type ClockClash,
  type EntityKey,
  type EventRecord,
  type Evidence,
  type MessageRecord,
  type MetricRecord,
  type Ref,
  type Relation,
  type RelationName,
  type ReportRecord,
  type ReportTopic,
  type RequestRecord,
  type SourceInfo,
  type StatementRecord,
} from '../model/index.js';
import type { Change } from './change.js';
import type { Coverage } from './coverage.js';
import type { Entity } from './entity.js';

/** What a Case is made of; see build.ts. */
export interface CaseParts {
  readonly asOf: Stamp;
  readonly sources: readonly SourceInfo[];
  readonly entities: ReadonlyMap<EntityKey, Entity>;
  readonly events: readonly EventRecord[];
  readonly messages: readonly MessageRecord[];
  readonly requests: readonly RequestRecord[];
  readonly access: readonly AccessRecord[];
  readonly alerts: readonly AlertRecord[];
  readonly alertRules: readonly AlertRuleRecord[];
  readonly statements: readonly StatementRecord[];
  readonly metrics: readonly MetricRecord[];
  readonly reports: readonly ReportRecord[];
  readonly clashes?: readonly ClockClash[];
}

const NONE: readonly never[] = [];

/**
 * The world as the capture shows it: entities, what happened to them, how they hang together, and what
 * was covered. Read-only for everyone after world/build. Lists are in order of time.
 */
export class Case {
  readonly asOf: Stamp;
  readonly sources: readonly SourceInfo[];
  readonly events: readonly EventRecord[];
  readonly messages: readonly MessageRecord[];
  readonly requests: readonly RequestRecord[];
  readonly access: readonly AccessRecord[];
  readonly alerts: readonly AlertRecord[];
  readonly alertRules: readonly AlertRuleRecord[];
  readonly statements: readonly StatementRecord[];
  readonly metrics: readonly MetricRecord[];
  readonly reports: readonly ReportRecord[];
  /** Clocks of hosts that contradict themselves. */
  readonly clashes: readonly ClockClash[];
  /** Changes to the world, with the best actor known. Set once by build. */
  changes: readonly Change[] = NONE;
  coverage: Coverage = { sources: NONE, gaps: NONE, eventsSince: undefined };

  readonly #entities: Map<EntityKey, Entity>;
  #byKind: ReadonlyMap<string, readonly Entity[]> | undefined;
  readonly #eventsAbout: ReadonlyMap<EntityKey, readonly EventRecord[]>;
  readonly #eventsByReason: ReadonlyMap<string, readonly EventRecord[]>;
  readonly #messagesById: ReadonlyMap<string, readonly MessageRecord[]>;
  readonly #reportsByTopic: ReadonlyMap<string, readonly ReportRecord[]>;
  #out = new Map<EntityKey, Relation[]>();
  #in = new Map<EntityKey, Relation[]>();
  readonly #facts = new Map<unknown, unknown>();

  constructor(parts: CaseParts) {
    this.asOf = parts.asOf;
    this.clashes = parts.clashes ?? NONE;
    this.sources = parts.sources;
    this.events = parts.events;
    this.messages = parts.messages;
    this.requests = parts.requests;
    this.access = parts.access;
    this.alerts = parts.alerts;
    this.alertRules = parts.alertRules;
    this.statements = parts.statements;
    this.metrics = parts.metrics;
    this.reports = parts.reports;
    this.#entities = new Map(parts.entities);
    this.#eventsAbout = groupBy(parts.events, (e) => keyOf(e.about));
    this.#eventsByReason = groupBy(parts.events, (e) => e.reason);
    this.#messagesById = groupBy(parts.messages, (m) => m.id);
    this.#reportsByTopic = groupBy(parts.reports, (r) => r.topic);
  }

  /** All entities of a kind, by key. */
  all(kind: string): readonly Entity[] {
    return this.#kinds().get(kind) ?? NONE;
  }

  #kinds(): ReadonlyMap<string, readonly Entity[]> {
    this.#byKind ??= groupBy(
      sortedBy(this.#entities.values(), (e) => e.key),
      (e) => e.ref.kind,
    );
    return this.#byKind;
  }

  entity(at: Ref | EntityKey): Entity | undefined {
    return this.#entities.get(typeof at === 'string' ? at : keyOf(at));
  }

  entities(): readonly Entity[] {
    return [...this.#kinds().values()].flat();
  }

  eventsAbout(at: Ref): readonly EventRecord[] {
    return this.#eventsAbout.get(keyOf(at)) ?? NONE;
  }

  eventsOf(...reasons: readonly string[]): readonly EventRecord[] {
    const found = reasons.flatMap((r) => this.#eventsByReason.get(r) ?? NONE);
    return reasons.length > 1 ? sortedBy(found, (e) => e.first.lo) : found;
  }

  /** Log messages that the catalogue knows by these ids. */
  messagesOf(...ids: readonly string[]): readonly MessageRecord[] {
    const found = ids.flatMap((id) => this.#messagesById.get(id) ?? NONE);
    return ids.length > 1 ? sortedBy(found, (m) => m.at.lo) : found;
  }

  reportsOf(topic: ReportTopic): readonly ReportRecord[] {
    return this.#reportsByTopic.get(topic) ?? NONE;
  }

  /** Relations that leave an entity, valid at `t` when given (within a second of tolerance). */
  from(at: Ref | EntityKey, name: RelationName, t?: Instant): readonly Relation[] {
    return held(this.#out.get(typeof at === 'string' ? at : keyOf(at)), name, t);
  }

  /** Relations that arrive at an entity. */
  to(at: Ref | EntityKey, name: RelationName, t?: Instant): readonly Relation[] {
    return held(this.#in.get(typeof at === 'string' ? at : keyOf(at)), name, t);
  }

  relations(): readonly Relation[] {
    return [...this.#out.values()].flat();
  }

  /** Entities at the far end of relations that leave `at`. */
  targets(at: Ref | EntityKey, name: RelationName, t?: Instant): readonly Entity[] {
    return this.from(at, name, t).flatMap((r) => this.entity(r.to) ?? NONE);
  }

  /** Entities at the near end of relations that arrive at `at`. */
  origins(at: Ref | EntityKey, name: RelationName, t?: Instant): readonly Entity[] {
    return this.to(at, name, t).flatMap((r) => this.entity(r.from) ?? NONE);
  }

  /** A view derived from the case, computed once. `make` must depend on the case alone. */
  fact<T>(make: (c: Case) => T): T {
    if (!this.#facts.has(make)) this.#facts.set(make, make(this));
    return this.#facts.get(make) as T;
  }

  /** For world/build only: makes sure that an entity without an object of its own exists. */
  define(at: Ref): Entity {
    const key = keyOf(at);
    const known = this.#entities.get(key);
    if (known) return known;
    const entity: Entity = { key, ref: at, snapshots: NONE, object: undefined };
    this.#entities.set(key, entity);
    this.#byKind = undefined;
    return entity;
  }

  /** For world/build only: adds relations while the world is being put together. */
  relate(relations: Iterable<Relation>): void {
    for (const r of relations) {
      push(this.#out, r.from, r);
      push(this.#in, r.to, r);
    }
  }

  /** Evidence for something that an event says. */
  citeEvent(e: EventRecord): Evidence {
    return { ...e.evidence, at: e.first.lo, excerpt: oneLine(`${e.reason}: ${e.message}`, 400) };
  }

  /** Evidence for something that a log says. */
  citeMessage(m: MessageRecord): Evidence {
    return { ...m.evidence, at: m.at.lo, excerpt: oneLine(m.text, 400) };
  }
}

function held(
  relations: readonly Relation[] | undefined,
  name: RelationName,
  t?: Instant,
): readonly Relation[] {
  if (!relations) return NONE;
  const second = 1_000_000;
  return relations.filter(
    (r) => r.name === name && (t === undefined || (r.valid.lo - second <= t && t <= r.valid.hi + second)),
  );
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
