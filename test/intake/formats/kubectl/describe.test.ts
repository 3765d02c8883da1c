import { describe, expect, it } from 'vitest';
import { iso, parseTime, type Stamp } from '../../../../src/base/index.js';
import { NODE, POD, SEVERAL } from '../../../../src/intake/formats/kubectl/samples.js';
import type { CaptureRecord, EventRecord, ObjectRecord } from '../../../../src/model/index.js';
import { readText } from '../../../support/format-tester.js';

function at(text: string): Stamp {
  const t = parseTime(text);
  return { lo: t?.lo ?? 0, hi: t?.hi ?? 0, grade: 'A' };
}

function objects(records: readonly CaptureRecord[]): ObjectRecord[] {
  return records.filter((r) => r.kind === 'object');
}

function events(records: readonly CaptureRecord[]): EventRecord[] {
  return records.filter((r) => r.kind === 'event');
}

const span = (s: Stamp): string => `${iso(s.lo)} ${iso(s.hi)} ${s.grade}`;

describe('kubectl describe pod', () => {
  const { records } = readText(POD, { capturedAt: at('2025-08-12T04:50:00Z') });
  const [pod] = objects(records);
  const o = pod?.object;

  it('reads spec in the API shape', () => {
    expect(pod?.ref).toEqual({ kind: 'Pod', namespace: 'shop', name: 'shelf-5c8dbd4f9b-69gtn' });
    expect(pod?.shape).toBe('described');
    expect(o).toMatchObject({
      kind: 'Pod',
      metadata: {
        labels: { app: 'shelf', 'pod-template-hash': '5c8dbd4f9b' },
        annotations: {
          'prometheus.io/scrape': 'true',
          'sidecar.istio.io/status': '{"initContainers":["istio-init"],"containers":["istio-proxy"]}',
        },
        ownerReferences: [{ kind: 'ReplicaSet', name: 'shelf-5c8dbd4f9b', controller: true }],
      },
      spec: {
        nodeName: 'worker-2',
        serviceAccountName: 'default',
        priority: 0,
        nodeSelector: { disktype: 'ssd' },
        tolerations: [
          {
            key: 'node.kubernetes.io/not-ready',
            operator: 'Exists',
            effect: 'NoExecute',
            tolerationSeconds: 300,
          },
          { key: 'dedicated', operator: 'Equal', value: 'batch', effect: 'NoSchedule' },
        ],
        volumes: [
          { name: 'data', persistentVolumeClaim: { claimName: 'data-shelf', readOnly: false } },
          {
            name: 'kube-api-access-86pfq',
            projected: {
              sources: [
                { serviceAccountToken: { expirationSeconds: 3607 } },
                { configMap: { name: 'kube-root-ca.crt' } },
                { downwardAPI: {} },
              ],
            },
          },
        ],
      },
    });
  });

  it('reads a container as declared', () => {
    expect(o).toMatchObject({
      spec: {
        containers: [
          {
            name: 'main',
            image: 'busybox:1.35',
            command: ['sh', '-c'],
            args: ['tail /dev/zero'],
            ports: [
              { containerPort: 8080, protocol: 'TCP' },
              { name: 'metrics', containerPort: 9090, protocol: 'TCP', hostPort: 9090 },
            ],
            resources: { limits: { memory: '50Mi' }, requests: { memory: '50Mi' } },
            livenessProbe: {
              httpGet: { scheme: 'HTTPS', port: 8443, path: '/healthz%3Fdeep' },
              initialDelaySeconds: 5,
              timeoutSeconds: 1,
              periodSeconds: 10,
              successThreshold: 1,
              failureThreshold: 3,
            },
            readinessProbe: { exec: { command: ['sh', '-c', 'redis-cli ping | grep PONG'] } },
            startupProbe: { tcpSocket: { port: 'http' }, failureThreshold: 600 },
            envFrom: [
              { prefix: 'CFG_', configMapRef: { name: 'shelf-config', optional: true } },
              { secretRef: { name: 'shelf-secret', optional: false } },
            ],
            env: [
              { name: 'DB_HOST', value: 'db.shop.svc:3306' },
              {
                name: 'DB_PASSWORD',
                valueFrom: { secretKeyRef: { name: 'shelf-db', key: 'password', optional: false } },
              },
              {
                name: 'MODE',
                valueFrom: { configMapKeyRef: { name: 'shelf', key: 'mode', optional: true } },
              },
              { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
              { name: 'NODE_IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.hostIP' } } },
              { name: 'CPUS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
              { name: 'PORTS', value: '[\n  {"containerPort":9555}\n]' },
            ],
            volumeMounts: [
              { mountPath: '/data', name: 'data', subPath: 'sub' },
              {
                mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
                name: 'kube-api-access-86pfq',
                readOnly: true,
              },
            ],
          },
        ],
      },
    });
  });

  it('reads status in the API shape', () => {
    expect(o).toMatchObject({
      status: {
        phase: 'Running',
        startTime: '2025-08-12T03:45:20Z',
        podIP: '10.244.1.18',
        hostIP: '172.18.0.4',
        qosClass: 'Burstable',
        conditions: [
          { type: 'PodReadyToStartContainers', status: 'True' },
          { type: 'Initialized', status: 'True' },
          { type: 'Ready', status: 'False' },
          { type: 'ContainersReady', status: 'False' },
          { type: 'PodScheduled', status: 'True' },
        ],
        containerStatuses: [
          {
            name: 'main',
            ready: false,
            restartCount: 16,
            state: {
              waiting: {
                reason: 'CrashLoopBackOff',
                message: 'back-off 5m0s restarting failed container=main',
              },
            },
            lastState: {
              terminated: {
                reason: 'OOMKilled',
                exitCode: 137,
                message: 'killed at step 3\nsecond line of the message: at column 0',
                startedAt: '2025-08-12T04:42:07Z',
                finishedAt: '2025-08-12T04:42:08Z',
              },
            },
          },
        ],
      },
    });
  });

  it('takes the time of the output from the pod itself, not from the end of the capture', () => {
    // Scheduled 58m before the output, started right after: 58 minutes after 03:45:20, give or take the minute.
    expect(span(pod?.at ?? at(''))).toBe('2025-08-12T04:43:19Z 2025-08-12T04:44:22Z B');
    const [, , backOff] = events(records);
    expect(backOff).toMatchObject({
      reason: 'BackOff',
      type: 'Warning',
      component: 'kubelet',
      count: 256,
      fieldPath: 'spec.containers{main}',
      about: { kind: 'Pod', namespace: 'shop', name: 'shelf-5c8dbd4f9b-69gtn' },
    });
    expect(backOff?.message).toMatch(/^Back-off restarting failed container main in pod/);
    expect(span(backOff?.last ?? at(''))).toBe('2025-08-12T04:39:59Z 2025-08-12T04:41:03Z B');
    expect(span(backOff?.first ?? at(''))).toBe('2025-08-12T03:44:19Z 2025-08-12T03:46:22Z B');
  });

  it('points at the bytes', () => {
    const quote = (r: CaptureRecord | undefined): string =>
      Buffer.from(POD).toString(
        'utf8',
        r?.evidence.offset,
        (r?.evidence.offset ?? 0) + (r?.evidence.length ?? 0),
      );
    expect(quote(events(records)[0])).toMatch(/^ {2}Normal {3}Scheduled .* to worker-2$/);
    expect(quote(pod)).toBe(POD.trimEnd());
  });
});

