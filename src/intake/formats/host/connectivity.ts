import { ref, type ReportRecord } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { compact } from '../kubectl/shape.js';
import { wholeLines } from '../whole-text.js';
import { hostReport } from './report.js';

/**
 * Checks whether a TCP port answers: what nc, telnet and curl print, bare or under a title that names
 * the target ("service web port 8080 namespace shop", "Service web:8080"), one line per place from
 * which it was tried ("... on worker-2: ...").
 */
const TITLE =
  /(?:service|host|target)\s+([\w.-]+)[\s,]*(?:port\s+|:)(\d+)(?:.*?namespace\s+([\w-]+))?|(?:Service|Host|Target)\s+([\w.-]+):(\d+)/i;
const FROM = /^.*?\b(?:on|from)\s+([\w.-]+):\s+(.*)$/;
const OPEN = /^([\w.-]+) \(([\d.a-f:]+?):(\d+)\) open$/;
const NC =
  /^(?:Connection to|nc: connect to) (\S+) (?:\(([\d.a-f:]+)\) )?(?:port )?(\d+)(?: port)?(?: \(tcp\)| \[tcp[^\]]*\])? (succeeded!|failed: .*)$/;
const WORD = /^(?:Connection )?(Succeeded|Failed|refused|timed out)\b.*$/i;
const CURL = /^curl: \((\d+)\) (.*)$/;
/** With -f: the server answered, with an error. */
const ANSWERED = '22';
/** What kubectl exec says of the check's own exit. */
const ENDED = /^command terminated with exit code \d+$/;
/** The address that a command line asks for: "curl http://web:8080/healthz". */
const URL_IN_COMMAND = /\b(https?):\/\/([\w.-]+)(?::(\d+))?/;

const PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

interface Check {
  readonly from: string | undefined;
  readonly ok: boolean;
  readonly ip: string | undefined;
  readonly port: number | undefined;
  readonly target: string | undefined;
  readonly error: string | undefined;
}

export const connectivityCheck: Format = {
  id: 'connectivity-check',
  title: 'TCP connectivity check',
  grammar: 'busybox networking/nc.c; openbsd-netcat; curl',
  samples: [
    '# TCP connectivity check from inside the cluster: service cart port 8080 namespace shop\ncart (10.68.69.88:8080) open\nConnection Succeeded\n',
    '=== Service cart:8080 Connectivity test report ===\nDebug Pod test results deployed on worker-1: cart (10.68.69.88:8080) open\nDebug Pod test results deployed on worker-2: Connection Failed\n',
    'nc: connect to cart.shop.svc 8080 port [tcp/*] failed: Connection refused\n',
  ],
  sniff(head) {
    const lines = head.lines.filter((l) => l.trim() !== '');
    if (lines.length === 0 || lines.length > 60) return 0;
    const known = lines.filter((l) => checkOf(l) !== undefined || TITLE.test(l) || ENDED.test(l)).length;
    const checks = lines.filter((l) => checkOf(l) !== undefined).length;
    return checks > 0 && known >= lines.length * 0.6 ? 0.93 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readChecks(lines, context)),
};

function checkOf(text: string): Check | undefined {
  const placed = FROM.exec(text.trim());
  const from = placed?.[1];
  const body = (placed?.[2] ?? text).trim();
  const none = { from, ip: undefined, port: undefined, target: undefined, error: undefined };
  const open = OPEN.exec(body);
  if (open) return { ...none, ok: true, target: open[1], ip: open[2], port: Number(open[3]) };
  const nc = NC.exec(body);
  if (nc) {
    const ok = nc[4] === 'succeeded!';
    return { ...none, ok, target: nc[1], ip: nc[2], port: Number(nc[3]), error: ok ? undefined : nc[4] };
  }
  const curl = CURL.exec(body);
  if (curl) return { ...none, ok: curl[1] === ANSWERED, error: curl[2] };
  const word = WORD.exec(body);
  if (!word) return undefined;
  const ok = /succeeded/i.test(word[1] ?? '');
  return { ...none, ok, error: ok ? undefined : body };
}

function readChecks(lines: readonly Line[], context: ReadContext): void {
  let title: RegExpExecArray | undefined;
  const found: { check: Check; line: Line }[] = [];
  for (const line of lines) {
    const check = checkOf(line.text);
    const last = found.at(-1)?.check;
    // "Connection Succeeded" below the line that said "open" repeats it.
    if (check && !(last && check.from === last.from && check.target === undefined && check.ok === last.ok)) {
      found.push({ check, line });
    }
    if (!check) title ??= TITLE.exec(line.text) ?? undefined;
  }
  const about = targetOf(title, context.place.command ?? '');
  for (const { check, line } of found) context.emit(checkRecord(check, line, about, context));
}

interface Target {
  readonly named: string | undefined;
  readonly port: number | undefined;
  readonly namespace: string | undefined;
}

/** What was asked for, by the title above or by the command line. */
function targetOf(title: RegExpExecArray | undefined, command: string): Target {
  const asked = URL_IN_COMMAND.exec(command);
  const [, scheme = '', host, number] = asked ?? [];
  const port = title?.[2] ?? title?.[5] ?? number ?? PORTS[scheme];
  return {
    named: title?.[1] ?? title?.[4] ?? host,
    port: port === undefined ? undefined : Number(port),
    namespace: title?.[3],
  };
}

function checkRecord(check: Check, line: Line, title: Target, context: ReadContext): ReportRecord {
  const { ip, ok, error, from } = check;
  const target = title.named ?? check.target;
  const port = title.port ?? check.port;
  const namespace = title.namespace ?? context.place.namespace;
  const data = compact({ target, namespace, port, ip, ok, error, from });
  const text = `${target ?? '?'}:${port ?? '?'} ${ok ? 'answers' : 'does not answer'}`;
  const record = hostReport(context, 'connectivity', data, text, line, line);
  // A dotted name is a host, not a Service of the namespace.
  const about =
    target === undefined || target.includes('.') ? {} : { about: ref('Service', namespace, target) };
  return { ...record, ...about, ...(from === undefined ? {} : { node: from }) };
}
