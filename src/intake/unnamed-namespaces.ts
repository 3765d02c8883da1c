import { isObject } from '../base/index.js';
import type { CaptureRecord } from '../model/index.js';
import { ownEvent } from '../model/index.js';
import { StoredEvent } from './formats/kube/event-store.js';

/** A source and what was read from it. */
export interface Read {
  readonly path: string;
  readonly records: readonly CaptureRecord[];
}

const ASSUMED = 'default';

/**
 * `kubectl get` for one namespace prints tables that do not name it; readers take "default". Where the path
 * that people gave the file names a namespace that the rest of the capture knows ("shop/deploy.txt",
 * "events_shop.txt"), the rows belong there.
 */
export function withNamespaces(all: readonly Read[]): readonly (readonly CaptureRecord[])[] {
  const known = new Set<string>();
  for (const { records } of all) {
    for (const r of records) {
      const namespace = namespaceOf(r);
      if (namespace !== undefined) known.add(namespace);
    }
  }
  known.delete(ASSUMED);
  return all.map(({ path, records }) => {
    const told = records.some((r) => !isAssumed(r) && namespaceOf(r) !== undefined);
    const namespace = !told && records.some(isAssumed) ? namedBy(path, known) : undefined;
    return namespace === undefined ? records : records.map((r) => (isAssumed(r) ? moved(r, namespace) : r));
  });
}

function namespaceOf(r: CaptureRecord): string | undefined {
  if (r.kind === 'object') return r.ref.namespace;
  // A view makes a reference each time it is asked.
  if (r instanceof StoredEvent) return r.namespace;
  return r.kind === 'event' ? r.about.namespace : undefined;
}

/** A row of a table, or an event of one, that says nothing of its namespace. */
function isAssumed(r: CaptureRecord): boolean {
  if (namespaceOf(r) !== ASSUMED) return false;
  return r.kind === 'object' ? r.shape === 'row' : r.kind === 'event' && r.aboutUid === undefined;
}

/** The one known namespace among the folders of a path and the words of its file name. */
function namedBy(path: string, known: ReadonlySet<string>): string | undefined {
  const folders = path.split('/');
  const base = (folders.pop() ?? '').replace(/\.[a-z]+$/, '');
  if ([...folders, base].includes(ASSUMED)) return undefined;
  const words = new Set([...folders, base, ...base.split(/[_.\s]+/)]);
  const ends = (ns: string): boolean => base.endsWith(`-${ns}`) || base.startsWith(`${ns}-`);
  const found = [...known].filter((ns) => words.has(ns) || ends(ns));
  return found.length === 1 ? found[0] : undefined;
}

function moved(r: CaptureRecord, namespace: string): CaptureRecord {
  if (r.kind === 'event') return { ...ownEvent(r), about: { ...r.about, namespace } };
  if (r.kind !== 'object') return r;
  const { object } = r;
  const metadata = isObject(object) && isObject(object['metadata']) ? object['metadata'] : undefined;
  return {
    ...r,
    ref: { ...r.ref, namespace },
    object:
      isObject(object) && metadata?.['namespace'] !== undefined
        ? { ...object, metadata: { ...metadata, namespace } }
        : object,
  };
}
