import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markOf } from '../../src/base/index.js';
import { DEFAULT_BUDGET, readCapture as readFromSources } from '../../src/intake/index.js';
import { Claims } from '../../src/intake/team/claims.js';
import { readShare } from '../../src/intake/team/share.js';
import type { Share } from '../../src/intake/team/task.js';
import { tarOf } from '../support/archives.js';

/** Threads run what was built. */
const BUILT = new URL('../../dist/intake/index.js', import.meta.url);
const isBuilt = existsSync(new URL('../../dist/intake/team/thread.js', import.meta.url));

const PODS = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-0', namespace: 'shop', uid: 'u' } }],
});
const TABLE = 'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5m\n';

function kubelet(node: number, lines: number): string {
  let text = '';
  for (let i = 0; i < lines; i += 1) {
    const at = `0701 10:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`;
    const err =
      i % 7 === 0 ? 'dial tcp 10.0.0.1:6443: connect: connection refused' : 'context deadline exceeded';
    text += `E${at}.000000    15${node} kubelet_node_status.go:94] "Unable to register node" err="${err}" node="n${node}" attempt=${i}\n`;
  }
  return text;
}

const HEALTHY =
  'I0701 10:00:00.000000    1547 kubelet.go:2410] "SyncLoop (PLEG): event for pod" pod="shop/web-0" event={"Type":"ContainerStarted"}\n';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'inquest-team-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, content: Buffer): string {
  writeFileSync(join(home, name), content);
  return join(home, name);
}

const small = (): Buffer =>
  tarOf([
    { name: 'cap/pods.json', content: PODS },
    { name: 'cap/pods.txt', content: TABLE },
    { name: 'cap/nodes/n1/kubelet.log', content: kubelet(1, 50) },
    { name: 'cap/nodes/n2/kubelet.log', content: kubelet(2, 50) },
    { name: 'cap/session.txt', content: `$ kubectl get pods\n${TABLE}$ kubectl get nodes\n${TABLE}` },
    { name: 'cap/what.bin', content: Buffer.alloc(900, 7) },
  ]);

async function sharesOf(path: string, claims: Claims): Promise<readonly Share[]> {
  const shares: Share[] = [];
  const task = { paths: [path], budget: DEFAULT_BUDGET, claims: claims.memory };
  await readShare(task, (some) => shares.push(...some));
  return shares;
}

describe('claims', () => {
  it('give each member to the first who asks', () => {
    const claims = Claims.ofMembers(3);
    const other = new Claims(claims.memory);
    expect([claims.take(0), other.take(0), other.take(2), claims.take(2)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([claims.isTaken(0), claims.isTaken(1), other.isTaken(2)]).toEqual([true, false, true]);
  });

  it('leave members beyond the last to the first thread', () => {
    expect(Claims.ofMembers(1).isTaken(1)).toBe(true);
  });
});

describe('a helper', () => {
  it('takes logs only, and none that is taken', async () => {
    const path = write('small.tar', small());
    const claims = Claims.ofMembers(100);
    claims.take(2);
    const shares = await sharesOf(path, claims);
    expect(shares.map(({ mark, outcome }) => [mark, outcome.format])).toEqual([
      [markOf('cap/nodes/n2/kubelet.log'), 'klog'],
    ]);
    // What it looked at and left is for others to take.
    expect([0, 1, 3, 4, 5].map((id) => claims.isTaken(id))).toEqual([false, false, true, false, false]);
  });

  it('reads what the first thread would have read', async () => {
    const path = write('small.tar', small());
    const whole = await readFromSources([path]);
    const mark = markOf('cap/nodes/n1/kubelet.log');
    const [share] = (await sharesOf(path, Claims.ofMembers(100))).filter((s) => s.mark === mark);
    const id = whole.sources.findIndex((source) => source.path === 'nodes/n1/kubelet.log');
    const own = whole.records.filter((r) => r.evidence.source === id);
    expect(share?.outcome.records.length).toBe(own.length);
    expect(share?.outcome.bytes).toBe(whole.sources[id]?.bytes);
    expect(structuredClone(share)).toEqual(share);
  });
});

describe.skipIf(!isBuilt)('a large capture (needs the build in dist)', () => {
  const large = (): Buffer =>
    gzipSync(
      tarOf([
        { name: 'cap/nodes/n0/kubelet.log', content: `${HEALTHY.repeat(600_000)}${kubelet(0, 20)}` },
        { name: 'cap/pods.json', content: PODS },
        ...[1, 2, 3, 4, 5, 6].map((n) => ({
          name: `cap/nodes/n${n}/kubelet.log`,
          content: kubelet(n, 4000),
        })),
        { name: 'cap/pods.txt', content: TABLE },
      ]),
      { level: 1 },
    );

  it('reads the same in one thread and in several, whole or cut off', async () => {
    const { readCapture } = (await import(BUILT.href)) as { readCapture: typeof readFromSources };
    const bytes = large();
    const whole = write('whole.tar.gz', bytes);
    const cut = write('cut.tar.gz', bytes.subarray(0, Math.floor(bytes.length * 0.95)));
    for (const path of [whole, cut]) {
      const alone = await readCapture([path], { jobs: 1 });
      expect(alone.sources.length).toBeGreaterThan(6);
      expect(JSON.stringify(await readCapture([path], { jobs: 3 }))).toBe(JSON.stringify(alone));
    }
    const budget = { totalBytes: 81_000_000 };
    const limited = await readCapture([whole], { jobs: 1, budget });
    expect(limited.truncated).toBe(true);
    expect(JSON.stringify(await readCapture([whole], { jobs: 2, budget }))).toBe(JSON.stringify(limited));
  }, 240_000);
});
