import { describe, expect, it } from 'vitest';
import { exactly, iso, utc, type Stamp } from '../../../../src/base/index.js';
import {
  EVENTS,
  GET_ALL,
  KUBECTL_EVENTS,
  PODS,
  TOP,
} from '../../../../src/intake/formats/kubectl/samples.js';
import { kubectlLineage } from '../../../../src/intake/formats/kubectl/lineage.js';
import type { CaptureRecord, ObjectRecord } from '../../../../src/model/index.js';
import { readText } from '../../../support/format-tester.js';

/** Grade B: the time of this very output, not that of a collection. */
const capturedAt = exactly(utc(2026, 7, 1, 20), 'B');
const read = (text: string): readonly CaptureRecord[] => readText(text, { capturedAt }).records;
const span = (s: Stamp | undefined): string => (s ? `${iso(s.lo)} ${iso(s.hi)} ${s.grade}` : '');

function objects(text: string): ObjectRecord[] {
  return read(text).filter((r) => r.kind === 'object');
}

describe('a wide table of events', () => {
  // Printed at 19:22:41; the collection that it is of ended four minutes later.
  const row = (age: number, i: number, wrong = 0): string => {
    const made = BigInt(utc(2026, 7, 1, 19, 22, 41) - (age - wrong) * 1_000_000) * 1000n;
    const first = `${age}s`.padEnd(5);
    return `shop        5s          Normal   Pulled   pod/web-${i}   spec.containers{app}   kubelet, n1   Image present   ${first}        2       web-${i}.${made.toString(16)}`;
  };
  const header =
    'NAMESPACE   LAST SEEN   TYPE     REASON   OBJECT      SUBOBJECT              SOURCE        MESSAGE         FIRST SEEN   COUNT   NAME';
  const seen = (...lines: readonly string[]): string[] => {
    const { records } = readText([header, ...lines, ''].join('\n'), {
      capturedAt: exactly(utc(2026, 7, 1, 19, 26)),
    });
    return records.map((r) => (r.kind === 'event' ? `${iso(r.first.lo)} | ${span(r.last)}` : ''));
  };

  it('was printed when the names of its events and their ages say', () => {
    expect(seen(row(110, 0), row(60, 1), row(30, 2))).toEqual([
      '2026-07-01T19:20:51Z | 2026-07-01T19:22:34Z 2026-07-01T19:22:37Z B',
      '2026-07-01T19:21:41Z | 2026-07-01T19:22:34Z 2026-07-01T19:22:37Z B',
      '2026-07-01T19:22:11Z | 2026-07-01T19:22:34Z 2026-07-01T19:22:37Z B',
    ]);
  });

  it('is dated by the collection where too few rows tell, or they do not agree', () => {
    const wide = '2026-07-01T19:19:54Z 2026-07-01T19:25:55Z B';
    expect(seen(row(110, 0), row(60, 1))[0]).toContain(wide);
    expect(seen(row(110, 0), row(60, 1, 60), row(30, 2, 300), row(20, 3, 900))[0]).toContain(wide);
  });
});

