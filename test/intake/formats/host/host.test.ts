import { describe, expect, it } from 'vitest';
import { exactly, iso, utc, type Stamp } from '../../../../src/base/index.js';
import { callGraph } from '../../../../src/intake/formats/host/call-graph.js';
import { collectorAnswers } from '../../../../src/intake/formats/host/collector-answers.js';
import { connectivityCheck } from '../../../../src/intake/formats/host/connectivity.js';
import { etcdctl } from '../../../../src/intake/formats/host/etcdctl.js';
import { ipAddr, ipRoute } from '../../../../src/intake/formats/host/ip.js';
import { haproxyStats } from '../../../../src/intake/formats/host/haproxy-stats.js';
import { iptablesSave } from '../../../../src/intake/formats/host/iptables.js';
import { systemctlStatus } from '../../../../src/intake/formats/host/systemctl.js';
import { diskUsage, memoryUsage } from '../../../../src/intake/formats/host/usage.js';
import { kubectlVersion } from '../../../../src/intake/formats/host/version.js';
import type { ReportRecord } from '../../../../src/model/index.js';
import { readText, testFormat, type ReadOptions } from '../../../support/format-tester.js';

for (const format of [
  systemctlStatus, etcdctl, iptablesSave, ipAddr, ipRoute, diskUsage, memoryUsage, connectivityCheck, callGraph,
  kubectlVersion, haproxyStats, collectorAnswers,
]) testFormat(format); // prettier-ignore

const reports = (text: string, options: ReadOptions = {}): ReportRecord[] =>
  readText(text, options).records.filter((r) => r.kind === 'report');
const span = (s: unknown): string => {
  const { lo, hi, grade } = s as Stamp;
  return `${iso(lo)} ${iso(hi)} ${grade}`;
};

describe('systemctl status', () => {
  it('reads state, result and exit of a unit that keeps failing', () => {
    const [unit] = reports(systemctlStatus.samples[1] ?? '', { place: { node: 'worker-2' } });
    expect(unit).toMatchObject({
      topic: 'unit-status',
      node: 'worker-2',
      about: { kind: 'NodeService', name: 'worker-2/containerd' },
      data: {
        unit: 'containerd.service',
        load: 'loaded',
        enabled: 'enabled',
        active: 'activating',
        sub: 'auto-restart',
        result: 'exit-code',
        pid: 4711,
        exit: '1/FAILURE',
      },
    });
  });

  it('takes the node from the journal lines and reads them as a log', () => {
    const records = readText(systemctlStatus.samples[0] ?? '').records;
    expect(records[0]).toMatchObject({
      node: 'worker-2',
      data: { active: 'inactive', sub: 'dead', since: { grade: 'A' } },
    });
    expect(span((records[0] as ReportRecord & { data: { since: Stamp } }).data.since)).toBe(
      '2026-07-01T19:22:41Z 2026-07-01T19:22:42Z A',
    );
  });

  const unit = (since: string, ago: string): string =>
    `● kubelet.service - Kubernetes Kubelet\n     Loaded: loaded (/x; enabled)\n     Active: active (running) since ${since}; ${ago} ago\n`;
  const sinceOf = (text: string, capturedAt: Stamp): string =>
    span((reports(text, { capturedAt })[0]?.data as { since: Stamp }).since);

  it('tells which CST it was by the printed age', () => {
    const capturedAt = exactly(utc(2026, 7, 1, 12));
    expect(sinceOf(unit('Wed 2026-07-01 19:00:00 CST', '1h 0min'), capturedAt)).toBe(
      '2026-07-01T11:00:00Z 2026-07-01T11:00:01Z A',
    );
    expect(sinceOf(unit('Wed 2026-07-01 05:00:00 CST', '1h 0min'), capturedAt)).toBe(
      '2026-07-01T11:00:00Z 2026-07-01T11:00:01Z A',
    );
  });

  it('does not believe in a beginning after the capture, and leaves open what stays open', () => {
    const capturedAt = exactly(utc(2026, 7, 1, 12));
    expect(sinceOf(unit('Wed 2026-07-01 19:59:00 CST', '4h 12min'), capturedAt)).toBe(
      '2026-07-01T11:59:00Z 2026-07-01T11:59:01Z A',
    );
    expect(sinceOf(unit('Mon 2026-06-29 19:00:00 CST', '3h'), capturedAt)).toBe(
      '2026-06-29T11:00:00Z 2026-06-30T01:00:01Z C',
    );
  });

  it('reads the journal lines in the zone of that line', () => {
    const text =
      unit('Wed 2026-07-01 19:00:00 CST', '1h 0min') +
      '\nJul 01 19:30:00 worker-2 kubelet[1776]: E0701 19:30:00.123456    1776 kubelet.go:2407] "Container runtime network not ready" networkReady="NetworkReady=false"\n';
    const reading = readText(text, { capturedAt: exactly(utc(2026, 7, 1, 12)) });
    expect(reading.zone).toBe('+08:00');
    const message = reading.records.find((r) => r.kind === 'message');
    // The year is put in when the whole capture is known.
    expect(message?.kind === 'message' ? iso(message.at.lo).slice(5, 16) : '').toBe('07-01T11:30');
  });

  it('knows a unit that is not there', () => {
    expect(reports(systemctlStatus.samples[2] ?? '')[0]).toMatchObject({
      data: { unit: 'kube-scheduler.service', load: 'not-found' },
    });
  });
});

