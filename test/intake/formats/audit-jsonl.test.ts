import { describe, expect, it } from 'vitest';
import { utc } from '../../../src/base/index.js';
import { auditJsonlFormat } from '../../../src/intake/formats/audit/audit-jsonl.js';
import type { RequestRecord } from '../../../src/model/index.js';
import { readText, testFormat } from '../../support/format-tester.js';

testFormat(auditJsonlFormat);

function line(stage: string, id: string, more: Record<string, unknown>): string {
  return `${JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: id,
    stage,
    requestURI: '/api/v1/namespaces/shop/pods/web-0/exec?command=sh',
    verb: 'create',
    user: { username: 'jane' },
    objectRef: { resource: 'pods', namespace: 'shop', name: 'web-0', subresource: 'exec', apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: 101 },
    requestReceivedTimestamp: '2026-07-01T19:22:41.000000Z',
    stageTimestamp: '2026-07-01T19:22:41.100000Z',
    ...more,
  })}\n`;
}

function requestsOf(text: string): readonly RequestRecord[] {
  return readText(text).records.flatMap((record) => (record.kind === 'request' ? [record] : []));
}

describe('requests that go on', () => {
  it.each(['exec', 'attach', 'portforward'])('keeps %s of which only the start is told', (subresource) => {
    const objectRef = { resource: 'pods', namespace: 'shop', name: 'web-0', subresource };
    const [record, ...more] = requestsOf(line('ResponseStarted', 'a1', { objectRef }));
    expect(more).toEqual([]);
    expect(record).toMatchObject({ user: 'jane', subresource, code: 101, about: { name: 'web-0' } });
  });

  it('keeps it once when its end is told too', () => {
    const end = { stageTimestamp: '2026-07-01T19:29:41.100000Z' };
    const text =
      line('RequestReceived', 'a1', {}) +
      line('ResponseStarted', 'a1', {}) +
      line('ResponseComplete', 'a1', end);
    const requests = requestsOf(text);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.until.lo).toBe(utc(2026, 7, 1, 19, 29, 41) + 100_000);
  });

  it('knows an exec over WebSockets, whose verb is get, whoever made it', () => {
    const user = { username: 'system:serviceaccount:ci:deployer' };
    expect(requestsOf(line('ResponseStarted', 'a1', { verb: 'get', user }))).toHaveLength(1);
  });

  it('leaves out watches of components', () => {
    const more = {
      verb: 'watch',
      user: { username: 'system:kube-scheduler' },
      objectRef: { resource: 'nodes' },
      responseStatus: { metadata: {}, code: 200 },
    };
    const text = line('ResponseStarted', 'a1', more) + line('ResponseComplete', 'a1', more);
    expect(requestsOf(text)).toEqual([]);
  });
});
