import { describe, expect, it } from 'vitest';
import { rules } from '../../src/cause/index.js';
import type { CausalRule, Path } from '../../src/cause/rule.js';
import type { Condition } from '../../src/model/index.js';
import { ref } from '../../src/model/index.js';
import { bindOnce } from '../support/rule-tester.js';

/** Particulars that a rule's own last look asks for, per rule. */
const PARTICULARS: Readonly<
  Record<
    string,
    { effect?: Partial<Condition>; cause?: Partial<Condition>; types?: readonly [string, string] }
  >
> = {
  'pull-fails-from-node-dns': { effect: { statement: 'lookup registry on 10.0.0.2:53: i/o timeout' } },
  'sandbox-needs-image': { effect: { statement: 'failed to get sandbox image "registry.k8s.io/pause:3.9"' } },
  'rejected-by-webhook': { effect: { statement: 'failed calling webhook' } },
  'aggregated-api-from-backend': { cause: { entity: ref('Service', 'test', 'metrics-server') } },
  'dependency-gone-with-object': {
    effect: { names: [ref('Service', 'cache', 'redis')] },
    cause: { entity: ref('Namespace', undefined, 'cache') },
  },
  'kubelet-certificate-not-renewed': {
    effect: { entity: ref('Node', undefined, 'node-1') },
    cause: {
      attrs: { signer: 'kubernetes.io/kube-apiserver-client-kubelet' },
      names: [ref('Node', undefined, 'node-1')],
    },
  },
  'requests-suffer-from-network': { cause: { entity: ref('Node', undefined, 'node-1') } },
  'fails-without-conversion': {
    effect: { statement: 'conversion webhook for example.io/v1, Kind=Widget failed' },
  },
  'cut-by-policy-change': {
    effect: { entity: ref('Deployment', 'shop', 'web') },
    cause: { entity: ref('NetworkPolicy', 'shop', 'default-deny') },
  },
  'handshakes-fail-without-issuer': { cause: { entity: ref('Deployment', 'mesh', 'mesh-identity') } },
  'kill-from-container-limit': { effect: { attrs: { scope: 'container' } } },
  'no-room-for-more-pods': { effect: { attrs: { resource: 'pods' } } },
  'no-room-from-pile': { cause: { attrs: { share: 0.4 } } },
  'scale-down-by-setting': {
    cause: { entity: ref('Deployment', 'kube-system', 'cluster-autoscaler') },
  },
  'surface-refused-by-clients': { effect: { entity: ref('Deployment', 'ingress', 'ingress-nginx') } },
  'no-room-on-new-nodes': {
    effect: { statement: 'untolerated taint {node.cloudprovider.kubernetes.io/uninitialized: true}' },
  },
  'volume-stuck-without-permission': { cause: { attrs: { resource: 'volumeattachments/status' } } },
  'mesh-refuses-since-policy': { cause: { entity: ref('PeerAuthentication', 'mesh', 'default') } },
  'server-ends-without-lease': { effect: { entity: ref('NodeService', undefined, 'edge-1/k3s') } },
  'evicted-by-a-new-taint': { cause: { statement: 'Node n1 was given the taint dedicated=gpu:NoExecute' } },
  'no-room-beside-tainted-nodes': {
    cause: { statement: 'Node n1 was given the taint dedicated=gpu:NoExecute' },
    effect: { statement: 'do not tolerate the taint dedicated' },
  },
  'tokens-refused-by-api-server': {
    types: ['sa-token-invalid', 'sa-token-invalid'],
    cause: { entity: ref('Component', undefined, 'kube-apiserver') },
  },
  'throttled-by-new-limit': {
    cause: { attrs: { fields: 'spec.template.spec.containers[web].resources.limits.cpu' } },
  },
  'api-server-memory-from-lists': { effect: { entity: ref('Pod', 'kube-system', 'kube-apiserver-cp-1') } },
  'sandbox-fails-pod': { types: ['cni-sandbox-failure', 'runtime-down'], cause: {} },
};