describe('kubectl describe node', () => {
  const { records } = readText(NODE, { capturedAt: at('2024-11-18T10:36:00Z') });

  it('reads conditions, taints, resources and versions', () => {
    expect(objects(records)[0]?.object).toMatchObject({
      kind: 'Node',
      metadata: { name: 'worker-2', creationTimestamp: '2024-10-14T06:10:44Z' },
      spec: {
        unschedulable: true,
        providerID: 'aws:///us-east-2c/i-0e6de6538ed7dd6a1',
        taints: [
          { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
          { key: 'dedicated', value: 'batch', effect: 'NoSchedule' },
        ],
      },
      status: {
        conditions: [
          { type: 'MemoryPressure', status: 'Unknown' },
          {
            type: 'Ready',
            status: 'Unknown',
            reason: 'NodeStatusUnknown',
            message: 'Kubelet stopped posting node status.',
            lastHeartbeatTime: '2024-11-18T10:27:57Z',
            lastTransitionTime: '2024-11-18T10:31:44Z',
          },
        ],
        addresses: [
          { type: 'InternalIP', address: '172.31.40.111' },
          { type: 'Hostname', address: 'worker-2' },
        ],
        allocatable: { cpu: '1930m', memory: '3388304Ki' },
        allocated: { cpu: { requests: '100m', requestsPercent: 5, limits: '0', limitsPercent: 0 } },
        nodeInfo: { kubeletVersion: 'v1.30.4', bootID: '490eb300-a8b1-4c5a-a0a3-2d243837b65c' },
      },
    });
  });

  it('tells of the heartbeat lease and of the pods on the node', () => {
    const told = objects(records).slice(1);
    expect(told.map((r) => [r.ref, r.shape])).toEqual([
      [{ kind: 'Lease', namespace: 'kube-node-lease', name: 'worker-2' }, 'row'],
      [{ kind: 'Pod', namespace: 'shop', name: 'shelf-5c8dbd4f9b-69gtn' }, 'row'],
      [{ kind: 'Pod', namespace: 'kube-system', name: 'kube-proxy-tkz9f' }, 'row'],
    ]);
    expect(told[0]?.object).toMatchObject({ spec: { renewTime: '2024-11-18T10:30:53Z' } });
    expect(told[1]?.object).toMatchObject({
      spec: { nodeName: 'worker-2', resources: { requests: { memory: '50Mi' }, limits: { memory: '50Mi' } } },
    });
  });

  it('does not take the last heartbeat of a silent node for the time of the output', () => {
    expect(span(objects(records)[0]?.at ?? at(''))).toBe('2024-11-18T10:31:44Z 2024-11-18T10:36:01Z B');
    expect(span(events(records)[0]?.last ?? at(''))).toBe('2024-11-18T10:27:33Z 2024-11-18T10:31:51Z B');
  });
});

describe('kubectl describe of several objects', () => {
  const { records } = readText(SEVERAL, { capturedAt: at('2025-11-13T13:05:37Z') });

  it('reads the Deployment with its template and its ReplicaSets', () => {
    const [deployment, old, current] = objects(records);
    expect(deployment?.object).toMatchObject({
      spec: {
        replicas: 3,
        selector: {
          matchLabels: { app: 'shelf' },
          matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', 'api'] }],
        },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: 1 } },
        template: {
          metadata: { labels: { app: 'shelf' } },
          spec: {
            serviceAccountName: 'shelf',
            containers: [
              {
                name: 'server',
                image: 'example.org/shelf:v2',
                env: [{ name: 'PORT', value: '9555' }],
                livenessProbe: { grpc: { port: 9555 }, periodSeconds: 5 },
              },
            ],
          },
        },
      },
      status: {
        replicas: 4,
        updatedReplicas: 2,
        availableReplicas: 1,
        unavailableReplicas: 3,
        conditions: [
          { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
          { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
        ],
      },
    });
    expect([old?.ref.name, current?.ref.name]).toEqual(['shelf-6c9d', 'shelf-5c8dbd4f9b']);
    expect(current?.object).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'Deployment', name: 'shelf' }] },
    });
  });

  it('dates the output by the creation of the object and the age of its first event', () => {
    const [event] = events(records);
    expect(span(event?.last ?? at(''))).toBe(
      '2025-11-13T13:04:07Z 2025-11-13T13:05:00Z A'.replace(' A', ' B'),
    );
  });

  it('reads the Service and the endpoints that it prints', () => {
    const [service, endpoints] = objects(records).slice(3);
    expect(service?.object).toMatchObject({
      kind: 'Service',
      spec: {
        type: 'NodePort',
        selector: { app: 'shelf' },
        clusterIP: '10.68.76.81',
        ports: [
          { name: 'grpc', port: 9555, protocol: 'TCP', targetPort: 'http', nodePort: 30955 },
          { port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30080 },
        ],
        externalTrafficPolicy: 'Cluster',
      },
    });
    expect(endpoints?.shape).toBe('row');
    expect(endpoints?.object).toMatchObject({
      kind: 'Endpoints',
      printedTruncated: true,
      subsets: [
        {
          addresses: [{ ip: '172.20.1.58' }, { ip: '172.20.1.59' }, { ip: '172.20.1.60' }],
          ports: [{ name: 'grpc', port: 9555 }],
        },
      ],
    });
  });
});
