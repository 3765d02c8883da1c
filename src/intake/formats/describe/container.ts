import { apiTime } from '../kubectl/clock.js';
import { compact, compactOrNone, flag, printed, whole } from '../kubectl/shape.js';
import { probeOf } from './probe.js';
import { child, message, pairs, value, type Node } from './tree.js';

/** A container as declared: spec.containers[] of a pod or template. */
export function containerSpec(n: Node): Record<string, unknown> {
  const limits = pairs(child(n, 'Limits'));
  const requests = pairs(child(n, 'Requests'));
  return compact({
    name: n.key,
    image: value(n, 'Image'),
    command: lines(child(n, 'Command')),
    args: lines(child(n, 'Args')),
    ports: ports(n),
    resources: compactOrNone({ limits, requests }),
    livenessProbe: probeOf(value(n, 'Liveness')),
    readinessProbe: probeOf(value(n, 'Readiness')),
    startupProbe: probeOf(value(n, 'Startup')),
    envFrom: envFrom(child(n, 'Environment Variables from')),
    env: env(child(n, 'Environment')),
    volumeMounts: mounts(child(n, 'Mounts')),
  });
}

/** A container as the kubelet reported it: status.containerStatuses[]. */
export function containerStatus(n: Node): Record<string, unknown> | undefined {
  const state = child(n, 'State');
  if (!state) return undefined;
  return compact({
    name: n.key,
    image: value(n, 'Image'),
    imageID: value(n, 'Image ID') ?? '',
    containerID: value(n, 'Container ID'),
    ready: flag(value(n, 'Ready')),
    restartCount: whole(value(n, 'Restart Count')),
    state: stateOf(state),
    lastState: stateOf(child(n, 'Last State')) ?? {},
  });
}

function stateOf(n: Node | undefined): Record<string, unknown> | undefined {
  const reason = value(n, 'Reason');
  const text = message(n, 'Message');
  const startedAt = apiTime(value(n, 'Started'));
  switch (n?.value.trim()) {
    case 'Running':
      return { running: compact({ startedAt }) };
    case 'Waiting':
      return { waiting: compact({ reason, message: text }) };
    case 'Terminated':
      return {
        terminated: compact({
          reason,
          message: text,
          exitCode: whole(value(n, 'Exit Code')),
          signal: whole(value(n, 'Signal')),
          startedAt,
          finishedAt: apiTime(value(n, 'Finished')),
        }),
      };
    default:
      return undefined;
  }
}

/** Command and arguments: one per line; a script of several lines cannot be told from several arguments. */
function lines(n: Node | undefined): string[] | undefined {
  if (!n) return undefined;
  if (printed(n.value) !== undefined) return [n.value.trim()];
  const indent = n.indent + 2;
  const found = n.raw.map((l) => l.text.slice(indent));
  while (found.length > 0 && found.at(-1)?.trim() === '') found.pop();
  return found.length > 0 ? found : undefined;
}

/** "8080/TCP, 9090/TCP (metrics)" with the host ports of the line below it. */
function ports(n: Node): unknown[] | undefined {
  const declared = printed(value(n, 'Port', 'Ports'));
  if (declared === undefined) return undefined;
  const hosts = (value(n, 'Host Port', 'Host Ports') ?? '').split(',');
  return declared.split(',').flatMap((text, i) => {
    const m = /^\s*(\d+)\/(\w+)(?: \(([^)]+)\))?/.exec(text);
    if (!m) return [];
    const host = whole((hosts[i] ?? '').split('/')[0]);
    return [
      compact({
        name: m[3],
        containerPort: Number(m[1]),
        protocol: m[2],
        hostPort: host === 0 ? undefined : host,
      }),
    ];
  });
}

function env(n: Node | undefined): unknown[] | undefined {
  const found = (n?.children ?? [])
    .filter((c) => c.key !== '')
    .map((c) => {
      const text = [c.value, ...c.more.map((l) => l.text.slice(c.valueAt))].join('\n').trimEnd();
      return compact({ name: c.key, ...envValue(text) });
    });
  return found.length > 0 ? found : undefined;
}

const FROM_KEY =
  /^<set to the key '([^']*)' (?:in secret|of config map) '([^']*)'>(?:\s+Optional: (true|false))?/;
const FIELD = /^(.*?)\s*\((v\d\w*):(\S+)\)$/s;
const RESOURCE = /^(.*?)\s*\(((?:limits|requests)\.\S+)\)$/s;

/** A literal value, or where it comes from; describe also prints what a field came to. */
function envValue(text: string): Record<string, unknown> {
  const from = FROM_KEY.exec(text);
  if (from) {
    const ref = compact({ name: from[2], key: from[1], optional: flag(from[3]) });
    return { valueFrom: text.includes("in secret '") ? { secretKeyRef: ref } : { configMapKeyRef: ref } };
  }
  const field = FIELD.exec(text);
  if (field) return { valueFrom: { fieldRef: { apiVersion: field[2], fieldPath: field[3] } } };
  const resource = RESOURCE.exec(text);
  if (resource) return { valueFrom: { resourceFieldRef: { resource: resource[2] } } };
  return { value: text };
}

/** "web-config  ConfigMap with prefix 'X_'  Optional: false" */
function envFrom(n: Node | undefined): unknown[] | undefined {
  const found = (n?.raw ?? []).flatMap((l) => {
    const m = /^\s*(\S+)\s+(Secret|ConfigMap)(?: with prefix '([^']*)')?(?:\s+Optional: (true|false))?/.exec(
      l.text,
    );
    if (!m) return [];
    const ref = compact({ name: m[1], optional: flag(m[4]) });
    return [compact({ prefix: m[3], [m[2] === 'Secret' ? 'secretRef' : 'configMapRef']: ref })];
  });
  return found.length > 0 ? found : undefined;
}

/** "/data from redis-data (rw,path="x")" */
function mounts(n: Node | undefined): unknown[] | undefined {
  const found = (n?.raw ?? []).flatMap((l) => {
    const m = /^\s*(.+) from (\S+) \((r[ow])(?:,path="([^"]*)")?\)/.exec(l.text);
    if (!m) return [];
    return [
      compact({ mountPath: m[1], name: m[2], readOnly: m[3] === 'ro' ? true : undefined, subPath: m[4] }),
    ];
  });
  return found.length > 0 ? found : undefined;
}