describe('pods', () => {
  const rows = objects(PODS);

  it('keeps the printed status and says what follows of it', () => {
    expect(rows.map((r) => r.ref.namespace)).toEqual(['shop', 'shop', 'shop', 'kube-system']);
    expect(rows[0]?.object).toMatchObject({
      metadata: { name: 'shelf-5c8dbd4f9b-69gtn', printedAge: '58m' },
      spec: { nodeName: 'worker-2' },
      status: {
        phase: 'Running',
        printedStatus: 'CrashLoopBackOff',
        printedRestarts: 16,
        printedLastRestart: '3m19s',
        printedReady: 0,
        printedContainers: 1,
        podIP: '10.244.1.18',
        conditions: [{ type: 'Ready', status: 'False' }],
      },
    });
    expect(rows[1]?.object).toMatchObject({ status: { conditions: [{ type: 'Ready', status: 'True' }] } });
    expect(rows[2]?.object).toMatchObject({ spec: {}, status: { phase: 'Pending' } });
    expect(rows[2]?.object).not.toHaveProperty('spec.nodeName');
    expect(rows[3]?.object).toMatchObject({ status: { phase: 'Pending', printedStatus: 'Init:0/1' } });
  });

  it('turns an age into the interval that it stands for', () => {
    const created = (i: number): string =>
      span((rows[i]?.object as { metadata: { created: Stamp } }).metadata.created);
    expect(created(0)).toBe('2026-07-01T19:01:00Z 2026-07-01T19:02:00Z B');
    expect(created(1)).toBe('2026-06-25T17:00:00Z 2026-06-25T18:00:00Z B');
    expect(created(2)).toBe('2026-07-01T19:59:29Z 2026-07-01T19:59:30Z B');
  });

  it('is no surer than a collection of outputs, of which only the end is known', () => {
    const { records } = readText(PODS, { capturedAt: exactly(utc(2026, 7, 1, 20)) });
    expect(span(records[2]?.kind === 'object' ? records[2].at : undefined)).toBe(
      '2026-07-01T19:54:00Z 2026-07-01T20:00:00Z B',
    );
    const placed = readText(PODS, {
      capturedAt: exactly(utc(2026, 7, 1, 20)),
      place: { capturedAt: exactly(utc(2026, 7, 1, 20)) },
    });
    expect(span(placed.records[2]?.kind === 'object' ? placed.records[2].at : undefined)).toBe(
      '2026-07-01T20:00:00Z 2026-07-01T20:00:00Z A',
    );
  });

  it('reads rows that a mail folded to single blanks', () => {
    const folded = PODS.replace(/ {2,}/g, ' ');
    expect(objects(folded).map((r) => r.object)).toEqual(rows.map((r) => r.object));
  });

  it('reads rows without header', () => {
    const bare = PODS.split('\n').slice(1).join('\n');
    expect(objects(bare).map((r) => [r.ref, (r.object as { status: unknown }).status])).toEqual(
      rows.map((r) => [r.ref, (r.object as { status: unknown }).status]),
    );
  });

  it('reads an eviction as a failed pod', () => {
    const table = 'NAME    READY   STATUS    RESTARTS   AGE\nkafka   0/1     Evicted   0          3h\n';
    expect(objects(table)[0]?.object).toMatchObject({ status: { phase: 'Failed', reason: 'Evicted' } });
  });
});

describe('other kinds', () => {
  it('reads one table after another, kinds told by the names', () => {
    expect(objects(GET_ALL).map((r) => `${r.ref.kind} ${r.ref.namespace} ${r.ref.name}`)).toEqual([
      'Pod shop shelf-5c8dbd4f9b-69gtn',
      'Service shop shelf',
      'Deployment shop shelf',
      'ReplicaSet shop shelf-5c8dbd4f9b',
    ]);
    expect(objects(GET_ALL)[1]?.object).toMatchObject({
      spec: {
        type: 'LoadBalancer',
        ports: [
          { port: 80, nodePort: 30080, protocol: 'TCP' },
          { port: 443, nodePort: 30443 },
        ],
      },
      status: { loadBalancer: {} },
    });
  });

  it('reads nodes with what stands outside the columns', () => {
    const table =
      'NAME   STATUS                        ROLES           AGE   VERSION    OS-IMAGE             KERNEL-VERSION    CONTAINER-RUNTIME\n' +
      'm1     NotReady,SchedulingDisabled   control-plane   94d   v1.31.2    Ubuntu 22.04.5 LTS   5.15.0-101-generic   containerd://1.7.23\n';
    expect(objects(table)[0]?.object).toMatchObject({
      metadata: { name: 'm1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
      spec: { unschedulable: true },
      status: {
        conditions: [{ type: 'Ready', status: 'False' }],
        nodeInfo: {
          osImage: 'Ubuntu 22.04.5 LTS',
          kernelVersion: '5.15.0-101-generic',
          containerRuntimeVersion: 'containerd://1.7.23',
        },
      },
    });
  });

  it('reads claims with empty cells', () => {
    const table =
      'NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE   VOLUMEMODE\n' +
      'data   Pending                                      fast           <unset>                 40s   Filesystem\n';
    const [claim] = objects(table);
    expect(claim?.ref.kind).toBe('PersistentVolumeClaim');
    expect(claim?.object).toMatchObject({ spec: { storageClassName: 'fast' }, status: { phase: 'Pending' } });
    expect(claim?.object).not.toHaveProperty('spec.volumeName');
  });

  it('reads endpoints, and says when the list is cut', () => {
    const table =
      'NAME   ENDPOINTS                                         AGE\n' +
      'a      <none>                                            4d16h\n' +
      'b      10.0.0.1:80,10.0.0.2:80,10.0.0.1:443 + 3 more...   11d\n';
    const [a, b] = objects(table);
    expect(a?.object).toMatchObject({ subsets: [] });
    expect(b?.object).toMatchObject({
      printedTruncated: true,
      subsets: [
        { addresses: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }], ports: [{ port: 80 }] },
        { addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 443 }] },
      ],
    });
  });

  it('reads quotas and autoscalers', () => {
    const quota =
      'NAME    AGE   REQUEST                                LIMIT\nq       9d    pods: 4/10, requests.cpu: 2/2          limits.memory: 1Gi/2Gi\n';
    expect(objects(quota)[0]?.object).toMatchObject({
      status: {
        used: { pods: '4', 'requests.cpu': '2', 'limits.memory': '1Gi' },
        hard: { pods: '10', 'requests.cpu': '2', 'limits.memory': '2Gi' },
      },
    });
    const hpa =
      'NAME   REFERENCE        TARGETS              MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: <unknown>/50%   2         10        2          90d\n';
    expect(objects(hpa)[0]?.object).toMatchObject({
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 10 },
      status: { currentReplicas: 2, printedMetrics: ['cpu: <unknown>/50%'] },
    });
  });
});

