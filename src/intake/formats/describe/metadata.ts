import { apiTime } from '../kubectl/clock.js';
import { compact, labelMap, ownerOf, printed } from '../kubectl/shape.js';
import { child, value, values, type Node } from './tree.js';

/** metadata as every describer prints it. */
export function metadataOf(root: Node, namespace: string | undefined): Record<string, unknown> {
  const finalizers = /^\[(.*)\]$/.exec(value(root, 'Finalizers') ?? '')?.[1];
  return compact({
    name: value(root, 'Name') ?? '',
    namespace: value(root, 'Namespace') ?? namespace,
    labels: labelMap(values(root, 'Labels')),
    annotations: annotationsOf(child(root, 'Annotations')),
    creationTimestamp: apiTime(value(root, 'CreationTimestamp', 'Created on')) ?? createdOn(root),
    ownerReferences: ownerOf(value(root, 'Controlled By')),
    finalizers: printed(finalizers)?.split(' '),
  });
}

/** "Created on: 2026-03-16 22:09:13 +0800 CST" (time.Time's own form, NetworkPolicy only). */
function createdOn(root: Node): string | undefined {
  const m = /^(\d{4})-(\d\d)-(\d\d) (\S+) ([+-]\d{4})/.exec(value(root, 'Created on') ?? '');
  if (!m) return undefined;
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return apiTime(`${m[3]} ${months[Number(m[2]) - 1] ?? ''} ${m[1]} ${m[4]?.slice(0, 8)} ${m[5]}`);
}

/**
 * "key: value" per line; older kubectl wrote "key=value". A value over 140 characters, or of several
 * lines, stands below its key, two columns further in.
 */
export function annotationsOf(n: Node | undefined): Record<string, string> | undefined {
  if (!n || printed(n.value) === undefined) return undefined;
  const out: Record<string, string> = {};
  let key = '';
  const entries = [{ text: n.value, column: n.valueAt }].concat(
    n.more.map((l) => ({ text: l.text.trim(), column: l.text.search(/\S/) })),
  );
  for (const { text, column } of entries) {
    const m = /^([^\s:=]+)(?:: |:$|=)(.*)$/.exec(text);
    if (column > n.valueAt || !m) {
      if (key !== '') out[key] = out[key] === '' ? text : `${out[key]}\n${text}`;
      continue;
    }
    key = m[1] ?? '';
    out[key] = m[2] ?? '';
  }
  return Object.keys(out).length > 0 ? out : undefined;
}
