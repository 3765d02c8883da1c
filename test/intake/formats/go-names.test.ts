import { describe, expect, it } from 'vitest';
import { readText } from '../../support/format-tester.js';

const POD = {
  TypeMeta: { Kind: '', APIVersion: '' },
  ObjectMeta: {
    Name: 'web-0',
    Namespace: 'shop',
    UID: '7d05bcbb-1797-481a-b4e1-4a16bf5de193',
    CreationTimestamp: '2017-07-01T19:06:11Z',
    Labels: { App: 'web', 'pod-template-hash': '1' },
    DeletionTimestamp: null,
  },
  Spec: {
    NodeName: 'worker-1',
    DNSPolicy: 'ClusterFirst',
    Containers: [
      {
        Name: 'app',
        Image: 'registry.example/web:1',
        Resources: { Limits: { memory: '128Mi' } },
        LivenessProbe: { Handler: { HTTPGet: { Path: '/healthz', Port: 8080 } }, TimeoutSeconds: 1 },
      },
    ],
  },
  Status: {
    Phase: 'Running',
    HostIP: '10.0.0.12',
    PodIP: '10.244.1.7',
    ContainerStatuses: [{ Name: 'app', Ready: false, RestartCount: 7, ContainerID: 'docker://3f1a' }],
  },
};

const pod = {
  kind: 'object',
  ref: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
  uid: '7d05bcbb-1797-481a-b4e1-4a16bf5de193',
  object: {
    metadata: { labels: { App: 'web' }, creationTimestamp: '2017-07-01T19:06:11Z' },
    spec: {
      nodeName: 'worker-1',
      dnsPolicy: 'ClusterFirst',
      containers: [
        {
          resources: { limits: { memory: '128Mi' } },
          livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, timeoutSeconds: 1 },
        },
      ],
    },
    status: {
      podIP: '10.244.1.7',
      hostIP: '10.0.0.12',
      containerStatuses: [{ ready: false, restartCount: 7, containerID: 'docker://3f1a' }],
    },
  },
};

describe('objects by their Go field names', () => {
  it('reads one alone', () => {
    const found = readText(`${JSON.stringify(POD, null, 2)}\n`);
    expect(found).toMatchObject({ format: 'kube-json', status: 'read', records: [pod] });
  });

  it('reads a list of them, and one per line', () => {
    const list = { TypeMeta: { Kind: 'PodList', APIVersion: 'v1' }, ListMeta: {}, Items: [POD, POD] };
    expect(readText(JSON.stringify(list)).records).toMatchObject([pod, pod]);
    expect(readText(`${JSON.stringify(POD)}\n${JSON.stringify(POD)}\n`).records).toMatchObject([pod, pod]);
  });

  it('leaves objects of the API as they are', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'b' },
      data: { ObjectMeta: 'x' },
    };
    expect(readText(JSON.stringify(secret)).records).toMatchObject([
      { object: { data: { ObjectMeta: 'x' } } },
    ]);
  });
});

describe('objects that collectors stripped', () => {
  it('takes a name without metadata around it, as anonymised archives write it', () => {
    const bare = {
      apiVersion: 'operator.openshift.io/v1',
      kind: 'IngressController',
      name: 'default',
      namespace: 'ingress',
      spec: {},
    };
    expect(readText(JSON.stringify(bare)).records).toMatchObject([
      { ref: { kind: 'IngressController', namespace: 'ingress', name: 'default' } },
    ]);
  });

  it('takes the kind from the self link where nothing else names it', () => {
    const selfLink = '/apis/image.openshift.io/v1/namespaces/shop/imagestreams/web';
    const text = JSON.stringify({ metadata: { name: 'web', namespace: 'shop', selfLink }, spec: {} });
    expect(readText(text).records).toMatchObject([
      { ref: { kind: 'Imagestream', namespace: 'shop', name: 'web' } },
    ]);
  });
});
