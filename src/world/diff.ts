import { digText, isObject } from '../base/index.js';

/** One field that differs between two readings of an object. */
export interface FieldChange {
  /** "spec.template.spec.containers[web].imagePullPolicy" */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** More fields than a reader takes in; a larger difference is cut here. */
const MOST = 40;

/** Fields that controllers keep rewriting; they say nothing about intent. */
const ROUTINE =
  /(^|\.)(status|managedFields|resourceVersion|generation|observedGeneration|uid|creationTimestamp|selfLink|last-applied-configuration)(\.|$|\[)|deployment\.kubernetes\.io\/revision|pod-template-hash|control-plane\.alpha\.kubernetes\.io|holderIdentity|renewTime|endpoints\.kubernetes\.io\/last-change/;

/** What differs from `before` to `after`, list elements matched by name, status and bookkeeping left out. */
export function diffObjects(before: unknown, after: unknown): FieldChange[] {
  const out: FieldChange[] = [];
  walk(before, after, '', out);
  return out;
}

function walk(a: unknown, b: unknown, path: string, out: FieldChange[]): void {
  if (out.length >= MOST || ROUTINE.test(path)) return;
  if (isObject(a) && isObject(b)) {
    for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      walk(a[key], b[key], path === '' ? key : `${path}.${key}`, out);
    }
    return;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    walkLists(a, b, path, out);
    return;
  }
  const before = shown(a);
  const after = shown(b);
  if (before !== after) out.push({ path, before, after });
}

function walkLists(a: readonly unknown[], b: readonly unknown[], path: string, out: FieldChange[]): void {
  const named = [...a, ...b].every((x) => digText(x, 'name') !== undefined);
  if (!named) {
    const before = shown(a);
    const after = shown(b);
    if (before !== after) out.push({ path, before, after });
    return;
  }
  const names = [...new Set([...a, ...b].map((x) => digText(x, 'name') ?? ''))];
  for (const name of names) {
    const find = (list: readonly unknown[]): unknown => list.find((x) => digText(x, 'name') === name);
    walk(find(a), find(b), `${path}[${name}]`, out);
  }
}

function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.slice(0, 300);
  return JSON.stringify(value).slice(0, 300);
}
