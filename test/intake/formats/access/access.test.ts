import { describe, expect, it } from 'vitest';
import { iso, type Stamp } from '../../../../src/base/index.js';
import { envoyLine, envoyLog } from '../../../../src/intake/formats/access/envoy.js';
import { haproxyLine, haproxyLog } from '../../../../src/intake/formats/access/haproxy.js';
import { jsonAccessLine, jsonAccessLog } from '../../../../src/intake/formats/access/json.js';
import { clfLine, clfLog } from '../../../../src/intake/formats/access/nginx.js';
import type { AccessRecord } from '../../../../src/model/index.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(haproxyLog);
testFormat(clfLog);
testFormat(envoyLog);
testFormat(jsonAccessLog);

const lo = (s: Stamp | undefined): string => (s ? iso(s.lo) : '');
const runs = (text: string): AccessRecord[] => readText(text).records.filter((r) => r.kind === 'access');

function haproxy(second: string, server: string, status: number, flags = '----'): string {
  return `2026-11-20T23:08:${second}.900Z edge-1 haproxy[411]: 127.0.0.1:5 [20/Nov/2026:23:08:${second}.400] edge app/${server} 0/0/0/1/500 ${status} 1 - - ${flags} 1/1/0/0/0 0/0 "GET /a?b HTTP/1.1"\n`;
}

describe('runs', () => {
  it('ends a run when the outcome turns, and keeps when requests began', () => {
    const log =
      haproxy('01', 'n1', 200) +
      haproxy('02', 'n2', 404) +
      haproxy('03', '<NOSRV>', 503, 'SC--') +
      haproxy('04', '<NOSRV>', 503, 'SC--') +
      haproxy('05', 'n1', 200);
    const [well, failed, again] = runs(log);
    expect(well).toMatchObject({
      entrance: 'edge',
      backend: 'app',
      failed: false,
      count: 2,
      statuses: { '200': 1, '404': 1 },
      path: '/a',
    });
    expect(well).not.toHaveProperty('server');
    expect(failed).toMatchObject({
      failed: true,
      count: 2,
      statuses: { '503': 2 },
      flags: 'SC--',
      slowestMs: 500,
      totalMs: 1000,
    });
    expect([lo(failed?.began), lo(failed?.at), lo(failed?.lastBegan), lo(failed?.until)]).toEqual([
      '2026-11-20T23:08:03.400Z',
      '2026-11-20T23:08:03.900Z',
      '2026-11-20T23:08:04.400Z',
      '2026-11-20T23:08:04.900Z',
    ]);
    expect(again).toMatchObject({ failed: false, count: 1, server: 'n1' });
  });

  it('does not cut a run because another backend is served in between', () => {
    const other = haproxy('02', 'n1', 200).replace('app/', 'static/');
    expect(
      runs(haproxy('01', 'n1', 503) + other + haproxy('03', 'n1', 503)).map((r) => [r.backend, r.count]),
    ).toEqual([
      ['app', 2],
      ['static', 1],
    ]);
  });
});

describe('haproxy', () => {
  it('takes the zone of the accept date from the stamp in front', () => {
    const line =
      '2026-11-20T22:00:01.500Z h haproxy[1]: 10.0.0.1:5 [20/Nov/2026:23:00:00.500] fe~ be/s1 0/0/0/999/1000 200 1 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"';
    const read = haproxyLine(line);
    expect(read?.entrance).toBe('fe');
    expect([lo(read?.began), lo(read?.at)]).toEqual(['2026-11-20T22:00:00.500Z', '2026-11-20T22:00:01.500Z']);
  });

  it("leaves the host's clock to those who know its zone", () => {
    const line =
      'Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "GET /index.html HTTP/1.1"';
    expect(lo(haproxyLine(line)?.began)).toBe('2009-02-06T12:14:14.655Z');
    expect(readText(`${line}\n`).zone).toBe('unknown');
    expect(haproxyLine(line)).toMatchObject({ host: '1wt.eu', path: '/index.html', ms: 109 });
  });

  it('does not blame the service when the client left', () => {
    const line = (status: string, flags: string): string =>
      `10.0.1.2:3 [06/Feb/2009:12:14:14.655] in be/s 10/-1/-1/-1/109 ${status} 0 - - ${flags} 1/1/1/1/0 0/0 "<BADREQ>"`;
    expect(haproxyLine(line('-1', 'CR--'))?.failed).toBe(false);
    expect(haproxyLine(line('-1', 'sH--'))?.failed).toBe(true);
    expect(haproxyLine(line('400', 'PR--'))?.failed).toBe(false);
  });

  it('reads TCP mode by its flags', () => {
    expect(
      haproxyLine('10.0.1.2:3 [06/Feb/2009:12:12:51.443] fnt bck/srv1 0/-1/0 0 SC 0/0/0/0/3 0/0'),
    ).toMatchObject({ status: '-', failed: true, flags: 'SC' });
  });
});

