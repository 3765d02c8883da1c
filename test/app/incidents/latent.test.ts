import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf } from '../../support/capture.js';
import {
  app,
  backOff,
  cluster,
  crashing,
  creating,
  fullDisk,
  podAt,
  unplaced,
} from '../../support/cluster.js';
import { container, node, object, over, pod, service, type Fields } from '../../support/objects.js';

/** What had been broken unseen until something ordinary needed it: a drain, a peak of load, a restart. */
const base = cluster();

/** One line of an audit log. */
function audited(at: string, user: string, verb: string, objectRef: Fields, code = 200): string {
  return `${JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    stage: 'ResponseComplete',
    verb,
    user: { username: user, groups: ['system:authenticated'] },
    objectRef: { apiVersion: 'v1', ...objectRef },
    responseStatus: { code },
    requestReceivedTimestamp: clock(at).replace('Z', '.000000Z'),
    stageTimestamp: clock(at).replace('Z', '.004000Z'),
  })}\n`;
}

const evicted = (at: string, by: string, ns: string, name: string): string =>
  audited(at, by, 'create', { resource: 'pods', namespace: ns, name, subresource: 'eviction' }, 201);

const roles = (a: Awaited<ReturnType<typeof analysed>>, role: string): string[] =>
  a.incidents.flatMap((i) =>
    i.conditions
      .filter((x) => x.role === role)
      .map((x) => `${x.condition} ${x.entity.kind}/${x.entity.name}`),
  );

describe('a CSI controller that an upgrade took a permission from', () => {
  const sa = 'system:serviceaccount:kube-system:ebs-csi-controller-sa';
  const volume = 'pvc-0e70ca71-894d-4357-9136-801cd48ebc10';
  const queue = (state: Fields): readonly Fields[] => [
    object('StatefulSet', 'data/queue', {
      apiVersion: 'apps/v1',
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'queue' } },
        template: { spec: { containers: [container('queue')] } },
      },
      status: { replicas: 1 },
    }),
    over(pod('data/queue-0', 'StatefulSet/queue', { spec: { nodeName: 'wk-b' } }), state),
    service('data/queue'),
    object('PersistentVolume', volume, {
      spec: { csi: { driver: 'ebs.csi.aws.com' } },
      status: { phase: 'Bound' },
    }),
  ];
  const grant = (subject: string): readonly Fields[] => [
    object('ClusterRole', 'attacher-role', { rules: [] }),
    object('ClusterRoleBinding', 'attacher-binding', {
      roleRef: { kind: 'ClusterRole', name: 'attacher-role' },
      subjects: [{ kind: 'ServiceAccount', namespace: 'kube-system', name: subject }],
    }),
  ];
  const made = (subject: string) => ({
    objects: [
      ...base,
      ...app('kube-system/ebs-csi-controller', ['wk-a']),
      ...queue(creating('queue', '11:31:36')),
      ...grant(subject),
    ],
    events: [
      event(
        'Pod/data/queue-0',
        'FailedAttachVolume',
        `Multi-Attach error for volume "${volume}" Volume is already exclusively attached to one node and can't be attached to another`,
        '11:31:37',
      ),
      event(
        'Pod/data/queue-0',
        'FailedMount',
        'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data]: timed out waiting for the condition',
        '11:33:40',
        '11:58:00',
        12,
      ),
    ],
    files: {
      'control-plane/audit.log':
        audited('11:12:14', 'helm-ci', 'patch', {
          resource: 'clusterroles',
          apiGroup: 'rbac.authorization.k8s.io',
          name: 'attacher-role',
        }) + evicted('11:31:24', 'lena', 'data', 'queue-0'),
      [`logs/kube-system/${podAt('kube-system/ebs-csi-controller').split('/')[2] ?? ''}/csi-attacher.log`]:
        lines(
          '11:31:42',
          30,
          45,
          (at) =>
            `${at} W0304 ${at.slice(11, 19)}.200000       1 csi_handler.go:187] Error processing "csi-1": failed to detach: could not mark as detached: volumeattachments.storage.k8s.io "csi-1" is forbidden: User "${sa}" cannot patch resource "volumeattachments/status" in API group "storage.k8s.io" at the cluster scope`,
        ),
    },
  });

  it('is the root of the volume that stays where it was; the drain and the upgrade set it off', async () => {
    const a = await analysed(made('ebs-csi-controller-sa'));
    expect(rootsOf(a)).toEqual(['rbac-forbidden Deployment/kube-system/ebs-csi-controller']);
    expect(linksOf(a)).toContain(
      'rbac-forbidden Deployment/kube-system/ebs-csi-controller → multi-attach StatefulSet/data/queue',
    );
    expect(roles(a, 'trigger')).toEqual(
      expect.arrayContaining(['rbac-changed ClusterRole/attacher-role', 'node-cordon-drain Pod/queue-0']),
    );
  });

  it('is not laid at a role of somebody else', async () => {
    const a = await analysed(made('another'));
    expect(roles(a, 'trigger')).not.toContain('rbac-changed ClusterRole/attacher-role');
  });
});