describe('listings', () => {
  const listing = (text: string): unknown =>
    read(text).find((r) => r.kind === 'report' && r.topic === 'listing');

  it('says which names a complete list had', () => {
    expect(
      listing(
        '$ kubectl get serviceaccounts -n shop\nNAME      SECRETS   AGE\nweb       0         3d\ndefault   0         9d\n',
      ),
    ).toMatchObject({
      data: { kind: 'ServiceAccount', namespace: 'shop', names: ['default', 'web'], complete: true },
    });
  });

  it('knows that filters and pipes leave something out', () => {
    expect(listing('$ kubectl get pods -n shop | grep web\nweb-0   1/1   Running   0   3d\n')).toMatchObject({
      data: { complete: false },
    });
    expect(listing('$ kubectl get pods -n shop -l app=web\n')).toMatchObject({
      data: { complete: false, names: [] },
    });
    expect(listing('$ kubectl get jobs -n shop\n')).toMatchObject({
      data: { kind: 'Job', complete: true, empty: true },
    });
  });
});

describe('events', () => {
  it('reads a table that was cut by tail', () => {
    const [scheduled, node, probe] = read(EVENTS);
    expect(scheduled).toMatchObject({
      kind: 'event',
      about: { kind: 'Pod', namespace: 'shop', name: 'shelf-5c8dbd4f9b-69gtn' },
      reason: 'Scheduled',
      type: 'Normal',
    });
    expect(scheduled?.kind === 'event' ? span(scheduled.last) : '').toBe(
      '2026-07-01T19:58:10Z 2026-07-01T19:58:11Z B',
    );
    expect(node).toMatchObject({ about: { kind: 'Node', name: 'worker-2' } });
    expect(node).not.toHaveProperty('about.namespace');
    expect(probe).toMatchObject({
      message: 'Readiness probe failed: Get "http://10.244.2.7:8080/": dial tcp',
    });
  });

  it('reads counts and both ends of kubectl events', () => {
    const backOff = read(KUBECTL_EVENTS)[1];
    expect(backOff).toMatchObject({
      count: 256,
      reason: 'BackOff',
      about: { kind: 'Pod', namespace: 'default' },
    });
    expect(backOff?.kind === 'event' ? span(backOff.first) : '').toBe(
      '2026-07-01T19:01:00Z 2026-07-01T19:02:00Z B',
    );
  });

  it('reads the wide table with source, count and name', () => {
    const wide =
      'LAST SEEN   TYPE      REASON    OBJECT      SUBOBJECT                SOURCE           MESSAGE                 FIRST SEEN   COUNT   NAME\n' +
      '5m          Warning   BackOff   pod/web-0   spec.containers{web}     kubelet, node1   Back-off restarting     20m          7       web-0.18be7f2c846f1d2a\n';
    expect(read(wide)[0]).toMatchObject({
      component: 'kubelet',
      host: 'node1',
      count: 7,
      fieldPath: 'spec.containers{web}',
      name: 'web-0.18be7f2c846f1d2a',
      message: 'Back-off restarting',
    });
  });

  it('leaves a time unknown that was printed as unknown', () => {
    const table =
      'LAST SEEN   TYPE     REASON      OBJECT      MESSAGE\n<unknown>   Normal   Scheduled   pod/web-0   Successfully assigned\n';
    expect(read(table)[0]).toMatchObject({ last: { grade: 'X' } });
  });
});

