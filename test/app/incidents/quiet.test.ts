import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines } from '../../support/capture.js';
import { app, cluster } from '../../support/cluster.js';
import { node, object, over, pod, stack, type Fields } from '../../support/objects.js';

const NAMESPACE = object('Namespace', 'shop');
const refused = (at: string): string =>
  `${at} ERROR could not connect to the database: dial tcp: connect to ledger-db:5432: connection refused`;

const worker = (ready: boolean): Fields =>
  pod('shop/import-1-abcde', 'Job/import-1', {
    metadata: { labels: { app: 'import-1' } },
    status: {
      phase: 'Running',
      conditions: [
        { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: clock('11:50:00') },
      ],
    },
  });
const job = object('Job', 'shop/import-1', {
  apiVersion: 'batch/v1',
  spec: { completions: 1 },
  status: { active: 1 },
});
const log = 'logs/shop/import-1-abcde/import-1.log';

/** What alertmanager's API answers for one firing alert. */
const alert = (labels: Fields): string =>
  JSON.stringify([
    {
      labels: { alertname: 'ImportStalled', severity: 'page', namespace: 'shop', ...labels },
      annotations: { summary: 'the import makes no progress' },
      startsAt: clock('11:52:00'),
      endsAt: '0001-01-01T00:00:00Z',
      updatedAt: clock('11:59:00'),
      fingerprint: 'c0ffee0000000001',
      receivers: [{ name: 'pager' }],
      status: { state: 'active', inhibitedBy: [], silencedBy: [] },
    },
  ]);

async function told(files: Record<string, string>, objects: readonly Fields[]): Promise<string[]> {
  const a = await analysed({ objects: [...objects, NAMESPACE, node('node-1')], files });
  return a.incidents.flatMap((i) =>
    i.rootCauses.map((r) => `${r.condition} ${r.entity.kind}/${r.entity.name} ${r.confidence}`),
  );
}

describe('a capture in which nothing is severe', () => {
  it('tells of a job that complains to the last, with low confidence', async () => {
    const files = { [log]: lines('11:50:00', 20, 20, refused) };
    expect(await told(files, [job, worker(true)])).toEqual(['app-dependency-refused Job/import-1 low']);
  });

  it('does not tell of a service that is whole and complained at its start', async () => {
    const files = { 'logs/shop/cart-7d4b9c5f6d-abcde/cart.log': lines('11:50:00', 4, 1, refused) };
    expect(await told(files, stack('shop/cart'))).toEqual([]);
  });

  it('tells of a service that is whole and complains from some time on, not of one that always does', async () => {
    const caller = 'logs/shop/web-7d4b9c5f6d-x7k2p/web.log';
    const well = lines('11:10:00', 60, 30, (at) => `${at} INFO request served status=200`);
    const ill = lines(
      '11:40:00',
      60,
      20,
      (at) => `${at} ERROR dial tcp: connect to bank.example:5432: connection refused`,
    );
    expect(await told({ [caller]: `${well}${ill}` }, stack('shop/web'))).toEqual([
      'app-dependency-refused Deployment/web low',
    ]);
    expect(await told({ [caller]: ill }, stack('shop/web'))).toEqual([]);
  });

  it('tells what an alert was raised about, and of nothing else', async () => {
    const files = {
      [log]: lines('11:50:00', 2, 20, refused),
      'alertmanager/alerts.json': alert({ job_name: 'import-1' }),
    };
    expect(await told(files, [job, worker(true)])).toEqual(['app-dependency-refused Job/import-1 low']);
    expect(
      await told({ 'alertmanager/alerts.json': alert({ job_name: 'import-1' }) }, [job, worker(true)]),
    ).toEqual([]);
  });
});

describe('a cluster with a corner that nobody tends', () => {
  const since = '2026-02-20T08:00:00Z';
  const unready = [
    { type: 'PodScheduled', status: 'True', lastTransitionTime: since },
    { type: 'Ready', status: 'False', reason: 'ContainersNotReady', lastTransitionTime: since },
  ];
  const image = 'registry.example.com/toy:1.4.2';
  const waiting = {
    reason: 'ImagePullBackOff',
    message: `Back-off pulling image "${image}": ${image}: not found`,
  };
  const toy = stack('dev/toy', {
    deployment: {
      metadata: { creationTimestamp: since },
      status: { readyReplicas: 0, availableReplicas: 0 },
    },
    pod: {
      metadata: { creationTimestamp: since },
      status: {
        phase: 'Pending',
        startTime: since,
        conditions: unready,
        containerStatuses: [{ name: 'toy', image, ready: false, restartCount: 0, state: { waiting } }],
      },
    },
  });
  const old = (o: Fields): Fields => over(o, { metadata: { creationTimestamp: since } });
  const others = ['web', 'cart', 'bill', 'mail', 'find', 'auth', 'feed'].flatMap((n) =>
    app(`shop/${n}`, ['wk-a']),
  );
  const pulled = (ns: string): Fields =>
    over(
      event(
        `Pod/${ns}/toy-7d4b9c5f6d-x7k2p`,
        'BackOff',
        `Back-off pulling image "${image}"`,
        '08:00:10',
        '11:59:40',
        40_000,
      ),
      { firstTimestamp: since },
    );

  it('is no incident, and the corner is told as broken before', async () => {
    const objects = [...cluster(), object('Namespace', 'dev'), ...toy.map(old), ...others];
    const a = await analysed({ objects, events: [pulled('dev')] });
    expect(a.incidents).toEqual([]);
    expect(a.background.find((x) => x.condition === 'image-not-found')?.role).toBe('pre-existing');
  });

  it('is told where it is all there is', async () => {
    const objects = [object('Namespace', 'dev'), node('node-1'), ...toy.map(old)];
    const a = await analysed({ objects, events: [pulled('dev')] });
    expect(a.incidents).toHaveLength(1);
  });
});
