import { isObject } from '../../../base/index.js';

/**
 * API objects that were written by their Go field names: internal types had no JSON names before 1.9, and
 * programs that marshal such a struct still write {"ObjectMeta":{"Name":"web-0"},"Spec":{"NodeName":"n1"}}.
 */

/** Maps whose keys are words of the user, not names of fields. */
const USER_KEYS: ReadonlySet<string> = new Set([
  'labels', 'annotations', 'data', 'stringData', 'binaryData', 'matchLabels', 'nodeSelector', 'limits', 'requests', 'capacity',
  'allocatable', 'hard', 'used', 'parameters', 'default', 'defaultRequest', 'options', 'volumeAttributes',
]); // prettier-ignore
/** Structs that the API's JSON holds without a name of their own. */
const INLINED: ReadonlySet<string> = new Set([
  'typeMeta',
  'volumeSource',
  'persistentVolumeSource',
  'handler',
  'localObjectReference',
]);
const RENAMED: Readonly<Record<string, string>> = { objectMeta: 'metadata', listMeta: 'metadata' };
const DEPTH = 60;

/** True for what can only be an object with Go names. */
export function hasGoNames(value: Readonly<Record<string, unknown>>): boolean {
  if (isObject(value['ObjectMeta'])) return true;
  return Array.isArray(value['Items']) && (isObject(value['ListMeta']) || isObject(value['TypeMeta']));
}

/** The same object by the names of the API. */
export function withApiNames(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return renamed(value, 0);
}

function renamed(value: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const lower = apiName(key);
    const name = RENAMED[lower] ?? lower;
    // TypeMeta of a struct that was never on the wire is empty.
    if (inner === '' && (name === 'kind' || name === 'apiVersion')) continue;
    if (INLINED.has(lower) && isObject(inner)) Object.assign(out, renamed(inner, depth + 1));
    else if (inner !== null) out[name] = USER_KEYS.has(name) ? inner : below(inner, depth);
  }
  return out;
}

function below(value: unknown, depth: number): unknown {
  if (depth > DEPTH) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => below(item, depth + 1));
  return isObject(value) ? renamed(value, depth + 1) : value;
}

/** "UID" → "uid", "APIVersion" → "apiVersion", "PodIP" → "podIP". */
function apiName(key: string): string {
  const capitals = /^[A-Z]+/.exec(key)?.[0].length ?? 0;
  if (capitals === 0) return key;
  const count = capitals === 1 || capitals === key.length ? capitals : capitals - 1;
  return key.slice(0, count).toLowerCase() + key.slice(count);
}
