import { describe, expect, it } from 'vitest';
import { exactly, utc } from '../../../../src/base/index.js';
import type { ObjectRecord } from '../../../../src/model/index.js';
import { readText } from '../../../support/format-tester.js';

function read(text: string): ObjectRecord[] {
  const reading = readText(text, { capturedAt: exactly(utc(2026, 7, 1, 20), 'B') });
  expect(reading.format).toBe('kubectl-describe');
  expect(reading.problems).toEqual([]);
  return reading.records.filter((r) => r.kind === 'object');
}

describe('described kinds', () => {
  it('PersistentVolumeClaim', () => {
    const [claim] = read(`Name:          data
Namespace:     shop
StorageClass:  fast
Status:        Pending
Volume:        
Labels:        <none>
Annotations:   <none>
Finalizers:    [kubernetes.io/pvc-protection]
Capacity:      
Access Modes:  
VolumeMode:    Filesystem
Used By:       till-0
               till-1
Events:        <none>
`);
    expect(claim?.object).toMatchObject({
      kind: 'PersistentVolumeClaim',
      metadata: { finalizers: ['kubernetes.io/pvc-protection'] },
      spec: { storageClassName: 'fast', volumeMode: 'Filesystem' },
      status: { phase: 'Pending', usedBy: ['till-0', 'till-1'] },
    });
    expect(claim?.object).not.toHaveProperty('spec.volumeName');
  });

  it('PersistentVolume with node affinity', () => {
    const [volume] = read(`Name:              pv-1
Labels:            <none>
Annotations:       <none>
Finalizers:        [kubernetes.io/pv-protection]
StorageClass:      local
Status:            Bound
Claim:             shop/data
Reclaim Policy:    Retain
Access Modes:      RWO,ROX
VolumeMode:        Filesystem
Capacity:          1Gi
Node Affinity:     
  Required Terms:  
    Term 0:        kubernetes.io/hostname in [worker-1, worker-2]
Message:           
Source:
    Type:          HostPath (bare host directory volume)
    Path:          /mnt/data
    HostPathType:  DirectoryOrCreate
Events:            <none>
`);
    expect(volume?.ref).toEqual({ kind: 'PersistentVolume', name: 'pv-1' });
    expect(volume?.object).toMatchObject({
      spec: {
        accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
        capacity: { storage: '1Gi' },
        claimRef: { namespace: 'shop', name: 'data' },
        hostPath: { path: '/mnt/data', type: 'DirectoryOrCreate' },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'kubernetes.io/hostname', operator: 'In', values: ['worker-1', 'worker-2'] },
                ],
              },
            ],
          },
        },
      },
      status: { phase: 'Bound' },
    });
  });

  it('ConfigMap whose data looks like a description', () => {
    const [map, ...rest] = read(`Name:         web
Namespace:    shop
Labels:       <none>
Annotations:  <none>

Data
====
app.yaml:
----
server:
  port: 8080
Name: not an object

routes.json:
----
{"a": 1}


BinaryData
====

Events:  <none>
`);
    expect(rest).toEqual([]);
    expect(map?.object).toMatchObject({
      kind: 'ConfigMap',
      data: { 'app.yaml': 'server:\n  port: 8080\nName: not an object', 'routes.json': '{"a": 1}' },
    });
  });

  it('Secret: keys, no values', () => {
    const [secret] = read(`Name:         db
Namespace:    shop
Labels:       <none>
Annotations:  <none>

Type:  Opaque

Data
====
password:  9 bytes
user:      4 bytes
`);
    expect(secret?.object).toMatchObject({
      kind: 'Secret',
      type: 'Opaque',
      data: { password: '<9 bytes>', user: '<4 bytes>' },
    });
  });

  it('ResourceQuota, and the quotas of a Namespace', () => {
    const [quota] = read(`Name:         q
Namespace:    shop
Resource      Used  Hard
--------      ----  ----
requests.cpu  10    10
`);
    expect(quota?.object).toMatchObject({
      kind: 'ResourceQuota',
      status: { hard: { 'requests.cpu': '10' }, used: { 'requests.cpu': '10' } },
    });
    const [namespace, inside] = read(`Name:         shop
Labels:       kubernetes.io/metadata.name=shop
Annotations:  <none>
Status:       Active

Resource Quotas
  Name:     pods
  Resource  Used  Hard
  --------  ---   ---
  pods      4     4

No LimitRange resource.
`);
    expect(namespace?.ref).toEqual({ kind: 'Namespace', name: 'shop' });
    expect(inside?.ref).toEqual({ kind: 'ResourceQuota', namespace: 'shop', name: 'pods' });
    expect(inside?.object).toMatchObject({ status: { hard: { pods: '4' }, used: { pods: '4' } } });
  });

  it('NetworkPolicy that isolates, and one that allows', () => {
    const [policy] = read(`Name:         isolate
Namespace:    shop
Created on:   2026-03-16 22:09:13 +0800 CST
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     app=web
  Allowing ingress traffic:
    <none> (Selected pods are isolated for ingress connectivity)
  Allowing egress traffic:
    To Port: 53/UDP
    To:
      NamespaceSelector: kubernetes.io/metadata.name=kube-system
    ----------
    To Port: 443/TCP
    To:
      IPBlock:
        CIDR: 10.0.0.0/8
        Except: 
  Policy Types: Ingress, Egress
`);
    expect(policy?.object).toMatchObject({
      metadata: { creationTimestamp: '2026-03-16T14:09:13Z' },
      spec: {
        podSelector: { matchLabels: { app: 'web' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [],
        egress: [
          {
            ports: [{ port: 53, protocol: 'UDP' }],
            to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
          },
          { ports: [{ port: 443, protocol: 'TCP' }], to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] },
        ],
      },
    });
  });

  it('Ingress', () => {
    const [ingress] = read(`Name:             web
Labels:           <none>
Namespace:        shop
Address:          203.0.113.7
Ingress Class:    nginx
Default backend:  <default>
TLS:
  web-tls terminates shop.example.org
Rules:
  Host              Path  Backends
  ----              ----  --------
  shop.example.org  
                    /      web:80 (10.1.1.1:8080,10.1.1.2:8080)
                    /api   api:http (<error: endpoints "api" not found>)
Annotations:        <none>
Events:             <none>
`);
    expect(ingress?.object).toMatchObject({
      kind: 'Ingress',
      spec: {
        ingressClassName: 'nginx',
        tls: [{ secretName: 'web-tls', hosts: ['shop.example.org'] }],
        rules: [
          {
            host: 'shop.example.org',
            http: {
              paths: [
                { path: '/', backend: { service: { name: 'web', port: { number: 80 } } } },
                { path: '/api', backend: { service: { name: 'api', port: { name: 'http' } } } },
              ],
            },
          },
        ],
      },
      status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
    });
  });

  it('Job, HorizontalPodAutoscaler, PodDisruptionBudget', () => {
    const [job] = read(`Name:             import
Namespace:        shop
Selector:         batch.kubernetes.io/controller-uid=602f2a35
Labels:           job-name=import
Annotations:      <none>
Parallelism:      1
Completions:      1
Completion Mode:  NonIndexed
Suspend:          false
Backoff Limit:    1
Start Time:       Wed, 05 Mar 2025 11:24:02 +0100
Pods Statuses:    0 Active (0 Ready) / 0 Succeeded / 2 Failed
Pod Template:
  Labels:  job-name=import
  Containers:
   main:
    Image:      busybox
    Port:       <none>
Events:         <none>
`);
    expect(job?.object).toMatchObject({
      kind: 'Job',
      spec: { parallelism: 1, completions: 1, backoffLimit: 1, suspend: false },
      status: { active: 0, ready: 0, succeeded: 0, failed: 2, startTime: '2025-03-05T10:24:02Z' },
    });
    const [hpa] = read(`Name:                                                  web
Namespace:                                             shop
Labels:                                                <none>
Annotations:                                           <none>
CreationTimestamp:                                     Wed, 05 Mar 2025 11:24:02 +0100
Reference:                                             Deployment/web
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  <unknown> / 50%
Min replicas:                                          2
Max replicas:                                          10
Deployment pods:                                       2 current / 0 desired
Conditions:
  Type           Status  Reason                   Message
  ----           ------  ------                   -------
  AbleToScale    True    SucceededGetScale        the HPA controller was able to get the target's current scale
  ScalingActive  False   FailedGetResourceMetric  the HPA was unable to compute the replica count
Events:          <none>
`);
    expect(hpa?.object).toMatchObject({
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 10 },
      status: {
        currentReplicas: 2,
        desiredReplicas: 0,
        conditions: [
          { type: 'AbleToScale', status: 'True' },
          {
            type: 'ScalingActive',
            status: 'False',
            reason: 'FailedGetResourceMetric',
            message: 'the HPA was unable to compute the replica count',
          },
        ],
      },
    });
    const [budget] = read(`Name:           web
Namespace:      shop
Min available:  2
Selector:       app=web
Status:
    Allowed disruptions:  0
    Current:              2
    Desired:              2
    Total:                2
Events:                   <none>
`);
    expect(budget?.object).toMatchObject({
      kind: 'PodDisruptionBudget',
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
      status: { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 },
    });
  });

  it('a pod that is being deleted', () => {
    const [pod] = read(`Name:                      web-0
Namespace:                 shop
Priority:                  0
Node:                      worker-1/10.0.0.1
Labels:                    <none>
Annotations:               <none>
Status:                    Terminating (lasts 12m)
Termination Grace Period:  30s
IP:                        10.1.1.1
Containers:
  web:
    Image:          web:1
    State:          Running
    Ready:          False
    Restart Count:  0
QoS Class:          BestEffort
Events:             <none>
`);
    expect(pod?.object).toMatchObject({
      metadata: { deletionGracePeriodSeconds: 30, deletionTimestamp: '2026-07-01T19:47:30Z' },
    });
    expect(pod?.object).not.toHaveProperty('status.phase');
  });

  it('a kind that kubectl has no words of its own for', () => {
    const [hook] = read(`Name:         policy-guard
Namespace:    
Labels:       <none>
Annotations:  <none>
API Version:  admissionregistration.k8s.io/v1
Kind:         ValidatingWebhookConfiguration
Metadata:
  Creation Timestamp:  2026-05-01T10:00:00Z
  UID:                 7d05bcbb-1797-481a-b4e1-4a16bf5de193
Webhooks:
  Admission Review Versions:
    v1
    v1beta1
  Client Config:
    Service:
      Name:        guard
      Namespace:   guard
      Port:        443
  Failure Policy:  Fail
  Name:            validate.guard.io
  Client Config:
    Service:
      Name:        guard
  Failure Policy:  Ignore
  Name:            second.guard.io
Events:            <none>
`);
    expect(hook?.ref).toEqual({ kind: 'ValidatingWebhookConfiguration', name: 'policy-guard' });
    expect(hook?.uid).toBe('7d05bcbb-1797-481a-b4e1-4a16bf5de193');
    expect(hook?.object).toMatchObject({
      apiVersion: 'admissionregistration.k8s.io/v1',
      metadata: { name: 'policy-guard', creationTimestamp: '2026-05-01T10:00:00Z' },
      webhooks: [
        {
          admissionReviewVersions: ['v1', 'v1beta1'],
          clientConfig: { service: { name: 'guard', namespace: 'guard', port: 443 } },
          failurePolicy: 'Fail',
          name: 'validate.guard.io',
        },
        { failurePolicy: 'Ignore', name: 'second.guard.io' },
      ],
    });
  });
});
