import {
  MILLISECOND,
  SECOND,
  dig,
  digNumber,
  digText,
  isObject,
  stampOf,
  type Stamp,
} from '../../../base/index.js';
import type { Format } from '../../format.js';
import { clfTime } from './clock.js';
import { directionOf, envoyFailed } from './envoy.js';
import { accessReader, accessScore, after, type AccessLine } from './run.js';

/**
 * Access logs as JSON lines: Istio and Envoy (start_time, response_code), traefik (StartUTC,
 * DownstreamStatus, nanoseconds), and nginx, whose members are whatever the operator named them.
 */

/** First member that is there, under any of the names. */
function text(o: unknown, ...names: string[]): string | undefined {
  for (const name of names) {
    const found = dig(o, name);
    if (typeof found === 'number') return String(found);
    if (typeof found === 'string' && found !== '' && found !== '-') return found;
  }
  return undefined;
}

/** Reads one line; undefined for JSON that is no access log. */
export function jsonAccessLine(line: string): AccessLine | undefined {
  if (!line.startsWith('{')) return undefined;
  let o: unknown;
  try {
    o = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(o)) return undefined;
  return envoyJson(o) ?? traefikJson(o) ?? caddyJson(o) ?? nginxJson(o);
}

function envoyJson(o: object): AccessLine | undefined {
  const began = stampOf(dig(o, 'start_time'));
  const code = text(o, 'response_code');
  if (!began || code === undefined) return undefined;
  const ms = Number(text(o, 'duration') ?? '0');
  const flags = text(o, 'response_flags') ?? '';
  const cluster = text(o, 'upstream_cluster');
  return {
    entrance: directionOf(cluster),
    host: text(o, 'authority'),
    backend: cluster,
    server: text(o, 'upstream_host'),
    path: text(o, 'path', 'x-envoy-origin-path')?.split('?')[0],
    status: code === '0' ? '-' : code,
    failed: envoyFailed(Number(code), flags),
    began,
    at: after(began, ms),
    ms,
    flags: flags === '' ? undefined : flags,
  };
}

function traefikJson(o: object): AccessLine | undefined {
  const began = stampOf(dig(o, 'StartUTC'));
  const code = digNumber(o, 'DownstreamStatus');
  if (!began || code === undefined) return undefined;
  const ms = (digNumber(o, 'Duration') ?? 0) / 1e6;
  return {
    entrance: text(o, 'entryPointName') ?? 'traefik',
    host: text(o, 'RequestHost'),
    backend: text(o, 'ServiceName', 'RouterName'),
    server: text(o, 'ServiceAddr', 'ServiceURL'),
    path: text(o, 'RequestPath')?.split('?')[0],
    status: String(code),
    failed: code >= 500,
    began,
    at: after(began, ms),
    ms,
  };
}

function caddyJson(o: object): AccessLine | undefined {
  const code = digNumber(o, 'status');
  const seconds = digNumber(o, 'ts');
  const path = digText(o, 'request', 'uri');
  if (code === undefined || seconds === undefined || path === undefined) return undefined;
  const lo = Math.round(seconds * SECOND);
  const ms = (digNumber(o, 'duration') ?? 0) * 1000;
  const at: Stamp = { lo, hi: lo + MILLISECOND, grade: 'A' };
  return {
    entrance: 'caddy',
    host: digText(o, 'request', 'host'),
    path: path.split('?')[0],
    status: String(code),
    failed: code >= 500,
    at,
    ms,
    began: after(at, -ms),
  };
}

const TIMES = ['time_iso8601', 'time_local', '@timestamp', 'timestamp', 'time', 'ts'];

function nginxJson(o: object): AccessLine | undefined {
  const status = text(o, 'status', 'status_code', 'response_status');
  const asked = text(o, 'request', 'request_uri', 'uri', 'path', 'requestUri');
  const method = text(o, 'method', 'request_method', 'verb') ?? /^([A-Z]+) /.exec(asked ?? '')?.[1];
  const at = timeOf(o);
  if (status === undefined || !/^\d{3}$/.test(status) || method === undefined || asked === undefined || !at)
    return undefined;
  const took = text(o, 'request_time', 'duration', 'requestTime');
  const ms = took === undefined || !/^[\d.]+$/.test(took) ? undefined : Number(took) * 1000;
  return {
    entrance: text(o, 'ingress_name', 'server_name') ?? 'nginx',
    host: text(o, 'host', 'vhost', 'http_host'),
    backend: text(o, 'proxy_upstream_name', 'proxyUpstreamName', 'upstream_name', 'service_name'),
    server: text(o, 'upstream_addr', 'upstreamAddr', 'upstream'),
    path: (/^[A-Z]+ (\S+)/.exec(asked)?.[1] ?? asked).split('?')[0],
    status,
    failed: Number(status) >= 500,
    at,
    ...(ms === undefined ? {} : { ms, began: after(at, -ms) }),
  };
}

function timeOf(o: object): Stamp | undefined {
  for (const name of TIMES) {
    const found = digText(o, name);
    const at = found === undefined ? undefined : (stampOf(found) ?? clfTime(found));
    if (at) return at;
  }
  return undefined;
}

/** Access logs as JSON lines. */
export const jsonAccessLog: Format = {
  id: 'access-json',
  title: 'Access log as JSON lines (Envoy, Istio, traefik, nginx)',
  grammar:
    'istio pilot/pkg/model/telemetry_logging.go; traefik pkg/middlewares/accesslog/logdata.go; nginx log_format escape=json',
  samples: [
    '{"start_time":"2026-07-01T19:22:41.123Z","method":"GET","path":"/cart","protocol":"HTTP/1.1","response_code":503,"response_flags":"UH","duration":3,"authority":"shop.example.org","upstream_host":null,"upstream_cluster":"outbound|80||web.shop.svc.cluster.local"}\n',
    '{"DownstreamStatus":502,"Duration":3000000,"OriginStatus":0,"RequestHost":"shop.example.org","RequestMethod":"GET","RequestPath":"/","RouterName":"web@kubernetes","ServiceName":"shop-web-80@kubernetes","StartUTC":"2026-07-01T19:22:41.123456789Z","entryPointName":"websecure","level":"info","msg":"","time":"2026-07-01T19:22:41Z"}\n',
    '{"time_local":"01/Jul/2026:19:22:41 +0000","host":"shop.example.org","request":"GET / HTTP/1.1","status":"504","request_time":"60.001","upstream_addr":"10.1.1.1:8080"}\n',
  ],
  sniff: (head) => accessScore(head, jsonAccessLine),
  open: (context) => accessReader(context, jsonAccessLine),
};
