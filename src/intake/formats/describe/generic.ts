import { flag } from '../kubectl/shape.js';
import type { Node } from './tree.js';

/**
 * Objects that kubectl has no describer for (custom resources, webhook configurations): it prints every
 * member under a label made of its name ("creationTimestamp" → "Creation Timestamp"), maps sorted by name,
 * the maps of a list one after another without a mark between them.
 */

const ACRONYMS = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** Members that are lists in every API that has them, so that one entry is still a list. */
const LISTS = new Set([
  'conditions', 'ownerReferences', 'managedFields', 'webhooks', 'rules', 'subjects', 'ports', 'containers',
  'initContainers', 'env', 'volumes', 'volumeMounts', 'tolerations', 'endpoints', 'metrics', 'versions', 'matchExpressions',
]); // prettier-ignore

/** "Last Transition Time" → "lastTransitionTime"; names that are no label of that kind stay. */
export function memberName(label: string): string {
  const words = label.split(' ');
  if (!words.every((w) => /^[A-Z][A-Za-z0-9]*$/.test(w))) return label;
  const [first = '', ...rest] = words;
  const head = ACRONYMS.has(first) ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1);
  return head + rest.join('');
}

/** All members below a node. */
export function membersOf(n: Node): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const c of n.children) if (c.key !== '') out[memberName(c.key)] = valueOf(c);
  return out;
}

function valueOf(n: Node): unknown {
  const named = n.children.filter((c) => c.key !== '');
  if (named.length === 0) {
    const items = n.raw.map((l) => l.text.trim()).filter((t) => t !== '');
    if (items.length > 0 && n.value === '') return items.map(scalar);
    return scalar([n.value, ...n.more.map((l) => l.text.trim())].join('\n').trim());
  }
  const entries: Node[][] = [[]];
  let previous = '';
  for (const c of named) {
    const name = memberName(c.key);
    if (previous !== '' && name <= previous) entries.push([]);
    entries.at(-1)?.push(c);
    previous = name;
  }
  const maps = entries.map((children) => membersOf({ ...n, children }));
  return maps.length > 1 || LISTS.has(memberName(n.key)) ? maps : maps[0];
}

function scalar(text: string): unknown {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  return flag(text) ?? (text === '<nil>' ? null : text);
}
