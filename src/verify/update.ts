import { isScalar, isSeq, parseDocument, type Document } from 'yaml';
import type { Path } from '../base/index.js';
import type { Change } from './change.js';

/**
 * expected.yaml with the changes made and everything else, comments and spelling included, as it stood.
 * Entries are taken out last and from the end, so that every path still means what it meant.
 */
export function updated(text: string, changes: readonly Change[]): string {
  const doc = parseDocument(text);
  for (const c of changes) if ('set' in c) put(doc, c.path, c.set);
  for (const c of changes) if ('add' in c) append(doc, c.path, c.add);
  for (const c of changes) if ('order' in c) reorder(doc, c.path, c.order);
  const drops = changes.flatMap((c) => ('drop' in c ? [c.path] : []));
  for (const path of drops.reverse()) drop(doc, path);
  return keepSpelling(text, doc.toString({ lineWidth: 0 }));
}

/** A word takes the place of a word, so that the remark beside it stays. */
function put(doc: Document, path: Path, value: unknown): void {
  const old = doc.getIn(path, true);
  if (isScalar(old) && typeof value !== 'object') old.value = value;
  else doc.setIn(path, node(doc, value));
}

function node(doc: Document, value: unknown): unknown {
  return doc.createNode(value, { flow: true });
}

function append(doc: Document, path: Path, value: unknown): void {
  if (isSeq(doc.getIn(path))) doc.addIn(path, node(doc, value));
  else doc.setIn(path, doc.createNode([value]));
}

function reorder(doc: Document, path: Path, order: readonly number[]): void {
  const list = doc.getIn(path);
  if (isSeq(list)) list.items = order.flatMap((i) => list.items[i] ?? []);
}

/** Takes an entry out, and the list or map that it leaves empty. */
function drop(doc: Document, path: Path): void {
  doc.deleteIn(path);
  const parent = path.slice(0, -1);
  const rest = doc.getIn(parent);
  if (parent.length > 0 && isCollection(rest) && rest.items.length === 0) doc.deleteIn(parent);
}

function isCollection(value: unknown): value is { items: unknown[] } {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);
}

/**
 * The writer pads brackets in its own way and moves a remark behind a key below it: a line that only
 * differs in that stays as its author wrote it.
 */
function keepSpelling(before: string, after: string): string {
  const bare = (line: string): string => line.replace(/([[{,]) +/g, '$1').replace(/ +([\]}])/g, '$1');
  const written = new Map(before.split('\n').map((line) => [bare(line), line]));
  const lines = after.split('\n');
  const out: string[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const joined = written.get(bare(`${line} ${lines[i + 1]?.trim() ?? ''}`));
    if (line.endsWith(':') && joined !== undefined) i += 1;
    out.push(
      (line.endsWith(':') ? joined : undefined) ??
        written.get(bare(line)) ??
        line.replace(/\[ ([^'"]*?) \]/g, '[$1]'),
    );
  }
  return out.join('\n');
}
