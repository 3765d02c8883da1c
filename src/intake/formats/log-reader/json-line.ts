import { isObject } from '../../../base/index.js';
import type { Grammar, Parsed } from './grammar.js';
import type { Level } from './levels.js';
import { levelOf, levelOfNumber } from './levels.js';
import { memberTime } from './stamps.js';

/**
 * One JSON object per line: Kubernetes JSON logs ("ts" in milliseconds, errors have "err" and no "v"),
 * etcd and zap ("level", "ts", "caller", "msg"), MongoDB ("t", "s", "c", "msg", "attr") and what
 * applications write.
 */
const TIMES = [
  'ts',
  'time',
  'timestamp',
  '@timestamp',
  't',
  'date',
  'datetime',
  'asctime',
  'Timestamp',
  'eventTime',
  '@t',
];
const LEVEL_KEYS = [
  'level',
  'severity',
  'lvl',
  'log.level',
  'levelname',
  'loglevel',
  'Level',
  'LogLevel',
  's',
  'level_name',
  '@l',
];
const TEXTS = [
  'msg',
  'message',
  'MESSAGE',
  'Message',
  'event',
  'log',
  '@message',
  'short_message',
  '@m',
  '@mt',
  'error',
  'err',
];

const MAX_FIELDS = 48;
const MAX_VALUE = 4000;

/** Members as dotted names with text values, two levels deep. */
export function flatten(
  value: Readonly<Record<string, unknown>>,
  prefix = '',
  out: Record<string, string> = {},
): Record<string, string> {
  for (const [key, member] of Object.entries(value)) {
    if (Object.keys(out).length >= MAX_FIELDS) break;
    const name = prefix + key;
    if (typeof member === 'string') out[name] = member.slice(0, MAX_VALUE);
    else if (typeof member === 'number' || typeof member === 'boolean') out[name] = String(member);
    else if (isObject(member) && prefix.length < 60 && name.split('.').length < 3)
      flatten(member, `${name}.`, out);
    else if (member !== null && member !== undefined) out[name] = JSON.stringify(member).slice(0, MAX_VALUE);
  }
  return out;
}

function firstOf(
  object: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): { key: string; value: unknown } | undefined {
  for (const key of keys) {
    const value = object[key];
    if (value !== undefined && value !== null && value !== '') return { key, value };
  }
  return undefined;
}

function severityOf(value: unknown, object: Readonly<Record<string, unknown>>): Level {
  if (typeof value === 'string') return /^\d+$/.test(value) ? levelOfNumber(Number(value)) : levelOf(value);
  if (typeof value === 'number') return levelOfNumber(value);
  if (value === undefined && typeof object['ts'] === 'number' && typeof object['err'] === 'string')
    return 'error';
  return value === undefined && typeof object['v'] === 'number' ? 'info' : 'unknown';
}

function programOf(object: Readonly<Record<string, unknown>>): string | undefined {
  const caller = object['caller'];
  if (typeof caller !== 'string') return undefined;
  return /^(?:etcdserver|rafthttp|raft|embed|wal|mvcc|etcdmain|backend|v3rpc|txn|schema|traceutil|membership|etcdutl)\//.test(
    caller,
  )
    ? 'etcd'
    : undefined;
}

/** The parsed object of a line that holds one; undefined for anything else. */
export function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A log line that is a JSON object. */
export const jsonLine: Grammar = (text): Parsed | undefined => {
  const object = objectOf(text);
  if (object === undefined) return undefined;
  const time = firstOf(object, TIMES);
  const level = firstOf(object, LEVEL_KEYS);
  const said = firstOf(object, TEXTS);
  if (said === undefined || (time === undefined && level === undefined)) return undefined;
  const mongo = isObject(time?.value) ? time.value['$date'] : time?.value;
  const at = memberTime(mongo);
  const used = new Set([time?.key, level?.key, said.key, 'caller', 'pid', 'hostname']);
  const rest = Object.fromEntries(Object.entries(object).filter(([key]) => !used.has(key)));
  const program = programOf(object);
  return {
    grammar: 'json',
    text: typeof said.value === 'string' ? said.value : JSON.stringify(said.value),
    severity: severityOf(level?.value, object),
    fields: flatten(rest),
    ...(at === undefined ? {} : { at }),
    ...(program === undefined ? {} : { program }),
  };
};
