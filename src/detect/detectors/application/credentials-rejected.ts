import { counted, fromTime, groupBy, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType, type MessageRecord, type Ref } from '../../../model/index.js';
import {
  calleeOf,
  configuredAddresses,
  isDataStore,
  podAt,
  speakerOf,
  type Case,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { sinceLoop } from '../../app-said.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

const mysql: ConditionType = {
  id: 'mysql-credentials-rejected',
  nature: 'fault',
  title: 'MySQL rejects the credentials',
  selfExplaining: true,
};
const other: ConditionType = {
  id: 'credentials-rejected',
  nature: 'fault',
  title: 'Data store rejects the credentials',
  selfExplaining: true,
};

/** A data store refuses the user or password that a client is configured with. */
export const credentialsRejected: Detector = {
  id: 'credentials-rejected',
  layer: 'workload',
  what:
    'A database, cache or broker rejects the login of a client: user or password in the client’s configuration ' +
    'are wrong, or were changed on one side only. The client is what is to be repaired.',
  lookAlikes:
    'The store’s own log names clients by address; health checks without password log the same once. Rights on ' +
    'a table are another error.',
  sources: ['MySQL 1045 Access denied', 'PostgreSQL 28P01', 'Redis NOAUTH, WRONGPASS', 'MongoDB 18'],
  emits: [mysql, other],
  *detect(c) {
    const said = c.messagesOf('app-credentials-rejected').flatMap((message) => {
      const client = clientOf(c, message);
      return client ? [{ client, saying: saidInLog(c, message) }] : [];
    });
    for (const group of groupBy(said, (x) => keyOf(x.client)).values()) {
      const client = group[0]?.client;
      const all = whole(
        spellsOf(
          group.map((g) => g.saying),
          5 * MINUTE,
        ),
      );
      if (!client || !all) continue;
      const text = all.sayings.map((s) => s.message.text).join(' ');
      const store = storeOf(
        c,
        client,
        all.sayings.map((s) => s.message),
      );
      const isMysql = /Access denied for user|mysql/i.test(text);
      const user = all.sayings.flatMap((s) => s.message.fields['user'] ?? [])[0];
      yield {
        type: (isMysql ? mysql : other).id,
        entity: client,
        onset: sinceLoop(c, all),
        ...(all.end ? { end: all.end } : {}),
        severity: 3,
        statement: `${labelOf(client)} is refused by ${store ? labelOf(store) : 'its data store'}: wrong credentials${
          user === undefined ? '' : ` for user ${user}`
        } (${counted(all.count, 'line')} ${fromTime(all.onset)}).`,
        evidence: all.evidence,
        attrs: { count: all.count, ...(user === undefined ? {} : { user }) },
        ...(store ? { names: [store] } : {}),
      };
    }
  },
};

/**
 * Who was refused. A client tells it of itself; a store tells it of an address. A store that speaks of no
 * address we know speaks of nobody.
 */
function clientOf(c: Case, m: MessageRecord): Ref | undefined {
  const speaker = speakerOf(c, m.origin);
  if (speaker?.namespace === undefined) return undefined;
  const from = m.fields['from'];
  const at = from === undefined ? undefined : podAt(c, from, m.at.lo);
  if (at) return at;
  return isDataStore(c, speaker) && !CLIENT.test(m.text) ? undefined : speaker;
}

/** Words of client libraries. */
const CLIENT = /Exception|Traceback|driver|ERROR 1045|sqlalchemy|pq: |dial tcp/;

/** The store that a client means: named in the line, or the only one that it is configured with. */
function storeOf(c: Case, client: Ref, messages: readonly MessageRecord[]): Ref | undefined {
  const named = messages.flatMap((m) => (m.fields['from'] === undefined ? (calleeOf(c, m) ?? []) : []))[0];
  if (named) return named;
  const configured = configuredAddresses(c).filter(
    (a) =>
      keyOf(a.workload) === keyOf(client) &&
      /mysql|maria|postgres|pg|mongo|redis|db/i.test(`${a.prefix} ${a.host}`),
  );
  const stores = new Map(configured.map((a) => [keyOf(a.service.ref), a.service.ref]));
  return stores.size === 1 ? [...stores.values()][0] : undefined;
}
