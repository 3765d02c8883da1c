import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exactly } from '../../../src/base/index.js';
import { readCapture } from '../../../src/intake/index.js';
import { EventStore, StoredEvent } from '../../../src/intake/formats/kube/event-store.js';
import { Spill } from '../../../src/intake/store/spill.js';
import type { EventRecord } from '../../../src/model/index.js';
import { ownEvent, ref } from '../../../src/model/index.js';

const FULL: EventRecord = {
  kind: 'event',
  about: ref('Pod', 'shop', 'web-0'),
  aboutUid: '0f0e7a3c-1c1d-4a6e-9e0b-2f0f6a1f2a3b',
  fieldPath: 'spec.containers{app}',
  type: 'Warning',
  reason: 'Unhealthy',
  message: 'Readiness probe failed: größer als 1 → "nein"',
  component: 'kubelet',
  host: 'n1',
  count: 12,
  first: { lo: 1_782_933_761_000_000, hi: 1_782_933_761_999_999, grade: 'B' },
  last: exactly(1_782_933_861_123_456),
  uid: '1f0e7a3c-1c1d-4a6e-9e0b-2f0f6a1f2a3b',
  name: 'web-0.18be123456789abc',
  storedAt: 1_782_933_761_000_000,
  evidence: { source: 0, offset: 5_000_000_000, length: 900, pointer: '/items/7' },
};

const BARE: EventRecord = {
  kind: 'event',
  about: ref('Node', undefined, 'n1'),
  type: 'Normal',
  reason: '',
  message: 'text',
  count: 1,
  first: exactly(1, 'X'),
  last: exactly(2, 'D'),
  evidence: { source: 0, offset: 0, length: 1 },
};

const KEPT: readonly (readonly [string, EventRecord])[] = [
  ['all fields', FULL],
  ['the fewest fields', BARE],
  ['a name of its own', { ...FULL, name: 'other.1' }],
  ['the name of what it is about', { ...FULL, name: 'web-0' }],
  ['a pointer into something else', { ...FULL, evidence: { ...FULL.evidence, pointer: '/a/items/07' } }],
  ['a number that only looks like one', { ...FULL, evidence: { ...FULL.evidence, pointer: '/items/07' } }],
];

const LEFT: readonly (readonly [string, EventRecord])[] = [
  ['a related object', { ...FULL, related: ref('Pod', 'shop', 'web-1') }],
  ['a message that is longer than is kept', { ...FULL, message: 'x'.repeat(40_000) }],
  ['half a character', { ...FULL, message: 'cut \ud83d' }],
];

describe('events in columns', () => {
  it.each(KEPT)('gives back %s', (_, event) => {
    const store = new EventStore(0, new Spill());
    for (let i = 0; i < 5000; i += 1) store.keep({ ...BARE, uid: `u${i}` });
    const kept = store.keep(event);
    expect(kept).toBeInstanceOf(StoredEvent);
    expect(ownEvent(kept)).toStrictEqual(event);
  });

  it.each(LEFT)('leaves an event with %s as it is, and goes on', (_, event) => {
    const store = new EventStore(0, new Spill());
    expect(store.keep(event)).toBe(event);
    expect(store.keep(event)).toBe(event);
    expect(ownEvent(store.keep(FULL))).toStrictEqual(FULL);
  });

  it('names the source of all events at once', () => {
    const store = new EventStore(0, new Spill());
    const [first, second] = [store.keep(FULL), store.keep(BARE)];
    if (first instanceof StoredEvent) first.ofSource(9);
    expect([first.evidence.source, second.evidence.source]).toEqual([9, 9]);
  });
});

function eventOf(i: number): unknown {
  const at = `2026-07-01T10:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}Z`;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `web-${i}.18be1234567${i}`, namespace: 'shop', uid: `uid-${i}`, creationTimestamp: at },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: `web-${i}`, uid: `pod-${i % 50}` },
    reason: i % 3 === 0 ? 'BackOff' : 'Unhealthy',
    message: `probe ${i % 100} failed ${'.'.repeat(1000)}`,
    type: 'Warning',
    count: i,
    firstTimestamp: at,
    lastTimestamp: at,
    source: { component: 'kubelet', host: `n${i % 9}` },
  };
}

function listOf(from: number, to: number): string {
  const items = Array.from({ length: to - from }, (_, i) => eventOf(from + i));
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 4);
}

describe('a large list of events', () => {
  const home = mkdtempSync(join(tmpdir(), 'inquest-events-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('reads as many small ones do', async () => {
    const COUNT = 6000;
    writeFileSync(join(home, 'a.json'), listOf(COUNT, COUNT + 1));
    writeFileSync(join(home, 'large.json'), listOf(0, COUNT));
    const small = mkdtempSync(join(tmpdir(), 'inquest-events-'));
    for (let i = 0; i < COUNT; i += 1000) writeFileSync(join(small, `${i}.json`), listOf(i, i + 1000));
    const [one, many] = [await readCapture([home]), await readCapture([small])];
    rmSync(small, { recursive: true, force: true });
    const said = (records: readonly unknown[]): unknown[] =>
      (records as readonly EventRecord[]).map((e) => ({ ...ownEvent(e), evidence: undefined }));
    const [first, ...events] = one.records;
    expect(first?.evidence.source).toBe(0);
    expect(events.filter((e) => e instanceof StoredEvent).length).toBeGreaterThan(1000);
    expect(new Set(events.map((e) => e.evidence.source))).toEqual(new Set([1]));
    expect(said(events)).toStrictEqual(said(many.records));
    expect(events.at(-1)?.evidence.pointer).toBe(`/items/${COUNT - 1}`);
  });
});
