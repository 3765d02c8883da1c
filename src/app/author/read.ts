import { basename } from 'node:path';
import { oneLine, parseDuration, parseTime, SECOND } from '../../base/index.js';
import type { SourceInfo } from '../../model/index.js';
import {
  countOf,
  NO_DECISIONS,
  type AuthorFile,
  type Decisions,
  type Said,
  type SetInstant,
} from './decisions.js';
import { openFile, type Item } from './yaml-file.js';

/** The names that people give to the instants of an incident. */
const INSTANTS: Readonly<Record<string, SetInstant>> = {
  t0: 'fault', trigger: 'trigger', fault: 'fault', impact: 'impact',
  detect: 'detect', detected: 'detect', detection: 'detect',
  acknowledge: 'acknowledge', acknowledged: 'acknowledge',
  diagnose: 'diagnose', diagnosed: 'diagnose', diagnosis: 'diagnose',
  mitigate: 'act', mitigated: 'act', mitigation: 'act',
  restore: 'restore', restored: 'restore', resolve: 'resolve', resolved: 'resolve',
}; // prettier-ignore

const THE_AUTHOR = 'the author';

/** Decisions while they are collected; the lists are the caller's own. */
type Growing = { readonly [K in keyof Decisions]: Decisions[K][number][] };
type Reader = (out: Growing, item: Item, by: string) => void;

const READERS: Readonly<Record<string, Reader>> = {
  rejected, reject: rejected, pinned, pin: pinned, roots: () => undefined,
  notes, note: notes, marks, instants: marks, events, skew,
  by: () => undefined, version: () => undefined, bookmarks: () => undefined, filters: () => undefined,
}; // prettier-ignore

/**
 * Reads what the author decided, from the session that the terminal keeps beside a capture (JSON) and from
 * the file that people write beside a draft (YAML): one vocabulary, one reader. What does not read as a
 * decision is kept as such, never dropped.
 */
export function readDecisions(files: readonly AuthorFile[], firstSource: number): Decisions {
  const out: Growing = {
    sources: [], rejected: [], pinned: [], notes: [], instants: [], events: [], skew: [], unread: [],
  }; // prettier-ignore
  for (const [i, file] of files.entries()) {
    const root = openFile(file, firstSource + i);
    const before = countOf(out);
    readFile(out, root);
    out.sources.push(sourceOf(file, firstSource + i, countOf(out) - before));
  }
  return files.length === 0 ? NO_DECISIONS : out;
}

function readFile(out: Growing, root: Item): void {
  if (root.value === undefined || root.value === null) return;
  const fields = root.fields();
  if (!fields) {
    unread(out, root, THE_AUTHOR, 'the file', 'a file of decisions is a record: pinned, rejected, notes, marks, events, skew');
    return;
  }
  const by = textOf(fields.find(([name]) => name === 'by')?.[1]) ?? THE_AUTHOR;
  const roots = new Set((fields.find(([name]) => name === 'roots')?.[1].list() ?? []).flatMap((i) => textOf(i) ?? []));
  for (const [name, item] of fields) {
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (read) read(out, item, by);
    else unread(out, item, by, name, 'no such field; known are by, pinned, rejected, notes, marks, events, skew');
  }
  for (const [i, p] of out.pinned.entries()) if (roots.has(p.finding)) out.pinned[i] = { ...p, asRoot: true };
} // prettier-ignore

function sourceOf(file: AuthorFile, id: number, records: number): SourceInfo {
  const bytes = Buffer.byteLength(file.text);
  return { id, path: basename(file.name), format: 'author', status: 'read', records, bytes, problems: [] };
}

function rejected(out: Growing, item: Item, by: string): void {
  for (const found of findings(out, item, by, 'rejected')) out.rejected.push(found);
}

function pinned(out: Growing, item: Item, by: string): void {
  for (const found of findings(out, item, by, 'pinned')) out.pinned.push(found);
}

/** "- ID", or "- finding: ID" with the reason, who says so, and for a pin the part that it stays in. */
function findings(out: Growing, item: Item, by: string, what: string): { finding: string; asRoot: boolean; words?: string; by: string; evidence: Item['evidence'] }[] {
  const list = item.list();
  if (!list) unread(out, item, by, what, `${what} is a list of findings`);
  return (list ?? []).flatMap((entry) => {
    const fields = new Map(entry.fields() ?? []);
    const finding = textOf(entry) ?? textOf(fields.get('finding')) ?? textOf(fields.get('id'));
    if (finding === undefined) {
      unread(out, entry, by, what, 'it names no finding: write its id, or finding: ID');
      return [];
    }
    const asRoot = /root/.test(textOf(fields.get('as')) ?? '');
    return [{ ...said(entry, fields, by), finding, asRoot }];
  });
} // prettier-ignore

