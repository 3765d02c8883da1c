import { stampOf } from '../../../base/index.js';
import type { Format } from '../../format.js';
import { accessReader, accessScore, after, type AccessLine } from './run.js';

/**
 * Envoy's default access log and Istio's (envoyproxy docs, "Access logging"; istio pkg/model/telemetry):
 * start time, request, code, response flags, then numbers; Istio puts response details before them and
 * the upstream cluster behind. Flags: UH no healthy upstream, UF connect failure, UO overflow, NR no
 * route, URX retries used up, DC the client left.
 */
const START = /^\[(\d{4}-\d\d-\d\dT[\d:.]+Z)\] "([^"]*)" (\d{1,3}) (\S+) (.*)$/;

/** Fields parted by blanks; a quoted one is one field. */
function fields(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? '');
}

/** Reads one line of either. */
export function envoyLine(text: string): AccessLine | undefined {
  const m = START.exec(text);
  if (!m) return undefined;
  const [, start, request = '', code = '', flags = '', rest = ''] = m;
  // a plain connection, which has no request and no status, however it went
  if (request === '- - -') return undefined;
  const began = stampOf(start);
  const all = fields(rest);
  // Istio: details, termination details and the transport failure stand before the byte counts.
  const from = all.findIndex(
    (f, i) => /^\d+$/.test(f) && /^\d+$/.test(all[i + 1] ?? '') && /^\d+$/.test(all[i + 2] ?? ''),
  );
  if (!began || from < 0) return undefined;
  const ms = Number(all[from + 2]);
  const authority = known(all[from + 7]);
  const server = known(all[from + 8]);
  const cluster = known(all[from + 9]);
  const details = from > 0 ? known(all[0]) : undefined;
  return {
    entrance: directionOf(cluster),
    host: authority,
    backend: cluster,
    server,
    path: /^[A-Z]+ (\S+)/.exec(request)?.[1]?.split('?')[0],
    status: code === '0' ? '-' : code,
    failed: envoyFailed(Number(code), flags),
    began,
    at: after(began, ms),
    ms,
    flags:
      flags === '-'
        ? undefined
        : details === undefined || details === 'via_upstream'
          ? flags
          : `${flags} ${details}`,
  };
}

function known(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text === '-' ? undefined : text;
}

/** "outbound|80||web.shop.svc.cluster.local" of a sidecar tells which way the request went. */
export function directionOf(cluster: string | undefined): string {
  const m = /^(inbound|outbound)\|/.exec(cluster ?? '');
  return m?.[1] ?? 'envoy';
}

/** No answer at all is a failure, unless the client left. */
export function envoyFailed(code: number, flags: string): boolean {
  return code >= 500 || (code === 0 && !/\bDC\b/.test(flags));
}

/** Envoy and Istio in their text forms. */
export const envoyLog: Format = {
  id: 'envoy-log',
  title: 'Envoy or Istio access log',
  grammar:
    'envoyproxy docs/root/configuration/observability/access_log; istio pilot/pkg/model/telemetry_logging.go',
  samples: [
    '[2026-07-01T19:22:41.123Z] "GET /cart HTTP/1.1" 503 UH 0 19 0 - "10.0.0.9" "curl/8.5" "c2a3" "shop.example.org" "-"\n',
    '[2026-07-01T19:22:41.123Z] "POST /pay HTTP/2" 503 UF upstream_reset_before_response_started{connection_failure} - "delayed connect error: 111" 12 145 7 - "-" "grpc-go/1.60" "c2a3" "pay:50051" "10.1.1.1:50051" outbound|50051||pay.shop.svc.cluster.local - 10.68.1.1:50051 10.1.1.9:33128 - default\n' +
      '[2026-07-01T19:22:42.000Z] "GET / HTTP/1.1" 200 - via_upstream - "-" 0 5 2 1 "-" "curl" "c2a4" "web" "10.1.1.3:8080" inbound|8080|| 127.0.0.6:1 10.1.1.3:8080 10.1.1.9:3 - default\n',
  ],
  sniff: (head) => accessScore(head, envoyLine),
  open: (context) => accessReader(context, envoyLine),
};
