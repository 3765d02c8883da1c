import type { Grammar, Parsed } from './grammar.js';
import { pairsFrom } from './klog.js';
import { levelOf } from './levels.js';
import { leadingTime, memberTime } from './stamps.js';

/** key=value lines of logrus, slog and go-kit, with or without the date of Go's log package before them. */
const START = /^(?:(?:time|ts|t|level|lvl|msg|caller|logger|source)=)/;
const GO_LOG = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? (?=(?:level|lvl|msg|ts|time)=)/;

const TIMES = ['time', 'ts', 't', 'timestamp'];
const LEVEL_KEYS = ['level', 'lvl', 'severity'];
const TEXTS = ['msg', 'message'];

function programOf(fields: Readonly<Record<string, string>>, text: string): string | undefined {
  const runtime = fields['runtime'] ?? '';
  if (
    runtime.startsWith('io.containerd') ||
    /^(?:RunPodSandbox|PullImage|StopPodSandbox|ContainerStatus for)/.test(text)
  ) {
    return 'containerd';
  }
  return undefined;
}

function take(fields: Record<string, string>, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = fields[key];
    if (value === undefined) continue;
    delete fields[key];
    return value;
  }
  return undefined;
}

/** logfmt in the spellings of logrus, slog, go-kit and their like. */
export const logfmt: Grammar = (text): Parsed | undefined => {
  const outer = GO_LOG.test(text) ? leadingTime(text) : undefined;
  const body = outer === undefined ? text : text.slice(outer.length);
  if (!START.test(body)) return undefined;
  const { fields, end } = pairsFrom(body, 0);
  if (Object.keys(fields).length < 2) return undefined;
  const stated = take(fields, TIMES);
  const level = take(fields, LEVEL_KEYS);
  const said = take(fields, TEXTS);
  const rest = body.slice(end).trim();
  const at = (stated === undefined ? undefined : memberTime(stated)) ?? outer;
  const message = said ?? fields['err'] ?? fields['error'] ?? body.slice(0, 300);
  const program = programOf(fields, message);
  return {
    grammar: 'logfmt',
    text: rest === '' ? message : `${message} ${rest}`,
    severity: level === undefined ? 'unknown' : levelOf(level),
    fields,
    ...(at === undefined ? {} : { at }),
    ...(program === undefined ? {} : { program }),
  };
};
