import { MILLISECOND, shift, stampOf } from '../../../base/index.js';
import type { Format } from '../../format.js';
import { accessReader, accessScore, type AccessLine } from './run.js';

/**
 * Access logs of Amazon's load balancers: application ("https 2026-07-01T... app/name/id client target ...") and classic (without the type
 * before). The time is when the answer was sent; "-" as target is a request that reached none.
 */
const ALB =
  /^(?:https?|h2|grpcs|wss?) (?<at>\S+Z) (?<lb>\S+) \S+ (?<target>\S+) (?<took>-?[\d.]+ -?[\d.]+ -?[\d.]+) (?<status>\d{3}|-) (?:\d{3}|-) -?\d+ -?\d+ "(?<request>[^"]*)" "[^"]*" \S+ \S+ (?<backend>\S+) "[^"]*" "(?<host>[^"]*)"/;
const CLASSIC =
  /^(?<at>\d{4}-\d\d-\d\dT[\d:.]+Z) (?<lb>\S+) \S+:\d+ (?<target>\S+) (?<took>-?[\d.]+ -?[\d.]+ -?[\d.]+) (?<status>\d{3}|-) (?:\d+|-) -?\d+ -?\d+ "(?<request>[^"]*)" "[^"]*" \S+ \S+$/;

/** Reads one line; undefined for any other. */
export function elbLine(text: string): AccessLine | undefined {
  const found = (ALB.exec(text) ?? CLASSIC.exec(text))?.groups;
  const at = stampOf(found?.['at']);
  if (found === undefined || at === undefined) return undefined;
  const { lb = '', target, took = '', status = '-', request = '', backend, host } = found;
  const seconds = took.split(' ').map(Number);
  const ms = seconds.every((part) => part >= 0) ? seconds.reduce((a, b) => a + b, 0) * 1000 : undefined;
  const [, , name, path] = /^([A-Z]+|-) (?:[a-z]+:\/\/([^/:]+)(?::\d+)?)?(\/[^\s?]*)?/.exec(request) ?? [];
  return {
    entrance: /^app\/([^/]+)\//.exec(lb)?.[1] ?? lb,
    host: said(host) ?? name,
    backend: /targetgroup\/([^/]+)\//.exec(backend ?? '')?.[1],
    server: said(target),
    path,
    status,
    failed: Number(status) >= 500 || status === '-',
    at,
    ...(ms === undefined ? {} : { ms, began: shift(at, -Math.round(ms * MILLISECOND)) }),
  };
}

function said(text: string | undefined): string | undefined {
  return text === undefined || text === '-' || text === '' ? undefined : text;
}

export const elbLog: Format = {
  id: 'elb-log',
  title: "access log of Amazon's load balancers",
  grammar: 'Elastic Load Balancing, access log entries (application and classic)',
  samples: [
    'https 2026-07-01T19:22:41.123456Z app/shop/50dc6c495c0c9188 192.0.2.39:2817 10.0.0.1:80 0.000 0.001 0.000 502 502 34 366 "GET https://shop.example.org:443/cart?id=1 HTTP/1.1" "curl/8.5" ECDHE-RSA TLSv1.2 arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067 "Root=1-58337262-36d228ad5d99923122bbe354" "shop.example.org" "-" 0 2026-07-01T19:22:41.000000Z "forward" "-" "-" "10.0.0.1:80" "502" "-" "-"\n',
    '2026-07-01T19:22:41.123456Z shop 192.0.2.39:2817 - -1 -1 -1 503 0 0 0 "GET http://shop.example.org:80/ HTTP/1.1" "curl/8.5" - -\n',
  ],
  sniff: (head) => accessScore(head, elbLine),
  open: (context) => accessReader(context, elbLine),
};
