import { describe, expect, it } from 'vitest';
import { objectColumns } from '../../../../src/intake/formats/tables/object-columns.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(objectColumns);

const objects = (content: string, command?: string) =>
  readText(content, command === undefined ? {} : { place: { command } }).records.flatMap((r) =>
    r.kind === 'object' ? [r] : [],
  );

describe('objects in columns of somebody’s choice', () => {
  it('are pods where a node and a state stand beside the name', () => {
    const [pod] = objects(
      'NS     POD     NODE   PHASE     READY        CREATED\nshop   web-0   n1     Running   true,false   2026-07-01T19:00:00Z\n',
    );
    expect(pod).toMatchObject({
      ref: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
      object: {
        metadata: { creationTimestamp: '2026-07-01T19:00:00Z' },
        spec: { nodeName: 'n1' },
        status: { phase: 'Running', printedReady: 1, printedContainers: 2 },
      },
    });
  });

  it('are what the command asked for', () => {
    const [claim] = objects(
      'NAME     PHASE     SC     X\ndata-0   Pending   fast   y\n',
      'kubectl get pvc -n shop -o custom-columns=NAME:x',
    );
    expect(claim?.ref).toEqual({ kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data-0' });
  });

  it.each([
    [
      'Node',
      'Name,CPU,Memory,Disk,Taints,Roles,Version,Age,Conditions\nn1,N/A,N/A,N/A,1,worker,v1.30.4,365d,NotReady\n',
    ],
    ['Deployment', 'Name,Namespace,Pods,Replicas,Age,Conditions\nweb,shop,0/1,1,8m2s,Progressing\n'],
    ['StatefulSet', 'Name,Namespace,Pods,Replicas,Age\ndb,shop,1/3,3,8d\n'],
    [
      'DaemonSet',
      'Name\tNamespace\tPods\tNode Selector\tAge\nproxy\tkube-system\t3\tkubernetes.io/os=linux\t8d\n',
    ],
    [
      'Service',
      'Name,Namespace,Type,Cluster IP,Ports,External IP,Selector,Age,Status\nweb,shop,ClusterIP,10.96.0.7,"80/TCP, 443/TCP",-,app=web,8d,Active\n',
    ],
    [
      'HorizontalPodAutoscaler',
      'Name,Namespace,Metrics,Min Pods,Max Pods,Replicas,Age,Status\nweb,shop,unknown / 80%,1,10,1,8d,AbleToScale\n',
    ],
    [
      'CronJob',
      'Name,Namespace,Schedule,Suspend,Active,Last schedule,Age\nbackup,shop,0 2 * * *,false,1,14h,30d\n',
    ],
    [
      'PersistentVolumeClaim',
      'Name,Namespace,Storage class,Size,Pods,Age,Status\ndata-0,shop,fast,10Gi,db-0,8d,Pending\n',
    ],
  ])('are told by columns that only one kind has: %s of Lens', (kind, content) => {
    expect(objects(content).map(({ ref }) => ref.kind)).toEqual([kind]);
  });

  it('are no other table', () => {
    expect(readText('Name,Team,Phone\nweb-0,shop,12345\n').status).toBe('unrecognised');
    expect(readText('host,user,state\nn1,root,idle\n').status).toBe('unrecognised');
  });
});

describe('tables in colours', () => {
  it('are read as those without', () => {
    const plain =
      'NAME      READY   STATUS             RESTARTS      AGE\nweb-0     0/1     CrashLoopBackOff   6 (15s ago)   8m2s\n';
    const coloured = plain.replace(/\S+(?: \(15s ago\))?/g, (cell) => `\u001b[36m${cell}\u001b[0m`);
    expect(objects(coloured).map(({ ref }) => ref.name)).toEqual(['web-0']);
    const session = `\u001b[32muser@host\u001b[0m:\u001b[34m~\u001b[0m$ kubectl get pods -n shop\n${coloured}`;
    expect(objects(session).map(({ ref }) => ref.namespace)).toEqual(['shop']);
  });
});
