import { describe, expect, it } from 'vitest';
import { rules } from '../../src/cause/index.js';
import { exactly, SECOND } from '../../src/base/index.js';
import { ref, refOfKey, type Condition } from '../../src/model/index.js';
import { caseOf } from '../support/case-builder.js';
import { container, podOf, service, stack, template } from '../support/objects.js';
import { bind, conditionOf, T0, worldOf } from '../support/rule-tester.js';

const ruleOf = (id: string) => rules.filter((r) => r.id === id);
const pod = ref('Pod', 'db', 'mysql-0');
const store = ref('StatefulSet', 'db', 'mysql');
const node = ref('Node', undefined, 'node-3');

describe('csi-driver-down', () => {
  const bound = (plugin: string) => {
    const set = ref('DaemonSet', 'kube-system', plugin);
    const own = ref('Pod', 'kube-system', `${plugin}-x1`);
    const world = worldOf([
      [store, 'owns', pod],
      [pod, 'runs-on', node],
      [own, 'runs-on', node],
      [set, 'owns', own],
    ]);
    const effect = conditionOf('csi-driver-missing', store, 600, { attrs: { volume: 'ebs.csi.aws.com' } });
    return bind(world, [effect, conditionOf('image-not-found', set, 0)], ruleOf('csi-driver-down'))[0];
  };

  it('blames the plugin of the driver on the same node', () => {
    expect(bound('ebs-csi-node')?.refuted).toBeUndefined();
    expect(bound('ebs-csi-node')?.strength).toBeGreaterThan(0.5);
  });

  it('blames no other DaemonSet', () => {
    expect(bound('kube-proxy')?.refuted).toMatch(/plugin/);
    expect(bound('efs-csi-node')?.refuted).toMatch(/plugin/);
  });
});

describe('dependency-blocked-by-policy', () => {
  const policy = ref('NetworkPolicy', 'db', 'lock');
  const service = ref('Service', 'db', 'mysql');
  const app = ref('Deployment', 'shop', 'web');
  const other = ref('Deployment', 'shop', 'api');
  const world = worldOf([
    [service, 'selects', store],
    [policy, 'selects', store],
  ]);
  const bound = (caller: typeof app) =>
    bind(
      world,
      [
        conditionOf('app-dependency-timeout', caller, 60, { names: [service] }),
        conditionOf('networkpolicy-block', policy, 0, { names: [app, service] }),
      ],
      ruleOf('dependency-blocked-by-policy'),
    )[0];

  it('binds for the caller that the policy cuts off', () => {
    expect(bound(app)?.refuted).toBeUndefined();
  });

  it('is refuted for a caller that it lets through', () => {
    expect(bound(other)?.refuted).toMatch(/another caller/);
  });
});

describe('what a pod waits for when the Service rules of its node are gone', () => {
  const app = ref('Deployment', 'shop', 'web');
  const own = ref('Pod', 'shop', 'web-1');
  const plane = ref('ServiceDataplane', undefined, 'node-3');
  const callee = ref('Service', 'shop', 'store');
  const bound = (id: string, calls: boolean) => {
    const world = worldOf([
      [app, 'owns', own],
      [own, 'runs-on', node],
      [plane, 'part-of', node],
      ...(calls ? ([[app, 'needs', callee]] as const) : []),
    ]);
    const conditions = [
      conditionOf('readiness-failing', own, 20),
      conditionOf('service-rules-missing', plane, 0),
    ];
    return bind(world, conditions, ruleOf(id))[0];
  };

  it('is the Services that it is known to call', () => {
    expect(bound('unready-without-services', true)?.refuted).toBeUndefined();
    expect(bound('client-crashes-without-api', true)?.refuted).toMatch(/others/);
  });

  it('is the API server where it is not known to call any', () => {
    expect(bound('unready-without-services', false)?.refuted).toMatch(/not known to call/);
    expect(bound('client-crashes-without-api', false)?.refuted).toBeUndefined();
  });
});

