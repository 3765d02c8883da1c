import { describe, expect, it } from 'vitest';
import { iso } from '../../../../src/base/index.js';
import { continues, parsePayload, timeOf } from '../../../../src/intake/formats/log-reader/parse.js';
import { leadingTime, memberTime } from '../../../../src/intake/formats/log-reader/stamps.js';
import { unwrap } from '../../../../src/intake/formats/log-reader/wrappers.js';

function read(line: string): Record<string, unknown> {
  const { at, ...rest } = parsePayload(line);
  return { ...rest, ...(at === undefined ? {} : { at: iso(at.lo) }) };
}

describe('grammars of log lines', () => {
  it('reads plain klog, and structured klog with nested quotes', () => {
    expect(read('W1120 23:10:12.000001   32039 dispatcher.go:142] Failed calling webhook')).toEqual({
      grammar: 'klog', severity: 'warning', program: 'kube-apiserver', text: 'Failed calling webhook', fields: {}, at: '1972-11-20T23:10:12.000001Z',
    }); // prettier-ignore
    const line =
      'E0701 19:22:41.123456    1547 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with CrashLoopBackOff" pod="shop/web-0" spec={"a":1} plain=x';
    expect(read(line)).toMatchObject({
      severity: 'error',
      text: 'Error syncing pod, skipping',
      fields: {
        err: 'failed to "StartContainer" for "app" with CrashLoopBackOff',
        pod: 'shop/web-0',
        spec: '{"a":1}',
        plain: 'x',
      },
    });
  });

  it('reads klog values of several lines, and a quoted word that begins a plain message', () => {
    expect(read('I0701 19:22:41.123456       1 x.go:1] "Dump" body=<\n\tone\n\ttwo\n > pod="a/b"')).toMatchObject({
      text: 'Dump', fields: { body: '\tone\n\ttwo', pod: 'a/b' },
    }); // prettier-ignore
    expect(read('W0701 19:22:41.123456       1 x.go:1] "tokencleaner" is disabled')).toMatchObject({
      text: '"tokencleaner" is disabled',
    });
  });

  it.each([
    [
      'Kubernetes JSON, milliseconds',
      '{"ts":1782933761123.4567,"caller":"a.go:1","msg":"Probe failed","v":1,"pod":{"name":"web-0","namespace":"shop"}}',
      'info',
      '2026-07-01T19:22:41.123456Z',
    ],
    [
      'Kubernetes JSON error',
      '{"ts":1782933761123.4567,"caller":"a.go:1","msg":"x","err":"no"}',
      'error',
      '2026-07-01T19:22:41.123456Z',
    ],
    [
      'zap, seconds',
      '{"level":"error","ts":1782933761.1234567,"msg":"Reconciler error"}',
      'error',
      '2026-07-01T19:22:41.123456Z',
    ],
    [
      'etcd 3.5',
      '{"level":"warn","ts":"2026-07-01T21:22:41.123+0200","caller":"a.go:1","msg":"slow"}',
      'warning',
      '2026-07-01T19:22:41.123Z',
    ],
    [
      'pino, numeric level',
      '{"level":50,"time":1782933761123,"msg":"down"}',
      'error',
      '2026-07-01T19:22:41.123Z',
    ],
    [
      'ECS',
      '{"@timestamp":"2026-07-01T19:22:41.123Z","log.level":"ERROR","message":"down"}',
      'error',
      '2026-07-01T19:22:41.123Z',
    ],
    [
      'MongoDB',
      '{"t":{"$date":"2026-07-01T19:22:41.123Z"},"s":"W","c":"NETWORK","id":1,"msg":"gone","attr":{"error":"x"}}',
      'warning',
      '2026-07-01T19:22:41.123Z',
    ],
    [
      'Stackdriver',
      '{"message":"boom","severity":"CRITICAL","timestamp":"2026-07-01T19:22:41.123456789Z"}',
      'fatal',
      '2026-07-01T19:22:41.123456Z',
    ],
  ])('reads JSON: %s', (_, line, severity, at) => {
    expect(read(line)).toMatchObject({ grammar: 'json', severity, at });
  });

  it('does not take any JSON for a log line', () => {
    expect(read('{"kind":"Pod","apiVersion":"v1"}')).toMatchObject({ grammar: 'text' });
    expect(read('{"level":"error", broken')).toMatchObject({ grammar: 'text' });
  });

  it('reads logfmt, also after the date of Go', () => {
    expect(read('2026/11/20 23:02:47 level=error component=web path=/api msg="dependency check failed" err="Get \\"http://x/\\": EOF"')).toEqual({
      grammar: 'logfmt', severity: 'error', text: 'dependency check failed', at: '2026-11-20T23:02:47Z',
      fields: { component: 'web', path: '/api', err: 'Get "http://x/": EOF' },
    }); // prettier-ignore
    expect(
      read('level=warning msg="Unable to restore endpoint, ignoring" endpointID=1126 subsys=daemon'),
    ).toMatchObject({ severity: 'warning' });
  });

  it.each([
    ['etcd 3.4', '2021-09-11 14:46:23.606939 W | etcdserver: slow', 'warning', 'etcdserver: slow'],
    [
      'Calico',
      '2026-07-01 19:22:41.123 [WARNING][86] felix/route_mgr.go 548: Failed to get tunnel device',
      'warning',
      'Failed to get tunnel device',
    ],
    ['CoreDNS', '[ERROR] plugin/errors: 2 a. A: i/o timeout', 'error', 'plugin/errors: 2 a. A: i/o timeout'],
    [
      'Spring',
      '2026-03-16 16:50:04.046 ERROR 1 --- [nio-8080-exec-9] c.e.OrderController : no stock',
      'error',
      'no stock',
    ],
    ['log4j', '2026-03-16 16:50:04,046 WARN  [main] o.a.Foo: no stock', 'warning', 'no stock'],
    ['Python', '2026-03-16 16:50:04,046 - orders - ERROR - no stock', 'error', 'no stock'],
    ['Python basicConfig', 'ERROR:root:no stock', 'error', 'root:no stock'],
    [
      'nginx',
      '2026/07/01 19:22:41 [error] 31#31: *10 no live upstreams',
      'error',
      '31#31: *10 no live upstreams',
    ],
    ['MySQL 5.7', '2026-03-16T08:50:04.046478Z 12 [Note] Aborted connection', 'info', 'Aborted connection'],
    [
      'PostgreSQL',
      '2026-07-01 19:22:41.123 UTC [71] FATAL:  sorry, too many clients already',
      'fatal',
      'sorry, too many clients already',
    ],
    ['RabbitMQ', '2026-07-01 19:22:41.123 [warning] <0.400.0> alarm', 'warning', '<0.400.0> alarm'],
    ['Redis', '1:M 10 Jan 2026 09:02:57.113 # Fatal error: cannot open', 'fatal', 'Fatal error: cannot open'],
    ['Istio', '2025-12-05T07:29:15.610096Z\terror\txdsproxy\tgone', 'error', 'xdsproxy\tgone'],
    [
      '.NET',
      'fail: Microsoft.AspNetCore.Server.Kestrel[13]',
      'error',
      'fail: Microsoft.AspNetCore.Server.Kestrel[13]',
    ],
    [
      'bare exception',
      'java.net.ConnectException: Connection refused',
      'error',
      'java.net.ConnectException: Connection refused',
    ],
    ['colours', '\u001b[31mERROR\u001b[0m no stock', 'error', 'no stock'],
    ['prose', 'there was no error today', 'unknown', 'there was no error today'],
  ])('reads text: %s', (_, line, severity, text) => {
    expect(read(line)).toMatchObject({ severity, text });
  });

  it('reads the kernel ring buffer, with a level when one is printed', () => {
    expect(read('[12345.678901] nf_conntrack: table full')).toEqual({
      grammar: 'dmesg',
      text: 'nf_conntrack: table full',
      severity: 'unknown',
      fields: {},
      program: 'kernel',
    });
    expect(read('<3>[12345.678901] sd 0:0:0:0: rejecting I/O')).toMatchObject({ severity: 'error' });
    expect(read('kern  :err   : [12345.678901] sd 0:0:0:0: rejecting I/O')).toMatchObject({
      severity: 'error',
    });
    expect(read('[Wed Jul  1 19:22:41 2026] EXT4-fs (sda1): x')).toMatchObject({
      at: '2026-07-01T19:22:41Z',
      program: 'kernel',
    });
  });
});

