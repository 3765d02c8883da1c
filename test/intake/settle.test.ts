import { describe, expect, it } from 'vitest';
import { iso } from '../../src/base/index.js';
import type { Format } from '../../src/intake/index.js';
import { readCapture } from '../../src/intake/index.js';
import { yearless } from '../../src/intake/hints.js';
import type { IntakeOptions } from '../../src/intake/intake.js';
import { lineReader } from '../../src/intake/lines.js';
import { FORMATS } from '../../src/intake/registry.js';
import type { Capture } from '../../src/model/index.js';
import { streamOf, tarOf } from '../support/archives.js';

/** "MM-DD hh:mm:ss text", as klog and syslog print times. */
const yearlessFormat: Format = {
  id: 'yearless',
  title: 'test log',
  grammar: 'this test',
  samples: [],
  sniff: ({ text }) => (/^\d\d-\d\d \d\d:/.test(text) ? 1 : 0),
  open: (context) =>
    lineReader(context, ({ text, offset, length }) => {
      const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = text.split(/[- :]/).map(Number);
      const lo = yearless(month, day, hour, minute, second);
      const at = { lo, hi: lo, grade: 'A' } as const;
      context.emit({ kind: 'statement', at, text, evidence: { source: context.source, offset, length } });
    }),
};

/** "age N" is N seconds before the capture. */
const ageFormat: Format = {
  id: 'age',
  title: 'test table',
  grammar: 'this test',
  samples: [],
  deferred: true,
  sniff: ({ text }) => (text.startsWith('age ') ? 1 : 0),
  open: (context) =>
    lineReader(context, ({ text, offset, length }) => {
      const captured = context.capturedAt ?? { lo: 0, hi: 0, grade: 'X' };
      const ago = Number(text.slice(4)) * 1_000_000;
      const at = { ...captured, lo: captured.lo - ago, hi: captured.hi - ago };
      context.emit({ kind: 'statement', at, text, evidence: { source: context.source, offset, length } });
    }),
};

const formats = [yearlessFormat, ageFormat, ...FORMATS];

async function capture(
  files: Readonly<Record<string, string>>,
  options: IntakeOptions = {},
): Promise<Capture> {
  const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
  return readCapture([{ path: '-', stream: streamOf(tarOf(entries)) }], { formats, ...options });
}

function times(read: Capture, path: string): string[] {
  const source = read.sources.find((found) => found.path === path)?.id;
  return read.records
    .filter((record) => record.evidence.source === source)
    .map((record) => ('at' in record ? iso(record.at.lo) : ''));
}

const POD = (time: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'n', uid: 'u', managedFields: [{ manager: 'kubelet', time }] },
  });