describe('nginx and ingress-nginx', () => {
  it('reads the upstream, the last of several', () => {
    const read = clfLine(
      '10.0.0.9 - - [01/Jul/2026:21:22:42 +0200] "GET /cart HTTP/2.0" 200 512 "-" "curl/8.5" 74 0.104 [shop-web-80] [] 10.1.1.1:8080, 10.1.1.2:8080 0, 512 0.001, 0.103 502, 200 3c0a',
    );
    expect(read).toMatchObject({
      entrance: 'ingress-nginx',
      backend: 'shop-web-80',
      server: '10.1.1.2:8080',
      failed: false,
      ms: 104,
    });
    expect([lo(read?.began), lo(read?.at)]).toEqual(['2026-07-01T19:22:41.896Z', '2026-07-01T19:22:42Z']);
  });

  it('counts 499 and 4xx as answered', () => {
    const line = (status: number): string =>
      `10.0.0.9 - - [01/Jul/2026:19:22:41 +0000] "GET / HTTP/1.1" ${status} 0 "-" "curl"`;
    expect([404, 499, 500, 503].map((s) => clfLine(line(s))?.failed)).toEqual([false, false, true, true]);
  });
});

describe('a controller that writes its own messages between the requests', () => {
  it('reads both', () => {
    const text =
      '2026-07-01T19:22:40.100000000Z stderr F W0701 19:22:40.100000       7 controller.go:1216] Service "shop/web" does not have any active Endpoint.\n' +
      `2026-07-01T19:22:41.200000000Z stdout F ${clfLog.samples[0]?.split('\n')[0] ?? ''}\n`;
    const reading = readText(text);
    expect(reading.format).toBe('clf-log');
    const [request, message] = reading.records;
    expect(request).toMatchObject({
      kind: 'access',
      backend: 'shop-web-80',
      failed: true,
      statuses: { '503': 1 },
    });
    expect(message).toMatchObject({ kind: 'message', evidence: { offset: 0, line: 1 } });
  });
});

describe('Envoy and Istio', () => {
  it('reads flags, details and the cluster', () => {
    expect(envoyLine(envoyLog.samples[1]?.split('\n')[0] ?? '')).toMatchObject({
      entrance: 'outbound',
      backend: 'outbound|50051||pay.shop.svc.cluster.local',
      host: 'pay:50051',
      server: '10.1.1.1:50051',
      status: '503',
      failed: true,
      ms: 7,
      flags: 'UF upstream_reset_before_response_started{connection_failure}',
    });
  });

  it('knows no answer from a client that left', () => {
    const line = (flags: string): string =>
      `[2026-07-01T19:22:41.123Z] "GET / HTTP/1.1" 0 ${flags} 0 0 15 - "-" "curl" "c" "web" "10.1.1.1:80"`;
    expect([envoyLine(line('DC'))?.failed, envoyLine(line('UC'))?.failed]).toEqual([false, true]);
    expect(lo(envoyLine(line('UC'))?.at)).toBe('2026-07-01T19:22:41.138Z');
  });
});

describe('JSON', () => {
  it('reads traefik, whose durations are nanoseconds', () => {
    expect(jsonAccessLine(jsonAccessLog.samples[1]?.trim() ?? '')).toMatchObject({
      entrance: 'websecure',
      backend: 'shop-web-80@kubernetes',
      status: '502',
      ms: 3,
    });
  });

  it('passes over JSON that is no access log', () => {
    expect(jsonAccessLine('{"level":"info","msg":"started","time":"2026-07-01T19:22:41Z"}')).toBeUndefined();
    expect(
      jsonAccessLine('{"time":"2026-07-01T19:22:41Z","status":"ok","path":"/x","method":"GET"}'),
    ).toBeUndefined();
  });
});
