import { amtoolAlerts } from '../../../../src/intake/formats/alerts/amtool.js';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactly, iso, utc, type Stamp } from '../../../../src/base/index.js';
import {
  alertmanagerAlerts,
  alertmanagerSilences,
  alertmanagerStatus,
} from '../../../../src/intake/formats/alerts/alertmanager.js';
import { anomalyReport } from '../../../../src/intake/formats/alerts/anomalies.js';
import { alertFinding } from '../../../../src/intake/formats/alerts/finding.js';
import {
  prometheusAlerts,
  prometheusQuery,
  prometheusRules,
} from '../../../../src/intake/formats/alerts/prometheus.js';
import type { AlertRecord } from '../../../../src/model/index.js';
import { readText, testFormat } from '../../../support/format-tester.js';

for (const format of [
  alertmanagerAlerts, alertmanagerSilences, alertmanagerStatus, prometheusRules, prometheusAlerts, prometheusQuery,
  alertFinding, anomalyReport, amtoolAlerts
]) testFormat(format); // prettier-ignore

const alerts = (text: string, capturedAt?: Stamp, path = 'f'): AlertRecord[] =>
  readText(text, { path, ...(capturedAt ? { capturedAt } : {}) }).records.filter((r) => r.kind === 'alert');
const span = (s: Stamp | undefined): string => (s ? `${iso(s.lo)} ${iso(s.hi)} ${s.grade}` : '');

describe('Alertmanager', () => {
  it('does not take the time-out of a firing alert for its end', () => {
    const [alert] = alerts(alertmanagerAlerts.samples[0] ?? '');
    expect(alert).toMatchObject({
      name: 'KubePodCrashLooping',
      state: 'firing',
      receivers: ['pager'],
      labels: { pod: 'web-0' },
    });
    expect(alert).not.toHaveProperty('ended');
    expect(span(alert?.at)).toBe('2026-07-01T19:35:41.123Z 2026-07-01T19:35:41.124Z A');
  });

  it('takes the end of a resolved alert, and knows the zero time', () => {
    const text = alertmanagerAlerts.samples[2] ?? '';
    expect(span(alerts(text)[0]?.ended)).toBe('2026-07-01T19:50:00Z 2026-07-01T19:50:01Z A');
    expect(alerts(text.replace('2026-07-01T19:50:00Z', '0001-01-01T00:00:00Z'))[0]).not.toHaveProperty(
      'ended',
    );
  });

  it('points at the alert, not at the file', () => {
    const text = alertmanagerAlerts.samples[1] ?? '';
    const [alert] = alerts(text);
    expect(alert?.state).toBe('suppressed');
    const quote = text.slice(
      alert?.evidence.offset,
      (alert?.evidence.offset ?? 0) + (alert?.evidence.length ?? 0),
    );
    expect(JSON.parse(quote)).toHaveProperty('labels.alertname', 'HostDown');
  });

  it('keeps what stands before a break', () => {
    const reading = readText(
      (alertmanagerAlerts.samples[0] ?? '').replace(/\]\s*$/, ',{"labels":{"alertname"'),
    );
    expect(reading.records).toHaveLength(1);
    expect(reading.problems[0]?.message).toMatch(/broken or cut off/);
  });

  const groups = '../shared/real/alertmanager-api/0.31.0/alerts-groups.json';
  it.skipIf(!existsSync(groups))('counts an alert once that two receivers got', () => {
    const text = readFileSync(groups, 'utf8');
    const found = alerts(text);
    const prints = new Set([...text.matchAll(/"fingerprint": "(\w+)"/g)].map((m) => m[1]));
    expect(found).toHaveLength(prints.size);
    expect(found.find((a) => a.name === 'Free_Disk_Space_Too_Low')?.receivers).toEqual([
      'by-cluster-service',
      'by-name',
    ]);
  });
});