describe('time of capture', () => {
  it('is what the nearest file says', async () => {
    const read = await capture({
      'after/captured-at.txt': '2026-07-01T20:00:00Z\n',
      'after/ages.txt': 'age 60\n',
      'during/captured-at.txt': '2026-07-01T19:00:00Z\n',
      'during/deep/ages.txt': 'age 60\n',
    });
    expect(times(read, 'after/ages.txt')).toEqual(['2026-07-01T19:59:00Z']);
    expect(times(read, 'during/deep/ages.txt')).toEqual(['2026-07-01T18:59:00Z']);
    expect(iso(read.asOf.lo)).toBe('2026-07-01T20:00:00Z');
    expect(read.asOf.grade).toBe('A');
  });

  it('lies between all that is said for what none of it speaks for', async () => {
    const read = await capture({
      'a/captured-at.txt': '2026-07-01T20:00:00Z\n',
      'b/captured-at.txt': '2026-07-01T19:00:00Z\n',
      'ages.txt': 'age 0\n',
    });
    const record = read.records.find((found) => found.kind === 'statement');
    expect(record?.kind === 'statement' && [iso(record.at.lo), iso(record.at.hi), record.at.grade]).toEqual([
      '2026-07-01T19:00:00Z',
      '2026-07-01T20:00:01Z',
      'B',
    ]);
  });

  it("speaks for the folder above when it lies among a collector's notes", async () => {
    const read = await capture({
      'h/systeminfo/date': 'Wed Jul  1 21:22:41 +0200 2026\n',
      'h/x/ages': 'age 1\n',
      other: 'x',
    });
    expect(times(read, 'h/x/ages')).toEqual(['2026-07-01T19:22:40Z']);
  });

  it('is read from meta.json in the zone that it names', async () => {
    const read = await capture({
      'meta.json': '{"captured_at": "2026-07-01T21:00:00", "timezone": "+08:00"}',
      x: 'age 0\n',
    });
    expect(times(read, 'x')).toEqual(['2026-07-01T13:00:00Z']);
  });

  it('is read from names of archives, brought to UTC by what lies inside', async () => {
    const read = await capture({
      'support-bundle-2026-07-01T21_22_41/pod.json': POD('2026-07-01T19:22:30Z'),
      'support-bundle-2026-07-01T21_22_41/ages.txt': 'age 0\n',
      note: 'x',
    });
    expect(times(read, 'support-bundle-2026-07-01T21_22_41/ages.txt')).toEqual(['2026-07-01T19:22:41Z']);
  });

  it('is read from names of files, which all have one zone', async () => {
    const table = 'NAME   READY   STATUS    RESTARTS   AGE\nweb-0  1/1     Running   0          5s\n';
    const read = await capture({
      'pods-20260701-211000.txt': table,
      'pods-2026-07-01T21:40:00.txt': table,
      'audit/log.txt': 'x\n',
      'events.json':
        '{"apiVersion":"v1","kind":"Event","metadata":{"name":"e","namespace":"shop"},"involvedObject":{"kind":"Pod","name":"web-0","namespace":"shop"},"reason":"Killing","message":"x","lastTimestamp":"2026-07-01T19:38:00Z","firstTimestamp":"2026-07-01T19:38:00Z"}',
    });
    expect(times(read, 'pods-20260701-211000.txt')[0]).toBe('2026-07-01T19:10:00Z');
    expect(times(read, 'pods-2026-07-01T21:40:00.txt')[0]).toBe('2026-07-01T19:40:00Z');
  });

  it('is what the file says whose name begins alike, for snapshots in one folder', async () => {
    const read = await capture({
      'during-captured-at.txt': '2026-07-01T19:22:41Z\n',
      'after-captured-at.txt': '2026-07-01T19:52:41Z\n',
      'during-list.txt': 'age 1\n',
      'after-list.txt': 'age 1\n',
    });
    expect(times(read, 'during-list.txt')).toEqual(['2026-07-01T19:22:40Z']);
    expect(times(read, 'after-list.txt')).toEqual(['2026-07-01T19:52:40Z']);
  });

  it('is not before the newest time inside the objects', async () => {
    const read = await capture({ 'pod.json': POD('2026-07-01T19:22:30Z'), 'ages.txt': 'age 30\n' });
    expect(times(read, 'ages.txt')).toEqual(['2026-07-01T19:22:00Z']);
    expect(iso(read.asOf.lo)).toBe('2026-07-01T19:22:30Z');
    expect(read.asOf.grade).toBe('C');
    expect(read.asOf.hi).toBeGreaterThan(read.asOf.lo);
  });

  it('is not told by an object that was put in later', async () => {
    const event =
      '{"kind":"Event","apiVersion":"v1","metadata":{"name":"e"},"involvedObject":{"kind":"Pod","namespace":"n","name":"a"},"reason":"R","message":"m","lastTimestamp":"2026-07-01T19:00:00Z"}';
    const read = await capture({ 'late.json': POD('2028-01-01T00:00:00Z'), 'event.json': event });
    expect(iso(read.asOf.lo)).toBe('2026-07-01T19:00:00Z');
    const late = read.records.find((record) => record.kind === 'object');
    expect(late?.kind === 'object' && late.at).toEqual(read.asOf);
  });

  it('is known to ten seconds by a Lease', async () => {
    const lease =
      '{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"n","uid":"l"},"spec":{"renewTime":"2026-07-01T19:22:39.000001Z"}}';
    const read = await capture({ 'pod.json': POD('2026-07-01T19:22:30Z'), 'lease.json': lease });
    expect(read.asOf).toMatchObject({ grade: 'B' });
    expect(read.asOf.hi - read.asOf.lo).toBe(10_000_000);
  });

  it('is what the user says', async () => {
    const read = await capture({ 'ages.txt': 'age 30\n' }, { asOf: Date.UTC(2026, 6, 1) * 1000 });
    expect(times(read, 'ages.txt')).toEqual(['2026-06-30T23:59:30Z']);
    expect(iso(read.asOf.lo)).toBe('2026-07-01T00:00:00Z');
  });

  it('stays unknown when nothing tells it', async () => {
    const read = await capture({ 'ages.txt': 'age 30\n' });
    expect(read.asOf.grade).toBe('X');
  });
});