describe('etcdctl', () => {
  const members = (text: string): unknown => (reports(text)[0]?.data as { members: unknown }).members;

  it('reads tables and JSON into the same shape, ids in hex', () => {
    expect(members(etcdctl.samples[0] ?? '')).toMatchObject([
      {
        endpoint: '127.0.0.1:12379',
        id: 'ddd67b312462fd7b',
        version: '3.4.23',
        dbSizeBytes: 7400000,
        leader: false,
        term: 58,
        index: 3921,
        appliedIndex: 3921,
        errors: [],
      },
      { id: '628170c800dbcee', leader: true },
    ]);
    expect(members(etcdctl.samples[1] ?? '')).toMatchObject([
      {
        endpoint: 'https://10.0.0.1:2379',
        id: 3513545598572325380n.toString(16),
        leader: false,
        learner: false,
        term: 8,
        index: 47279,
      },
    ]);
  });

  it('reads health, members and alarms', () => {
    expect(members(etcdctl.samples[2] ?? '')).toMatchObject([
      { healthy: false, took: '5.000316276s', errors: ['context deadline exceeded'] },
    ]);
    expect(members(etcdctl.samples[5] ?? '')).toMatchObject([
      { healthy: true, took: '11.7ms' },
      { healthy: false },
    ]);
    expect(members(etcdctl.samples[3] ?? '')).toMatchObject([
      { name: 'm1', clients: ['https://10.0.0.1:2379'] },
    ]);
    expect(members(etcdctl.samples[6] ?? '')).toMatchObject([
      { id: 8630161756594109333n.toString(16), errors: ['alarm:NOSPACE'] },
    ]);
  });
});

describe('iptables-save', () => {
  it('counts service rules and names services without endpoints', () => {
    const [report] = reports(iptablesSave.samples[0] ?? '');
    expect(span(report?.at)).toBe('2026-11-20T22:44:40Z 2026-11-20T22:44:41Z A');
    expect(report?.data).toMatchObject({
      tables: {
        nat: {
          rules: 3,
          serviceRules: 1,
          services: 1,
          endpoints: 1,
          hasServicesChain: true,
          rejects: [],
          kubeServices: [
            {
              namespace: 'kube-system',
              service: 'kube-dns',
              port: 'dns',
              clusterIP: '10.96.0.10',
              dport: 53,
            },
          ],
        },
        filter: { rejects: [{ namespace: 'shop', service: 'web', port: 'http', local: false }] },
      },
    });
  });

  it('sees that kube-proxy never wrote anything', () => {
    expect(
      reports('*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j ACCEPT\nCOMMIT\n')[0]?.data,
    ).toMatchObject({ tables: { nat: { hasServicesChain: false, serviceRules: 0 } } });
  });

  it('says when the table is cut off', () => {
    expect(readText('*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j ACC').problems[0]?.message).toMatch(
      /cut off/,
    );
  });
});

describe('network state', () => {
  it('reads both forms of ip addr', () => {
    expect(reports(ipAddr.samples[0] ?? '')[0]?.data).toMatchObject({
      interfaces: [
        { name: 'lo', state: 'UNKNOWN' },
        { name: 'eth0', state: 'UP', addresses: ['10.200.0.11/24', 'fe80::a890:6ff:fe15:f306/64'] },
        { name: 'cni0', state: 'DOWN' },
      ],
    });
    expect(reports(ipAddr.samples[1] ?? '')[0]?.data).toMatchObject({
      interfaces: [
        { name: 'lo', addresses: ['127.0.0.1/8'] },
        {
          name: 'flannel.1',
          state: 'UNKNOWN',
          mtu: 8908,
          flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
          addresses: ['10.1.84.0/32'],
        },
      ],
    });
  });

  it('reads routes', () => {
    expect(reports(ipRoute.samples[0] ?? '')[0]?.data).toMatchObject({
      routes: [
        { to: 'default', via: '10.6.0.1', dev: 'ens3' },
        { to: '10.1.7.0/24', via: '10.1.7.0', dev: 'flannel.1' },
        { to: '10.6.0.0/16', dev: 'ens3' },
        { type: 'unreachable', to: '10.9.0.0/24' },
      ],
    });
  });

  it('reads disks and memory', () => {
    expect(reports(diskUsage.samples[0] ?? '')[0]).toMatchObject({
      topic: 'disk-usage',
      data: {
        filesystems: [
          { device: '/dev/vda1', mount: '/', usedPercent: 96 },
          { mount: '/run', usedPercent: 1 },
        ],
      },
    });
    expect(reports(diskUsage.samples[1] ?? '')[0]?.data).toMatchObject({
      inodes: true,
      filesystems: [{ type: 'ext4', usedPercent: 100, inodes: true }],
    });
    expect(reports(memoryUsage.samples[0] ?? '')[0]?.data).toMatchObject({
      mem: { total: '15Gi', available: '402Mi' },
      swap: { total: '0B' },
    });
  });
});

