import type { MarkName, RowName, Session } from '../../app/ports.js';
import { dig, digList, digNumber, digObject, digText, parseTime } from '../../base/index.js';

export const MARK_NAMES: readonly MarkName[] = [
  't0', 'impact', 'detect', 'acknowledge', 'diagnose', 'mitigate', 'restore',
]; // prettier-ignore

export const EMPTY_SESSION: Session = {
  version: 1,
  marks: {},
  pinned: [],
  rejected: [],
  notes: {},
  bookmarks: [],
  events: [],
  skew: {},
  filters: [],
};

/** Reads a sidecar that people may have edited: what does not read is left out, the rest is kept. */
export function readSession(value: unknown): Session {
  const marks: Partial<Record<MarkName, string>> = {};
  for (const name of MARK_NAMES) {
    const at = timeText(dig(value, 'marks', name));
    if (at !== undefined) marks[name] = at;
  }
  return {
    version: 1,
    marks,
    pinned: texts(dig(value, 'pinned')),
    rejected: texts(dig(value, 'rejected')),
    ...(texts(dig(value, 'roots')).length === 0 ? {} : { roots: texts(dig(value, 'roots')) }),
    notes: record(digObject(value, 'notes'), (v) => (typeof v === 'string' ? v : undefined)),
    bookmarks: digList(value, 'bookmarks').flatMap(bookmarkOf),
    events: digList(value, 'events').flatMap((e) => {
      const at = timeText(dig(e, 'at'));
      const text = digText(e, 'text');
      return at === undefined || text === undefined ? [] : [{ at, text }];
    }),
    skew: record(digObject(value, 'skew'), (v) =>
      typeof v === 'number' && Number.isFinite(v) ? v : undefined,
    ),
    filters: texts(dig(value, 'filters')),
  };
}

function timeText(value: unknown): string | undefined {
  return typeof value === 'string' && parseTime(value) !== undefined ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string' && v !== '') : [];
}

function record<T>(
  from: Readonly<Record<string, unknown>> | undefined,
  read: (v: unknown) => T | undefined,
): Readonly<Record<string, T>> {
  const pairs = Object.entries(from ?? {}).flatMap(([key, v]): [string, T][] => {
    const got = read(v);
    return got === undefined ? [] : [[key, got]];
  });
  return Object.fromEntries(pairs);
}

function bookmarkOf(value: unknown): Session['bookmarks'] {
  const at = timeText(dig(value, 'at'));
  if (at === undefined) return [];
  const source = digText(value, 'source');
  const offset = digNumber(value, 'offset');
  const comment = digText(value, 'comment');
  const name: RowName = { at, text: digText(value, 'text') ?? '' };
  return [
    {
      ...name,
      ...(source === undefined || offset === undefined ? {} : { source, offset }),
      tags: texts(dig(value, 'tags')),
      ...(comment === undefined ? {} : { comment }),
    },
  ];
}

/** The record without one of its keys. */
export function leftOut<T>(from: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(from).filter(([k]) => k !== key));
}
