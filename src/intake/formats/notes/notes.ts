import { HOUR } from '../../../base/index.js';
import { capturedAt } from '../captured.js';
import type { StatementRecord } from '../../../model/index.js';
import type { Format, Head, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { spanOf, wholeLines } from '../whole-text.js';
import { civilDate, ofDay, stampOfWritten, writtenDay, writtenTime, type Written } from './when.js';

/**
 * What people wrote down: lines of "TIME text", Markdown bullets and tables, chat pastes
 * ("[10:04] name: text", or a line with name and time above the text). Lines without a time go on the
 * note above them. A time of day belongs to the last day named above it, else to the day of the capture.
 */
export const notes: Format = {
  id: 'notes',
  title: 'Notes, chat pastes, hand-written timelines',
  grammar: 'own',
  samples: [
    '# Incident 2026-07-01 (all times UTC)\n\n- 19:22 checkout answers 503, seen by support\n- ~19:30 rolled back the cart deployment\n  and waited for the pods\n- 19:41:05 shop is back\n',
    '[10:04] alice: checkout is down\n[10:06] bob: looking at it, the cart pods crash\n',
    'Alice Smith  10:04 AM\nis anyone else seeing errors at checkout?\nBob Jones  10:06 AM\nyes, looking\n',
    '[7/1/2026 7:22 PM] Alice Smith\ncheckout is down for customers\n\n[7/1/2026 7:25 PM] Bob Jones\nrolling back cart deployment\n',
    '| Time (UTC) | What |\n|---|---|\n| 2026-07-01 19:22 | alert fired |\n| 2026-07-01 19:41 | service restored |\n',
  ],
  deferred: true,
  sniff: noteScore,
  open: (context) => wholeLines(context, (lines) => readNotes(lines, context)),
};

/** "Alice Smith  10:04 AM", "alice [10:04]": who wrote what stands below. */
const BYLINE =
  /^(@?[a-z][\w.-]{1,30}|@?[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2})(?:\s{2,}|\s+(?=[[(]))(?=[[(]?\d{1,2}:\d\d)/;
const AUTHOR = /^(?:<([\w.@ -]{1,40})>|@?([A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?|[a-z][\w.-]{1,30}))\s*:\s+(?=\S)/;
/** Words before a colon that are no names. */
const NO_NAME =
  /^(?:update|note|notes|todo|action|actions|cause|impact|status|summary|fix|mitigation|resolution|detected|resolved|error|warning|info|result|root|next|time|http|https|eta|ps|fyi)$/i;

interface Open {
  readonly first: Line;
  last: Line;
  text: string[];
  readonly when: Written;
  readonly date: ReturnType<typeof writtenDay>;
  readonly author: string | undefined;
}

function readNotes(lines: readonly Line[], context: ReadContext): void {
  const found: Open[] = [];
  let day: ReturnType<typeof writtenDay>;
  let zone: string | undefined;
  const chat = isChat(lines);
  for (const [i, line] of lines.entries()) {
    const text = line.text;
    const byline = BYLINE.exec(text);
    const when = writtenTime(byline ? text.slice(byline[0].length) : text);
    if (when) {
      day = when.date ?? day;
      const rest = text.slice((byline?.[0].length ?? 0) + when.length);
      const alone = byline ? undefined : namedAlone(text, rest, lines[i + 1]?.text ?? '');
      const { author, said } = byline
        ? { author: byline[1]?.trim(), said: tidy(rest) }
        : (alone ?? authored(rest, chat || /^\s*[[(]/.test(text)));
      found.push({ first: line, last: line, text: said === '' ? [] : [said], when, date: day, author });
      continue;
    }
    const heading = writtenDay(text);
    if (heading) {
      day = heading;
      zone = zoneIn(text) ?? zone;
      continue;
    }
    if (/^\s*#|\btimes?\b.*\b(?:UTC|GMT)\b/i.test(text)) zone = zoneIn(text) ?? zone;
    const open = found.at(-1);
    if (!open || /^\s*(?:#|\||$|-{3,})/.test(text)) continue;
    open.text.push(text.trim());
    open.last = line;
  }
  // Times of which none has a zone are those of a clock that others may know.
  if (zone === undefined && found.every((n) => n.when.zone === undefined))
    context.describe({ zone: 'unknown' });
  for (const note of dated(found, zone, context)) context.emit(note);
}

/** "all times UTC", "Time (UTC)", "times in +02:00" */
function zoneIn(text: string): string | undefined {
  const m = /\b(UTC|GMT)\b(?:\s?([+-]\d{1,2}(?::?\d\d)?))?|([+-]\d\d:\d\d)\b/.exec(text);
  if (!m) return undefined;
  return m[2] === undefined ? (m[3] ?? 'UTC') : m[2];
}

/** Someone's name before a colon, where people are named: behind a time in brackets, or on most lines. */
function authored(
  rest: string,
  chat: boolean,
): { readonly author: string | undefined; readonly said: string } {
  const said = tidy(rest);
  const name = nameIn(said);
  const sure = chat || said.startsWith('<') || said.startsWith('@');
  if (name === undefined || !sure) return { author: undefined, said };
  return { author: name, said: said.replace(AUTHOR, '') };
}

/** "[7/1/2026 7:22 PM] Alice Smith" above what was said. */
function namedAlone(
  text: string,
  rest: string,
  next: string,
): { readonly author: string; readonly said: string } | undefined {
  if (!/^\s*\[/.test(text) || next.trim() === '' || writtenTime(next) !== undefined) return undefined;
  const name = rest.trim();
  const isName = /^(?:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}|[\w.-]{2,32}#\d{4}|[a-z][\w.-]{1,31})$/.test(name);
  return isName && !NO_NAME.test(name) ? { author: name, said: '' } : undefined;
}

function nameIn(said: string): string | undefined {
  const m = AUTHOR.exec(said);
  const name = m?.[1] ?? m?.[2];
  return name === undefined || NO_NAME.test(name.split(' ')[0] ?? '') ? undefined : name;
}

/** True when most notes begin with a name, so that the word before the colon is one. */
function isChat(lines: readonly Line[]): boolean {
  const timed = lines.flatMap(({ text }) => {
    const when = writtenTime(text);
    return when ? [tidy(text.slice(when.length))] : [];
  });
  const named = timed.filter((said) => nameIn(said) !== undefined).length;
  return named >= 2 && named >= timed.length * 0.6;
}

/** Without the dash, bar or colon between time and text, and without Markdown's marks. */
function tidy(text: string): string {
  return text
    .replace(/^[-–—:|,\s]+/, '')
    .trimEnd()
    .replace(/\|$/, '')
    .replace(/\*\*|__|`/g, '')
    .trim();
}

/** Puts a day to each time: the one named above it, else counted back from the capture. */
function dated(found: readonly Open[], zone: string | undefined, context: ReadContext): StatementRecord[] {
  const captured = capturedAt(context);
  const records: StatementRecord[] = [];
  let previous: number | undefined;
  let shift = 0;
  for (const note of found) {
    if (note.text.length === 0) continue;
    let date = note.date;
    if (note.when.date) shift = 0;
    else if (previous !== undefined && ofDay(note.when) < previous - 6 * HOUR) shift += 1;
    previous = ofDay(note.when);
    if (!date && captured) date = dayBefore(found, captured.hi, zone);
    if (!date) {
      context.problem({
        message: 'a time of day without any date',
        offset: note.first.offset,
        line: note.first.line,
      });
      continue;
    }
    const start = stampOfWritten(note.when, date, zone);
    const by = shift * 24 * HOUR;
    records.push({
      kind: 'statement',
      at: { lo: start.lo + by, hi: start.hi + by, grade: 'D' },
      text: note.text.join('\n'),
      ...(note.author === undefined ? {} : { author: note.author }),
      evidence: spanOf(context, note.first, note.last),
    });
  }
  return records;
}

/** The day on which the first note was written, so that the last one lies before the capture. */
function dayBefore(
  found: readonly Open[],
  captured: number,
  zone: string | undefined,
): ReturnType<typeof writtenDay> {
  const times = found.map((n) => n.when);
  let nights = 0;
  times.forEach((w, i) => {
    const before = times[i - 1];
    if (before && ofDay(w) < ofDay(before) - 6 * HOUR) nights += 1;
  });
  const last = times.at(-1);
  if (!last) return undefined;
  const today = stampOfWritten(last, civilDate(captured), zone).lo <= captured + HOUR ? 0 : -1;
  return civilDate(captured, today - nights);
}

/** Marks of machine logs, which people do not write. */
const MACHINE =
  /\b(?:level|msg|ts|pid|caller)=|\b(?:INFO|WARN|ERROR|DEBUG|TRACE|FATAL)\b|[{}]|^\S+ \S+ \S+\[\d+\]:|\]\s*\[|std(?:out|err) [FP] /;

/** "notes.log", "incident-notes.md", "timeline", whatever the shell called its output. */
const NAMED =
  /(?:^|[/!])(?:[^/!]*[-_.])?(?:notes?|incident|timeline|chat|journal-of-events|war-?room|slack|postmortem|notizen|notas|notat(?:er)?|заметки|メモ|笔记)(?:[-_. ()][^/!]*)?$/iu;
const PACKED = /\.(?:gz|xz|zst|bz2)$/i;

/** The file that a command printed: "cat notes.log". */
function fileShown(command: string | undefined): string {
  return /^(?:cat|less|more|head|tail)\s(?:.*\s)?(\S+)$/.exec(command ?? '')?.[1] ?? '';
}

function noteScore(head: Head): number {
  const lines = head.lines.filter((l) => l.trim() !== '');
  if (lines.length === 0) return 0;
  if (head.place.program === 'notes') return 0.98;
  if (!head.whole) return 0;
  const timed = lines.filter((l) => writtenTime(l) !== undefined || BYLINE.test(l));
  if (timed.length === 0) return 0;
  const machine = timed.filter((l) => MACHINE.test(l)).length;
  if (machine > timed.length / 5) return 0;
  const named = NAMED.test(head.path.replace(PACKED, '')) || NAMED.test(fileShown(head.place.command));
  // People write minutes; what has seconds on every line may be a log of something.
  const byHand = timed.filter((l) => /^\s*(?:[-*•|#[(]|\d{1,2}:\d\d(?!:))/.test(l) || BYLINE.test(l)).length;
  const prose = lines.filter((l, i) => {
    const length = timed.includes(l) ? (writtenTime(l)?.length ?? 0) : undefined;
    if (length === undefined) return false;
    return isProse(l.slice(length)) || (/^\s*\[/.test(l) && isProse(lines[i + 1] ?? ''));
  }).length;
  if (named && prose >= timed.length / 2) return 0.9;
  if (prose < timed.length * 0.6 || timed.length < lines.length / 6) return 0;
  return byHand >= timed.length * 0.8 ? 0.75 : 0.35;
}

/** Two words at least, and no row of figures. */
function isProse(text: string): boolean {
  const words = text.match(/\b[A-Za-z']{2,}\b/g) ?? [];
  const figures = text.match(/(?<=^|\s)%?[\d.,%]+(?=\s|$)/g) ?? [];
  return words.length >= 2 && figures.length < words.length && !/\s%\w+\s+%\w+/.test(text);
}
