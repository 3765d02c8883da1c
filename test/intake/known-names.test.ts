import { describe, expect, it } from 'vitest';
import { readCapture } from '../../src/intake/index.js';
import type { Capture, LogOrigin } from '../../src/model/index.js';
import { streamOf, tarOf } from '../support/archives.js';

const ID = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';
const OBJECTS = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'rack7-b', uid: 'n' } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-7d9f8c6b5-x4z2n', namespace: 'shop', uid: 'p' },
      status: {
        containerStatuses: [{ name: 'app', lastState: { terminated: { containerID: `docker://${ID}` } } }],
      },
    },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db-0', namespace: 'shop', uid: 'd' } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db-0', namespace: 'test', uid: 'e' } },
  ],
});
const KLOG =
  'E0701 19:22:41.123456    1547 kubelet.go:1879] skipping pod synchronization - container runtime is down\n';
const APP = '2026-07-01T19:22:41.123Z ERROR dial tcp 10.96.3.4:6379: connect: connection refused\n';
const IP = 'lo               UNKNOWN        127.0.0.1/8 \neth0             DOWN           10.0.0.7/24 \n';

async function read(path: string, content: string): Promise<Capture> {
  const files = [
    { name: 'objects.json', content: OBJECTS },
    { name: path, content },
  ];
  return readCapture([{ path: '-', stream: streamOf(tarOf(files)) }]);
}

async function originOf(path: string, content: string): Promise<LogOrigin | undefined> {
  const { records } = await read(path, content);
  return records.flatMap((record) => (record.kind === 'message' ? [record.origin] : []))[0];
}

const web = { kind: 'Pod', namespace: 'shop', name: 'web-7d9f8c6b5-x4z2n' };

describe('names that the objects of a capture tell', () => {
  it.each([
    'logs/rack7-b/kubelet.log',
    'kubelet-rack7-b.log',
    'stuff/rack7-b_kubelet.txt',
    'rack7-b.kubelet.log',
  ])('place %s on its node', async (path) => {
    expect(await originOf(path, KLOG)).toMatchObject({ program: 'kubelet', node: 'rack7-b' });
  });

  it('leave the name of the file its own where a heading within names the container', async () => {
    const text = `# lines with errors only\n--- container log: app ---\n${APP.replace('2026', '2026-07-01T19:22:41.123456789Z 2026')}`;
    expect(await originOf('logs/ts-travel-service.log', text)).toMatchObject({
      program: 'ts-travel-service',
      container: 'app',
    });
  });

  it('place what a host printed', async () => {
    const { records } = await read('out/ip-addr.rack7-b.txt', IP);
    expect(records.find((record) => record.kind === 'report')).toMatchObject({
      topic: 'ip-addr',
      node: 'rack7-b',
    });
  });

  it.each([
    'web-7d9f8c6b5-x4z2n.log',
    'dump/shop-web-7d9f8c6b5-x4z2n.txt',
    'nodes/rack7-b/web-7d9f8c6b5-x4z2n.log',
  ])('place %s in its pod', async (path) => {
    expect((await originOf(path, APP))?.pod).toEqual(web);
  });

  it("place Docker's files by the id of the container, past ones too", async () => {
    const line = JSON.stringify({ log: APP, stream: 'stderr', time: '2026-07-01T19:22:41.123456789Z' });
    const origin = await originOf(`rack7-b/containers/${ID}/${ID}-json.log`, `${line}\n`);
    expect(origin).toMatchObject({ pod: web, container: 'app', program: 'app' });
  });

  it('give a pod its namespace where there is one pod of the name', async () => {
    const said = (pod: string): string => `[pod/${pod}/app] ${APP}`;
    expect(await originOf('all.log', said('web-7d9f8c6b5-x4z2n'))).toMatchObject({
      pod: web,
      program: 'app',
    });
    expect((await originOf('all.log', said('db-0')))?.pod).toEqual({ kind: 'Pod', name: 'db-0' });
  });

  it('leave alone what names two pods, or none', async () => {
    expect((await originOf('db-0.log', APP))?.pod).toBeUndefined();
    expect((await originOf('rack7-bx/app.log', APP))?.node).toBeUndefined();
  });
});

describe('a log of several pods', () => {
  it('is of the containers that its lines name, whatever its file is called', async () => {
    const text = `[pod/web-7d9f8c6b5-x4z2n/app] 2026-07-01T19:22:41.123456789Z dial tcp 10.96.3.4:6379: connect: connection refused\n`;
    expect((await originOf('logs/shop.log', text))?.program).toBe('app');
  });
});
