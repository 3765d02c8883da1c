import { describe, expect, it } from 'vitest';
import { rules } from '../../src/cause/index.js';
import { ref } from '../../src/model/index.js';
import { bind, conditionOf, worldOf } from '../support/rule-tester.js';

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
