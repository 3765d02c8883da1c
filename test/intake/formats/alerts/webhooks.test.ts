import { describe, expect, it } from 'vitest';
import { iso } from '../../../../src/base/index.js';
import { rulesFile } from '../../../../src/intake/formats/alerts/rules-file.js';
import type { AlertRecord } from '../../../../src/model/index.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(rulesFile);

const lines = (values: readonly unknown[]): string =>
  `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;
const alerts = (content: string): readonly AlertRecord[] =>
  readText(content).records.flatMap((r) => (r.kind === 'alert' ? [r] : []));
const times = ({ at, acknowledged, ended }: AlertRecord) =>
  [at, acknowledged, ended].map((stamp) => stamp && iso(stamp.lo).slice(11, 19));

describe('what alerting posts, kept line by line', () => {
  it('Alertmanager: the end comes in a payload of its own', () => {
    const payload = (status: string, endsAt: string) => ({
      version: '4', groupKey: '{}', status, receiver: 'pager', groupLabels: {}, commonLabels: {}, externalURL: '',
      alerts: [{ status, labels: { alertname: 'NodeDown' }, annotations: {}, startsAt: '2026-07-01T19:35:00Z', endsAt, fingerprint: 'a' }],
    }); // prettier-ignore
    const content = lines([
      payload('firing', '0001-01-01T00:00:00Z'),
      payload('resolved', '2026-07-01T19:50:00Z'),
    ]);
    const { records, problems } = readText(content);
    expect(problems).toEqual([]);
    expect(records).toHaveLength(1);
    expect(alerts(content).map(times)).toEqual([['19:35:00', undefined, '19:50:00']]);
    const { offset, length } = records[0]?.evidence ?? { offset: 0, length: 0 };
    expect(JSON.parse(content.slice(offset, offset + length))).toMatchObject({ status: 'resolved' });
  });

  it('Alertmanager before version 2 of its API', () => {
    const alert = {
      labels: { alertname: 'NodeDown' },
      annotations: {},
      startsAt: '2026-07-01T19:35:00Z',
      endsAt: '2026-07-01T19:39:00Z',
      status: { state: 'active' },
      receivers: ['pager'],
    };
    expect(alerts(JSON.stringify({ status: 'success', data: [alert] }))).toMatchObject([
      { name: 'NodeDown', receivers: ['pager'] },
    ]);
  });

  it('PagerDuty, both versions', () => {
    const v3 = (type: string, at: string) => ({
      event: {
        id: type,
        event_type: `incident.${type}`,
        occurred_at: at,
        agent: { summary: 'Alice' },
        data: { id: 'Q1', title: 'NodeDown', number: 7 },
      },
    });
    const v2 = (type: string, at: string) => ({
      messages: [{ event: `incident.${type}`, created_on: at, incident: { id: 'Q1', title: 'NodeDown' } }],
    });
    for (const [made, words] of [
      [v3, ['triggered', 'acknowledged', 'resolved']],
      [v2, ['trigger', 'acknowledge', 'resolve']],
    ] as const) {
      const stamps = ['2026-07-01T19:36:00Z', '2026-07-01T19:37:00Z', '2026-07-01T20:00:00Z'];
      const found = alerts(lines(words.map((word, i) => made(word, stamps[i] ?? ''))));
      expect(found.map((alert) => [alert.name, ...times(alert)])).toEqual([
        ['NodeDown', '19:36:00', '19:37:00', '20:00:00'],
      ]);
    }
  });

  it('Opsgenie, with times in milliseconds and nanoseconds', () => {
    const step = (action: string, updatedAt: number) => ({
      action,
      alert: { alertId: '1', message: 'NodeDown', createdAt: 1782934560000, updatedAt, priority: 'P1' },
      integrationName: 'x',
    });
    const found = alerts(
      lines([
        step('Create', 1782934560000),
        step('Acknowledge', 1782934620000000000),
        step('Close', 1782936000000),
      ]),
    );
    expect(found.map((alert) => [alert.name, ...times(alert)])).toEqual([
      ['NodeDown', '19:36:00', '19:37:00', '20:00:00'],
    ]);
  });

  it('says where a payload breaks off', () => {
    const content = `${lines([{ action: 'Create', alert: { alertId: '1', message: 'NodeDown', createdAt: 1782934560000 } }])}{"action":"Close","alert":{"aler`;
    expect(alerts(content)).toHaveLength(1);
    expect(readText(content).problems).toMatchObject([{ message: 'the JSON is broken or cut off here' }]);
  });
});

describe('a panel of Grafana', () => {
  it('is series of metrics', () => {
    const frame = {
      schema: {
        fields: [
          { name: 'Time', type: 'time' },
          { name: 'Value', type: 'number', labels: { __name__: 'up', job: 'web' } },
        ],
      },
      data: {
        values: [
          [1782933761000, 1782933791000],
          [1, 0],
        ],
      },
    };
    expect(
      readText(JSON.stringify({ results: { A: { status: 200, frames: [frame] } } })).records,
    ).toMatchObject([
      {
        kind: 'metric',
        name: 'up',
        labels: { job: 'web' },
        points: [
          [1782933761000000, 1],
          [1782933791000000, 0],
        ],
      },
    ]);
  });
});
