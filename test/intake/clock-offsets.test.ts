import { describe, expect, it } from 'vitest';
import { SECOND, iso, parseTime } from '../../src/base/index.js';
import { ClockPairs, type HostClock } from '../../src/intake/clock-offsets.js';
import { readCapture } from '../../src/intake/index.js';
import type { IntakeOptions } from '../../src/intake/intake.js';
import type { Capture, CaptureRecord } from '../../src/model/index.js';
import { streamOf, tarOf } from '../support/archives.js';

function hostClocks(records: readonly CaptureRecord[]): ReadonlyMap<string, HostClock> {
  const pairs = new ClockPairs();
  for (const record of records) pairs.first(record);
  for (const record of records) pairs.second(record);
  return pairs.clocks();
}

const micros = (text: string): number => parseTime(text)?.lo ?? 0;
const atSecond = (at: number): string => iso(Math.floor(at / SECOND) * SECOND);
const hexName = (at: number): string => (BigInt(Math.round(at)) * 1000n).toString(16);

/** A pod that was created at a time, and the first event of its kubelet, whose clock is ahead by some seconds. */
function podAndEvent(n: number, created: string, ahead: number, delay = 0.4): unknown[] {
  const api = micros(created);
  const node = api + (ahead + delay) * SECOND;
  const uid = `7d05bcbb-1797-481a-b4e1-00000000000${n}`;
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `web-${n}`,
        namespace: 'shop',
        uid,
        creationTimestamp: created,
        resourceVersion: `${n}`,
      },
      spec: { nodeName: 'n1', containers: [{ name: 'app' }] },
      status: { phase: 'Running', startTime: atSecond(node) },
    },
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `web-${n}.${hexName(node + 0.3 * SECOND)}`,
        namespace: 'shop',
        uid: `e-${n}`,
        creationTimestamp: atSecond(api + (delay + 0.35) * SECOND),
      },
      involvedObject: { kind: 'Pod', namespace: 'shop', name: `web-${n}`, uid },
      reason: 'Pulled',
      message: 'Container image already present on machine',
      type: 'Normal',
      source: { component: 'kubelet', host: 'n1' },
      firstTimestamp: atSecond(node + 0.3 * SECOND),
      lastTimestamp: atSecond(node + 0.3 * SECOND),
      count: 1,
    },
  ];
}

const LOG =
  'E0701 19:30:31.000000    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down\n';

async function capture(items: readonly unknown[], options: IntakeOptions = {}): Promise<Capture> {
  const files = [
    { name: 'objects.json', content: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) },
    { name: 'nodes/n1/kubelet.log', content: LOG },
    { name: 'captured-at.txt', content: '2026-07-01T20:00:00Z\n' },
  ];
  return readCapture([{ path: '-', stream: streamOf(tarOf(files)) }], options);
}

const listIn = (text: string): readonly unknown[] => {
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list : [];
};

const TIMES = ['2026-07-01T19:20:00Z', '2026-07-01T19:24:10Z', '2026-07-01T19:28:40Z'];
const skewed = TIMES.flatMap((at, i) => podAndEvent(i, at, 30));
const clockOf = ({ sources }: Capture): Capture['sources'][number]['clock'] =>
  sources.find((s) => s.path.endsWith('kubelet.log'))?.clock;
const saidAt = ({ records }: Capture): string => {
  const found = records.find((r) => r.kind === 'message');
  return found?.kind === 'message' ? `${iso(found.at.lo)} ${iso(found.at.hi)} ${found.at.grade}` : '';
};

describe('stamps that no clock explains', () => {
  const YEAR = 365 * 86_400;

  it('are no offset when they lie more than a day apart, and the inventory says so', async () => {
    const found = await capture(TIMES.flatMap((at, i) => podAndEvent(i, at, -YEAR)));
    const clock = hostClocks(found.records).get('n1');
    expect(clock?.ahead).toBeUndefined();
    expect(clock?.apart?.hi).toBeLessThan(-364 * 86_400 * SECOND);
    expect(clockOf(found)?.offsetMs).toBeUndefined();
    expect(clockOf(found)?.how).toContain('another time base, not its clock; left as they are');
    expect(saidAt(found)).toMatch(/^2026-07-01T19:30:31Z/);
  });

  it('but half a day is a clock that was set to local time', async () => {
    const found = await capture(TIMES.flatMap((at, i) => podAndEvent(i, at, 12 * 3600)));
    expect(clockOf(found)?.offsetMs?.lo).toBeGreaterThan(11 * 3600 * 1000);
  });
});