describe('Prometheus', () => {
  it('tells the condition from the alert: activeAt and "for" later', () => {
    const records = readText(prometheusRules.samples[0] ?? '').records;
    expect(records[0]).toMatchObject({
      kind: 'alert-rule',
      name: 'KubePodNotReady',
      wait: 900e6,
      labels: { severity: 'warning' },
    });
    const [alert] = alerts(prometheusRules.samples[0] ?? '');
    expect(span(alert?.pendingSince)).toBe('2026-07-01T19:10:00.123456Z 2026-07-01T19:10:00.123456Z A');
    expect(span(alert?.at)).toBe('2026-07-01T19:25:00.123456Z 2026-07-01T19:25:00.123456Z B');
    expect(records.filter((r) => r.kind === 'alert-rule')).toHaveLength(1);
  });

  it('brackets the beginning of an alert between two samples', () => {
    const reading = readText(prometheusQuery.samples[0] ?? '');
    const [alert] = reading.records.filter((r) => r.kind === 'alert');
    expect(alert).toMatchObject({ name: 'TargetDown', labels: { job: 'web' }, state: 'firing' });
    expect(span(alert?.at)).toBe('2026-07-01T19:21:30Z 2026-07-01T19:22:00Z B');
    expect(span(alert?.pendingSince)).toBe('2026-07-01T19:20:30Z 2026-07-01T19:21:00Z B');
    expect(reading.records.filter((r) => r.kind === 'metric')).toMatchObject([
      {
        name: 'up',
        labels: { job: 'web' },
        points: [
          [1782933600e6, 1],
          [1782933630e6, 0],
        ],
      },
    ]);
  });

  it('ends an alert whose samples stop before those of others', () => {
    const text = JSON.stringify({
      status: 'success',
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: { __name__: 'ALERTS', alertname: 'A', alertstate: 'firing' },
            values: [
              [1000, '1'],
              [1030, '1'],
              [1300, '1'],
              [1330, '1'],
            ],
          },
          {
            metric: { __name__: 'up' },
            values: [
              [1000, '1'],
              [1030, '1'],
              [2000, '1'],
            ],
          },
        ],
      },
    });
    expect(alerts(text).map((a) => [a.at.hi / 1e6, a.state, (a.ended?.lo ?? 0) / 1e6])).toEqual([
      [1030 - 30, 'resolved', 1030],
      [1300, 'resolved', 1330],
    ]);
  });
});

describe('findings', () => {
  it('reads the subject and its events out of the evidence', () => {
    const reading = readText(alertFinding.samples[0] ?? '');
    expect(reading.records).toMatchObject([
      {
        kind: 'alert',
        name: 'PodLifecycleWarning',
        labels: { namespace: 'shop', pod: 'queue-0' },
        system: 'kubernetes_api_server',
      },
      {
        kind: 'event',
        reason: 'Evicted',
        type: 'Warning',
        about: { kind: 'Pod', namespace: 'shop', name: 'queue-0' },
      },
    ]);
  });

  it('reads YAML as well, and evidence that is JSON in text', () => {
    const evidence = JSON.stringify([
      {
        type: 'table',
        data: {
          headers: ['reason', 'type', 'time', 'message'],
          rows: [['FailedScheduling', 'Warning', 1737957030379.022, 'no']],
        },
      },
    ]);
    const reading = readText(`${alertFinding.samples[1] ?? ''}evidence:\n- data: '${evidence}'\n`);
    expect(reading.records[1]).toMatchObject({ kind: 'event', reason: 'FailedScheduling' });
    expect(reading.records[1]?.kind === 'event' ? iso(reading.records[1].first.lo) : '').toBe(
      '2025-01-27T05:50:30.379022Z',
    );
  });

  const dev = '../shared/real/holmes-dev/bundles/holmes-investigate-06_job_failure/alerts/issue_data.json';
  it.skipIf(!existsSync(dev))('reads evidence that was escaped twice', () => {
    expect(
      readText(readFileSync(dev))
        .records.filter((r) => r.kind === 'event')
        .map((e) => e.reason),
    ).toEqual(['BackoffLimitExceeded', 'SuccessfulCreate', 'SuccessfulCreate']);
  });
});

describe('anomaly reports', () => {
  it('finds the zone by the end of the capture, and says that the onset lies in the window', () => {
    const capturedAt = exactly(utc(2026, 7, 1, 14, 0, 33));
    const [anomaly, request] = alerts(anomalyReport.samples[0] ?? '', capturedAt);
    expect(anomaly).toMatchObject({ name: 'LATENCY_DEGRADATION', labels: { service: 'cart' } });
    expect(span(anomaly?.at)).toBe('2026-07-01T13:57:17Z 2026-07-01T13:59:13Z B');
    expect(request).toMatchObject({
      name: 'RequestFailed',
      labels: { service: 'cart', path: '/api/v1/cart' },
      at: { grade: 'X' },
    });
  });

  it('takes an empty object for "no alerts" only where alerts are kept', () => {
    expect(readText('{}', { path: 'case/alerts/alerts.json' })).toMatchObject({
      format: 'anomaly-report',
      records: [{ kind: 'report', data: { alerts: [] } }],
    });
    expect(readText('{}', { path: 'case/x.json' }).format).not.toBe('anomaly-report');
  });
});

it('amtool says since when each alert fires', () => {
  expect(readText(amtoolAlerts.samples[0] ?? '').records).toMatchObject([
    {
      name: 'KubePodCrashLooping',
      state: 'firing',
      at: { lo: utc(2026, 7, 1, 19, 25) },
      annotations: { summary: 'Pod is crash looping.' },
    },
    { name: 'KubeNodeNotReady', state: 'suppressed' },
  ]);
});
