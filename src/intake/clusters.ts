import { MINUTE, digText, groupBy, parseTime, sortedBy, type Instant } from '../base/index.js';
import type { Capture, CaptureRecord, ClusterSeen, ObjectRecord } from '../model/index.js';
import { keyOf } from '../model/index.js';
import { newestOf } from './store/object-store.js';

/** Namespaces that the API server lets nobody delete (plugin/pkg/admission/namespace/lifecycle): each is one for ever. */
const FOR_EVER: ReadonlySet<string> = new Set(['kube-system', 'default', 'kube-public']);
/** Things that stay for days under one name; compared where the namespaces above are not captured. */
const LASTING: ReadonlySet<string> = new Set([
  'Node', 'Namespace', 'Service', 'Deployment', 'DaemonSet', 'StatefulSet', 'CustomResourceDefinition',
]); // prettier-ignore
/** So many things that are two at the same time are no mistake of a clock or a tool. */
const ENOUGH = 3;
/** Clocks of nodes, whose stamps stand in statuses, are seldom further apart. */
const APART = 10 * MINUTE;

/** The capture, with the clusters that it holds told apart where they are more than one. */
export function withClusters(capture: Capture): Capture {
  const clusters = clustersOf(capture);
  if (clusters.length < 2) return capture;
  const sources = capture.sources.map((source) => {
    const own = clusters.find(({ source: id }) => id === source.id);
    const [first] = clusters;
    if (own === undefined || own === first) return source;
    const message = `of another cluster than ${pathOf(capture, first?.source)}: ${own.why}; things of equal names are taken for one`;
    return { ...source, problems: [...source.problems, { message }] };
  });
  return { ...capture, sources, clusters };
}

function pathOf({ sources }: Capture, id: number | undefined): string {
  return sources.find((s) => s.id === id)?.path ?? '';
}

function clustersOf(capture: Capture): readonly ClusterSeen[] {
  const lasting = capture.records.filter(isLasting);
  const certain = byNamespace(lasting);
  const found = certain.length > 1 ? certain : byLifetimes(lasting);
  const paths = found.map(({ source }) => pathOf(capture, source));
  return found.map((cluster, i) => {
    const only = folderOnly(paths, i);
    return only === undefined ? cluster : { ...cluster, only };
  });
}

type Identified = ObjectRecord & { readonly uid: string };

function isLasting(record: CaptureRecord): record is Identified {
  if (record.kind !== 'object' || record.shape !== 'full') return false;
  return record.uid !== undefined && LASTING.has(record.ref.kind);
}

/** One cluster for each identity that a namespace has which cannot be made anew. */
function byNamespace(records: readonly Identified[]): readonly ClusterSeen[] {
  const named = records.filter(({ ref }) => ref.kind === 'Namespace' && FOR_EVER.has(ref.name));
  const byName = [...groupBy(named, ({ ref }) => ref.name).values()];
  const [most = []] = sortedBy(
    byName.map((list) => [...groupBy(list, ({ uid }) => uid).values()]),
    (uids) => -uids.length,
  );
  return most.flatMap(([first]) =>
    first === undefined
      ? []
      : [
          {
            source: first.evidence.source,
            why: `its namespace ${first.ref.name} has the uid ${first.uid}`,
          },
        ],
  );
}

/** Two clusters when several things of one name each lived at the same time under two uids. */
function byLifetimes(records: readonly Identified[]): readonly ClusterSeen[] {
  const pairs: { readonly one: Identified; readonly other: Identified }[] = [];
  for (const list of groupBy(records, ({ ref }) => keyOf(ref)).values()) {
    const [one, ...rest] = list;
    const other = rest.find((r) => r.uid !== one?.uid);
    if (one !== undefined && other !== undefined && livedTogether(list, one.uid, other.uid))
      pairs.push({ one, other });
  }
  const [first] = pairs;
  if (first === undefined || pairs.length < ENOUGH) return [];
  const names = pairs.slice(0, ENOUGH).map(({ one: { ref } }) => `${ref.kind} ${ref.name}`);
  const why = `${names.join(', ')}${pairs.length > ENOUGH ? ` and ${pairs.length - ENOUGH} more` : ''} lived at the same time under two uids`;
  return [first.one, first.other].map(({ evidence }) => ({ source: evidence.source, why }));
}

interface Life {
  readonly from: Instant;
  readonly to: Instant;
}

function livedTogether(list: readonly Identified[], one: string, other: string): boolean {
  const [a, b] = [one, other].map((uid) => lifeOf(list.filter((r) => r.uid === uid)));
  if (a === undefined || b === undefined) return false;
  return Math.min(a.to, b.to) - Math.max(a.from, b.from) > APART;
}

/** From its creation to the newest time that its own fields speak of. */
function lifeOf(records: readonly Identified[]): Life | undefined {
  const from = parseTime(digText(records[0]?.object, 'metadata', 'creationTimestamp') ?? '')?.lo;
  const to = records.flatMap((record) => newestOf(record) ?? []);
  return from === undefined || to.length === 0 ? undefined : { from, to: Math.max(...to) };
}

/** The folder that only this one of the paths has: what `--only` takes. */
function folderOnly(paths: readonly string[], own: number): string | undefined {
  const [path = '', ...others] = [paths[own], ...paths.filter((_, i) => i !== own)];
  const parts = (text: string): readonly string[] => text.split(/[/!]/);
  return parts(path)
    .slice(0, -1)
    .find((part) => others.every((other) => other !== undefined && !parts(other).includes(part)));
}
