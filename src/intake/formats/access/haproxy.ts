import { stampOf, shift, type Stamp } from '../../../base/index.js';
import type { Format } from '../../format.js';
import { clfTime, offsetBetween } from './clock.js';
import { accessReader, accessScore, after, type AccessLine } from './run.js';

/**
 * haproxy, `option httplog` and `option tcplog` (configuration.txt, chapter 8.2). The bracketed date is
 * when the connection was accepted, in the host's zone; the line is written when the request has ended.
 */
const LINE =
  /(?:^|\s)\S+ \[(\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d\.\d+)\] (\S+?)~? ([^\s/]+)\/(\S+) ([+-]?\d+(?:\/[+-]?\d+){2,4}) (.*)$/;
const HTTP = /^(-?\d+) \+?\d+ \S+ \S+ (\S{4}) [\d/+]+ [\d/]+(?: \{([^}]*)\})?(?: \{[^}]*\})?(?: "([^"]*)"?)?/;
const TCP = /^\+?\d+ (\S\S) [\d/+]+ [\d/]+$/;
const PREFIX = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)) /;

/** Reads one line. Without an ISO stamp in front its times are those of the host's clock, read as UTC. */
export function haproxyLine(text: string): AccessLine | undefined {
  const m = LINE.exec(text);
  if (!m) return undefined;
  const [, date = '', entrance = '', backend = '', server = '', timers = '', rest = ''] = m;
  const answer = answerOf(rest);
  const accepted = clfTime(date);
  if (!accepted || !answer) return undefined;
  const ms = Math.abs(Number(timers.split('/').at(-1)));
  const stamped = stampOf(PREFIX.exec(text)?.[1]);
  const began = stamped ? shift(accepted, -offsetBetween(accepted.lo + ms * 1000, stamped.lo)) : accepted;
  const at: Stamp = stamped ?? after(began, ms);
  return { ...answer, entrance, backend, server: server === '<NOSRV>' ? undefined : server, at, began, ms };
}

type Answer = Pick<AccessLine, 'host' | 'path' | 'status' | 'failed' | 'flags'>;

/** What stands behind the timers: in TCP mode the flags alone. */
function answerOf(rest: string): Answer | undefined {
  const http = HTTP.exec(rest);
  const flags = http?.[2] ?? TCP.exec(rest.trimEnd())?.[1];
  if (flags === undefined) return undefined;
  const [, status = '-', , headers = '', request = ''] = http ?? [];
  return {
    host: /^[\w-]+(?:\.[\w-]+)+(?::\d+)?/.exec(headers)?.[0],
    path: /^\S+ (\S+)/.exec(request)?.[1]?.split('?')[0],
    status: status === '-1' ? '-' : status,
    failed: isFailure(status, flags),
    // a failure that broke nothing off was the server's own answer: that is worth keeping
    flags: /^-+$/.test(flags) && !isFailure(status, flags) ? undefined : flags,
  };
}

/** The first flag says who ended it: C and c are the client, whose leaving is no failure of the service. */
function isFailure(status: string, flags: string): boolean {
  if (Number(status) >= 500) return true;
  if (status !== '-1' && status !== '-') return false;
  return !/^[-Cc]/.test(flags);
}

/** haproxy's access log, also behind the stamp of syslog or journald. */
export const haproxyLog: Format = {
  id: 'haproxy-log',
  title: 'haproxy access log (httplog, tcplog)',
  grammar: 'haproxy doc/configuration.txt 8.2.2 and 8.2.3',
  samples: [
    '2026-11-20T23:08:57.045Z edge-1 haproxy[411]: 127.0.0.1:53044 [20/Nov/2026:23:08:57.040] edge app/node1 0/0/0/1/1 200 122 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"\n' +
      '2026-11-20T23:09:00.279Z edge-1 haproxy[411]: 127.0.0.1:48636 [20/Nov/2026:23:09:00.264] edge app/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"\n',
    'Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "GET /index.html HTTP/1.1"\n',
    'Feb  6 12:12:56 localhost haproxy[14387]: 10.0.1.2:33313 [06/Feb/2009:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0\n',
  ],
  sniff: (head) => accessScore(head, haproxyLine),
  open(context) {
    let isTold = false;
    return accessReader(context, (text) => {
      const line = haproxyLine(text);
      if (line && !isTold && !PREFIX.test(text)) {
        isTold = true;
        context.describe({ zone: 'unknown' });
      }
      return line;
    });
  },
};
