import { digNumber, digText } from '../../../base/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { compact, printed, whole } from '../kubectl/shape.js';
import { wholeLines } from '../whole-text.js';
import { contentOf, hostReport } from './report.js';

/**
 * haproxy's statistics: one line per frontend, server and backend, columns named in the first line
 * (management.txt, chapter 9.1). Says which servers are down, by which check and for how long.
 */
const HEADER = /^(?:# )?pxname,svname,.*\bstatus,/;
/** UP, "UP 1/3" (going down), DOWN, "DOWN 1/2" (coming up), NOLB, MAINT, "MAINT (via be/srv)", DRAIN. */
const IS_DOWN = /^(?:DOWN|MAINT)/;

export const haproxyStats: Format = {
  id: 'load-balancer-stats',
  title: 'haproxy statistics ("show stat", /stats;csv)',
  grammar: 'haproxy doc/management.txt 9.1',
  samples: [
    '# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate,rate_lim,rate_max,check_status,check_code,check_duration,\n' +
      'api,FRONTEND,,,3,15,2000,10421,12345678,987654321,0,0,12,,,,,OPEN,,,,,,,,,1,2,0,,,,0,2,0,40,,,,\n' +
      'api,m1,0,0,1,8,,5210,6172839,493827160,,0,,2,0,1,0,UP,1,1,0,3,1,1200,45,,1,3,1,,5208,,2,1,,20,L4OK,,0,\n' +
      'api,m2,0,0,0,7,,5211,6172839,493827161,,0,,40,0,21,3,DOWN,1,1,0,9,2,300,310,,1,3,2,,5190,,2,0,,19,L4CON,,0,\n' +
      'api,BACKEND,0,0,1,15,200,10421,12345678,987654321,0,0,,42,0,22,3,UP,1,1,0,,1,1200,45,,1,3,0,,10398,,1,2,,40,,,,\n',
  ],
  deferred: true,
  sniff: (head) => (head.lines.slice(0, 5).some((line) => HEADER.test(line)) ? 0.98 : 0),
  open: (context) => wholeLines(context, (lines) => readStats(contentOf(lines), context)),
};

function readStats(lines: readonly Line[], context: ReadContext): void {
  const header = lines.find((l) => HEADER.test(l.text));
  if (header === undefined) return;
  const names = header.text.replace(/^# /, '').split(',');
  const rows = lines.filter(
    (l) => l.line > header.line && l.text.split(',').length >= names.indexOf('status'),
  );
  const proxies = new Map<string, { line: Line; last: Line; rows: Record<string, unknown>[] }>();
  for (const line of rows) {
    const cells = line.text.split(',');
    const cell = (name: string): string | undefined => printed(cells[names.indexOf(name)]);
    const proxy = cell('pxname') ?? '';
    const known = proxies.get(proxy) ?? { line, last: line, rows: [] };
    known.rows.push(rowOf(cell));
    known.last = line;
    proxies.set(proxy, known);
  }
  for (const [proxy, { line, last, rows: members }] of proxies) {
    const data = { program: 'haproxy', proxy, members };
    context.emit(hostReport(context, 'other', data, textOf(proxy, members), line, last));
  }
}

function rowOf(cell: (name: string) => string | undefined): Record<string, unknown> {
  return compact({
    name: cell('svname'),
    status: cell('status'),
    sessions: whole(cell('scur')),
    sessionLimit: whole(cell('slim')),
    queued: whole(cell('qcur')),
    connectionErrors: whole(cell('econ')),
    responseErrors: whole(cell('eresp')),
    checkFailures: whole(cell('chkfail')),
    timesDown: whole(cell('chkdown')),
    secondsInStatus: whole(cell('lastchg')),
    secondsDown: whole(cell('downtime')),
    check: cell('check_status'),
    answers5xx: whole(cell('hrsp_5xx')),
    lastCheck: cell('last_chk'),
  });
}

function textOf(proxy: string, members: readonly Record<string, unknown>[]): string {
  const servers = members.filter((m) => m['name'] !== 'FRONTEND' && m['name'] !== 'BACKEND');
  const down = servers.filter((m) => IS_DOWN.test(digText(m, 'status') ?? ''));
  const names = down.map((m) => {
    const since = digNumber(m, 'secondsInStatus');
    const detail = [digText(m, 'check') ?? 'no check', ...(since === undefined ? [] : [`for ${since} s`])];
    return `${digText(m, 'name') ?? ''} ${digText(m, 'status') ?? ''} (${detail.join(', ')})`;
  });
  const sum = `haproxy ${proxy}: ${servers.length - down.length} of ${servers.length} servers up`;
  return names.length === 0 ? sum : `${sum}; ${names.join('; ')}`;
}
