import { describe, expect, it } from 'vitest';
import { exactly, iso, utc, type Stamp } from '../../../../src/base/index.js';
import { metricsCsv } from '../../../../src/intake/formats/metrics/csv.js';
import { kubeletStats } from '../../../../src/intake/formats/metrics/kubelet-stats.js';
import { promtoolDump, promtoolQuery } from '../../../../src/intake/formats/metrics/promtool.js';
import { exposition } from '../../../../src/intake/formats/metrics/exposition.js';
import type { MetricRecord } from '../../../../src/model/index.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(metricsCsv);
testFormat(exposition);
testFormat(promtoolQuery);
testFormat(promtoolDump);
testFormat(kubeletStats);

describe('kubelet stats', () => {
  it('gives the memory of node and pods at the time when each was measured', () => {
    expect(readText(kubeletStats.samples[0] ?? '').records).toMatchObject([
      {
        name: 'node_memory_working_set_bytes',
        labels: { node: 'worker-1' },
        points: [[1782933761000000, 737718272]],
      },
      { name: 'node_memory_available_bytes' },
      { name: 'node_filesystem_used_bytes' },
      { name: 'node_filesystem_capacity_bytes' },
      {
        name: 'pod_memory_working_set_bytes',
        labels: { namespace: 'shop', pod: 'web-0' },
        points: [[1782933760000000, 10485760]],
      },
    ]);
  });
});

const metrics = (text: string, capturedAt?: Stamp): MetricRecord[] =>
  readText(text, capturedAt ? { capturedAt } : {}).records.filter((r) => r.kind === 'metric');

describe('a dump of the time series database', () => {
  it('puts the samples of one series together', () => {
    const found = metrics(promtoolDump.samples[0] ?? '');
    expect(found.map(({ name, labels, points }) => [name, labels['instance'], points])).toEqual([
      [
        'up',
        '10.0.0.1:9100',
        [
          [1782933600500000, 1],
          [1782933660500000, 0],
        ],
      ],
      ['up', '10.0.0.2:9100', [[1782933600500000, 1]]],
    ]);
  });
});

describe('metrics CSV', () => {
  it('cuts columns into subject and metric, and leaves holes out', () => {
    const found = metrics(metricsCsv.samples[0] ?? '', exactly(utc(2026, 7, 1, 20)));
    expect(found.map((m) => [m.name, m.labels, m.points.length])).toEqual([
      ['cpu', { subject: 'cart' }, 2],
      ['mem', { subject: 'cart' }, 2],
      ['cpu', { subject: 'web-1' }, 1],
      ['mem', { subject: 'web-1' }, 2],
    ]);
    expect(iso(found[0]?.points[0]?.[0] ?? 0)).toBe('2026-07-01T19:58:00Z');
  });

  it('finds the zone by the capture that the newest row lies just before', () => {
    const found = metrics(metricsCsv.samples[0] ?? '', exactly(utc(2026, 7, 1, 11, 59)));
    expect(iso(found[0]?.points[0]?.[0] ?? 0)).toBe('2026-07-01T11:58:00Z');
    const stale = metrics(metricsCsv.samples[0] ?? '', exactly(utc(2026, 7, 9, 11, 47)));
    expect(iso(stale[0]?.points[0]?.[0] ?? 0)).toBe('2026-07-01T19:58:00Z');
  });

  it('keeps a column that has no subject', () => {
    expect(metrics(metricsCsv.samples[1] ?? '')).toMatchObject([
      {
        name: 'value',
        labels: {},
        points: [
          [1782933761e6, 1.5],
          [1782933791e6, 2.5],
        ],
      },
    ]);
  });

  it('reads what Grafana downloads: labels over the columns, units in the cells', () => {
    expect(metrics(metricsCsv.samples[2] ?? '')).toMatchObject([
      {
        name: 'value',
        labels: { namespace: 'shop', pod: 'web-0' },
        points: [[expect.any(Number), 1.5 * 2 ** 30]],
      },
      {
        labels: { pod: 'web-1' },
        points: [
          [expect.any(Number), 2 ** 29],
          [expect.any(Number), 640 * 2 ** 20],
        ],
      },
    ]);
    const named = '"Time","container_cpu{pod=""web-0"", container=""app""}"\n"2026-07-01 19:58:00",12.5%\n';
    expect(metrics(named)).toMatchObject([
      {
        name: 'container_cpu',
        labels: { pod: 'web-0', container: 'app' },
        points: [[expect.any(Number), 12.5]],
      },
    ]);
  });

  it('leaves pods named over columns whole: ordinals and hashes are no metrics', () => {
    const text = (a: string, b: string): string => `Time;${a};${b}\n2026-07-01 19:58:00;0,5;1 s\n`;
    expect(metrics(text('web-0', 'web-1')).map(({ name, points }) => [name, points[0]?.[1]])).toEqual([
      ['web-0', 0.5],
      ['web-1', 1000],
    ]);
    expect(metrics(text('web-7d9f8-x4z2n', 'web-7d9f8-b7c9d')).map(({ name }) => name)).toEqual([
      'web-7d9f8-x4z2n',
      'web-7d9f8-b7c9d',
    ]);
  });

  it('groups rows of one sample each by what they name', () => {
    expect(metrics(metricsCsv.samples[3] ?? '').map(({ name, points }) => [name, points[0]?.[1]])).toEqual([
      ['web-0', 0.25],
      ['web-1', 0.5],
    ]);
    const labelled = 'Time,namespace,pod,Value\n1782933761000,shop,web-0,3\n1782933791000,shop,web-0,4\n';
    expect(metrics(labelled)).toMatchObject([
      {
        name: 'value',
        labels: { namespace: 'shop', pod: 'web-0' },
        points: [
          [1782933761e6, 3],
          [1782933791e6, 4],
        ],
      },
    ]);
  });

  it('leaves other tables alone', () => {
    expect(readText('time,user,action\n2026-07-01 19:58:00,alice,deleted the pod\n').format).not.toBe(
      'metrics-csv',
    );
  });
});

describe('text exposition', () => {
  it('takes samples at the time of the capture unless they carry one', () => {
    const capturedAt = exactly(utc(2026, 7, 1, 20));
    expect(
      metrics(exposition.samples[0] ?? '', capturedAt).map((m) => [m.name, m.labels, m.points[0]]),
    ).toEqual([
      ['etcd_server_has_leader', {}, [capturedAt.hi, 1]],
      ['etcd_disk_wal_fsync_duration_seconds_sum', {}, [capturedAt.hi, 12.5]],
      ['etcd_disk_wal_fsync_duration_seconds_count', {}, [capturedAt.hi, 900]],
      ['rest_client_requests_total', { code: '500', host: 'a,"b"', method: 'GET' }, [1782933761123e3, 3]],
    ]);
  });
});

describe('promtool query', () => {
  it('gives the samples of each series at their times', () => {
    const found = promtoolQuery.samples.map((text) => metrics(text));
    expect(found[0]?.map((m) => [m.name, m.labels['instance'], m.points])).toEqual([
      ['up', '10.0.0.1:9100', [[1782933600.5e6, 1]]],
      ['up', '10.0.0.2:9100', [[1782933600.5e6, 0]]],
    ]);
    expect(found[1]?.map((m) => m.points)).toEqual([
      [
        [1782933600e6, 1],
        [1782933660e6, 0],
      ],
    ]);
  });
});
