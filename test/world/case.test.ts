import { describe, expect, it } from 'vitest';
import { iso } from '../../src/base/index.js';
import { readCapture } from '../../src/intake/index.js';
import { buildCase, snapshotAt } from '../../src/world/index.js';
import { streamOf, tarOf } from '../support/archives.js';
import { caseOf, when } from '../support/case-builder.js';

const pod = (phase: string) => ({
  kind: 'Pod',
  metadata: { name: 'web-1', namespace: 'shop', uid: 'u1' },
  status: { phase },
});

describe('the case', () => {
  it('merges snapshots of one object and answers as of a time', () => {
    const { c } = caseOf({
      snapshots: [
        { object: pod('Running'), at: '10:10:00' },
        { object: pod('Pending'), at: '10:00:00' },
      ],
    });
    const entity = c.entity('Pod/shop/web-1');
    expect(entity?.snapshots).toHaveLength(2);
    const phase = (t: string): unknown =>
      entity && (snapshotAt(entity, when(t).lo)?.object as { status: { phase: string } }).status.phase;
    expect([phase('09:00:00'), phase('10:05:00'), phase('10:30:00')]).toEqual([
      'Pending',
      'Pending',
      'Running',
    ]);
  });

  it('prefers a full object to a table row of a later time', () => {
    const { c } = caseOf({
      snapshots: [
        { object: pod('Running'), at: '10:00:00' },
        { object: { ...pod('Failed'), status: {} }, at: '10:01:00', shape: 'row' },
      ],
    });
    expect(c.entity('Pod/shop/web-1')?.object).toEqual(pod('Running'));
  });

  it('takes the same event in two snapshots for one', () => {
    const event = {
      about: 'Pod/shop/web-1',
      reason: 'BackOff',
      message: 'Back-off',
      first: '10:00:00',
      count: 3,
      last: '10:01:00',
    };
    const { c } = caseOf({ events: [event, { ...event, count: 7, last: '10:03:00' }] });
    expect(c.events).toHaveLength(1);
    expect(c.events[0]?.count).toBe(7);
    expect(c.events[0]?.last.lo).toBe(when('10:03:00').lo);
  });

  it('says what is missing for a good postmortem', () => {
    const { c } = caseOf({ objects: [{ kind: 'Node', metadata: { name: 'n1' } }] });
    const why = c.coverage.gaps.map((g) => g.why);
    expect(why).toEqual(
      expect.arrayContaining(['no events', 'no audit log', 'no log of the edge', 'no kubelet log of n1']),
    );
  });
});

describe('when an object was gone', () => {
  const list = (namespace: string, names: readonly string[]): string =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: names.map((name) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace, uid: name },
      })),
    });
  const gone = async (files: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
    const capture = await readCapture([{ path: '-', stream: streamOf(tarOf(entries)) }]);
    const at = buildCase(capture).entity('Pod/shop/web-0')?.deleted;
    return at && `${iso(at.lo)} ${iso(at.hi)}`;
  };
  const times = { 'a/captured-at.txt': '2026-07-01T19:00:00Z', 'b/captured-at.txt': '2026-07-01T19:10:00Z' };

  it('is told by the next list of its namespace that lacks it, also where it was written down alone, too', async () => {
    const alone = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-0', namespace: 'shop' },
    });
    expect(
      await gone({
        ...times,
        'a/pods.json': list('shop', ['web-0', 'web-1']),
        'a/web-0.json': alone,
        'b/pods.json': list('shop', ['web-1']),
      }),
    ).toBe('2026-07-01T19:00:01Z 2026-07-01T19:10:01Z');
  });

  it('is told by the second of two answers of one terminal, between which somebody asked for the time', async () => {
    const asked = (time: string, names: readonly string[]): string =>
      `$ date -u\nWed Jul  1 ${time} UTC 2026\n$ kubectl get pods -n shop -o json\n${list('shop', names)}\n`;
    const session = asked('19:00:00', ['web-0', 'web-1']) + asked('19:10:00', ['web-1']);
    expect(await gone({ 'session.txt': session })).toBe('2026-07-01T19:10:01Z 2026-07-01T19:16:01Z');
  });

  it('is not told by a list of another namespace', async () => {
    expect(
      await gone({ ...times, 'a/pods.json': list('shop', ['web-0']), 'b/pods.json': list('test', ['x-0']) }),
    ).toBeUndefined();
  });
});