describe('stamps without year', () => {
  const captured = { 'captured-at.txt': '2026-03-02T00:00:00Z\n' };

  it('get the year that puts the last at or before the capture', async () => {
    const read = await capture({ ...captured, log: '02-28 23:59:58 a\n03-01 00:00:01 b\n' });
    expect(times(read, 'log')).toEqual(['2026-02-28T23:59:58Z', '2026-03-01T00:00:01Z']);
    expect(read.sources.find(({ path }) => path === 'log')?.span?.hi).toBe(
      Date.UTC(2026, 2, 1, 0, 0, 1) * 1000,
    );
  });

  it('go over New Year', async () => {
    const read = await capture({
      'captured-at.txt': '2026-01-02T00:00:00Z\n',
      log: '12-31 23:59:58 a\n01-01 00:00:01 b\n12-31 23:59:59 late\n01-01 00:00:02 c\n',
    });
    expect(times(read, 'log')).toEqual([
      '2025-12-31T23:59:58Z',
      '2026-01-01T00:00:01Z',
      '2025-12-31T23:59:59Z',
      '2026-01-01T00:00:02Z',
    ]);
  });

  it('are of last year when they are later in the year than the capture', async () => {
    const read = await capture({ ...captured, log: '11-05 10:00:00 a\n' });
    expect(times(read, 'log')).toEqual(['2025-11-05T10:00:00Z']);
  });

  it('keep 29 February in a leap year', async () => {
    const read = await capture({ 'captured-at.txt': '2024-03-02T00:00:00Z\n', log: '02-29 10:00:00 a\n' });
    expect(times(read, 'log')).toEqual(['2024-02-29T10:00:00Z']);
  });
});

describe('stamps without zone', () => {
  const files = {
    'captured-at.txt': '2026-07-02T00:00:00Z\n',
    'n/log': '07-01 12:00:00 a\n',
    'm/log': '07-01 12:00:00 a\n',
  };

  it('are read as UTC and said to be unknown', async () => {
    const read = await capture(files);
    expect(times(read, 'n/log')).toEqual(['2026-07-01T12:00:00Z']);
    expect(read.sources.find(({ path }) => path === 'n/log')?.clock?.zone).toBe('unknown');
  });

  it('are in the zone that the user names, by pattern', async () => {
    const read = await capture(files, {
      timeZones: [
        ['n/**', 'Europe/Berlin'],
        ['', '-05:00'],
      ],
    });
    expect(times(read, 'n/log')).toEqual(['2026-07-01T10:00:00Z']);
    expect(times(read, 'm/log')).toEqual(['2026-07-01T17:00:00Z']);
    expect(read.sources.find(({ path }) => path === 'n/log')?.clock).toEqual({
      zone: 'Europe/Berlin',
      how: 'named by the user',
    });
  });

  it("are in the host's zone when its date output is there", async () => {
    const read = await capture({
      'h/systeminfo/date': 'Thu Jul  2 02:00:00 +0200 2026\n',
      'h/journald/kubelet': '07-01 12:00:00 a\n',
      z: 'x',
    });
    expect(times(read, 'h/journald/kubelet')).toEqual(['2026-07-01T10:00:00Z']);
  });
});

describe('files of one host', () => {
  it('are of the host whose name lies among them', async () => {
    const kernel =
      '[12345.678901] Memory cgroup out of memory: Killed process 4711 (java) total-vm:8123456kB, anon-rss:524288kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:2048kB oom_score_adj:985\n';
    const read = await capture({
      'a/etc/hostname': 'node-7\n',
      'a/sos_commands/kernel/dmesg': kernel,
      'b/dmesg': kernel,
    });
    const nodes = read.records.flatMap((record) => (record.kind === 'message' ? [record.origin.node] : []));
    expect(nodes).toEqual(['node-7', undefined]);
  });
});

describe('the zone of a previous log', () => {
  const current =
    '2026-03-17T01:45:56.422365350+08:00 2026-03-17 01:45:56.418 ERROR 1 --- [main] c.e.Orders : Connection refused: orders-db/10.96.3.4:3306\n';
  const before =
    '2026-03-17 01:43:38.527 ERROR 1 --- [main] c.e.Orders : Connection refused: orders-db/10.96.3.4:3306\n';
  const read = async (...files: readonly { name: string; content: string }[]): Promise<Capture> =>
    readCapture([{ path: '-', stream: streamOf(tarOf(files)) }]);

  it('is that of the log of the instance after it, whose runtime stamps name their zone', async () => {
    const { sources, records } = await read(
      { name: 'logs/train.log', content: current },
      { name: 'logs/train.previous.log', content: before },
    );
    const previous = sources.find((s) => s.path.includes('previous'));
    expect(previous?.clock).toMatchObject({ zone: '+08:00' });
    const said = records.find((r) => r.kind === 'message' && r.evidence.source === previous?.id);
    expect(said?.kind === 'message' ? iso(said.at.lo) : '').toBe('2026-03-16T17:43:38.527Z');
  });

  it('is not known from the log of another container', async () => {
    const { sources } = await read(
      { name: 'logs/train.log', content: current },
      { name: 'logs/route.previous.log', content: before },
    );
    expect(sources.find((s) => s.path.includes('previous'))?.clock?.zone).toBe('unknown');
  });
});
