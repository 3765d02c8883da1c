import { describe, expect, it } from 'vitest';
import { utc } from '../../../../src/base/index.js';
import { logFormats } from '../../../../src/intake/formats/logs.js';
import { csvLog } from '../../../../src/intake/formats/shipped/csv-log.js';
import { datadogEvents } from '../../../../src/intake/formats/shipped/datadog-events.js';
import { sternLog } from '../../../../src/intake/formats/shipped/stern.js';
import { logExport } from '../../../../src/intake/formats/shipped/log-export.js';
import type { CaptureRecord } from '../../../../src/model/index.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(logExport);
testFormat(csvLog);
testFormat(sternLog);
testFormat(datadogEvents);
for (const format of logFormats) if (format.id === 'shipped-log') testFormat(format);

const AT = utc(2026, 7, 1, 19, 22, 41);
const web = { kind: 'Pod', namespace: 'shop', name: 'web-0' };

function messages(text: string): readonly Extract<CaptureRecord, { kind: 'message' }>[] {
  return readText(text).records.flatMap((record) => (record.kind === 'message' ? [record] : []));
}

describe('who wrote a shipped line, and when', () => {
  it.each(
    [logExport, csvLog].flatMap(({ id, samples }) =>
      samples
        .filter((text) => !text.includes('KubeEventType'))
        .map((text, i) => [`${id} ${i + 1}`, text] as const),
    ),
  )('%s', (_, text) => {
    const found = messages(text);
    expect(found.length).toBeGreaterThan(0);
    for (const { origin, at } of found) {
      expect(origin.pod?.name ?? origin.program).toMatch(/^(?:web-|kubelet$)/);
      expect(Math.abs(at.lo - AT)).toBeLessThan(5_000_000);
      expect(at.grade).toBe('A');
    }
  });

  it.each([
    ['fluent-bit', '{"date":1782933761.123456,"log":"panic: oops","kubernetes":{"pod_name":"web-0","namespace_name":"shop","container_name":"app","host":"worker-1"}}'],
    ['Vector', '{"message":"panic: oops","timestamp":"2026-07-01T19:22:41.123Z","kubernetes":{"pod_name":"web-0","pod_namespace":"shop","container_name":"app","pod_node_name":"worker-1"}}'],
    ['Filebeat', '{"@timestamp":"2026-07-01T19:22:41.123Z","message":"panic: oops","kubernetes":{"pod":{"name":"web-0"},"namespace":"shop","container":{"name":"app"},"node":{"name":"worker-1"}}}'],
    ['OpenTelemetry', '{"timestamp":"2026-07-01T19:22:41.123Z","body":"panic: oops","resource":{"k8s.pod.name":"web-0","k8s.namespace.name":"shop","k8s.container.name":"app"}}'],
    ['logcli', '2026-07-01T19:22:41Z {container="app", namespace="shop", pod="web-0"} panic: oops'],
    ['kail', 'shop/web-0[app]: panic: oops'],
    ['Promtail', '{"labels":{"filename":"/var/log/pods/shop_web-0_7d05/app/0.log"},"line":"panic: oops","timestamp":"2026-07-01T19:22:41.1Z"}'],
  ])('%s', (_, line) => {
    const [panic] = messages(`${line}\n${line}\n`);
    expect(panic?.origin).toMatchObject({ pod: web, container: 'app' });
    expect(panic).toMatchObject({ id: 'app-panic', text: 'panic: oops', count: 2 });
  }); // prettier-ignore

  it('reads the stream of a host component', () => {
    const line =
      '{"@timestamp":"2026-07-01T19:22:41Z","message":"E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down","systemd":{"unit":"kubelet.service"},"kubernetes":{"node":{"name":"worker-1"}}}';
    expect(messages(`${line}\n`)[0]).toMatchObject({
      id: 'runtime-down',
      origin: { program: 'kubelet', node: 'worker-1' },
    });
  });

  it('does not join lines of two pods', () => {
    const line = (pod: string, log: string): string =>
      `${JSON.stringify({ date: 1782933761.5, log, kubernetes: { pod_name: pod, namespace_name: 'shop' } })}\n`;
    const found = messages(line('web-0', 'panic: oops') + line('web-1', '\tat nowhere') + line('web-0', 'goroutine 1 [running]:')); // prettier-ignore
    expect(found.map(({ text }) => text)).toEqual(['panic: oops']);
  });

  it('puts an answer with the newest first in order', () => {
    const values = [
      ['1782933765000000000', 'goroutine 1 [running]:'],
      ['1782933761000000000', 'panic: oops'],
    ];
    const stream = { namespace: 'shop', pod: 'web-0', container: 'app' };
    const answer = { status: 'success', data: { resultType: 'streams', result: [{ stream, values }] } };
    const [panic] = messages(JSON.stringify(answer));
    expect(panic?.at.lo).toBe(AT);
    expect(panic?.text).toBe('panic: oops goroutine 1 [running]:');
  });
});