function notes(out: Growing, item: Item, by: string): void {
  const list = item.list();
  const entries = list
    ? list.map((entry) => ({ finding: textOf(new Map(entry.fields() ?? []).get('finding')), entry }))
    : (item.fields() ?? []).map(([finding, entry]) => ({ finding, entry }));
  if (!list && !item.fields()) unread(out, item, by, 'notes', 'notes is a record of ID: text');
  for (const { finding, entry } of entries) {
    const fields = new Map(entry.fields() ?? []);
    const words = textOf(entry) ?? textOf(fields.get('text')) ?? textOf(fields.get('note'));
    if (finding === undefined || words === undefined) unread(out, entry, by, finding ?? 'notes', 'a note has a finding and a text');
    else out.notes.push({ ...said(entry, fields, by), finding, words: oneLine(words, 1000) });
  }
} // prettier-ignore

function marks(out: Growing, item: Item, by: string): void {
  const all = item.fields();
  if (!all) unread(out, item, by, 'marks', 'marks is a record of INSTANT: time');
  for (const [mark, entry] of all ?? []) {
    const fields = new Map(entry.fields() ?? []);
    const name = Object.hasOwn(INSTANTS, mark) ? INSTANTS[mark] : undefined;
    const at = timeOf(entry, fields);
    if (!name) unread(out, entry, by, mark, 'no such instant; known are t0, impact, detect, acknowledge, diagnose, mitigate, restore, resolve');
    else if (!at) unread(out, entry, by, mark, NO_TIME);
    else out.instants.push({ ...said(entry, fields, by), name, mark, at });
  }
} // prettier-ignore

function events(out: Growing, item: Item, by: string): void {
  const list = item.list();
  if (!list) unread(out, item, by, 'events', 'events is a list of at and text');
  for (const entry of list ?? []) {
    const fields = new Map(entry.fields() ?? []);
    const at = timeOf(undefined, fields);
    const words = textOf(fields.get('text'));
    if (words === undefined) unread(out, entry, by, 'events', 'an event has a text');
    else if (!at) unread(out, entry, by, oneLine(words, 80), NO_TIME);
    else out.events.push({ ...said(entry, fields, by), at, words: oneLine(words, 300) });
  }
}

function skew(out: Growing, item: Item, by: string): void {
  const all = item.fields();
  if (!all) unread(out, item, by, 'skew', 'skew is a record of SOURCE: seconds');
  for (const [name, entry] of all ?? []) {
    const seconds = secondsOf(entry.value);
    if (seconds === undefined) unread(out, entry, by, name, 'not a span: write seconds, or 1m30s');
    else if (seconds !== 0) out.skew.push({ ...said(entry, new Map(), by), name, seconds });
  }
}

const NO_TIME = 'not a time: write it as 2026-11-20T23:07:30Z';

function said(entry: Item, fields: ReadonlyMap<string, Item>, by: string): Said {
  const words = textOf(fields.get('why')) ?? textOf(fields.get('text'));
  return {
    by: oneLine(textOf(fields.get('by')) ?? by, 80),
    ...(words === undefined ? {} : { words: oneLine(words, 1000) }),
    evidence: entry.evidence,
  };
}

function unread(out: Growing, item: Item, by: string, about: string, why: string): void {
  out.unread.push({ by, evidence: item.evidence, about: oneLine(about, 120), why });
}

function textOf(item: Item | undefined): string | undefined {
  return typeof item?.value === 'string' && item.value.trim() !== '' ? item.value.trim() : undefined;
}

function timeOf(entry: Item | undefined, fields: ReadonlyMap<string, Item>): Decisions['instants'][number]['at'] | undefined {
  const t = parseTime(textOf(entry) ?? textOf(fields.get('at')) ?? '');
  return t && { lo: t.lo, hi: t.hi, grade: 'D' };
} // prettier-ignore

function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const m = typeof value === 'string' ? /^([+-]?)(.+)$/.exec(value.trim()) : null;
  const span = m === null ? undefined : parseDuration(/^[\d.]+$/.test(m[2] ?? '') ? `${m[2] ?? ''}s` : (m[2] ?? ''));
  return span === undefined ? undefined : ((m?.[1] === '-' ? -1 : 1) * span) / SECOND;
} // prettier-ignore
