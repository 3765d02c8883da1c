import type { Grammar, Parsed } from './grammar.js';
import { pairsFrom } from './klog.js';
import type { Level } from './levels.js';
import { levelOf, levelOfNumber } from './levels.js';
import { leadingTime } from './stamps.js';

/** Plain text lines: etcd up to 3.4, Calico, CoreDNS, the kernel, and applications of all languages. */

const ETCD = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}) ([DIWECN]) \| ([^]*)$/;

const etcdText: Grammar = (text): Parsed | undefined => {
  const m = ETCD.exec(text);
  if (!m) return undefined;
  const at = leadingTime(m[1] ?? '');
  return {
    grammar: 'etcd-text',
    text: m[3] ?? '',
    severity: levelOf(m[2] ?? ''),
    fields: {},
    program: 'etcd',
    ...(at ? { at } : {}),
  };
};

const CALICO = /^\[([A-Z]+)\]\[\d+(?:\/\d+)?\] (?:([\w/.-]+) (\d+): )?([^]*)$/;

const calico: Grammar = (text): Parsed | undefined => {
  const at = leadingTime(text);
  const m = at && CALICO.exec(text.slice(at.length));
  if (!m) return undefined;
  return {
    grammar: 'calico',
    text: m[4] ?? '',
    severity: levelOf(m[1] ?? ''),
    fields: {},
    program: (m[2] ?? 'felix/').startsWith('felix') ? 'calico-node' : 'calico',
    at,
  };
};

const BRACKET_LEVEL = /^\[(INFO|WARNING|ERROR|FATAL|DEBUG|PANIC)\] ([^]*)$/;

const coredns: Grammar = (text): Parsed | undefined => {
  const m = BRACKET_LEVEL.exec(text);
  if (!m) return undefined;
  const said = m[2] ?? '';
  return {
    grammar: 'coredns',
    text: said,
    severity: levelOf(m[1] ?? ''),
    fields: {},
    ...(/^plugin\//.test(said) ? { program: 'coredns' } : {}),
  };
};

const KERNEL = /^(?:<(\d+)>|(?:kern|user|daemon) *:(\w+) *: )?\[ *(\d+\.\d{3,6})\] ([^]*)$/;

/** Kernel ring buffer. Seconds since boot are no time of the day; -T lines have one. */
const kernel: Grammar = (text): Parsed | undefined => {
  const m = KERNEL.exec(text);
  if (m) {
    const severity: Level =
      m[1] !== undefined ? levelOfNumber(Number(m[1]) & 7) : m[2] !== undefined ? levelOf(m[2]) : 'unknown';
    return { grammar: 'dmesg', text: m[4] ?? '', severity, fields: {}, program: 'kernel' };
  }
  if (!/^\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /.test(text)) return undefined;
  const at = leadingTime(text);
  if (at === undefined || /^\[(?:\w+:)?(?:error|warn|notice|info)\]/.test(text.slice(at.length)))
    return undefined;
  return {
    grammar: 'dmesg',
    text: text.slice(at.length),
    severity: 'unknown',
    fields: {},
    program: 'kernel',
    at,
  };
};

const REDIS = /^\d+:([MSCX]) (?=\d{1,2} [A-Z][a-z]{2} \d{4} )/;

/** "pid:role day month year time sign text"; the signs are . - * # from debug to warning. */
const redis: Grammar = (text): Parsed | undefined => {
  const m = REDIS.exec(text);
  const at = m ? leadingTime(text.slice(m[0].length)) : undefined;
  if (!m || at === undefined) return undefined;
  const body = text.slice(m[0].length + at.length);
  const severity: Level = body.startsWith('# Fatal') ? 'fatal' : body.startsWith('#') ? 'warning' : 'info';
  return { grammar: 'redis', text: body.replace(/^[.*#-] /, ''), severity, fields: {}, program: 'redis', at };
};

/** Level words in capitals near the start, or in brackets, between tabs or pipes in any case. */
const LEVEL =
  /^(?:[^\n]{0,90}?[\s[(|:<"]|)(?:\[(?:\w+:)?((?:emerg|alert|crit|error|warn(?:ing)?|notice|info|debug|fatal|err|Note|Warning|Error|ERROR|System))\]|(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL|SEVERE|PANIC|ERR|WRN|INF|DBG)(?=[\s\])|:,>-])|\t?(trace|debug|info|warn(?:ing)?|error|fatal|dpanic|panic)\t)/;
const LEVEL_FIRST =
  /^(?:<?)(trace|debug|info|information|warn|warning|error|fail|crit|critical|fatal|Error|Warning|Fatal|Critical|error:|npm ERR!|Traceback|panic|E|W)(?::|!|\b(?= ))/;

interface Head {
  readonly severity: Level;
  readonly rest: string;
}

function headOf(body: string): Head {
  const m = LEVEL.exec(body);
  if (m)
    return {
      severity: levelOf(m[1] ?? m[2] ?? m[3] ?? ''),
      rest: body.slice(m[0].length).replace(/^[\])|:\s-]+/, ''),
    };
  const f = LEVEL_FIRST.exec(body);
  if (f?.[0].endsWith(':') === true || f?.[0].endsWith('!') === true) {
    return {
      severity: /^[EW]/.test(f[0]) && f[0].length <= 2 ? 'unknown' : firstSeverity(f[1] ?? ''),
      rest: body,
    };
  }
  if (
    /^(?:Traceback \(most recent|panic: |fatal error: |Exception in thread|Unhandled exception|Uncaught )/.test(
      body,
    )
  ) {
    return { severity: 'error', rest: body };
  }
  if (/^[\w.$]+(?:Exception|Error)(?::| \[|$)/.test(body)) return { severity: 'error', rest: body };
  return { severity: 'unknown', rest: body };
}

function firstSeverity(word: string): Level {
  if (/^npm|^error/i.test(word)) return 'error';
  if (/^panic/.test(word)) return 'fatal';
  return levelOf(word);
}

/** Spring's "1 --- [thread] logger : msg", Python's "- name - ", MySQL's "[MY-010] [Server]". */
const PREFIX = /^(?:\d+ --- \[[^\]]*\] [\w.$[\]/]+ *: |\[[^\]\n]{1,60}\] [\w.$]+ ?[-:] )/;

/** Some programs print the time last. */
const TRAILING = /[Tt]ime(?:stamp)?[:=] ?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\w.:+-]*)$/;

const application: Grammar = (text): Parsed => {
  const lead = leadingTime(text);
  const body = lead === undefined ? text : text.slice(lead.length);
  const at = lead ?? leadingTime(TRAILING.exec(text)?.[1] ?? '');
  const { severity, rest } = headOf(body);
  const said = rest.replace(PREFIX, '');
  const tail = /\t(\{[^\n]*\})$/.exec(said);
  const fields =
    tail || !said.includes('="') ? {} : pairsFrom(said, Math.max(0, said.search(/[\w.]+="/))).fields;
  return { grammar: 'text', text: said, severity, fields, ...(at === undefined ? {} : { at }) };
};

/** Always reads something: the last grammar takes any line. */
export function textLine(text: string): Parsed {
  return (
    etcdText(text) ??
    redis(text) ??
    calico(text) ??
    coredns(text) ??
    kernel(text) ??
    application(text) ?? { grammar: 'text', text, severity: 'unknown', fields: {} }
  );
}