describe('connectivity', () => {
  it('reads one check from one place', () => {
    expect(reports(connectivityCheck.samples[0] ?? '')).toMatchObject([
      {
        about: { kind: 'Service', namespace: 'shop', name: 'cart' },
        data: { target: 'cart', port: 8080, namespace: 'shop', ip: '10.68.69.88', ok: true },
      },
    ]);
  });

  it('reads one check from each node', () => {
    expect(reports(connectivityCheck.samples[1] ?? '', { place: { namespace: 'shop' } })).toMatchObject([
      { node: 'worker-1', data: { target: 'cart', port: 8080, ok: true, from: 'worker-1' } },
      {
        node: 'worker-2',
        about: { namespace: 'shop', name: 'cart' },
        data: { target: 'cart', port: 8080, ok: false, error: 'Connection Failed' },
      },
    ]);
  });

  it('reads nc', () => {
    expect(reports(connectivityCheck.samples[2] ?? '')).toMatchObject([
      { data: { target: 'cart.shop.svc', port: 8080, ok: false, error: 'failed: Connection refused' } },
    ]);
  });
});

describe('call graph', () => {
  it('reads callers and the tree below, without the remarks', () => {
    expect(reports(callGraph.samples[0] ?? '')[0]?.data).toEqual({
      service: 'web',
      entrypoint: true,
      edges: [
        { from: 'web', to: 'cart' },
        { from: 'cart', to: 'store' },
        { from: 'web', to: 'rates' },
      ],
    });
    expect(reports(callGraph.samples[1] ?? '')[0]?.data).toEqual({
      service: 'store',
      edges: [
        { from: 'cart', to: 'store' },
        { from: 'web', to: 'store' },
      ],
    });
  });
});

describe('version', () => {
  it('reads every form', () => {
    expect(kubectlVersion.samples.map((s) => reports(s)[0]?.data)).toEqual([
      { server: 'v1.23.3', client: 'v1.23.3' },
      { server: 'v1.31.2', client: 'v1.31.2' },
      { server: 'v1.29.2' },
      { server: 'v1.31.2', client: 'v1.31.2' },
      { server: 'v1.23.5' },
    ]);
  });
});

describe('haproxy statistics', () => {
  it('says which servers of a backend are down, by which check and for how long', () => {
    const [stats, ...more] = reports(haproxyStats.samples[0] ?? '', { place: { node: 'edge-1' } });
    expect(more).toEqual([]);
    expect(stats).toMatchObject({
      topic: 'other',
      node: 'edge-1',
      text: 'haproxy api: 1 of 2 servers up; m2 DOWN (L4CON, for 300 s)',
    });
    expect(stats?.data).toMatchObject({
      proxy: 'api',
      members: [{}, { name: 'm1', status: 'UP' }, { name: 'm2', timesDown: 2, secondsInStatus: 300 }, {}],
    });
  });
});

describe('answers of collectors', () => {
  it.each([
    [
      0,
      'analyzer-results',
      '1 analysers, 1 of them warn or fail; Default Storage Class: No default storage class found',
    ],
    [1, 'database-check', 'not connected: dial tcp 10.96.3.4:1433: connect: connection refused'],
    [2, 'certificate-check', 'shop/tls: secrets "tls" not found'],
    [
      3,
      'connectivity-errors',
      'DNSError 2026-07-01T19:22:41Z load-balancer-api-external: failure looking up host api.example: no such host',
    ],
  ])('sample %i is a %s', (i, answer, text) => {
    const [found] = reports(collectorAnswers.samples[i] ?? '');
    expect(found).toMatchObject({ topic: 'other', text, data: { answer } });
  });

  it('does not take log lines or objects of somebody for one', () => {
    const line = '{"isConnected":false,"level":"error","msg":"database gone","ts":"2026-07-01T19:22:41Z"}\n';
    expect(readText(line + line).format).toBe('json-log');
    const celery =
      '[2026-07-01 19:22:41,123: ERROR/MainProcess] consumer: Cannot connect to amqp://u:**@mq:5672//: [Errno 111] Connection refused.\n';
    expect(readText(celery + celery).format).not.toBe('collector-answer');
    expect(readText('{"colour":"blue","size":3}\n').status).toBe('unrecognised');
  });

  it('calls an empty answer empty', () => {
    for (const text of ['[]\n', '{}', ' null\n']) expect(readText(text).status).toBe('empty');
  });

  it('knows a version that stands alone by the name of its file', () => {
    expect(reports('v1.32.2\n', { path: 'node/kubernetes-version.txt' })).toMatchObject([
      { topic: 'version' },
    ]);
    expect(reports('v1.32.2\n', { path: 'node/notes' })).toEqual([]);
  });
});
