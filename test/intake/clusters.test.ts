import { describe, expect, it } from 'vitest';
import { inventory, inventoryLines } from '../../src/app/index.js';
import { readCapture } from '../../src/intake/index.js';
import { streamOf, tarOf } from '../support/archives.js';

interface Thing {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly created?: string;
  readonly seen?: string;
}

/** A List as the API gives it; `seen` is a heartbeat, the newest thing that is known of it. */
function list(things: readonly Thing[]): string {
  const items = things.map(({ kind, name, uid, created = '2026-06-01T00:00:00Z', seen }) => ({
    apiVersion: 'v1',
    kind,
    metadata: { name, uid, creationTimestamp: created },
    ...(seen === undefined
      ? {}
      : { status: { conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: seen }] } }),
  }));
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

const input = (files: Readonly<Record<string, string>>) => [
  {
    path: '-' as const,
    stream: streamOf(tarOf(Object.entries(files).map(([name, content]) => ({ name, content })))),
  },
];
const namespace = (uid: string): string => list([{ kind: 'Namespace', name: 'kube-system', uid }]);
const nodes = (uid: string, created: string, seen: string): string =>
  list(['n1', 'n2', 'n3'].map((name) => ({ kind: 'Node', name, uid: `${name}-${uid}`, created, seen })));

describe('several clusters in one capture', () => {
  it('are told by a namespace that nobody can delete', async () => {
    const files = { 'prod/ns.json': namespace('u1'), 'stage/ns.json': namespace('u2') };
    const { clusters, sources } = await readCapture(input(files));
    expect(clusters).toMatchObject([
      { why: 'its namespace kube-system has the uid u1', only: 'prod' },
      { why: 'its namespace kube-system has the uid u2', only: 'stage' },
    ]);
    expect(sources[1]?.problems[0]?.message).toMatch(/^of another cluster than prod\/ns.json: its namespace/);
  });

  it('are told by nodes that lived at the same time under two identities', async () => {
    const { clusters } = await readCapture(
      input({
        'a/nodes.json': nodes('x', '2026-06-01T00:00:00Z', '2026-07-01T10:00:00Z'),
        'b/nodes.json': nodes('y', '2026-06-20T00:00:00Z', '2026-07-01T10:00:00Z'),
      }),
    );
    expect(clusters?.map(({ only }) => only)).toEqual(['a', 'b']);
    expect(clusters?.[0]?.why).toBe('Node n1, Node n2, Node n3 lived at the same time under two uids');
  });

  it('are one where nodes were made anew after the older ones had gone, and in two snapshots', async () => {
    const { clusters } = await readCapture(
      input({
        'before/nodes.json': nodes('x', '2026-06-01T00:00:00Z', '2026-07-01T10:00:00Z'),
        'after/nodes.json': nodes('y', '2026-07-01T10:05:00Z', '2026-07-01T12:00:00Z'),
        'before/ns.json': namespace('u1'),
        'after/ns.json': namespace('u1'),
      }),
    );
    expect(clusters).toBeUndefined();
  });

  it('are the first thing that the inventory says, with how to read one at a time', async () => {
    const files = { 'prod/ns.json': namespace('u1'), 'stage/ns.json': namespace('u2') };
    const found = await inventory(input(files), {});
    const screen = inventoryLines(found, false);
    expect(screen[2]).toBe('CLUSTERS: 2 in one capture, read as if they were one; analyse one at a time:');
    expect(screen[3]).toBe("  prod/ns.json: its namespace kube-system has the uid u1 (--only 'prod')");
    expect(found.summary.gaps[0]?.wouldTell).toContain("`--only 'prod'` or `--only 'stage'`");
  });

  it('are read one at a time with a pattern; what it leaves out is listed', async () => {
    const files = { 'prod/ns.json': namespace('u1'), 'stage/ns.json': namespace('u2') };
    const { clusters, sources, records } = await readCapture(input(files), { only: ['stage'] });
    expect(clusters).toBeUndefined();
    expect(records).toMatchObject([{ uid: 'u2' }]);
    expect(sources.map(({ status, problems }) => [status, problems.map(({ message }) => message)])).toEqual([
      ['refused', ['left out: it matches no --only']],
      ['read', []],
    ]);
  });
});