describe('stern', () => {
  it.each(sternLog.samples)('%#', (text) => {
    const pods = messages(text).map(({ origin }) => origin.pod?.name);
    expect(pods.length).toBeGreaterThan(0);
    expect(pods.every((pod) => pod?.startsWith('web-'))).toBe(true);
  });

  it('is no program that counts its tasks', () => {
    const text = 'task-1 started one\ntask-1 finished one\ntask-2 started two\ntask-2 finished two\n';
    expect(
      sternLog.sniff({ text, lines: text.split('\n').slice(0, 4), path: 'x', place: {}, whole: true }),
    ).toBe(0);
  });
});

describe('what is no log line in an export', () => {
  const gke = logExport.samples.find((text) => text.includes('protoPayload')) ?? '';
  const { records } = readText(gke);

  it('an audit event of Cloud Logging is a request', () => {
    expect(records.find(({ kind }) => kind === 'request')).toMatchObject({
      user: 'jane@example.com',
      verb: 'delete',
      about: web,
      code: 200,
    });
  });

  it('an Event is an event', () => {
    expect(records.find(({ kind }) => kind === 'event')).toMatchObject({ reason: 'BackOff', about: web });
  });

  it('an audit event in CloudWatch is a request', () => {
    const aws = logExport.samples.find((text) => text.includes('kube-apiserver-audit')) ?? '';
    expect(readText(aws).records.find(({ kind }) => kind === 'request')).toMatchObject({
      user: 'jane',
      about: web,
    });
  });

  it('entries that name nobody are said', () => {
    const text = JSON.stringify({ hits: { hits: [{ _index: 'x', _source: { message: 'hello' } }] } });
    expect(readText(text).problems[0]?.message).toMatch(/^1 entries name no pod/);
  });

  it('cites the entry, not the document', () => {
    for (const { evidence } of records) expect(evidence.length).toBeLessThan(gke.length / 2);
  });
});

describe('Datadog events', () => {
  it('unpacks the Events of Kubernetes, with their counts', () => {
    const events = datadogEvents.samples.flatMap((text) => readText(text).records);
    expect(events.filter((record) => record.kind === 'event')).toMatchObject([
      { about: web, reason: 'BackOff', count: 3, type: 'Warning', component: 'kubelet', host: 'worker-1' },
      { about: web, reason: 'Pulled', count: 1 },
      {
        about: web,
        reason: 'FailedScheduling',
        message: '0/3 nodes are available: 3 Insufficient cpu.',
        component: 'default-scheduler',
        first: { lo: AT },
      },
    ]);
  });

  it('makes one alert of what a monitor said from triggered to recovered', () => {
    const alerts = readText(datadogEvents.samples[0] ?? '').records.filter(({ kind }) => kind === 'alert');
    expect(alerts).toMatchObject([
      { name: 'Error rate of checkout is high', state: 'resolved', ended: { lo: utc(2026, 7, 1, 19, 40) } },
    ]);
  });

  it('counts what is neither', () => {
    const text = '{"events":[{"date_happened":1782933761,"title":"Deployed web","text":"v2","tags":[]}]}';
    const { records, problems } = readText(text);
    expect(records).toEqual([]);
    expect(problems[0]?.message).toBe('1 events are neither of Kubernetes nor of a monitor');
  });
});

describe('what log stores keep beside logs', () => {
  it.each([...logExport.samples, ...csvLog.samples].filter((text) => text.includes('KubeEventType')))(
    'are Events of AKS',
    (text) => {
      const [event] = readText(text).records;
      expect(event).toMatchObject({
        kind: 'event',
        about: web,
        reason: 'BackOff',
        count: 12,
        type: 'Warning',
        host: 'aks-node-1',
      });
      expect(event?.kind === 'event' && event.last.lo).toBe(AT);
    },
  );

  it('are audit events, in CSV too', () => {
    const audit =
      '{""kind"":""Event"",""apiVersion"":""audit.k8s.io/v1"",""auditID"":""1"",""stage"":""ResponseComplete"",""verb"":""delete"",""user"":{""username"":""jane""},""objectRef"":{""resource"":""pods"",""namespace"":""shop"",""name"":""web-0""},""responseStatus"":{""code"":200},""requestReceivedTimestamp"":""2026-07-01T19:22:41.000000Z"",""stageTimestamp"":""2026-07-01T19:22:41.100000Z""}';
    const text = `@timestamp,@message,@logStream\n2026-07-01 19:22:41.123,"${audit}",kube-apiserver-audit-abc\n`;
    expect(readText(text).records).toMatchObject([
      { kind: 'request', verb: 'delete', user: 'jane', about: web },
    ]);
  });
});
