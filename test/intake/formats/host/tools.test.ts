import { describe, expect, it } from 'vitest';
import { argocdApp } from '../../../../src/intake/formats/host/argocd.js';
import { toolTables } from '../../../../src/intake/formats/host/tool-tables.js';
import { toolWords } from '../../../../src/intake/formats/host/tool-words.js';
import { kubectlChange } from '../../../../src/intake/formats/kubectl/change.js';
import type { CaptureRecord } from '../../../../src/model/index.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(argocdApp);
testFormat(toolTables);
testFormat(toolWords);
testFormat(kubectlChange);

const read = (text: string): readonly CaptureRecord[] => readText(text).records;

describe('tables of tools', () => {
  it('keep the cells of each column, also where names of columns hold each other', () => {
    const [record] = read(toolTables.samples[0] ?? '');
    expect(record).toMatchObject({
      topic: 'other',
      data: { tool: 'crictl ps', rows: [{ NAME: 'app', ATTEMPT: '6', 'POD ID': 'aabbccddeeff0', POD: 'web-0', NAMESPACE: 'shop' }] },
    });
  }); // prettier-ignore

  it('tell the rows that speak of trouble', () => {
    expect(read(toolTables.samples[1] ?? '')[0]).toMatchObject({
      text: expect.stringContaining('timed out') as string,
    });
  });

  it('rows of Flux are objects with their Ready condition', () => {
    const text =
      '$ flux get kustomizations -A\nNAMESPACE  \tNAME\tREVISION\tSUSPENDED\tREADY\tMESSAGE\nflux-system\tapps\tmain@sha1:abc\tFalse    \tFalse\tkustomize build failed\n';
    expect(read(text).find(({ kind }) => kind === 'object')).toMatchObject({
      ref: { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' },
      object: { status: { conditions: [{ type: 'Ready', status: 'False', message: 'kustomize build failed' }] } },
    });
  }); // prettier-ignore
});

describe('answers in words', () => {
  it.each([
    [0, /40\/41 healthy; Cluster health: +3\/5/],
    [1, /10\.0\.0\.12/],
    [2, /STATUS: failed/],
    [3, /\[-\]etcd failed/],
    [4, /NXDOMAIN/],
    [5, /100% packet loss/],
    [6, /no trouble told/],
  ])('sample %i', (i, told) => {
    const [record] = read(toolWords.samples[i] ?? '');
    expect(record?.kind === 'report' && record.text).toMatch(told);
  });

  it('all is well where all is well', () => {
    const [record] = read('Controller Status:       41/41 healthy\nCluster health:          5/5 reachable\n');
    expect(record).toMatchObject({ text: 'cilium status: no trouble told' });
  });

  it('crictl inspect says how the container ended', () => {
    const status = {
      id: '3f1a', metadata: { attempt: 6, name: 'app' }, state: 'CONTAINER_EXITED', exitCode: 137, reason: 'OOMKilled',
      labels: { 'io.kubernetes.container.name': 'app', 'io.kubernetes.pod.name': 'web-0', 'io.kubernetes.pod.namespace': 'shop' },
    }; // prettier-ignore
    expect(read(JSON.stringify({ status, info: {} }))[0]).toMatchObject({
      text: 'shop/web-0 app: CONTAINER_EXITED OOMKilled, exit code 137',
    });
  });
});

describe('checks by hand in a session', () => {
  it('curl that timed out is a connection that failed, to what was asked for', () => {
    const text =
      '$ kubectl exec web-0 -n shop -- curl -sS -m 5 http://db:5432\ncurl: (28) Connection timed out after 5001 milliseconds\ncommand terminated with exit code 28\n$ date\nWed Jul  1 19:22:41 UTC 2026\n';
    expect(read(text)[0]).toMatchObject({
      topic: 'connectivity',
      about: { kind: 'Service', namespace: 'shop', name: 'db' },
      data: { port: 5432, ok: false },
    });
  });

  it('curl -f that got an error page had a connection', () => {
    const text = '$ curl -f http://web:8080/\ncurl: (22) The requested URL returned error: 503\n$ true\n';
    expect(read(text)[0]).toMatchObject({ data: { target: 'web', port: 8080, ok: true } });
  });

  it('what kubectl changed is what a person did', () => {
    const text =
      '$ date -u\nWed Jul  1 19:22:41 UTC 2026\n$ kubectl delete pod web-0 -n shop\npod "web-0" deleted\n';
    expect(read(text).find(({ kind }) => kind === 'statement')).toMatchObject({
      text: 'pod "web-0" deleted (kubectl delete pod web-0 -n shop)',
      at: { grade: 'D' },
    });
  });

  it('a dry run changed nothing', () => {
    expect(read('deployment.apps/web configured (server dry run)\n')).toEqual([]);
  });
});

describe('columns of operators', () => {
  it('READY is the Ready condition, Argo CD prints sync and health', () => {
    const text =
      '$ kubectl get certificates -n shop\nNAME   READY   SECRET   AGE\nweb    False   web-tls  5d\n$ kubectl get applications -n argocd\nNAME   SYNC STATUS   HEALTH STATUS\nweb    OutOfSync     Degraded\n';
    const status = read(text).flatMap((r) => (r.kind === 'object' ? [r.object] : []));
    expect(status).toMatchObject([
      { status: { conditions: [{ type: 'Ready', status: 'False' }] } },
      { status: { sync: { status: 'OutOfSync' }, health: { status: 'Degraded' } } },
    ]);
  });

  it('a table of limit ranges is no table of anything else', () => {
    const text =
      '$ kubectl get quota,limits -n shop\nNAME                  AGE   REQUEST      LIMIT\nresourcequota/quota   5d    pods: 10/10  \n\nNAME                CREATED AT\nlimitrange/limits   2026-06-26T10:00:00Z\n';
    expect(read(text).flatMap((r) => (r.kind === 'object' ? [r.ref.kind] : []))).toEqual([
      'ResourceQuota',
      'LimitRange',
    ]);
  });
});
