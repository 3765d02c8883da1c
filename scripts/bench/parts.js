// The parts of the synthetic capture: generators of text, seeded, until the asked size is reached.

/** mulberry32: small, fast, the same everywhere. */
function random(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const APPS = ['web', 'checkout', 'cart', 'identity', 'search', 'billing', 'gateway', 'ledger'];
const pick = (next, list) => list[Math.floor(next() * list.length)];
const hex = (next, length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');
const uid = (next) => [8, 4, 4, 4, 12].map((n) => hex(next, n)).join('-');
const two = (n) => String(n).padStart(2, '0');
const clock = (n) => `${two(Math.floor(n / 3600) % 24)}:${two(Math.floor(n / 60) % 60)}:${two(n % 60)}`;
const time = (n) => `2026-07-01T${clock(n)}Z`;

function* list(kind, size, make) {
  yield '{\n    "apiVersion": "v1",\n    "items": [\n';
  let written = 0;
  for (let i = 0; written < size; i++) {
    const text = JSON.stringify(make(i), null, 4).replace(/^/gm, '        ');
    written += text.length;
    yield (i === 0 ? '' : ',\n') + text;
  }
  yield '\n    ],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n';
}

const FIELDS = ['spec', 'status', 'template', 'containers', 'resources', 'conditions', 'volumes', 'env'];

function fields(next, depth) {
  const out = { '.': {} };
  for (let i = 0; i < 6; i++) out[`f:${pick(next, FIELDS)}${i}`] = depth === 0 ? {} : fields(next, depth - 1);
  return out;
}

export function pods(seed, size) {
  const next = random(seed);
  return list('Pod', size, () => pod(next));
}

function pod(next) {
  const app = pick(next, APPS);
  const name = `${app}-${hex(next, 9)}-${hex(next, 5)}`;
  const started = Math.floor(next() * 60_000);
  const env = Array.from({ length: 30 }, (_, i) => ({
    name: `SETTING_${i}`,
    value: `http://${pick(next, APPS)}.shop.svc:80/${hex(next, 12)}`,
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      creationTimestamp: time(started),
      labels: { app, 'pod-template-hash': hex(next, 9) },
      managedFields: [
        {
          manager: 'kube-controller-manager',
          operation: 'Update',
          apiVersion: 'v1',
          time: time(started),
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': fields(next, 2) },
        },
        {
          manager: 'kubelet',
          operation: 'Update',
          subresource: 'status',
          apiVersion: 'v1',
          time: time(started + 30),
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:status': fields(next, 2) },
        },
      ],
      name,
      namespace: 'shop',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${app}-${hex(next, 9)}`,
          uid: uid(next),
          controller: true,
        },
      ],
      resourceVersion: String(Math.floor(next() * 1e8)),
      uid: uid(next),
    },
    spec: {
      containers: [
        {
          name: 'app',
          image: `registry.example/${app}:${hex(next, 7)}`,
          env,
          resources: { limits: { cpu: '1', memory: '512Mi' } },
        },
      ],
      nodeName: `node-${Math.floor(next() * 100)}`,
    },
    status: {
      conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
        type,
        status: 'True',
        lastTransitionTime: time(started + 5),
        lastProbeTime: null,
      })),
      containerStatuses: [
        {
          name: 'app',
          ready: true,
          restartCount: Math.floor(next() * 3),
          state: { running: { startedAt: time(started + 4) } },
          containerID: `containerd://${hex(next, 64)}`,
        },
      ],
      phase: 'Running',
      podIP: `10.244.${Math.floor(next() * 255)}.${Math.floor(next() * 255)}`,
    },
  };
}

export function events(seed, size) {
  const next = random(seed);
  const reasons = ['BackOff', 'Unhealthy', 'Pulled', 'Created', 'Started', 'FailedScheduling', 'Killing'];
  return list('Event', size, () => {
    const app = pick(next, APPS);
    const name = `${app}-${hex(next, 9)}-${hex(next, 5)}`;
    const at = Math.floor(next() * 70_000);
    return {
      apiVersion: 'v1',
      count: 1 + Math.floor(next() * 40),
      eventTime: null,
      firstTimestamp: time(at),
      involvedObject: {
        apiVersion: 'v1',
        fieldPath: 'spec.containers{app}',
        kind: 'Pod',
        name,
        namespace: 'shop',
        resourceVersion: '1',
        uid: uid(next),
      },
      kind: 'Event',
      lastTimestamp: time(at + 600),
      message: `Readiness probe failed: Get "http://10.244.1.${Math.floor(next() * 255)}:8080/healthz": context deadline exceeded`,
      metadata: {
        creationTimestamp: time(at),
        name: `${name}.18be${hex(next, 12)}`,
        namespace: 'shop',
        resourceVersion: String(Math.floor(next() * 1e8)),
        uid: uid(next),
      },
      reason: pick(next, reasons),
      reportingComponent: '',
      reportingInstance: '',
      source: { component: 'kubelet', host: `node-${Math.floor(next() * 100)}` },
      type: next() < 0.6 ? 'Warning' : 'Normal',
    };
  });
}

export function* auditLog(seed, size) {
  const next = random(seed);
  let written = 0;
  for (let i = 0; written < size; i++) {
    const isChange = next() < 0.05;
    const at = `2026-07-01T${clock(Math.floor(i / 40))}.${String(i % 40).padStart(6, '0')}Z`;
    const line = `${JSON.stringify({
      kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: uid(next), stage: 'ResponseComplete',
      requestURI: `/apis/apps/v1/namespaces/shop/deployments/${pick(next, APPS)}?timeout=10s&fieldManager=x`,
      verb: isChange ? pick(next, ['update', 'patch', 'create', 'delete']) : pick(next, ['get', 'list', 'watch']),
      user: { username: `system:serviceaccount:kube-system:${pick(next, APPS)}-controller`, uid: uid(next), groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'] },
      sourceIPs: ['10.0.0.1'], userAgent: 'kube-controller-manager/v1.29.2 (linux/amd64) kubernetes/abcdef',
      objectRef: { resource: pick(next, ['deployments', 'pods', 'leases', 'endpoints']), namespace: 'shop', name: pick(next, APPS), apiGroup: 'apps', apiVersion: 'v1', resourceVersion: String(i) },
      responseStatus: { metadata: {}, code: next() < 0.01 ? 409 : 200 }, requestReceivedTimestamp: at, stageTimestamp: at,
      annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by ClusterRoleBinding "system:controller"' },
    })}\n`; // prettier-ignore
    written += line.length;
    yield line;
  }
}

export function* kubeletLog(seed, size) {
  const next = random(seed);
  const lines = [
    (pod) =>
      `I%      1547 kubelet.go:2410] "SyncLoop (PLEG): event for pod" pod="shop/${pod}" event={"ID":"${uid(next)}","Type":"ContainerStarted","Data":"${hex(next, 64)}"}`,
    (pod) =>
      `I%      1547 prober.go:107] "Probe failed" probeType="Readiness" pod="shop/${pod}" podUID="${uid(next)}" containerName="app" probeResult="failure" output="HTTP probe failed with statuscode: 503"`,
    (pod) =>
      `E%      1547 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=app pod=${pod}_shop(${uid(next)})\\"" pod="shop/${pod}" podUID="${uid(next)}"`,
    () =>
      `W%      1547 reflector.go:533] object-"shop"/"settings": failed to list *v1.ConfigMap: Get "https://10.0.0.1:6443/api/v1": dial tcp 10.0.0.1:6443: connect: connection refused`,
    (pod) =>
      `I%      1547 operation_generator.go:722] "MountVolume.SetUp succeeded for volume \\"kube-api-access-${hex(next, 5)}\\" (UniqueName: \\"kubernetes.io/projected/${uid(next)}\\") pod \\"${pod}\\"" pod="shop/${pod}"`,
  ];
  const weights = [0.4, 0.45, 0.5, 0.52, 1];
  let written = 0;
  for (let i = 0; written < size; i++) {
    const roll = next();
    const make = lines[weights.findIndex((weight) => roll <= weight)];
    const stamp = `0701 ${clock(Math.floor(i / 60))}.${String((i % 60) * 16_000).padStart(6, '0')}`;
    const line = `${make(`${pick(next, APPS)}-${hex(next, 9)}-${hex(next, 5)}`).replace('%', stamp)}\n`;
    written += line.length;
    yield line;
  }
}

export function* smallFiles(seed, size) {
  const next = random(seed);
  let written = 0;
  for (let i = 0; written < size; i++) {
    const app = pick(next, APPS);
    const lines = Array.from(
      { length: 40 },
      (_, n) =>
        `${time(i + n).slice(0, -1)}.123456789Z stdout F level=info msg="request ${hex(next, 16)} took ${Math.floor(next() * 900)}ms" path=/${hex(next, 8)}`,
    );
    const text = `${lines.join('\n')}\n`;
    written += text.length + 1024;
    yield [`nodes/node-${i % 50}/pods/shop_${app}-${i}_${uid(next)}/app/0.log`, text];
  }
}