/** Rules whose last look compares kinds or entities that a made walk does not carry. */
const OWN_TEST = new Set([
  'sandbox-fails-pod',
  'unready-from-lone-callee',
  'aggregated-api-from-backend',
  'no-room-from-demand',
  'dependency-blocked-by-policy',
  'csi-driver-down',
  'terminating-without-discovery',
  'no-room-without-node',
  'unschedulable-without-scheduler',
  'claim-waits-for-provisioner',
  'pull-fails-from-registry',
  'peers-cut-by-link',
  'permission-missing-since-change',
  'upstream-of-dns-down',
  'mount-waits-for-server',
  'heartbeats-without-identity',
  'kubelet-ends-without-identity',
  'api-pod-ends-without-etcd',
  'controller-pod-ends-without-lease',
  'etcd-refuses-expired',
  'surface-from-stale-routes',
  'stale-service-rules',
  'dns-load-from-scale',
  'unready-without-services',
  'waits-for-unreadable-secret',
  'unreadable-without-key-service',
  'collected-with-owner',
  'replicas-lost-to-a-taint',
  'preempted-by-new-default',
  'tokens-refused-by-api-server',
]);

const firstStructural = (rule: CausalRule): Path | undefined =>
  rule.paths.find((p) => p !== 'anywhere' && p !== 'self');

const named = (list: readonly CausalRule[]): [string, CausalRule][] => list.map((r) => [r.id, r]);

describe('every rule', () => {
  it.each(named(rules.filter((r) => !OWN_TEST.has(r.id))))('%s binds along each of its paths', (id, rule) => {
    for (const path of rule.paths) {
      const link = bindOnce(rule, path, PARTICULARS[id] ?? {});
      expect(link, path).toBeDefined();
      expect(link?.refuted, path).toBeUndefined();
      expect(link?.strength).toBeGreaterThan(0);
    }
  });

  it.each(named(rules))('%s is refuted when the effect came before the cause', (id, rule) => {
    const link = bindOnce(rule, rule.paths[0] ?? 'self', {
      ...PARTICULARS[id],
      causeAt: 5000,
      effectAt: 5000 + rule.lag.min - 30,
    });
    expect(link?.refuted).toMatch(/before|later/);
  });

  it.each(named(rules.filter((r) => Number.isFinite(r.lag.max))))(
    '%s is refuted when the effect came later than it allows',
    (id, rule) => {
      const link = bindOnce(rule, rule.paths[0] ?? 'self', {
        ...PARTICULARS[id],
        causeAt: 0,
        effectAt: rule.lag.max + 60,
      });
      expect(link?.refuted).toMatch(/later/);
    },
  );

  it.each(named(rules.filter((r) => firstStructural(r) !== undefined && !r.paths.includes('anywhere'))))(
    '%s does not bind without its path',
    (id, rule) => {
      expect(bindOnce(rule, firstStructural(rule) ?? '', { ...PARTICULARS[id], cut: true })).toBeUndefined();
    },
  );

  it.each(named(rules.filter((r) => (r.guards ?? []).some((g) => g.role === 'needed'))))(
    '%s is refuted without a guard that it needs',
    (id, rule) => {
      const link = bindOnce(rule, rule.paths[0] ?? 'self', { ...PARTICULARS[id], guards: false });
      expect(link?.refuted).toMatch(/does not hold/);
    },
  );
});

describe('the catalogue of rules', () => {
  it('has ids that are unique kebab-case terms', () => {
    const ids = rules.map((r) => r.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it('says for every rule how it works and where its lag comes from', () => {
    for (const r of rules) {
      expect(r.mechanism.length, r.id).toBeGreaterThan(15);
      expect(r.lag.source.length, r.id).toBeGreaterThan(8);
      expect(r.lag.max, r.id).toBeGreaterThan(r.lag.min);
      expect(r.paths.length, r.id).toBeGreaterThan(0);
    }
  });
});
