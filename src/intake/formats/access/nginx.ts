import type { Format } from '../../format.js';
import { clfTime } from './clock.js';
import { accessReader, accessScore, after, type AccessLine } from './run.js';

/**
 * The Common Log Format and what was added to it: nginx "combined", ingress-nginx's upstream fields
 * (nginx.tmpl, log_format upstreaminfo), traefik's router and server.
 */
const CLF =
  /^(?:(\S+?:\d+) )?(\S+) - (\S+) \[([^\]]+)\] "([^"]*)" (\d{3}|-) (\d+|-)(?: "([^"]*)" "([^"]*)")?(?: (.*))?$/;
/** "a, b": one entry per upstream that was tried. */
const LIST = String.raw`[^\s,]+(?:, [^\s,]+)*`;
const INGRESS = new RegExp(
  String.raw`^(\d+) ([\d.]+) \[([^\]]*)\] \[[^\]]*\] (${LIST}) ${LIST} ${LIST} ${LIST} \S+$`,
);
const TRAEFIK = /^(\d+) "([^"]*)" "([^"]*)" (\d+)ms$/;

/** Reads one line of any of them; `entrance` is who wrote it, which the line itself does not say. */
export function clfLine(text: string, entrance = 'nginx'): AccessLine | undefined {
  const m = CLF.exec(text);
  if (!m) return undefined;
  const [, vhost, , , date = '', request = '', status = '', , , , rest = ''] = m;
  const at = clfTime(date);
  if (!at) return undefined;
  const path = /^[A-Z]+ (\S+)/.exec(request)?.[1]?.split('?')[0];
  const line = { entrance, host: vhost, path, status, failed: Number(status) >= 500, at };
  const ingress = INGRESS.exec(rest);
  if (ingress) return fromIngress(line, ingress);
  const traefik = TRAEFIK.exec(rest);
  if (traefik) return fromTraefik(line, traefik);
  const took = /(?:^|\s)"?(?:rt|request_time)=?"?([\d.]+)/.exec(rest)?.[1];
  return took === undefined
    ? line
    : { ...line, ms: Number(took) * 1000, began: after(at, -Number(took) * 1000) };
}

/** "-" as upstream address of a 503: the Service had no endpoint. Retries are listed, the last one counts. */
function fromIngress(line: AccessLine, m: RegExpExecArray): AccessLine {
  const ms = Number(m[2]) * 1000;
  const server = m[4]?.split(', ').at(-1);
  return {
    ...line,
    entrance: 'ingress-nginx',
    backend: m[3] === '' || m[3] === '-' ? undefined : m[3],
    server: server === '-' ? undefined : server,
    ms,
    began: after(line.at, -ms),
  };
}

/** traefik writes when the request began, not when it ended. */
function fromTraefik(line: AccessLine, m: RegExpExecArray): AccessLine {
  const ms = Number(m[4]);
  return {
    ...line,
    entrance: 'traefik',
    backend: m[2] === '-' ? undefined : m[2],
    server: m[3] === '-' || m[3] === '' ? undefined : m[3],
    ms,
    began: line.at,
    at: after(line.at, ms),
  };
}

/** nginx, ingress-nginx and traefik in their text forms. */
export const clfLog: Format = {
  id: 'clf-log',
  title: 'nginx, ingress-nginx or traefik access log',
  grammar:
    'nginx ngx_http_log_module "combined"; kubernetes/ingress-nginx rootfs/etc/nginx/template/nginx.tmpl; traefik pkg/middlewares/accesslog',
  samples: [
    '10.0.0.9 - - [01/Jul/2026:19:22:41 +0000] "GET /cart?id=1 HTTP/1.1" 503 190 "-" "curl/8.5" 74 0.004 [shop-web-80] [] - - - - 2c0a4f9c1f6a4b3e9d8b7a6c5d4e3f2a\n' +
      '10.0.0.9 - - [01/Jul/2026:19:22:42 +0000] "GET /cart HTTP/2.0" 200 512 "-" "curl/8.5" 74 0.104 [shop-web-80] [] 10.1.1.1:8080, 10.1.1.2:8080 0, 512 0.001, 0.103 502, 200 3c0a4f9c1f6a4b3e9d8b7a6c5d4e3f2b\n',
    '203.0.113.5 - alice [01/Jul/2026:19:22:41 +0200] "GET / HTTP/1.1" 200 612 "https://example.org/" "Mozilla/5.0 (X11)"\n',
    '10.0.0.9 - - [01/Jul/2026:19:22:41 +0000] "GET / HTTP/1.1" 502 11 "-" "-" 42 "web@kubernetes" "http://10.1.1.1:80" 3ms\n',
  ],
  sniff: (head) => accessScore(head, (text) => clfLine(text)),
  open: (context) => accessReader(context, (text) => clfLine(text, context.place.program)),
};
