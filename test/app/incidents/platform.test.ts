import { describe, expect, it } from 'vitest';
import { analysed, clock, lines, linksOf, rootsOf, type Made } from '../../support/capture.js';
import { app } from '../../support/cluster.js';
import { entrance, logAt, shop, write } from '../../support/entrance.js';
import { container, object, over, pod, type Fields } from '../../support/objects.js';

/** What the platform itself takes away: the key of Secrets, the definition of a kind. */
const within = (t: string, from: string, to: string): boolean => t >= from && t < to;

describe('a key service that is refused by its vault', () => {
  const made = (plugin: boolean): Made => {
    const born: Fields = {
      metadata: { creationTimestamp: clock('11:20:02') },
      status: { phase: 'Pending', conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock('11:20:02') }], containerStatuses: [{ name: 'api', ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } }] },
    }; // prettier-ignore
    const secret = { containers: [container('api', { envFrom: [{ secretRef: { name: 'db' } }] })] };
    const api = app('shop/api', ['wk-b'], { 0: born }).map((o) =>
      o['kind'] === 'Deployment'
        ? over(o, {
            spec: { template: { spec: secret } },
            status: {
              conditions: [{ type: 'Available', status: 'False', lastTransitionTime: clock('11:20:02') }],
            },
          })
        : o,
    );
    const kms = pod('kube-system/kms-plugin-cp-1', 'Node/cp-1', {
      spec: { nodeName: 'cp-1', hostNetwork: true, containers: [container('kms-plugin')] },
    });
    const refused =
      'level=error msg="renew token: Code: 403. Errors: * permission denied" url=https://vault.sec.example:8200';
    return {
      objects: [...shop(), ...api, object('Secret', 'shop/db'), ...(plugin ? [kms] : [])],
      files: {
        ...entrance((t) => t >= '11:20:03'),
        [logAt('shop/web')]: lines('11:00:00', 600, 6, (t) => t.slice(11, 19) >= '11:20:03' ? `${t} ERROR Get "http://api.shop:8080/v": dial tcp 10.96.44.8:8080: connect: connection refused` : `${t} INFO GET / 200`),
        'control-plane/kube-apiserver.log': `I0304 10:00:00.000000       1 server.go:158] Version: v1.29.6\n${lines('11:12:05', 280, 10, (t) => `E0304 ${t.slice(11, 19)}.000000       1 cacher.go:470] cacher (secrets): unexpected ListAndWatch error: failed to list *core.Secret: unable to transform key "/registry/secrets/shop/db": failed to decrypt DEK, error: rpc error: code = Unknown desc = permission denied; reinitializing...`)}`,
        ...(plugin ? { 'logs/kube-system/kms-plugin-cp-1/kms-plugin.log': lines('11:12:00', 280, 10, (t) => `time="${t}" ${refused}`) } : {}),
      },
    }; // prettier-ignore
  };

  it('is the root of the rollout that does not start', async () => {
    const a = await analysed(made(true));
    expect(rootsOf(a)).toEqual(['app-permission-denied Pod/kube-system/kms-plugin-cp-1']);
    expect(linksOf(a)).toContain(
      'secrets-undecryptable Component/kube-apiserver → deployment-unavailable Deployment/shop/api',
    );
  });

  it('is not guessed where its log is missing: the API server cannot decrypt', async () => {
    expect(rootsOf(await analysed(made(false)))).toEqual(['secrets-undecryptable Component/kube-apiserver']);
  });
});

describe('a definition that a delivery tool prunes', () => {
  const flux = 'system:serviceaccount:flux-system:kustomize-controller';
  const collector = 'system:serviceaccount:kube-system:generic-garbage-collector';
  const definition = 'customresourcedefinitions.apiextensions.k8s.io/redisfailovers.databases.example.com';
  const deleted = (user: string): string =>
    [
      write('11:14:21', user, 'delete', definition),
      write('11:14:24', collector, 'delete', 'statefulsets.apps/shop/web-redis'),
      write('11:14:24', collector, 'delete', 'services/shop/web-redis'),
      write('11:46:10', 'ada', 'create', definition),
    ].join('');
  const made = (audit: string): Made => ({
    objects: shop(),
    files: {
      ...entrance((t) => within(t, '11:14:26', '11:47:10')),
      [logAt('shop/web')]: lines('11:00:00', 600, 6, (t) =>
        within(t.slice(11, 19), '11:14:26', '11:47:10')
          ? `${t} ERROR redis: dial tcp: lookup web-redis.shop on 10.96.0.10:53: no such host`
          : `${t} INFO GET / 200`,
      ),
      ...(audit === '' ? {} : { 'audit.jsonl': audit }),
    },
  });

  it('is the root of the databases that were collected, and DNS is not', async () => {
    const a = await analysed(made(deleted(flux)));
    expect(rootsOf(a)).toEqual(['crd-deleted CustomResourceDefinition/redisfailovers.databases.example.com']);
    expect(linksOf(a)).toContain(
      'object-collected Service/shop/web-redis → app-dependency-unresolved Deployment/shop/web',
    );
    expect(a.incidents[0]?.responses.map((r) => r.effect)).toEqual(['worked']);
  });

  it('leaves names that do not resolve, with low confidence, without the audit log', async () => {
    const a = await analysed(made(''));
    expect(a.incidents[0]?.rootCauses.map((r) => r.confidence)).toEqual(['low']);
  });
});
