import { describe, expect, it } from 'vitest';
import { templates } from '../../src/world/index.js';
import { caseOf } from '../support/case-builder.js';
import { container, podOf, stack } from '../support/objects.js';

const pod = (...names: readonly string[]) =>
  stack('shop/web', { pod: { spec: { containers: names.map((n) => container(n)) } } });
const line = (name: string) => ({
  id: 'app-panic',
  text: 'panic: x',
  at: '11:00:00',
  pod: podOf('shop/web'),
  container: name,
});

describe('the place of a log', () => {
  it('is the only container of the pod where the name of the file is none', () => {
    const { c } = caseOf({ objects: pod('app'), messages: [line('kubectl_logs_x7k2p')] });
    expect(c.messages[0]?.origin).toMatchObject({ container: 'app', program: 'app' });
  });

  it('is left open where several may have written it', () => {
    const { c } = caseOf({ objects: pod('app', 'agent'), messages: [line('all_logs')] });
    expect(c.messages[0]?.origin.container).toBeUndefined();
  });

  it('stays where the pod has such a container, or shows none', () => {
    const known = caseOf({ objects: pod('app', 'agent'), messages: [line('agent')] });
    expect(known.c.messages[0]?.origin.container).toBe('agent');
    const unknown = caseOf({ messages: [line('agent')] });
    expect(unknown.c.messages[0]?.origin.container).toBe('agent');
  });
});

describe('the template of a workload that the capture does not show', () => {
  const owned = (name: string) => ({
    kind: 'Pod',
    metadata: {
      namespace: 'shop',
      name,
      labels: { app: 'web' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'web-7d4b9c5f6d', controller: true }],
    },
    spec: { containers: [{ name: 'app', image: 'web:1' }] },
  });

  it('is that of its pods, once', () => {
    const { c } = caseOf({ objects: [owned('web-7d4b9c5f6d-x7k2p'), owned('web-7d4b9c5f6d-q8wzn')] });
    expect(templates(c).map((t) => `${t.workload.kind}/${t.workload.name}`)).toEqual([
      'ReplicaSet/web-7d4b9c5f6d',
    ]);
  });

  it('is read off a pod where a table shows the workload', () => {
    const { c } = caseOf({
      objects: stack('shop/web').filter((o) => o['kind'] !== 'Deployment'),
      snapshots: [
        {
          shape: 'row',
          object: {
            kind: 'Deployment',
            metadata: { namespace: 'shop', name: 'web' },
            spec: { replicas: 3, template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } } },
          },
        },
      ],
    });
    const [t] = templates(c);
    expect(t).toMatchObject({ workload: { kind: 'Deployment' }, replicas: 3, labelsKnown: true });
    expect(t?.entity.ref.kind).not.toBe('Deployment');
  });
});
