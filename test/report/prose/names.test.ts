import { describe, expect, it } from 'vitest';
import { labelWords, readable } from '../../../src/report/prose/names.js';

describe('kinds that only we know', () => {
  it.each([
    ['Repair NodeNetwork n-1 first', 'Repair the pod network of node n-1 first'],
    ['NodeNetwork n-1 was gone', 'The pod network of node n-1 was gone'],
    ['Surface shop.example: fails', 'shop.example: fails'],
    ['on NodeService n-1/containerd.', 'on containerd on node n-1.'],
    ['on NodeService n-1/dns (again)', 'on the resolver of node n-1 (again)'],
    ['Cluster cluster: objects', 'The cluster: objects'],
    ['Component etcd and Component kube-apiserver', 'etcd and kube-apiserver'],
    ['Deployment shop/web keeps its name', 'Deployment shop/web keeps its name'],
    ['a NodeService is not a name', 'a NodeService is not a name'],
    [
      'Surface tension, Component restarts and a Cluster upgrade',
      'Surface tension, Component restarts and a Cluster upgrade',
    ],
  ])('%s', (engine, reader) => {
    expect(readable(engine)).toBe(reader);
  });

  it('have a label of their own', () => {
    expect(labelWords({ kind: 'ServiceDataplane', name: 'n-1' })).toBe('Service rules of node n-1');
    expect(labelWords({ kind: 'Pod', namespace: 'shop', name: 'web-0' })).toBe('Pod shop/web-0');
    expect(labelWords({ kind: 'Cluster', name: 'cluster' })).toBe('the cluster');
  });
});
