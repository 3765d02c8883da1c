import { clock, lines, type Made } from './capture.js';
import { app, cluster, podAt } from './cluster.js';
import { object, type Fields } from './objects.js';

/** The entrance shop.example, which leads to the Service shop/web. */
const ingress: Fields = object('Ingress', 'shop/web', {
  spec: {
    rules: [
      {
        host: 'shop.example',
        http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 80 } } } }] },
      },
    ],
  },
});

/** Shop/web on both workers, its entrance, and the platform. */
export const shop = (ills: Parameters<typeof cluster>[0] = {}): readonly Fields[] => [
  ...cluster(ills),
  ...app('shop/web', ['wk-a', 'wk-b']),
  ingress,
];

/** Where the log of the i-th pod of a workload lies. */
export function logAt(at: string, i = 0): string {
  const [, ns = '', pod = ''] = podAt(at, i).split('/');
  return `logs/${ns}/${pod}/${at.split('/')[1] ?? ''}.log`;
}

/** An hour of requests at the entrance from 11:00 on, one every two seconds; `fails` says which got a 503. */
export function entrance(fails: (t: string, i: number) => boolean): Made['files'] {
  let i = 0;
  const text = lines('11:00:00', 1800, 2, (at) => {
    const bad = fails(at.slice(11, 19), i++);
    const stamp = `04/Mar/2026:${at.slice(11, 23)}`;
    return `${at} lb-1 haproxy[8]: 198.51.100.9:4${1000 + i} [${stamp}] front web/w${i % 2} 0/0/0/4/4 ${bad ? 503 : 200} 212 - - ---- 3/3/1/1/0 0/0 "GET / HTTP/1.1"`;
  });
  return { 'edge/haproxy.log': text };
}

/** A write in the audit log: on "resource.group/ns/name", as the resource is called in paths. */
export function write(at: string, user: string, verb: string, on: string, body?: unknown): string {
  const [kind = '', first = '', second] = on.split('/');
  const [resource = '', ...group] = kind.split('.');
  return `${JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    stage: 'ResponseComplete',
    verb,
    user: { username: user, groups: ['system:authenticated'] },
    objectRef: {
      resource,
      apiGroup: group.join('.'),
      apiVersion: 'v1',
      ...(second === undefined ? { name: first } : { namespace: first, name: second }),
    },
    responseStatus: { code: 200 },
    ...(body === undefined ? {} : { requestObject: body }),
    requestReceivedTimestamp: clock(at).replace('Z', '.000000Z'),
    stageTimestamp: clock(at).replace('Z', '.004000Z'),
  })}\n`;
}
