import { counted, groupBy, iso, listed, MINUTE } from '../base/index.js';
import {
  keyOf,
  labelOf,
  WORKLOAD_KINDS,
  type ConditionType,
  type MessageRecord,
  type Ref,
} from '../model/index.js';
import {
  calleeOf,
  configuredAddresses,
  isDataStore,
  speakerOf,
  workloadOfPod,
  type Case,
} from '../world/index.js';
import type { Detector } from './detector.js';
import { saidInLog, spellsOf, whole } from './spells.js';

/** What a database refuses all its clients, told by them or by itself. */
export interface Refusal {
  readonly id: string;
  readonly what: string;
  readonly lookAlikes: string;
  readonly sources: readonly string[];
  readonly title: string;
  /** Why it refuses: "refuses clients because its connection limit is reached". */
  readonly words: string;
  /** Fewer lines are a blip. */
  readonly least?: number;
  /** True: where nothing tells which database it is, it is told of who says it. */
  readonly orSpeaker?: boolean;
}

/** Makes the detector of a refusal: it is the database that is to be repaired, whoever complains. */
export function storeRefuses(r: Refusal): Detector {
  const type: ConditionType = { id: r.id, nature: 'fault', title: r.title, selfExplaining: true };
  return {
    id: r.id,
    layer: 'workload',
    what: r.what,
    lookAlikes: r.lookAlikes,
    sources: r.sources,
    emits: [type],
    *detect(c) {
      const said = c.messagesOf(r.id).flatMap((message) => {
        const speaker = speakerOf(c, message.origin);
        if (speaker?.namespace === undefined) return [];
        const database = databaseOf(c, message, speaker) ?? (r.orSpeaker === true ? speaker : undefined);
        return database ? [{ database, speaker, saying: saidInLog(c, message) }] : [];
      });
      for (const group of groupBy(said, (x) => keyOf(x.database)).values()) {
        const database = group[0]?.database;
        const all = whole(
          spellsOf(
            group.map((g) => g.saying),
            10 * MINUTE,
          ),
        );
        if (!database || !all || all.count < (r.least ?? 1)) continue;
        const clients = [...new Map(group.map((g) => [keyOf(g.speaker), g.speaker])).values()].filter(
          (x) => keyOf(x) !== keyOf(database),
        );
        // Nothing tells which database it is: it is one of those that the speaker uses.
        const unnamed = clients.length === 0 && !isDataStore(c, database);
        yield {
          type: type.id,
          entity: database,
          onset: all.onset,
          ...(all.end ? { end: all.end } : {}),
          severity: unnamed ? 2 : 3,
          statement: `${unnamed ? `A database of ${labelOf(database)}` : labelOf(database)} ${r.words} (${counted(all.count, 'line')} from ${iso(all.onset.lo)}${
            clients.length > 0 ? `, told by ${listed(clients.slice(0, 4).map((x) => labelOf(x)))}` : ''
          }).`,
          evidence: all.evidence,
          attrs: { count: all.count, clients: clients.length },
          names: clients.slice(0, 8),
        };
      }
    },
  };
}

/** The workload of the database: named in the line, configured at the client, or the speaker itself. */
function databaseOf(c: Case, m: MessageRecord, speaker: Ref): Ref | undefined {
  const named = calleeOf(c, m);
  if (named) return workloadBehind(c, named);
  const configured = configuredAddresses(c).filter(
    (a) =>
      keyOf(a.workload) === keyOf(speaker) &&
      (STORE.test(`${a.prefix} ${a.host}`) || isDataStore(c, workloadBehind(c, a.service.ref))),
  );
  const stores = new Map(configured.map((a) => [keyOf(a.service.ref), a.service.ref]));
  if (stores.size === 1) return workloadBehind(c, [...stores.values()][0] ?? speaker);
  if (stores.size > 1) return undefined;
  if (isDataStore(c, speaker)) return speaker;
  const needed = c.targets(speaker, 'needs').filter((e) => isDataStore(c, workloadBehind(c, e.ref)));
  return needed.length === 1 ? workloadBehind(c, needed[0]?.ref ?? speaker) : undefined;
}

const STORE = /mysql|maria|postgres|pgsql|mongo|cockroach|oracle|mssql|(^|[_-])(db|database)([_-]|$)/i;

/** The workload whose name the Service continues ("db-leader" of "db"), where its selector shows nobody. */
function namesake(c: Case, service: Ref): Ref {
  const found = ['StatefulSet', 'Deployment'].flatMap((kind) =>
    c.all(kind).filter((e) => e.ref.namespace === service.namespace && service.name.startsWith(e.ref.name)),
  );
  return found.length === 1 ? (found[0]?.ref ?? service) : service;
}

function workloadBehind(c: Case, at: Ref): Ref {
  if (at.kind !== 'Service') return at;
  const selected = c
    .targets(at, 'selects')
    .map((e) => (e.ref.kind === 'Pod' ? workloadOfPod(c, e.ref) : e.ref));
  const workloads = new Map(selected.filter((r) => WORKLOAD_KINDS.has(r.kind)).map((r) => [keyOf(r), r]));
  return workloads.size === 1 ? ([...workloads.values()][0] ?? at) : namesake(c, at);
}
