import { groupBy } from '../base/index.js';
import type { Capture, CaptureRecord, SourceInfo } from '../model/index.js';

/**
 * A file that came twice: the same bytes in two folders, or packed and unpacked. What its lines count would be counted
 * twice; objects and events of the API are told apart by their names.
 */
export function withoutCopies(capture: Capture): Capture {
  const copies = copiesOf(capture);
  if (copies.size === 0) return capture;
  const paths = new Map(capture.sources.map(({ id, path }) => [id, path]));
  const sources = capture.sources.map((source): SourceInfo => {
    const first = copies.get(source.id);
    if (first === undefined) return source;
    const message = `the same as ${paths.get(first) ?? ''}: counted once`;
    return { ...source, records: 0, problems: [...source.problems, { message }] };
  });
  return { ...capture, sources, records: capture.records.filter((r) => !copies.has(r.evidence.source)) };
}

/** Sources of logs by the first one that gave the same. */
function copiesOf({ sources, records }: Capture): ReadonlyMap<number, number> {
  const read = sources.filter((s) => s.records > 0 && s.status === 'read' && s.bytes > 0);
  const alike = groupBy(read, (s) => `${s.format} ${s.bytes} ${s.records}`);
  const suspects = new Set(
    [...alike.values()].filter((list) => list.length > 1).flatMap((list) => list.map(({ id }) => id)),
  );
  if (suspects.size === 0) return new Map();
  const said = groupBy(
    records.filter((r) => isCounted(r) && suspects.has(r.evidence.source)),
    (r) => r.evidence.source,
  );
  const firsts = new Map<string, number>();
  const copies = new Map<number, number>();
  for (const { id, format, bytes, records: count } of sources) {
    const own = said.get(id);
    if (own?.length !== count) continue;
    const text = `${format} ${bytes} ${own.map(wordsOf).join('\n')}`;
    const first = firsts.get(text);
    if (first === undefined) firsts.set(text, id);
    else copies.set(id, first);
  }
  return copies;
}

function isCounted({ kind }: CaptureRecord): boolean {
  return kind === 'message' || kind === 'access';
}

/** A record without the number of its source; who wrote it is a part of it, so that two nodes' equal logs stay two. */
function wordsOf(record: CaptureRecord): string {
  return JSON.stringify(record, (key, value: unknown) => (key === 'source' ? undefined : value));
}
