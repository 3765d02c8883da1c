import type { Place } from '../../format.js';
import type { Line } from '../../lines.js';
import { parseCommand, promptOf, type Command } from './command.js';

/** One command and what it printed. */
export interface Section {
  readonly command: Command | undefined;
  /** The prompt line, where the file has one. */
  readonly prompt: Line | undefined;
  readonly lines: readonly Line[];
}

/**
 * A transcript taken apart: a new section at every prompt line. Without prompts there is one section,
 * and the place may say which command it was.
 */
export function sectionsOf(lines: readonly Line[], place: Place): readonly Section[] {
  const known = place.command === undefined ? undefined : parseCommand(place.command);
  const sections: { command: Command | undefined; prompt: Line | undefined; lines: Line[] }[] = [];
  let open = { command: known, prompt: undefined as Line | undefined, lines: [] as Line[] };
  for (const line of lines) {
    const command = promptOf(line.text);
    if (command === undefined) {
      open.lines.push(line);
      continue;
    }
    if (open.prompt !== undefined || open.lines.some((l) => l.text.trim() !== '')) sections.push(open);
    open = { command, prompt: line, lines: [] };
  }
  sections.push(open);
  return sections;
}

/** Errors of kubectl itself and of the API server behind it, as they stand at the start of a line. */
const ERROR =
  /^(?:Error from server(?: \([A-Za-z]+\))?:|error: |Error: |The connection to the server |Unable to connect to the server|No resources found|No events found|Warning: |error from server|Command `|zsh: command not found|bash: (?:kubectl|oc):)/;

/** kubectl's own log, which it writes to standard error: discovery that failed, waiting because of throttling. */
const CLIENT =
  /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ (?:memcache|request|round_trippers|cached_discovery|warnings|loader|proxy|helpers|transport|trace|reflector|throttle)\.go:\d+\] /;

/** True for a line of kubectl's own log among its output. */
export function isClientLine(text: string): boolean {
  return CLIENT.test(text);
}

/** True for a line that says that a command failed or found nothing. */
export function isErrorLine(text: string): boolean {
  return ERROR.test(text);
}