describe('unready-without-callee', () => {
  const app = ref('Deployment', 'shop', 'web');
  const own = ref('Pod', 'shop', 'web-1');
  const callee = ref('Service', 'shop', 'store');
  const world = worldOf([
    [app, 'owns', own],
    [app, 'needs', callee],
  ]);
  const bound = (statement: string, at = 20) =>
    bind(
      world,
      [
        conditionOf('readiness-failing', own, at, { statement }),
        conditionOf('service-no-endpoints', callee, 0),
      ],
      ruleOf('unready-without-callee'),
    )[0];

  it('binds where the process answers that it is not ready', () => {
    expect(bound('HTTP probe failed with statuscode: 503')?.refuted).toBeUndefined();
  });

  it('is refuted where nothing listens, and where the pod was unready first', () => {
    expect(bound('dial tcp 10.0.0.7:80: connect: connection refused')?.refuted).toMatch(/does not run/);
    expect(bound('HTTP probe failed with statuscode: 503', -30)?.refuted).toMatch(/before the cause/);
  });
});

describe('unavailable-from-act', () => {
  const app = ref('Deployment', 'shop', 'web');
  const world = worldOf([]);
  const strength = (more: Partial<Condition>) =>
    bind(
      world,
      [conditionOf('deployment-unavailable', app, 10, more), conditionOf('rollout-restart', app, 0)],
      ruleOf('unavailable-from-act'),
    )[0]?.strength ?? 0;

  it('explains the time that a restart takes, and only sets off what lasts longer', () => {
    expect(strength({ end: exactly(T0 + 70 * SECOND) })).toBeGreaterThan(0.7);
    expect(strength({ end: exactly(T0 + 900 * SECOND) })).toBeCloseTo(0.5, 1);
    expect(strength({})).toBeCloseTo(0.5, 1);
  });
});

describe('unready-from-lone-callee', () => {
  const env = [{ name: 'LEDGER_URL', value: 'http://ledger.shop:80' }];
  const bound = (replicas: number, attrs: Record<string, string | number>) =>
    bind(
      caseOf({
        objects: [
          ...stack('shop/orders', { spec: template({ containers: [container('orders', { env })] }) }),
          ...stack('shop/ledger', { spec: { replicas } }),
          service('shop/ledger'),
        ],
      }).c,
      [
        conditionOf('readiness-failing', refOfKey(podOf('shop/orders')), 5, { attrs }),
        conditionOf('liveness-kill', refOfKey(podOf('shop/ledger')), 20),
      ],
      ruleOf('unready-from-lone-callee'),
    )[0];

  it('binds where the callee has no other pod and the caller answers with an error', () => {
    expect(bound(1, { error: 'status', status: 503 })?.strength).toBeGreaterThan(0.4);
    expect(bound(1, { error: 'status', status: 503 })?.refuted).toBeUndefined();
    expect(bound(1, { error: 'timeout' })?.refuted).toBeUndefined();
  });

  it('is refuted where another pod answers, where nobody listens, and where the path is wrong', () => {
    expect(bound(2, { error: 'status', status: 503 })?.refuted).toMatch(/other pods/);
    expect(bound(1, { error: 'refused' })?.refuted).toMatch(/does not tell/);
    expect(bound(1, { error: 'status', status: 404 })?.refuted).toMatch(/does not tell/);
  });
});

describe('kubelet-certificate-not-renewed', () => {
  const bound = (signer: string, of: string) => {
    const asked = conditionOf('csr-pending', ref('CertificateSigningRequest', undefined, 'csr-1'), 0, {
      attrs: { signer },
      names: [ref('Node', undefined, of)],
    });
    const effect = conditionOf('kubelet-cert-expired', node, 600);
    return bind(worldOf([]), [effect, asked], ruleOf('kubelet-certificate-not-renewed'))[0];
  };

  it('takes the request of the same kubelet for its client certificate', () => {
    const signer = 'kubernetes.io/kube-apiserver-client-kubelet';
    expect(bound(signer, 'node-3')?.refuted).toBeUndefined();
    expect(bound(signer, 'node-4')?.refuted).toMatch(/another client/);
    expect(bound('kubernetes.io/kubelet-serving', 'node-3')?.refuted).toMatch(/another client/);
  });
});

