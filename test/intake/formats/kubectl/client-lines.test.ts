import { describe, expect, it } from 'vitest';
import { readText } from '../../../support/format-tester.js';

/** What kubectl writes to standard error, in front of its answer: captures mix the two. */
const CLIENT = `E0701 19:22:41.123456   12345 memcache.go:287] couldn't get resource list for metrics.k8s.io/v1beta1: the server is currently unable to handle the request
I0701 19:22:42.223456   12345 request.go:697] Waited for 1.198s due to client-side throttling, not priority and fairness, request: GET:https://10.0.0.10:6443/apis/x
`;
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-0', namespace: 'shop', uid: 'u' } };

describe("kubectl's own log in front of its answer", () => {
  it.each([
    ['a table', 'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\nshop        web-0   1/1     Running   0          9m\n'],
    ['a description', 'Name:         web-0\nNamespace:    shop\nPriority:     0\nNode:         worker-1/10.0.0.11\nStatus:       Running\nIP:           10.244.1.7\nContainers:\n  app:\n    Image:  web:1\n'],
    ['YAML', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-0\n  namespace: shop\n  uid: u\n'],
    ['JSON', `${JSON.stringify(POD, null, 4)}\n`],
  ])('leaves %s to be read', (_, answer) => {
    for (const before of [CLIENT, CLIENT.repeat(12), `Warning: v1 ComponentStatus is deprecated in v1.19+\n${CLIENT}`]) {
      const { records } = readText(before + answer);
      const refs = records.flatMap((record) => (record.kind === 'object' ? [record.ref] : []));
      expect(refs).toEqual([{ kind: 'Pod', namespace: 'shop', name: 'web-0' }]);
    }
  }); // prettier-ignore

  it('tells which API did not answer', () => {
    const { records, origin } = readText(`${CLIENT}NAME   READY   STATUS    RESTARTS   AGE\nweb-0  1/1  Running  0  9m\n`);
    expect(records.find(({ kind }) => kind === 'message')).toMatchObject({
      id: 'aggregated-api-unavailable',
      origin: { program: 'kubectl' },
    });
    expect(origin).toBeUndefined();
  }); // prettier-ignore

  it('does not take the log of a component for an answer', () => {
    const log = readText(CLIENT.repeat(3), { place: { program: 'kube-controller-manager' } });
    expect(log.format).toBe('klog');
  });
});
