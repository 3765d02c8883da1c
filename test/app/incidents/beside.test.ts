import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, rootsOf } from '../../support/capture.js';
import { app, cluster, podAt } from '../../support/cluster.js';
import { container, over, type Fields } from '../../support/objects.js';

/** What goes on beside something felt that nothing in the capture is tied to. */
const log = (at: string): string => {
  const [, ns = '', name = ''] = podAt(at).split('/');
  return `logs/${ns}/${name}/${at.split('/')[1] ?? ''}.log`;
};

const image = 'registry.example.com/shop/orders:9.9.9';
const born: Fields = { creationTimestamp: clock('11:20:00') };
const unpulled: Fields = {
  spec: { containers: [{ ...container('orders'), image }] },
  status: {
    startTime: clock('11:20:00'),
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock('11:20:00') }],
    containerStatuses: [
      {
        name: 'orders',
        image,
        ready: false,
        restartCount: 0,
        state: { waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` } },
      },
    ],
  },
};

/** A page that answers 502 to some, as `kubectl logs --timestamps` prints it on a machine east of Greenwich. */
const page = lines('11:20:00', 300, 7, (at) => {
  const status = at.slice(11, 19) >= '11:31:00' ? 502 : 200;
  const local = `${at.slice(0, 11)}${String(Number(at.slice(11, 13)) + 8)}${at.slice(13, 19)}`;
  return `${local}.133301419+08:00 172.20.0.9 - - [04/Mar/2026:${local.slice(11)} +0800] "GET /buy HTTP/1.1" ${status} 380 "-" "curl/8.5"`;
});

const made = (callers: string) =>
  analysed({
    objects: [
      ...cluster(),
      ...app('shop/orders', ['wk-a'], { 0: unpulled }).map((o) => over(o, { metadata: born })),
      ...app('shop/cart', ['wk-a']),
      ...app('web/page', ['wk-b']),
    ],
    events: [
      event(
        podAt('shop/orders'),
        'Failed',
        `Failed to pull image "${image}": rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`,
        '11:20:04',
        '11:58:00',
        9,
      ),
    ],
    files: { [log('web/page')]: page, [log('shop/cart')]: callers },
  });

describe('a page that fails beside a workload that was never seen up', () => {
  it('leaves the workload a root, when others complain of it', async () => {
    const a = await made(
      lines(
        '11:20:30',
        60,
        30,
        (at) => `${at} ERROR call failed: dial tcp orders:80: connect: connection refused`,
      ),
    );
    expect(rootsOf(a)).toContain('image-not-found Deployment/shop/orders');
    expect(a.incidents.flatMap((i) => i.surfaces.map((s) => s.entity.name))).toContain('nginx');
  });

  it('is not named after the stamp that the runtime put before its lines', async () => {
    const a = await made('');
    const names = a.incidents.flatMap((i) => i.surfaces.map((s) => `${s.entity.name} ${s.host ?? ''}`));
    expect(names.length).toBeGreaterThan(0);
    expect(names.join()).not.toContain('2026');
  });
});

describe('an image that a small cluster has been without', () => {
  const since = (day: string) => {
    const at = `2026-${day}T09:00:00Z`;
    const old: Fields = {
      metadata: { creationTimestamp: at },
      spec: { containers: [{ ...container('wiki'), image }] },
      status: {
        startTime: at,
        conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: at }],
        containerStatuses: [
          {
            name: 'wiki',
            image,
            ready: false,
            restartCount: 0,
            state: { waiting: { reason: 'ImagePullBackOff' } },
          },
        ],
      },
    };
    return analysed({
      objects: [
        ...cluster(),
        ...app('tools/wiki', ['wk-b'], { 0: old })
          .filter((o) => o['kind'] !== 'Service' && o['kind'] !== 'Endpoints')
          .map((o) => over(o, { metadata: { creationTimestamp: at } })),
        ...app('shop/web', ['wk-a', 'wk-b']),
      ],
    });
  };

  it('for days is how it lives, and no incident', async () => {
    const a = await since('02-20');
    expect(a.incidents).toEqual([]);
    expect(a.background.some((x) => x.role === 'pre-existing' && x.entity.name === 'wiki')).toBe(true);
  });

  it('since yesterday is told', async () => {
    expect((await since('03-03')).incidents).toHaveLength(1);
  });
});

describe('an entrance that fails, is well, and fails again', () => {
  it('is one incident, whose words tell both times', async () => {
    const log = lines('10:50:00', 1400, 3, (at) => {
      const t = at.slice(11, 19);
      const status = (t >= '11:10:00' && t < '11:20:00') || t >= '11:40:00' ? 502 : 200;
      return `10.0.0.9 - - [04/Mar/2026:${t} +0000] "GET /buy HTTP/2.0" ${status} 190 "-" "curl/8.5" 74 0.004 [shop-web-80] [] 10.244.1.1:8080 190 0.004 ${status} ${t.replaceAll(':', '').padStart(32, '0')}`;
    });
    const a = await analysed({ objects: cluster(), files: { 'logs/ingress-nginx.log': log } });
    expect(a.incidents).toHaveLength(1);
    expect(a.incidents[0]?.surfaces.map((s) => s.to.lo === null)).toEqual([false, true]);
    expect(a.incidents[0]?.summary).toMatch(
      /It failed twice, and was well in between: from 11:(?:09:5\d|10:00) to 11:20:0\d and from 11:(?:39:5\d|40:00) on\./,
    );
    expect(a.incidents[0]?.summary).not.toContain('Also affected');
  });
});