describe('kills at the limit of a container', () => {
  const web = ref('Deployment', 'shop', 'web');
  const own = ref('Pod', 'shop', 'web-1');
  const world = worldOf([
    [web, 'owns', own],
    [own, 'runs-on', node],
  ]);
  const kernel = (scope?: string) =>
    conditionOf('kernel-oom', node, 0, { attrs: scope === undefined ? {} : { scope } });
  const exit = conditionOf('container-exit-error', own, 5);

  it('say nothing of the memory of its node', () => {
    const rule = ruleOf('containers-suffer-from-host');
    expect(bind(world, [exit, kernel()], rule)[0]?.refuted).toBeUndefined();
    expect(bind(world, [exit, kernel('container')], rule)[0]?.refuted).toMatch(/own limit/);
  });
});

describe('handshakes-fail-without-issuer', () => {
  it('asks for the certificate of an issuer', () => {
    const effect = conditionOf('app-tls-failed', ref('Deployment', 'shop', 'web'), 60);
    const bound = (name: string) =>
      bind(
        worldOf([]),
        [effect, conditionOf('tls-cert-expired', ref('Deployment', 'mesh', name), 0)],
        ruleOf('handshakes-fail-without-issuer'),
      )[0];
    expect(bound('mesh-identity')?.refuted).toBeUndefined();
    expect(bound('webhook')?.refuted).toMatch(/something else/);
  });
});

describe('dependency-fails-from-callee', () => {
  const app = ref('Deployment', 'shop', 'web');
  const callee = ref('Service', 'shop', 'store');
  const world = worldOf([[app, 'needs', callee]]);
  const strength = (at: number) =>
    bind(
      world,
      [conditionOf('app-dependency-timeout', app, at), conditionOf('service-no-endpoints', callee, 30)],
      ruleOf('dependency-fails-from-callee'),
    )[0]?.strength ?? 0;

  it('is weak where the Service lost its pods only after its callers had no answer', () => {
    expect(strength(32)).toBeGreaterThan(0.7);
    expect(strength(5)).toBeCloseTo(0.45, 1);
  });
});

describe('auth-proxy-from-provider', () => {
  const proxy = ref('Deployment', 'sso', 'proxy');
  const provider = ref('Deployment', 'sso', 'identity');
  const world = worldOf([[proxy, 'needs', provider]]);
  const bound = (down: typeof proxy) =>
    bind(
      world,
      [conditionOf('auth-proxy-down', proxy, 30), conditionOf('deployment-unavailable', down, 0)],
      ruleOf('auth-proxy-from-provider'),
    ).filter((l) => l.refuted === undefined);

  it('blames its provider, not that it is down itself', () => {
    expect(bound(provider)).toHaveLength(1);
    expect(bound(proxy)).toHaveLength(0);
  });
});

describe('collected-with-owner', () => {
  const set = ref('StatefulSet', 'shop', 'cart-redis');
  const refutedBy = (type: string, owner: typeof set, attrs: Condition['attrs'] = {}) =>
    bind(
      worldOf([]),
      [conditionOf('object-collected', set, 3), conditionOf(type, owner, 0, { attrs })],
      ruleOf('collected-with-owner'),
    )[0]?.refuted;

  it('takes a definition, the namespace or the resource that has its name', () => {
    expect(refutedBy('crd-deleted', ref('CustomResourceDefinition', undefined, 'caches.example'))).toBe(
      undefined,
    );
    expect(refutedBy('namespace-deleted', ref('Namespace', undefined, 'shop'))).toBe(undefined);
    expect(refutedBy('manual-change', ref('Cache', 'shop', 'cart'), { verb: 'delete' })).toBe(undefined);
  });

  it('takes no other namespace, and nothing that was only changed', () => {
    expect(refutedBy('namespace-deleted', ref('Namespace', undefined, 'pay'))).toMatch(/did not own/);
    expect(refutedBy('manual-change', ref('Cache', 'shop', 'cart'), { verb: 'update' })).toMatch(
      /did not own/,
    );
  });
});

