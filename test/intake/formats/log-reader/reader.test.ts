import { describe, expect, it } from 'vitest';
import { iso } from '../../../../src/base/index.js';
import type { Place } from '../../../../src/intake/index.js';
import { UNTIMED } from '../../../../src/intake/hints.js';
import { logFormats } from '../../../../src/intake/formats/logs.js';
import type { MessageRecord } from '../../../../src/model/index.js';
import { readText } from '../../../support/format-tester.js';

const POD: Place = { node: 'worker-1', namespace: 'shop', pod: 'web-0', container: 'app' };

function messages(text: string, place: Place = POD, path = 'app.log'): MessageRecord[] {
  const reading = readText(text, { place, path, formats: logFormats, chunk: 37 });
  return reading.records.filter((record) => record.kind === 'message');
}

/** What was said, when, how often. */
function short(text: string, place: Place = POD): string[] {
  return messages(text, place).map(
    ({ id, severity, count, at }) =>
      `${at.grade === 'X' ? '-' : iso(at.lo).slice(11, 19)} ${severity} ${id} x${count}`,
  );
}

describe('reading of logs', () => {
  it('joins a Java trace to its line and finds the cause in it', () => {
    const text = [
      '2026-03-16 16:50:03.000  INFO 1 --- [main] c.e.A : starting',
      '2026-03-16 16:50:04.046 ERROR 1 --- [main] c.e.OrderController : Servlet.service() threw exception',
      '',
      'org.springframework.dao.DataAccessResourceFailureException: Unable to acquire connection',
      '\tat org.springframework.orm.A.b(A.java:1)',
      '\tat org.springframework.orm.A.c(A.java:2)',
      'Caused by: java.net.ConnectException: Connection refused: orders-db/10.96.3.4:3306',
      '\tat java.net.C.d(C.java:3)',
      '2026-03-16 16:50:05.000  INFO 1 --- [main] c.e.A : next',
    ].join('\n');
    const found = messages(text);
    expect(found.map(({ id }) => id)).toEqual(['app-dependency-refused']);
    expect(found[0]?.fields).toMatchObject({ host: 'orders-db', port: '3306', reason: 'refused' });
    expect(iso(found[0]?.at.lo ?? 0)).toBe('2026-03-16T16:50:04.046Z');
    const { offset = 0, length = 0 } = found[0]?.evidence ?? {};
    const cited = Buffer.from(text)
      .subarray(offset, offset + length)
      .toString();
    expect(cited).toMatch(/^2026-03-16 16:50:04\.046 ERROR[^]*C\.java:3\)$/);
  });

  it('reads a panic with its goroutines as one, and says why', () => {
    const found = messages(
      '2026/07/01 19:22:40 starting\npanic: environment variable "CATALOG_ADDR" not set\n\ngoroutine 1 [running]:\nmain.mustMapEnv(0xc0000)\n\t/src/main.go:12 +0x1\nexit status 2\n',
    );
    expect(found.map(({ id }) => id)).toEqual(['app-variable-missing', 'app-panic']);
    expect(found[0]?.fields).toMatchObject({ variable: 'CATALOG_ADDR' });
    // The panic has no time of its own: it came after the line before.
    expect(found.map(({ at }) => iso(at.lo))).toEqual(['2026-07-01T19:22:40Z', '2026-07-01T19:22:40Z']);
  });

  it('keeps a traceback apart from the info line before it', () => {
    const found = messages(
      '{"timestamp":1782933761.12,"severity":"INFO","message":"listening on port: 8080"}\nTraceback (most recent call last):\n  File "/app/main.py", line 3, in <module>\nKeyError: \'DATABASE_URL\'\n{"timestamp":1782933762.12,"severity":"INFO","message":"done"}\n',
    );
    expect(found.map(({ id, severity }) => [id, severity])).toEqual([
      ['app-listening', 'info'], ['app-variable-missing', 'error'], ['app-uncaught-exception', 'error'],
    ]); // prettier-ignore
  });

  it('sees klog levels inside every wrapper', () => {
    const klog = 'E0701 19:22:41.123456       1 x.go:1] no stock';
    for (const line of [
      klog,
      `2026-07-01T19:22:41.1Z stderr F ${klog}`,
      JSON.stringify({ log: `${klog}\n`, stream: 'stderr', time: '2026-07-01T19:22:41.1Z' }),
      `Jul 01 19:22:41 node-7 kubelet[9]: ${klog}`,
      JSON.stringify({ __REALTIME_TIMESTAMP: '1782933761123456', MESSAGE: klog }),
    ]) {
      expect(messages(line).map(({ id, fields }) => [id, fields['template']])).toEqual([
        ['log-error', 'no stock'],
      ]);
    }
  });

  it('joins what the runtime cut', () => {
    const text =
      '2026-07-01T19:22:41.1Z stderr P {"level":"error","msg":"dial tcp 10.96.3.4:7070: connect: conn\n2026-07-01T19:22:41.2Z stderr F ection refused"}\n2026-07-01T19:22:42.2Z stdout F ok\n';
    const found = messages(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      id: 'app-dependency-refused',
      fields: { host: '10.96.3.4', port: '7070' },
    });
  });

  it('folds repeats into runs and ends a run at a pause', () => {
    const at = (minute: number, second: number): string =>
      `2026-07-01T19:${minute}:${second}.5Z stderr F Error: connect ECONNREFUSED 10.96.3.4:6379`;
    const text = [at(10, 10), at(10, 20), at(10, 30), at(25, 10), at(25, 20)].join('\n');
    const found = messages(text);
    expect(found.map(({ at: first, until, count }) => [iso(first.lo).slice(11, 19), iso(until.lo).slice(11, 19), count])).toEqual([
      ['19:10:10', '19:10:30', 3], ['19:25:10', '19:25:20', 2],
    ]); // prettier-ignore
    expect(found[0]?.lastEvidence.line).toBe(3);
    expect(found[0]?.origin).toEqual({
      program: 'app',
      node: 'worker-1',
      pod: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
      container: 'app',
    });
  });

  it('keeps the largest of what was measured, and bounds the records of a chronic message', () => {
    const line = (i: number): string =>
      JSON.stringify({
        level: 'warn',
        ts: 1782933761 + i * 600,
        caller: 'wal/wal.go:1',
        msg: 'slow fdatasync',
        took: `${(i % 7) + 1}.5s`,
      });
    const found = messages(Array.from({ length: 3000 }, (_, i) => line(i)).join('\n'), {}, 'etcd.log');
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(3000);
    expect(found.length).toBeLessThan(120);
    expect(found.at(-1)?.fields).toEqual({ took: '7.5s' });
    expect(found[0]?.origin.program).toBe('etcd');
  });

  it('counts a sample for as many lines as it stands for', () => {
    expect(
      short(
        '# error lines only\n--- container log: app ---\n[x545] 2026-12-25T15:37:56.736Z {"error":"failed to get ads: rpc error: code = Unavailable desc = upstream request timeout","message":"failed to retrieve ads","severity":"warning"}\n',
      ),
    ).toEqual(['15:37:56 warning app-dependency-timeout x545']);
  });

  it('keeps the name of a file whose marker tells a container and no pod', () => {
    const text =
      "--- container log: app ---\n2026-12-25T15:37:56.736Z Access denied for user 'ts'@'10.1.1.1' (using password: YES)\n";
    expect(messages(text, { program: 'orders' }).map((m) => m.origin.program)).toEqual(['orders']);
  });

  it('tells hosts, units and pods of one file apart', () => {
    const text = [
      "Jul 01 19:22:41 node-7 systemd[1]: kubelet.service: Failed with result 'exit-code'.",
      'Jul 01 19:22:42 node-8 kubelet[9]: E0701 19:22:42.123456       9 kubelet.go:1879] skipping pod synchronization - container runtime is down',
    ].join('\n');
    expect(messages(text, {}, 'journal.log').map(({ id, origin }) => [id, origin])).toEqual([
      ['systemd-unit-failed', { program: 'systemd', node: 'node-7' }],
      ['runtime-down', { program: 'kubelet', node: 'node-8' }],
    ]);
    const dump =
      '==== START logs for container app of pod shop/web-0 ====\nError: connect ECONNREFUSED 10.96.3.4:6379\n==== END logs for container app of pod shop/web-0 ====\n==== START logs for container db of pod shop/db-0 ====\nFATAL:  sorry, too many clients already\n==== END logs for container db of pod shop/db-0 ====\n';
    expect(messages(dump, {}).map(({ id, origin }) => `${id} ${origin.pod?.name ?? ''} ${origin.container ?? ''}`)).toEqual([
      'app-dependency-refused web-0 app', 'db-too-many-connections db-0 db',
    ]); // prettier-ignore
  });

  it('folds unknown errors by template and drops unknown chatter', () => {
    const text = [
      '2026-07-01T19:22:41.1Z stdout F order 17 for alice is done',
      '2026-07-01T19:22:41.2Z stderr F {"level":"error","msg":"order 17 lost","id":"7d05bcbb-1797-481a-b4e1-4a16bf5de193"}',
      '2026-07-01T19:22:41.3Z stderr F {"level":"error","msg":"order 18 lost","id":"8d05bcbb-1797-481a-b4e1-4a16bf5de193"}',
      '2026-07-01T19:22:41.4Z stderr F {"level":"warn","msg":"cache of user-5d9c7f6b8-x7k2p is cold"}',
    ].join('\n');
    expect(messages(text).map(({ id, count, fields }) => [id, count, fields['template']])).toEqual([
      ['log-error', 2, 'order <n> lost'], ['log-warning', 1, 'cache of <name> is cold'],
    ]); // prettier-ignore
  });

  it('counts what it does not keep', () => {
    const word = (i: number): string =>
      String.fromCharCode(97 + (i % 26), 97 + (Math.floor(i / 26) % 26), 97 + Math.floor(i / 676));
    const text = Array.from(
      { length: 260 },
      (_, i) => `2026-07-01T19:22:41.1Z stderr F ERROR ${word(i)} lost`,
    ).join('\n');
    const reading = readText(text, { formats: logFormats, place: POD });
    expect(reading.records).toHaveLength(200);
    expect(reading.problems.map(({ message }) => message)).toEqual([
      '60 error lines of further kinds were counted, not kept',
    ]);
  });

  it('covers the time of lines that mean nothing, and says whether the zone is known', () => {
    const cri = readText(
      '2026-07-01T19:00:00.1Z stdout F a\n2026-07-01T19:10:00.1Z stdout F b\n2026-07-01T19:20:00.1Z stdout F c\n',
      { formats: logFormats },
    );
    expect([cri.span && iso(cri.span.lo), cri.span && iso(cri.span.hi), cri.zone]).toEqual([
      '2026-07-01T19:00:00.100Z',
      '2026-07-01T19:20:00.100Z',
      'UTC',
    ]);
    const klog = readText(
      'I0701 19:22:41.123456       1 x.go:1] a\nI0701 19:25:41.123456       1 x.go:1] b\n',
      { formats: logFormats },
    );
    expect(klog.span).toBeUndefined();
    expect(klog.yearlessSpan && iso(klog.yearlessSpan.hi)).toBe('1972-07-01T19:25:41.123456Z');
    expect(klog.zone).toBe('unknown');
  });

  it('says that it knows no time where none is printed', () => {
    const found = messages('starting\nError: connect ECONNREFUSED 10.96.3.4:6379\n');
    expect(found[0]?.at).toEqual(UNTIMED);
  });

  it('reads binary fields of the journal export format', () => {
    const message =
      'E0701 19:22:41.123456       9 kubelet.go:1879] skipping pod synchronization - container runtime is down\n\nmore';
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(Buffer.byteLength(message)));
    const bytes = Buffer.concat([
      Buffer.from('__REALTIME_TIMESTAMP=1782933761123456\n_HOSTNAME=node-7\nMESSAGE\n'), length, Buffer.from(`${message}\nSYSLOG_IDENTIFIER=kubelet\n\n`),
      Buffer.from('__REALTIME_TIMESTAMP=1782933762123456\n_HOSTNAME=node-7\nSYSLOG_IDENTIFIER=containerd\nPRIORITY=3\nMESSAGE=lost\n'),
    ]); // prettier-ignore
    const reading = readText(bytes, { formats: logFormats, chunk: 11 });
    expect(reading.format).toBe('journal-export');
    expect(reading.records.map((record) => record.kind === 'message' && [record.id, record.origin.program, iso(record.at.lo)])).toEqual([
      ['runtime-down', 'kubelet', '2026-07-01T19:22:41.123456Z'], ['log-error', 'containerd', '2026-07-01T19:22:42.123456Z'],
    ]); // prettier-ignore
    const [first] = reading.records;
    expect(
      bytes
        .subarray(first?.evidence.offset, (first?.evidence.offset ?? 0) + (first?.evidence.length ?? 0))
        .toString('latin1'),
    ).toContain('runtime is down');
  });

  it('survives bytes of all kinds', () => {
    for (let seed = 1; seed < 40; seed += 1) {
      let state = seed;
      const bytes = Buffer.from(
        Array.from({ length: 3000 }, () => (state = (state * 1103515245 + 12345) % 2147483648) >> 16),
      );
      const text = Buffer.concat([
        Buffer.from('2026-07-01T19:22:41.1Z stderr F {"level":"error","msg":"\n'),
        bytes,
        Buffer.from('\npanic: x\n{"log":"\nE0701 19:22:41.123456       1 x.go:1] "a" b="\\"\n'),
      ]);
      const reading = readText(text, { formats: logFormats, place: POD });
      expect(reading.problems.filter(({ message }) => message.includes('fault'))).toEqual([]);
    }
  });
});
