import { digList, digText, isObject, sortedBy } from '../../../base/index.js';
import { seenAt } from '../captured.js';
import type { AlertRecord } from '../../../model/index.js';
import type { Format } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import { jsonHead } from '../../json-head.js';
import { everyJson, wholeJson } from '../json-spans.js';
import { alertOf, timeOf } from './alert.js';

/**
 * Alerts of Alertmanager: the answer of /api/v2/alerts (a list; the Insights archive keeps the same
 * shape), of /api/v2/alerts/groups (groups by receiver, one alert may stand in several), and the payload
 * that it posts to webhooks.
 */
export const alertmanagerAlerts: Format = {
  id: 'alertmanager-alerts',
  title: 'Alertmanager alerts, groups, or webhook payload',
  grammar: 'prometheus/alertmanager api/v2/openapi.yaml; template/template.go (Data)',
  samples: [
    '[{"annotations":{"summary":"pod is crash looping"},"endsAt":"2026-07-01T19:39:41.123Z","fingerprint":"a1b2","receivers":[{"name":"pager"}],"startsAt":"2026-07-01T19:35:41.123Z","status":{"inhibitedBy":[],"silencedBy":[],"state":"active"},"updatedAt":"2026-07-01T19:35:41.200Z","labels":{"alertname":"KubePodCrashLooping","namespace":"shop","pod":"web-0","severity":"warning"}}]\n',
    '[{"alerts":[{"annotations":{},"endsAt":"2026-07-01T19:39:41.123Z","fingerprint":"c3d4","receivers":[{"name":"a"},{"name":"b"}],"startsAt":"2026-07-01T19:30:00Z","status":{"inhibitedBy":[],"silencedBy":["x"],"state":"suppressed"},"labels":{"alertname":"HostDown","instance":"n1"}}],"labels":{"alertname":"HostDown"},"receiver":{"name":"a"}}]\n',
    '{"version":"4","groupKey":"{}","status":"resolved","receiver":"pager","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am","alerts":[{"status":"resolved","labels":{"alertname":"TargetDown"},"annotations":{},"startsAt":"2026-07-01T19:30:00Z","endsAt":"2026-07-01T19:50:00Z","fingerprint":"e5"}]}\n',
  ],
  sniff(head) {
    const json = jsonHead(head);
    if (!json) return 0;
    const has = (path: string): boolean => json.keys.has(path);
    // The API before version 2.
    if (has('data[].labels') && has('data[].startsAt')) return 0.97;
    if (json.top === 'array') {
      if (has('[].labels') && has('[].startsAt') && !has('[].matchers')) return 0.97;
      return has('[].alerts') && has('[].labels') && has('[].receiver') ? 0.97 : 0;
    }
    return has('alerts[].labels') && has('alerts[].startsAt') ? 0.97 : 0;
  },
  open: (context) =>
    everyJson(context, (documents) => {
      const found = new Map<string, AlertRecord>();
      for (const { value, locate } of documents) {
        for (const { alert, receiver } of alertsIn(value)) {
          const record = alertOf(alert, locate(alert));
          if (!record) continue;
          const id = `${digText(alert, 'fingerprint') ?? ''} ${JSON.stringify(record.labels)} ${record.at.lo}`;
          const known = found.get(id);
          const receivers = new Set([...(known?.receivers ?? []), ...record.receivers, ...receiver]);
          // A webhook tells of the end in a payload of its own.
          const newest = known === undefined || record.state === 'resolved' ? record : known;
          found.set(id, { ...newest, receivers: sortedBy(receivers, (r) => r) });
        }
      }
      for (const record of found.values()) context.emit(record);
    }),
};

function alertsIn(value: unknown): { alert: unknown; receiver: string[] }[] {
  const data = digList(value, 'data');
  const groups = Array.isArray(value) ? (value as unknown[]) : data.length > 0 ? data : [value];
  return groups.flatMap((entry) => {
    if (!isObject(entry)) return [];
    if (!Array.isArray(entry['alerts'])) return [{ alert: entry, receiver: [] }];
    const receiver = digText(entry, 'receiver', 'name') ?? digText(entry, 'receiver');
    return digList(entry, 'alerts').map((alert) => ({
      alert,
      receiver: receiver === undefined ? [] : [receiver],
    }));
  });
}

/** Silences: which alerts nobody was told of, since when, and who asked for that. */
export const alertmanagerSilences: Format = {
  id: 'alertmanager-silences',
  title: 'Alertmanager silences',
  grammar: 'prometheus/alertmanager api/v2/openapi.yaml (gettableSilence)',
  samples: [
    '[{"id":"810ccf7f","status":{"state":"active"},"updatedAt":"2026-03-11T12:48:38.409Z","comment":"planned work","createdBy":"jo","endsAt":"2026-03-11T14:00:00.000Z","matchers":[{"isEqual":true,"isRegex":false,"name":"instance","value":"web1"}],"startsAt":"2026-03-11T12:48:38.409Z"}]\n',
  ],
  sniff(head) {
    const json = jsonHead(head);
    return json?.keys.has('[].matchers') === true && json.keys.has('[].startsAt') ? 0.97 : 0;
  },
  open: (context) =>
    wholeJson(context, ({ value, locate }) => {
      for (const silence of digList(value)) {
        const comment = digText(silence, 'comment') ?? '';
        const author = digText(silence, 'createdBy') ?? '';
        context.emit({
          kind: 'report',
          topic: 'alertmanager-status',
          at: timeOf(isObject(silence) ? silence['startsAt'] : undefined) ?? UNTIMED,
          data: { silence },
          text: `silence by ${author}: ${comment}`,
          evidence: locate(silence),
        });
      }
    }),
};

/** Alertmanager's own status: its version, its peers, its routing tree. */
export const alertmanagerStatus: Format = {
  id: 'alertmanager-status',
  title: 'Alertmanager status',
  grammar: 'prometheus/alertmanager api/v2/openapi.yaml (alertmanagerStatus)',
  samples: [
    '{"cluster":{"peers":[],"status":"disabled"},"config":{"original":"route:\\n  receiver: none\\nreceivers:\\n- name: none\\n"},"uptime":"2026-07-01T19:00:00.856Z","versionInfo":{"version":"0.27.0"}}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    return keys?.has('versionInfo') === true && keys.has('config.original') ? 0.97 : 0;
  },
  open: (context) =>
    wholeJson(context, ({ value, locate }) => {
      context.emit({
        kind: 'report',
        topic: 'alertmanager-status',
        at: seenAt(context),
        data: value,
        text: `Alertmanager ${digText(value, 'versionInfo', 'version') ?? ''}`.trim(),
        evidence: locate(value),
      });
    }),
};