describe('unreadable-without-key-service', () => {
  const api = ref('Component', undefined, 'kube-apiserver');
  const refutedBy = (speaker: string) =>
    bind(
      worldOf([]),
      [
        conditionOf('secrets-undecryptable', api, 5),
        conditionOf('app-unauthorized', ref('Pod', 'kube-system', speaker), 0),
      ],
      ruleOf('unreadable-without-key-service'),
    )[0]?.refuted;

  it('blames the key service and no other program', () => {
    expect(refutedBy('aws-kms-plugin-cp-1')).toBe(undefined);
    expect(refutedBy('metrics-server-1')).toMatch(/no key service/);
  });
});

describe('waits-for-unreadable-secret', () => {
  const api = ref('Component', undefined, 'kube-apiserver');
  const refutedBy = (created: string, spec: object) => {
    const { c } = caseOf({
      objects: stack('shop/web', {
        spec: template(spec as Record<string, unknown>),
        pod: { metadata: { creationTimestamp: created } },
      }),
    });
    return bind(
      c,
      [
        conditionOf('deployment-unavailable', ref('Deployment', 'shop', 'web'), 60),
        conditionOf('secrets-undecryptable', api, 0),
      ],
      ruleOf('waits-for-unreadable-secret'),
    )[0]?.refuted;
  };
  const secret = { containers: [container('web', { envFrom: [{ secretRef: { name: 'db' } }] })] };
  const soon = new Date((T0 + 30 * SECOND) / 1000).toISOString();

  it('holds for a new pod that needs a Secret only', () => {
    expect(refutedBy(soon, secret)).toBe(undefined);
    expect(refutedBy(soon, { containers: [container('web')] })).toMatch(/needs a Secret/);
    expect(refutedBy('2020-01-01T00:00:00Z', secret)).toMatch(/needs a Secret/);
  });
});

describe('calls-from-spec-change', () => {
  const web = ref('Deployment', 'shop', 'web');
  const image = (tag: string): Record<string, unknown> => ({
    ...stack('shop/web', { spec: template({ containers: [container('web', { image: `web:${tag}` })] }) })[0],
  });
  const clockAt = (s: number): string => new Date((T0 + s * SECOND) / 1000).toISOString().slice(11, 19);
  const refutedBy = (tags: readonly [string, number][]) => {
    const { c } = caseOf({
      snapshots: tags.map(([tag, at]) => ({ object: image(tag), at: clockAt(at) })),
      requests: tags
        .slice(1)
        .map(([, at]) => ({ at: clockAt(at - 30), user: 'ci', verb: 'patch', about: 'Deployment/shop/web' })),
    });
    return bind(
      c,
      [
        conditionOf('app-dependency-timeout', web, 10, {
          end: { lo: T0 + 1800 * SECOND, hi: T0 + 1800 * SECOND, grade: 'A' },
        }),
        conditionOf('image-tag-changed', web, 0),
      ],
      ruleOf('calls-from-spec-change'),
    )[0]?.refuted;
  };

  it('clears a change that was taken back in vain', () => {
    expect(refutedBy([['1', -60], ['2', 30]])).toBe(undefined); // prettier-ignore
    expect(refutedBy([['1', -60], ['2', 30], ['1', 400]])).toMatch(/taken back/); // prettier-ignore
    expect(refutedBy([['1', -60], ['2', 30], ['1', 1760]])).toBe(undefined); // prettier-ignore
  });
});
