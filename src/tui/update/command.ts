import { inWords, parseDuration, parseTime, SECOND, type Instant } from '../../base/index.js';
import { kindOfResource, keyOf, refOfKey } from '../../model/index.js';
import { headRow, loOf, severityNamed } from '../rows/index.js';
import { dayOf } from '../state/clock.js';
import { MARK_NAMES } from '../state/session.js';
import { ask, PANES, say, type UiState } from '../state/state.js';
import { leftOut } from '../state/session.js';
import { addEvent, decide, setMark, unreject, writeNote, writeTags } from './author.js';
import { redo, undo } from './history.js';
import { addClause, setFloor, setWindow, windowed } from './lens.js';
import { search } from './move.js';
import { entityAt, showInstant, showPane } from './places.js';

/** A word of the palette: what it takes, what it does, and how. */
export interface Command {
  readonly name: string;
  readonly takes: string;
  readonly about: string;
  readonly run: (state: UiState, rest: string) => UiState;
}

export const COMMANDS: readonly Command[] = [
  { name: 'goto', takes: '10:32 | +5m | -30s | T0', about: 'go to an instant', run: goto },
  { name: 'filter', takes: 'TEXT', about: 'add a filter; ! before it hides', run: addClause },
  { name: 'search', takes: 'TEXT', about: 'search', run: search },
  { name: 'sev', takes: 'info|note|warn|fail', about: 'least severity shown', run: floorCommand },
  { name: 'window', takes: '5m | FROM TO | all', about: 'stretch of time shown', run: windowCommand },
  {
    name: 'mark',
    takes: 't0|impact|detect|mitigate|...',
    about: 'set an instant of the incident here',
    run: markCommand,
  },
  { name: 'note', takes: 'TEXT', about: 'note on the finding or row', run: writeNote },
  { name: 'tag', takes: 'WORDS', about: 'tags of the row', run: writeTags },
  { name: 'event', takes: 'TEXT', about: 'add an event that no source tells', run: addEvent },
  {
    name: 'unreject',
    takes: '[ID]',
    about: 'take a rejection back: the last, or that of a finding',
    run: unreject,
  },
  {
    name: 'skew',
    takes: 'NAME +3s',
    about: 'clock of a node or source, used by the next analysis',
    run: skewCommand,
  },
  { name: 'entity', takes: 'KIND NS/NAME', about: 'describe an entity', run: entityCommand },
  {
    name: 'export',
    takes: 'text|csv|jsonl [FILE]',
    about: 'write the rows of the view to a file',
    run: exportCommand,
  },
  { name: 'undo', takes: '', about: 'take the last change back', run: undo },
  { name: 'redo', takes: '', about: 'do it again', run: redo },
  { name: 'mouse', takes: '', about: 'wheel of the mouse on or off', run: mouseCommand },
  { name: 'help', takes: '', about: 'keys and commands', run: (s) => ({ ...s, overlay: 'help' }) },
  { name: 'quit', takes: '', about: 'leave', run: (s) => ({ ...s, leaving: true }) },
  ...PANES.map((pane) => ({
    name: pane,
    takes: '',
    about: 'that pane',
    run: (s: UiState) => showPane(s, pane),
  })),
];

/** Runs a line of the palette. A bare "+5m" or "10:32" is a goto. */
export function runCommand(state: UiState, line: string): UiState {
  const text = line.trim();
  if (text === '') return state;
  if (/^[+-]?\d/.test(text)) return goto(state, text);
  const [word = '', ...rest] = text.split(/\s+/);
  const matches = COMMANDS.filter((c) => c.name.startsWith(word));
  const command = matches.find((c) => c.name === word) ?? (matches.length === 1 ? matches[0] : undefined);
  if (command) return command.run(state, text.slice(word.length).trim() || rest.join(' '));
  const near = matches.map((c) => c.name).join(', ');
  return say(
    state,
    near === '' ? `no command "${word}"; ? lists them` : `"${word}" could be ${near}`,
    'fail',
  );
}

/** What a palette line will do, shown while it is typed. */
export function previewCommand(line: string): string {
  const word = line.trim().split(/\s+/)[0] ?? '';
  const matches = COMMANDS.filter((c) => c.name.startsWith(word));
  if (word === '' || matches.length > 4)
    return COMMANDS.slice(0, 8)
      .map((c) => c.name)
      .join(' ');
  return matches.map((c) => `${c.name} ${c.takes}`.trim()).join('  ·  ');
}

/** Completes the first word where only one command begins so. */
export function completed(line: string): string {
  const matches = COMMANDS.filter((c) => c.name.startsWith(line.trim()));
  return matches.length === 1 ? `${matches[0]?.name ?? ''} ` : line;
}

