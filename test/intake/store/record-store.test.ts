import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exactly } from '../../../src/base/index.js';
import { readCapture } from '../../../src/intake/index.js';
import { StoredObject } from '../../../src/intake/store/object-store.js';
import { RecordStore } from '../../../src/intake/store/record-store.js';
import type { ObjectRecord } from '../../../src/model/index.js';
import { ownEvent, ref } from '../../../src/model/index.js';

const NAMELESS: ObjectRecord = {
  kind: 'object',
  ref: ref('Pod', 'shop', 'web-0'),
  at: exactly(1_782_933_761_000_000),
  object: {
    kind: 'Pod',
    metadata: {
      name: 'web-0',
      annotations: { note: 'größer → "nein" \ud83d' },
      creationTimestamp: '2026-07-01T19:22:41Z',
    },
    spec: { containers: [{ name: 'app', env: [], tty: false, args: null }] },
  },
  shape: 'full',
  evidence: { source: 0, offset: 5_000_000_000, length: 900, pointer: '/items/7' },
};

const { kind, ref: what, ...rest } = NAMELESS;
const POD: ObjectRecord = { kind, ref: what, uid: '0f0e7a3c-1c1d-4a6e-9e0b-2f0f6a1f2a3b', ...rest };

const samples = join(import.meta.dirname, '../../../samples');

describe('objects that are kept as text', () => {
  const store = (): RecordStore => new RecordStore({ inMemory: 0, objectsFrom: 0 });

  it.each([POD, NAMELESS])('give back the same record', (record) => {
    const kept = store().keep(record);
    expect(kept).toBeInstanceOf(StoredObject);
    expect({ ...kept }).toStrictEqual(record);
    expect(JSON.stringify(kept)).toBe(JSON.stringify(record));
    expect(Object.keys(kept)).toEqual(Object.keys(record));
  });

  it('give back each its own, however many there are', () => {
    const all = store();
    const named = (i: number): ObjectRecord => ({
      ...POD,
      object: { ...Object(POD.object), number: i, text: 'x'.repeat(i % 3000) },
    });
    const kept = Array.from({ length: 2000 }, (__, i) => all.keep(named(i)));
    for (const i of [1999, 0, 1024, 1, 1025, 1, 500]) expect(kept[i]).toEqual(named(i));
  });

  it('are seen at another time without being read', () => {
    const kept = store().keep(POD);
    const seen = kept instanceof StoredObject ? kept.seen(exactly(7)) : kept;
    expect(seen).toBeInstanceOf(StoredObject);
    expect({ ...seen }).toStrictEqual({ ...POD, at: exactly(7) });
    expect({ ...kept }).toStrictEqual(POD);
  });

  it('stay as they are while they are few, or when one is larger than a piece', () => {
    expect(new RecordStore().keep(POD)).toBe(POD);
    const large = { ...POD, object: { text: 'ä'.repeat(600_000) } };
    expect(store().keep(large)).toBe(large);
  });

  it.each(readdirSync(samples))('leave all that is read of %s as it was', async (name) => {
    const path = join(samples, name);
    const said = async (own: RecordStore): Promise<readonly unknown[]> => {
      const { records } = await readCapture([path], { store: own, jobs: 1 });
      return records.map((r) => (r.kind === 'event' ? ownEvent(r) : { ...r }));
    };
    expect(await said(store())).toStrictEqual(await said(new RecordStore()));
  });
});
