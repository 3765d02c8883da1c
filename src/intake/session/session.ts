import type { Stamp } from '../../base/index.js';
import { MINUTE } from '../../base/index.js';
import { placeOfCommand } from '../command-place.js';
import type { Head, Place } from '../format.js';
import { clockLine } from '../formats/capture-time.js';
import type { PartReading, PartStart } from '../parts.js';
import { placeOf } from '../layouts/index.js';
import { plainCommand, typedIn, type Typed } from './prompts.js';

/**
 * A terminal session or the one big file of a script: outputs of one command after another, each below
 * the line that shows the command. Each output is read for itself, as its command line says.
 */

/** `tail` of several files: "==> /var/log/kubelet.log <==". */
const FILE_MARK = /^==> (\S.*) <==$/;
/** Ansible's answers of many hosts: "node-1 | CHANGED | rc=0 >>". */
const HOST_MARK = /^([\w.:-]+) \| (?:CHANGED|SUCCESS|FAILED) \| rc=\d+ >>$/;
/** Headings of scripts that name no command: "=== NODES ===", "----- events -----". */
const HEADING = /^(={3,}|-{3,}|#{3,}|\*{3,}) ?[A-Za-z][\w ./:()-]{0,80}? ?\1$/;
/** What readers of kubectl's text take with its prompt: an empty answer is one, too. */
const WITH_PROMPT =
  /^(?:kubectl|oc) (?:.*\s)?(?:get|describe|top|events)\b(?!.*(?:-o|--output)[ =]?(?:json|yaml)\b)/;
/** What headings may stand between; logs have lines like them. */
const HEADED = /^(?:unknown|kubectl-\w+|command-error|kube-json|kube-yaml|notes)$/;

/** True when the source is a session, by its first lines and the format that they were taken for. */
export function isSession(head: Head, formatId: string | undefined): boolean {
  const { pod, container, program } = head.place;
  // A container that traces its own script is no session.
  if ((pod ?? container) !== undefined) return false;
  const lines = head.text.split('\n').map((line) => line.trimEnd());
  const opening = openingOf(lines);
  if (HOST_MARK.test(lines[0] ?? '')) return true;
  if (opening === undefined && (program !== undefined || !MIXED.test(formatId ?? 'unknown'))) return false;
  const isTyped = (line: string): boolean => typedIn(line, opening !== undefined) !== undefined;
  const seams = lines.filter((line) => isTyped(line) || FILE_MARK.test(line)).length;
  if (seams > 1) return true;
  // One answer alone is read with its prompt line by whoever knows kubectl's answers.
  if (opening !== undefined) return !head.whole || !/^(?:kubectl|oc) (?!.*\blogs?\b)/.test(opening.command);
  if (seams === 1) return true;
  return HEADED.test(formatId ?? 'unknown') && lines.filter((line) => HEADING.test(line)).length > 1;
}

function openingOf(lines: readonly string[]): Typed | undefined {
  return typedIn(lines.find((line) => line !== '') ?? '');
}

/** Formats that a session without a prompt in its first line may be taken for. */
const MIXED =
  /^(?:unknown|kubectl-\w+|tool-\w+|command-error|kube-yaml|plain-log|app-log|capture-time|host-name)$/;

/** What a session knows at one of its lines. */
interface State {
  /** Where commands run: the host of the prompt, or the one that was logged in to. */
  host: string | undefined;
  namespace: string | undefined;
  /** A `date` was typed: the next line is its answer, and what follows is the output of the rest. */
  awaits: { readonly rest: Place | undefined } | undefined;
}

/** A piece of a session. */
export interface Piece<T> {
  readonly start: PartStart;
  readonly reading: T;
  /** The clock answered in this line, directly before the piece. */
  readonly clock: Stamp | undefined;
}

const LF = 10;
/** Nobody types more in a session; what comes after is read as one, which kubectl's readers can. */
const MOST = 2000;
/** No prompt with its command is longer; a line that goes on is output. */
const LONGEST = 2000;

/** Cuts a session at its prompts and gives each output to a reading of its own. */
export class Session<T extends PartReading> {
  readonly parts: Piece<T>[] = [];
  private readonly place: Place;
  private readonly open: (place: Place) => T;
  private readonly headings: boolean;
  /** A session that opens with a prompt; elsewhere "# kubectl ..." is a comment of somebody's script. */
  private readonly comments: boolean;
  private readonly state: State = { host: undefined, namespace: undefined, awaits: undefined };
  private carry = Buffer.alloc(0);
  private offset = 0;
  private lines = 0;
  private current: T | undefined;
  private next: Place;
  private clock: Stamp | undefined;
  private isInLongLine = false;

  /** True when outputs were not told apart any more. */
  get isFull(): boolean {
    return this.parts.length >= MOST;
  }

  constructor(head: Head, formatId: string | undefined, place: Place, open: (place: Place) => T) {
    this.place = place;
    this.comments = openingOf(head.lines.map((line) => line.trimEnd())) !== undefined;
    this.next = place;
    this.open = open;
    this.headings = HEADED.test(formatId ?? 'unknown');
  }

  chunk(bytes: Buffer): void {
    const all = this.carry.length === 0 ? bytes : Buffer.concat([this.carry, bytes]);
    this.carry = Buffer.alloc(0);
    let from = 0;
    let at = 0;
    for (let end = all.indexOf(LF); end >= 0; end = all.indexOf(LF, at)) {
      if (!this.isInLongLine && end - at <= LONGEST) from = this.line(all, from, at, end + 1);
      this.isInLongLine = false;
      at = end + 1;
    }
    if (all.length - at > LONGEST) {
      this.isInLongLine = true;
      at = all.length;
    }
    this.give(all.subarray(from, at));
    this.carry = Buffer.from(all.subarray(at));
  }

  end(): void {
    const rest = this.carry;
    this.carry = Buffer.alloc(0);
    const from = this.line(rest, 0, 0, rest.length);
    this.give(rest.subarray(from));
    this.close();
  }

  /** Looks at one line; what begins at `from` was not given yet. Where the next such begins. */
  private line(all: Buffer, from: number, at: number, end: number): number {
    const next = this.parts.length < MOST ? this.seam(plainText(all.toString('utf8', at, end))) : undefined;
    if (next === undefined) return from;
    this.give(all.subarray(from, at));
    this.close();
    if (!next.keeps) this.pass(all.subarray(at, end));
    this.next = next.place;
    return next.keeps ? at : end;
  }

  /** The place of what comes after this line, when it is no output. */
  private seam(text: string): { readonly place: Place; readonly keeps: boolean } | undefined {
    const { awaits } = this.state;
    if (awaits !== undefined && text !== '') {
      this.state.awaits = undefined;
      const clock = clockLine(text);
      if (clock !== undefined) {
        this.clock = clock;
        // The line itself is the piece that says so.
        return {
          place: awaits.rest ?? { ...this.bare(), command: 'date' },
          keeps: awaits.rest === undefined,
        };
      }
    }
    const file = FILE_MARK.exec(text)?.[1];
    if (file !== undefined) return { place: { ...this.bare(), ...placeOf(file) }, keeps: false };
    const host = HOST_MARK.exec(text)?.[1];
    if (host !== undefined) return { place: { ...this.bare(), node: host }, keeps: false };
    const typed = typedIn(text, this.comments);
    if (typed !== undefined) return this.after(typed.command, typed.host, text);
    return this.headings && HEADING.test(text) ? { place: this.bare(), keeps: false } : undefined;
  }

  /** What the file's own place says besides the program of the whole, which no output is of. */
  private bare(): Place {
    const { node, namespace, zone } = this.place;
    return {
      ...(node === undefined ? {} : { node }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(zone === undefined ? {} : { zone }),
    };
  }

  private after(command: string, host: string | undefined, text: string): { place: Place; keeps: boolean } {
    const { state } = this;
    state.host = host ?? state.host;
    const watched = /^Every \d[^:]*:.*? {2,}\S+: (\w{3} .*)$/.exec(text)?.[1];
    if (watched !== undefined) this.clock = clockLine(watched) ?? this.clock;
    const asked = /^(?:date|Get-Date)\b[^;&]*(?:(?:;|&&)\s*(.+))?$/.exec(command);
    if (asked !== null) {
      const rest = asked[1] === undefined ? undefined : this.placeOf(plainCommand(asked[1]));
      state.awaits = { rest };
      return { place: { ...this.bare(), command: 'date' }, keeps: false };
    }
    remember(command, state);
    return { place: this.placeOf(command), keeps: WITH_PROMPT.test(command) };
  }

  private placeOf(command: string): Place {
    const { host, namespace } = this.state;
    const scope = namespace === undefined || !/^(?:kubectl|oc) /.test(command) ? {} : { namespace };
    return { ...this.bare(), ...scope, ...placeOfCommand(command, host, placeOf) };
  }

  private begin(): T {
    const { offset, lines, clock, next: place } = this;
    this.clock = undefined;
    const reading = this.open(place);
    this.parts.push({ start: { offset, lines, place }, reading, clock });
    return reading;
  }

  private give(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.current ??= this.begin();
    this.current.chunk(bytes);
    this.pass(bytes);
  }

  private pass(bytes: Buffer): void {
    this.offset += bytes.length;
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) this.lines += 1;
  }

  private close(): void {
    this.current?.end();
    this.current = undefined;
  }
}

const COLOUR = /\u001b\[[0-9;]*[A-Za-z]/g;

/** Prompts are often in colours. */
function plainText(line: string): string {
  return (line.includes('\u001b') ? line.replace(COLOUR, '') : line).trimEnd();
}

/** Commands without output that change what the later ones mean. */
function remember(command: string, state: State): void {
  const namespace =
    /^(?:kubectl|oc) config set-context .*--namespace[ =](\S+)/.exec(command)?.[1] ??
    /^(?:kubens|oc project) ([a-z0-9-]+)$/.exec(command)?.[1];
  state.namespace = namespace ?? state.namespace;
  const there =
    /^ssh (?:-\S+ )*(?:[\w.-]+@)?([\w.-]+)$/.exec(command)?.[1] ??
    /^(?:kubectl|oc) debug nodes?\/(\S+)/.exec(command)?.[1];
  state.host = there ?? (/^(?:exit|logout)\b/.test(command) ? undefined : state.host);
}

/** A person types on for some minutes after asking for the time. */
const GOES_ON = 6 * MINUTE;

/**
 * When each piece was printed, between the answers of the clock before and after it; undefined for all
 * when no clock was asked.
 */
export function clocksOf(pieces: readonly Piece<unknown>[]): readonly (Stamp | undefined)[] {
  const found: (Stamp | undefined)[] = [];
  const later = nextClocks(pieces);
  let before: Stamp | undefined;
  pieces.forEach(({ clock }, i) => {
    before = clock ?? before;
    const after = later[i];
    if (before === undefined) {
      found.push(after && { lo: after.lo - GOES_ON, hi: after.hi, grade: 'C' });
      return;
    }
    const isForward = after !== undefined && after.hi >= before.lo;
    found.push({ lo: before.lo, hi: isForward ? after.hi : before.hi + GOES_ON, grade: 'B' });
  });
  return found;
}

/** For each piece the answer of the clock that comes next after it. */
function nextClocks(pieces: readonly Piece<unknown>[]): readonly (Stamp | undefined)[] {
  const next: (Stamp | undefined)[] = [];
  let after: Stamp | undefined;
  for (const { clock } of pieces.toReversed()) {
    next.push(after);
    after = clock ?? after;
  }
  return next.reverse();
}