describe('clock of a node against that of the API server', () => {
  it('is bracketed by what must have come before what', async () => {
    const { records } = await capture(TIMES.flatMap((at, i) => podAndEvent(i, at, 0)));
    const clock = hostClocks(records).get('n1');
    expect(clock?.pairs).toBe(6);
    expect(clock?.ahead?.lo).toBeLessThanOrEqual(0);
    expect(clock?.ahead?.hi).toBeGreaterThanOrEqual(0);
    expect((clock?.ahead?.hi ?? 0) - (clock?.ahead?.lo ?? 0)).toBeLessThan(2 * SECOND);
  });

  it('that is ahead is said, and what the node stamped is moved back', async () => {
    const found = await capture(skewed);
    const { lo = 0, hi = 0 } = clockOf(found)?.offsetMs ?? {};
    expect(lo).toBeLessThanOrEqual(30_000);
    expect(hi).toBeGreaterThanOrEqual(30_000);
    expect(clockOf(found)?.how).toMatch(/clock of n1 ahead by 29\.\d to 31\.\d s \(6 pairs of stamps/);
    // 19:30:31 by the node was 19:30:01, give or take what is not known.
    const [from = '', to = '', grade] = saidAt(found).split(' ');
    expect(grade).toBe('B');
    expect(from <= '2026-07-01T19:30:01' && to >= '2026-07-01T19:30:01').toBe(true);
    const event = found.records.find((r) => r.kind === 'event');
    expect(event?.kind === 'event' && event.first.lo <= micros('2026-07-01T19:20:00.700Z')).toBe(true);
  });

  it('is not taken from a name whose last letters are no time of that event', async () => {
    const renamed = JSON.stringify(skewed).replaceAll(
      /(web-\d)\.[0-9a-f]{16}/g,
      `$1.${hexName(micros('2024-02-29T10:00:00Z'))}`,
    );
    expect(renamed).not.toBe(JSON.stringify(skewed));
    const clock = clockOf(await capture(listIn(renamed)));
    expect(clock?.how ?? '').not.toContain('2024');
    expect(clock?.how ?? '').not.toContain('another time base');
  });

  it('is unknown from two pairs, or from one kind of pair however many', async () => {
    const [pod, event] = podAndEvent(0, '2026-07-01T19:20:00Z', 30);
    expect(clockOf(await capture([pod, event]))?.offsetMs).toBeUndefined();
    const pods = skewed.filter((_, i) => i % 2 === 0);
    expect(clockOf(await capture(pods))?.offsetMs).toBeUndefined();
    expect(saidAt(await capture(pods))).toMatch(/^2026-07-01T19:30:31/);
  });

  it('is not taken from late starts: a kubelet that was away is no wrong clock', async () => {
    const late = TIMES.flatMap((at, i) => podAndEvent(i, at, 0, 45));
    expect(clockOf(await capture(late))?.offsetMs).toBeUndefined();
  });

  it('that was set meanwhile is unknown, and the two claims that clash are named', async () => {
    const jumped = [...skewed.slice(0, 4), ...podAndEvent(2, TIMES[2] ?? '', 0)];
    const clock = clockOf(await capture(jumped));
    expect(clock?.offsetMs).toBeUndefined();
    expect(clock?.how).toMatch(
      /clock of n1 unknown: Pulled of Pod web-0\S* 2026-07-01T19:20:30.700Z by the node.* against start of Pod web-2: /s,
    );
    expect(saidAt(await capture(jumped))).toMatch(/^2026-07-01T19:30:31/);
  });

  it('is what the user says, when he says it with seconds', async () => {
    const right = await capture(skewed, { timeZones: [['nodes/**', '+00:00:00']] });
    expect(saidAt(right)).toMatch(/^2026-07-01T19:30:31/);
    const behind = await capture(skewed, { timeZones: [['nodes/**', '-00:00:10']] });
    expect(saidAt(behind)).toMatch(/^2026-07-01T19:30:41/);
    expect(clockOf(behind)).toMatchObject({ offsetMs: { lo: -10_000, hi: -10_000 } });
  });
});