describe('nodes that the cloud controller does not set up', () => {
  const said =
    '0/4 nodes are available: 1 node(s) had untolerated taint {node.cloudprovider.kubernetes.io/uninitialized: true}, 2 Insufficient cpu, 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }.';
  const fresh = node('auto-1', {
    metadata: { creationTimestamp: clock('11:24:50') },
    spec: {
      taints: [
        { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' },
      ],
    },
  });
  const log = `logs/kube-system/${podAt('kube-system/cloud-controller-manager').split('/')[2] ?? ''}/cloud-controller-manager.log`;
  const waits = (more: Readonly<Record<string, string>>) =>
    analysed({
      objects: [
        ...base,
        ...app('kube-system/cloud-controller-manager', ['wk-a']),
        fresh,
        ...app('game/match', ['wk-a', 'wk-b', ''], { 2: unplaced('11:20:31', said) }),
      ],
      events: [event(podAt('game/match', 2), 'FailedScheduling', said, '11:20:32', '11:59:00', 14)],
      files: more,
    });

  it('are the reason that there is no room, and rejected credentials the root', async () => {
    const a = await waits({
      [log]: lines(
        '11:00:10',
        100,
        35,
        (at) =>
          `${at} E0304 ${at.slice(11, 19)}.000000       1 node_controller.go:240] error syncing 'auto-1': failed to get instance metadata for node auto-1: Authentication failed: The application credential has expired, requeuing`,
      ),
    });
    expect(rootsOf(a)).toEqual([
      'cloud-credentials-rejected Deployment/kube-system/cloud-controller-manager',
    ]);
    expect(linksOf(a)).toContain(
      'cloud-credentials-rejected Deployment/kube-system/cloud-controller-manager → node-uninitialized Node/auto-1',
    );
  });

  it('do not make the request of the workload a cause beyond doubt where its log is missing', async () => {
    const a = await waits({});
    expect(linksOf(a)).toContain(
      'node-uninitialized Node/auto-1 → scheduling-taint-blocked Deployment/game/match',
    );
    const sure = a.incidents.flatMap((i) => i.rootCauses).filter((r) => r.confidence === 'high');
    expect(sure).toEqual([]);
  });
});

describe('a configuration that only the next start reads', () => {
  const bad = crashing('backend', '11:15:12', { exitCode: 1, reason: 'Error' });
  const born: Fields = { metadata: { creationTimestamp: clock('11:15:12') } };
  const log = {
    [`logs/crm/${podAt('crm/backend').split('/')[2] ?? ''}/backend.log`]: lines(
      '11:15:20',
      8,
      300,
      (at) =>
        `${at} ERROR Failed to bind properties under 'cache.ttl' to java.time.Duration: '30 minutes' is not a valid duration`,
    ),
  };
  const plain = app('crm/backend', ['wk-a', 'wk-a'], { 0: over(bad, born), 1: over(bad, born) });
  const made = (files: Readonly<Record<string, string>>, workload = plain, ...more: readonly Fields[]) =>
    analysed({
      objects: [...base, ...workload, ...more],
      events: [backOff(podAt('crm/backend', 0), '11:15:40'), backOff(podAt('crm/backend', 1), '11:15:41')],
      files: {
        'control-plane/audit.log':
          evicted('11:15:10', 'kured', 'crm', 'backend-6c9d8f7b54-x7x7x') +
          evicted('11:15:11', 'kured', 'crm', 'backend-6c9d8f7b54-b2b2b'),
        ...files,
      },
    });

  it('is the root; the drain that made the pods start is the trigger', async () => {
    const a = await made(log);
    expect(rootsOf(a)).toEqual(['app-config-invalid Deployment/crm/backend']);
    expect(roles(a, 'trigger')).toEqual(
      expect.arrayContaining(['node-cordon-drain Pod/backend-6c9d8f7b54-x7x7x']),
    );
  });

  it('names what had been set days before and was read now for the first time', async () => {
    const old = { metadata: { creationTimestamp: '2026-01-10T08:00:00Z' } };
    const readsAt = (name: string) => ({
      spec: {
        template: {
          spec: {
            containers: [{ ...container('backend'), envFrom: [{ configMapRef: { name } }] }],
          },
        },
      },
    });
    const set = (name: string) =>
      made(
        log,
        app('crm/backend', ['wk-a', 'wk-a'], { 0: over(bad, born), 1: over(bad, born) }).map((o) =>
          o['kind'] === 'Deployment'
            ? over(over(o, old), readsAt('backend-env'))
            : o['kind'] === 'ReplicaSet'
              ? over(o, old)
              : o,
        ),
        object('ConfigMap', `crm/${name}`, {
          metadata: {
            creationTimestamp: '2026-01-10T08:00:00Z',
            managedFields: [
              {
                manager: 'kubectl-edit',
                operation: 'Update',
                time: '2026-02-23T14:00:00Z',
                fieldsV1: { 'f:data': {} },
              },
            ],
          },
          data: { CACHE_TTL: '30 minutes' },
        }),
      );
    const a = await set('backend-env');
    expect(rootsOf(a)).toEqual(['app-config-invalid Deployment/crm/backend']);
    expect(roles(a, 'contributing')).toContain('setting-read-late Deployment/backend');
    expect(roles(a, 'trigger').join()).toContain('node-cordon-drain');
    const told = a.incidents[0]?.conditions.find((x) => x.condition === 'setting-read-late')?.statement;
    expect(told).toMatch(
      /ConfigMap crm\/backend-env was changed by kubectl-edit .*started 8 d 21 h later and read it anew/,
    );
    expect(roles(await set('other-env'), 'contributing').join()).not.toContain('setting-read-late');
  });

  it('leaves the drain a trigger where no log tells why the pods do not start', async () => {
    const a = await made({});
    expect(rootsOf(a).filter((r) => r.startsWith('node-cordon-drain'))).toEqual([]);
    expect(a.incidents[0]?.rootCauses.every((r) => r.confidence === 'low')).toBe(true);
  });
});

describe('a registry whose new certificate no node trusts', () => {
  it('is the root of what a drain moved, by the log of the kubelet alone', async () => {
    const image = 'registry.example.com/authz:1.4.2';
    const waits: Fields = over(creating('authz', '11:30:07'), {
      status: {
        containerStatuses: [
          {
            name: 'authz',
            image,
            ready: false,
            restartCount: 0,
            state: { waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` } },
          },
        ],
      },
    });
    const a = await analysed({
      objects: [...base, ...app('pay/authz', ['wk-b'], { 0: waits })],
      files: {
        'control-plane/audit.log': evicted('11:30:06', 'upgrader', 'pay', 'authz-6c9d8f7b54-x7x7x'),
        'nodes/wk-b/kubelet.log': lines(
          '11:30:09',
          6,
          290,
          (at) =>
            `Mar 04 ${at.slice(11, 19)} wk-b kubelet[876]: E0304 ${at.slice(11, 19)}.123456     876 kuberuntime_image.go:55] "Failed to pull image" err="failed to pull and unpack image \\"${image}\\": failed to resolve reference \\"${image}\\": failed to do request: Head \\"https://registry.example.com/v2/authz/manifests/1.4.2\\": tls: failed to verify certificate: x509: certificate signed by unknown authority" image="${image}"`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['registry-tls-failed Registry/registry.example.com']);
  });
});

describe('a certificate that ran out beside a corner that nobody tends', () => {
  it('is told, and not the corner', async () => {
    const old: Fields = over(creating('wiki', '11:00:00'), {
      metadata: { creationTimestamp: '2026-02-20T11:00:00Z' },
      status: {
        startTime: '2026-02-20T11:00:00Z',
        conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-02-20T11:00:00Z' }],
        containerStatuses: [
          { name: 'wiki', ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
        ],
      },
    });
    const a = await analysed({
      objects: [
        ...base,
        ...app('tools/wiki', ['wk-b'], { 0: old }).map((o) =>
          over(o, { metadata: { creationTimestamp: '2026-02-20T11:00:00Z' } }),
        ),
        object('Certificate', 'shop/web-tls', {
          apiVersion: 'cert-manager.io/v1',
          spec: { secretName: 'web-tls', dnsNames: ['shop.example'] },
          status: { notAfter: clock('11:00:00') },
        }),
      ],
    });
    expect(rootsOf(a)).toEqual(['tls-cert-expired Certificate/shop/web-tls']);
  });
});

describe('a planned upgrade, node by node', () => {
  const drain = (n: string, at: string, until: string): readonly Fields[] =>
    [
      ['NodeNotSchedulable', at],
      ['NodeNotReady', at.replace(/..$/, '50')],
      ['Rebooted', until],
      ['NodeReady', until],
      ['NodeSchedulable', until.replace(/..$/, '55')],
    ].map(([reason = '', t = '']) =>
      over(event(`Pod/default/${n}`, reason, `Node ${n} status is now: ${reason}`, t), {
        involvedObject: { kind: 'Node', namespace: undefined, name: n },
        ...(reason === 'NodeNotReady' ? { source: { component: 'node-controller' } } : {}),
      }),
    );
  const moved = (name: string, born: string, stopped: string): readonly Fields[] => [
    over(event(`Pod/shop/${name}`, 'Scheduled', `Successfully assigned shop/${name} to wk-b`, born), {
      type: 'Normal',
      source: { component: 'default-scheduler' },
    }),
    over(event(`Pod/shop/${name}`, 'Killing', 'Stopping container web', stopped), { type: 'Normal' }),
  ];

  it('is no incident, and no replica is said to have been missing between two evictions', async () => {
    const late: Fields = {
      metadata: { creationTimestamp: clock('11:40:06') },
      status: {
        startTime: clock('11:40:07'),
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: clock('11:40:14') }],
        containerStatuses: [
          { name: 'web', ready: true, restartCount: 0, state: { running: { startedAt: clock('11:40:10') } } },
        ],
      },
    };
    const a = await analysed({
      objects: [...base, ...app('shop/web', ['wk-a', 'wk-a', 'wk-b'], { 0: late })].map((o) =>
        o['kind'] === 'Deployment' ? over(o, { status: { readyReplicas: 3, availableReplicas: 3 } }) : o,
      ),
      events: [
        ...drain('wk-a', '11:10:00', '11:13:30'),
        ...drain('wk-b', '11:40:00', '11:43:30'),
        ...moved('web-6c9d8f7b54-m2m2m', '11:10:06', '11:40:05'),
      ],
      files: { 'control-plane/audit.log': evicted('11:40:05', 'upgrader', 'shop', 'web-6c9d8f7b54-m2m2m') },
    });
    expect(a.incidents).toEqual([]);
  });
});

describe('an image that leaves the disk of its nodes no room', () => {
  const model = 'Pod/ml/model-6c9d8f7b54-k2x8p';
  const made = (bytes: number) =>
    analysed({
      objects: [
        ...cluster({ nodes: { 'wk-a': fullDisk('11:21:10') } }),
        ...app('ml/model', ['wk-a']),
        ...app('shop/web', ['wk-a', 'wk-b']),
      ],
      events: [
        over(
          event(
            model,
            'Pulled',
            `Successfully pulled image "registry.example.com/model:2026.10" in 4m32s (4m32s including waiting). Image size: ${bytes} bytes.`,
            '11:20:58',
          ),
          { type: 'Normal' },
        ),
        event(
          podAt('shop/web'),
          'Evicted',
          'The node was low on resource: ephemeral-storage. Threshold quantity: 10737418240, available: 4210332Ki. ',
          '11:21:16',
        ),
      ],
      files: {
        'control-plane/audit.log': audited('11:15:00', 'ml-ci', 'patch', {
          resource: 'deployments',
          apiGroup: 'apps',
          namespace: 'ml',
          name: 'model',
        }),
      },
    });

  it('is the root, and the change that brought it the trigger', async () => {
    const a = await made(48_318_382_080);
    expect(rootsOf(a)).toEqual(['image-large Deployment/ml/model']);
    expect(roles(a, 'trigger')).toContain('deployment-spec-changed Deployment/model');
    expect(linksOf(a)).toContain('image-large Deployment/ml/model → node-disk-pressure Node/wk-a');
  });

  it('is not where it is small', async () => {
    expect(roles(await made(412_331_008), 'trigger').join(' ')).not.toContain('model');
  });
});