function here(state: UiState): Instant {
  const row = headRow(state.view, state.cursor);
  return row < 0 ? state.scene.horizon.lo : loOf(state.scene.table, row);
}

/** An instant as typed: a duration from here, a clock time of this day, a full time, or T0. */
export function instantOf(state: UiState, text: string): Instant | undefined {
  const t0 = /^t0\s*/i.exec(text);
  const base = t0 ? state.scene.t0 : here(state);
  if (base === undefined) return undefined;
  const rest = t0 ? text.slice(t0[0].length) : text;
  if (t0 && rest === '') return base;
  const step = /^([+-])(.+)$/.exec(rest);
  if (step) {
    const span = parseDuration((step[2] ?? '').replace(/^(\d+)$/, '$1s'));
    return span === undefined ? undefined : base + (step[1] === '-' ? -span : span);
  }
  const clock = /^(\d{1,2}):(\d\d)(:\d\d(?:\.\d+)?)?$/.exec(rest);
  if (!clock) return parseTime(rest)?.lo;
  return parseTime(
    `${dayOf(base)}T${(clock[1] ?? '').padStart(2, '0')}:${clock[2] ?? ''}${clock[3] ?? ':00'}Z`,
  )?.lo;
}

function goto(state: UiState, rest: string): UiState {
  const at = instantOf(state, rest);
  return at === undefined ? say(state, `not a time: ${rest}`, 'fail') : showInstant(state, at);
}

function floorCommand(state: UiState, rest: string): UiState {
  const floor = severityNamed(rest);
  if (floor !== 0 && floor !== 1 && floor !== 2 && floor !== 3)
    return say(state, 'sev info, note, warn or fail', 'fail');
  return setFloor(state, floor);
}

function windowCommand(state: UiState, rest: string): UiState {
  if (rest === '' || rest === 'all') return setWindow(state, undefined);
  const micros = parseDuration(rest);
  if (micros !== undefined) return setWindow(state, micros);
  const [from = '', to = ''] = rest.split(/\s+/);
  const lo = instantOf(state, from);
  const hi = instantOf(state, to);
  if (lo === undefined || hi === undefined || lo >= hi)
    return say(state, 'window 5m, window 10:30 10:45, window all', 'fail');
  return windowed(state, { lo, hi });
}

function markCommand(state: UiState, rest: string): UiState {
  const name = MARK_NAMES.find((n) => n === rest.toLowerCase());
  return name === undefined ? say(state, `mark ${MARK_NAMES.join(', ')}`, 'fail') : setMark(state, name);
}

function skewCommand(state: UiState, rest: string): UiState {
  const m = /^(\S+)\s+([+-]?)(\S+)$/.exec(rest);
  const span = m && parseDuration(/^\d+$/.test(m[3] ?? '') ? `${m[3] ?? ''}s` : (m[3] ?? ''));
  if (m === null || span === null || span === undefined) return say(state, 'skew NAME +3s', 'fail');
  const seconds = ((m[2] === '-' ? -1 : 1) * span) / SECOND;
  const others = leftOut(state.session.skew, m[1] ?? '');
  const skew = seconds === 0 ? others : { ...others, [m[1] ?? '']: seconds };
  return say(
    decide(state, 'skew', { ...state.session, skew }),
    `${m[1] ?? ''} is ${m[2] === '-' ? 'ahead' : 'behind'} by ${inWords(span)} from the next analysis on`,
  );
}

function entityCommand(state: UiState, rest: string): UiState {
  const wanted = rest.toLowerCase();
  const refs = [...state.scene.byEntity.keys()].map(refOfKey);
  const [short = '', name] = wanted.split(/\s+/);
  const kind = name === undefined ? undefined : kindOfResource(short).toLowerCase();
  const found = [...refs, ...state.scene.rows.entities].find((r) => {
    const path = `${r.namespace ?? ''}/${r.name}`.toLowerCase();
    if (kind === r.kind.toLowerCase() && path.includes(name ?? '')) return true;
    return `${keyOf(r)} ${r.kind} ${path}`.toLowerCase().includes(wanted);
  });
  return found === undefined || wanted === ''
    ? say(state, `no entity "${rest}"`, 'fail')
    : entityAt(state, keyOf(found), here(state));
}

function exportCommand(state: UiState, rest: string): UiState {
  const [format = '', name] = rest.split(/\s+/);
  if (format !== 'text' && format !== 'csv' && format !== 'jsonl')
    return say(state, 'export text, csv or jsonl, then a file name', 'fail');
  return ask(say(state, 'writing ...'), { kind: 'export', format, name });
}

function mouseCommand(state: UiState): UiState {
  const on = !state.mouse;
  return ask(
    say({ ...state, mouse: on }, on ? 'mouse wheel on; selection by mouse needs shift' : 'mouse off'),
    { kind: 'mouse', on },
  );
}