describe('kubectl top', () => {
  it('gives metrics in base units', () => {
    expect(
      read(TOP).map((r) => (r.kind === 'metric' ? [r.name, r.labels['node'], r.points[0]?.[1]] : [])),
    ).toEqual([
      ['node_cpu_usage_cores', 'worker-1', 0.25],
      ['node_memory_working_set_bytes', 'worker-1', 1843 * 2 ** 20],
      ['node_cpu_usage_percent', 'worker-1', 12],
      ['node_memory_usage_percent', 'worker-1', 51],
      ['node_cpu_usage_cores', 'worker-2', 2],
      ['node_memory_working_set_bytes', 'worker-2', 3100 * 2 ** 20],
      ['node_cpu_usage_percent', 'worker-2', 95],
      ['node_memory_usage_percent', 'worker-2', 94],
    ]);
  });
});

describe('errors', () => {
  it('keeps the command and what it said', () => {
    const [report] = read(
      '$ kubectl describe pod web-0 -n shop\nError from server (NotFound): pods "web-0" not found\n',
    );
    expect(report).toMatchObject({
      kind: 'report',
      topic: 'command-error',
      data: {
        command: 'kubectl describe pod web-0 -n shop',
        error: 'Error from server (NotFound): pods "web-0" not found',
      },
    });
  });

  it('does not take an empty result for a failure only', () => {
    const records = read('$ kubectl get pods -n shop\nNo resources found in shop namespace.\n');
    expect(records.map((r) => (r.kind === 'report' ? r.topic : r.kind))).toEqual([
      'listing',
      'command-error',
    ]);
  });
});

describe('kubectl lineage', () => {
  it('reads objects with their owners and events about what stands above them', () => {
    const records = read(kubectlLineage.samples[0] ?? '');
    expect(records).toMatchObject([
      { kind: 'object', ref: { kind: 'Deployment', name: 'web' } },
      {
        kind: 'event',
        about: { kind: 'Deployment', name: 'web' },
        reason: 'ScalingReplicaSet',
        name: 'web.181d9e26501d2a00',
      },
      { kind: 'object', ref: { kind: 'ReplicaSet', name: 'web-7f' } },
      {
        kind: 'object',
        object: {
          metadata: { ownerReferences: [{ kind: 'ReplicaSet', name: 'web-7f' }] },
          status: { printedStatus: 'CrashLoopBackOff', printedReadiness: '0/1' },
        },
      },
    ]);
  });
});

describe('events without their object', () => {
  it('finds the object in what the events say', () => {
    const block =
      'Events:\n  Type     Reason                Age   From            Message\n  ----     ------                ----  ----            -------\n' +
      '  Normal   SuccessfulCreate      40m   job-controller  Created pod: import-v24k9\n' +
      '  Warning  BackoffLimitExceeded  38m   job-controller  Job has reached the specified backoff limit\n';
    expect(read(block.split('\n').slice(1).join('\n'))).toMatchObject([
      { about: { kind: 'Job', namespace: 'default', name: 'import' }, reason: 'SuccessfulCreate' },
      {
        about: { kind: 'Job', name: 'import' },
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      },
    ]);
  });
});