describe('times of log lines', () => {
  it.each([
    ['2026-07-01T19:22:41Z x', '2026-07-01T19:22:41Z'],
    ['2026/07/01 19:22:41.5 x', '2026-07-01T19:22:41.500Z'],
    ['[2026-07-01 19:22:41,123] x', '2026-07-01T19:22:41.123Z'],
    ['2026-07-01 21:22:41 CEST x', '2026-07-01T19:22:41Z'],
    ['[01/Jul/2026:21:22:41 +0200] x', '2026-07-01T19:22:41Z'],
    ['10 Jan 2026 09:02:57.113 x', '2026-01-10T09:02:57.113Z'],
  ])('reads %s', (text, at) => {
    expect(iso(leadingTime(text)?.lo ?? 0)).toBe(at);
  });

  it('does not read numbers and words as times', () => {
    for (const text of ['12345 x', '2026-13-01 10:00:00', 'Mayhem 01 10:00:00 x', '10.0.0.1 - x', ''])
      expect(leadingTime(text)).toBeUndefined();
    expect(memberTime(17)).toBeUndefined();
    expect(memberTime('soon')).toBeUndefined();
  });

  it('prefers the full stamp of the wrapper, and refines a coarse one by the line', () => {
    const of = (line: string): string => {
      const wrapped = unwrap(line);
      return iso(timeOf(wrapped.at, parsePayload(wrapped.text).at)?.lo ?? 0);
    };
    expect(of('2026-07-01T19:22:41.200000000Z stderr F E0701 21:22:41.123400       1 x.go:1] a')).toBe(
      '2026-07-01T19:22:41.200Z',
    );
    // The line's zone is unknown, but minutes and seconds are the same in all zones.
    expect(of('2026-07-01T19:22:41+0000 n kubelet[1]: E0701 21:22:41.123400       1 x.go:1] a')).toBe(
      '2026-07-01T19:22:41.123400Z',
    );
    expect(of('2026-07-01T19:22:45+0000 n kubelet[1]: E0701 21:22:41.123400       1 x.go:1] a')).toBe(
      '2026-07-01T19:22:45Z',
    );
    expect(
      of('2026-07-01T19:22:41+0000 n containerd[1]: time="2026-07-01T19:22:40.9Z" level=error msg=a'),
    ).toBe('2026-07-01T19:22:40.900Z');
  });

  it('knows lines that go on', () => {
    for (const text of ['\tat a.b.C(D.java:1)', 'Caused by: x', '... 12 more', 'goroutine 1 [running]:', '}'])
      expect(continues(text)).toBe(true);
    for (const text of ['Error: x', '{"a":1}', 'at noon all was well']) expect(continues(text)).toBe(false);
  });
});
