import { iso, middle } from '../../../base/index.js';
import { apiTime, type OutputClock } from '../kubectl/clock.js';
import { compact, compactOrNone, labelMap, printed, whole } from '../kubectl/shape.js';
import { containerSpec, containerStatus } from './container.js';
import { annotationsOf } from './metadata.js';
import { child, message, value, values, type Node } from './tree.js';
import { volumesOf } from './volume.js';

/** spec and status of a pod, and when its deletion began. */
export function podOf(root: Node, clock: OutputClock): Record<string, unknown> {
  const [nodeName, hostIP] = (value(root, 'Node') ?? '').split('/');
  const phase = value(root, 'Status') ?? '';
  const terminating = /^Terminating(?: \(lasts (\S+)\))?/.exec(phase);
  const deleted = clock.ago(terminating?.[1] ?? '');
  return compact({
    metadata: terminating
      ? compact({
          deletionTimestamp: deleted ? iso(Math.floor(middle(deleted) / 1e6) * 1e6) : '<unknown>',
          deletionGracePeriodSeconds: whole(value(root, 'Termination Grace Period')?.replace(/s$/, '')),
        })
      : undefined,
    spec: compact({
      ...podSpecOf(root),
      nodeName: printed(nodeName),
      priority: whole(value(root, 'Priority')),
      priorityClassName: value(root, 'Priority Class Name', 'PriorityClassName'),
    }),
    status: compact({
      phase: terminating ? undefined : printed(phase),
      reason: value(root, 'Reason'),
      message: message(root, 'Message'),
      startTime: apiTime(value(root, 'Start Time')),
      hostIP: printed(hostIP),
      podIP: value(root, 'IP'),
      qosClass: value(root, 'QoS Class'),
      nominatedNodeName: value(root, 'NominatedNodeName'),
      conditions: conditions(child(root, 'Conditions')),
      containerStatuses: statuses(child(root, 'Containers')),
      initContainerStatuses: statuses(child(root, 'Init Containers')),
      ephemeralContainerStatuses: statuses(child(root, 'Ephemeral Containers')),
    }),
  });
}

/** What a pod and a pod template have in common. */
export function podSpecOf(n: Node): Record<string, unknown> {
  return compact({
    containers: specs(child(n, 'Containers')) ?? [],
    initContainers: specs(child(n, 'Init Containers')),
    volumes: volumesOf(n),
    serviceAccountName: value(n, 'Service Account'),
    priorityClassName: value(n, 'Priority Class Name'),
    runtimeClassName: value(n, 'Runtime Class Name'),
    nodeSelector: labelMap(values(n, 'Node-Selectors')),
    tolerations: tolerations(values(n, 'Tolerations')),
  });
}

/** "Pod Template:" of a workload. */
export function templateOf(root: Node): Record<string, unknown> | undefined {
  const n = child(root, 'Pod Template');
  if (!n) return undefined;
  return compact({
    metadata: compactOrNone({
      labels: labelMap(values(n, 'Labels')),
      annotations: annotationsOf(child(n, 'Annotations')),
    }),
    spec: podSpecOf(n),
  });
}

function containers(n: Node | undefined): readonly Node[] {
  return (n?.children ?? []).filter((c) => c.key !== '' && c.children.length > 0);
}

function specs(n: Node | undefined): unknown[] | undefined {
  const found = containers(n).map(containerSpec);
  return found.length > 0 ? found : undefined;
}

function statuses(n: Node | undefined): unknown[] | undefined {
  const found = containers(n).flatMap((c) => containerStatus(c) ?? []);
  return found.length > 0 ? found : undefined;
}

/** A table without rule: "Type  Status" and its rows. */
function conditions(n: Node | undefined): unknown[] | undefined {
  const found = (n?.raw ?? []).flatMap((l) => {
    const m = /^\s*([\w./-]+)\s+(True|False|Unknown)\b/.exec(l.text);
    return m ? [{ type: m[1], status: m[2] }] : [];
  });
  return found.length > 0 ? found : undefined;
}

/** "key=value:NoExecute op=Exists for 300s" */
function tolerations(texts: readonly string[]): unknown[] | undefined {
  const found = texts.map((text) => {
    const m = /^([^=:\s]*)(?:=([^:\s]*))?(?::(\w+))?(?:\s*op=(\w+))?(?:\s*for (\d+)s)?/.exec(text);
    return compact({
      key: printed(m?.[1]),
      value: m?.[2],
      effect: m?.[3],
      operator: m?.[4] ?? (m?.[2] === undefined ? 'Exists' : 'Equal'),
      tolerationSeconds: whole(m?.[5]),
    });
  });
  return found.length > 0 ? found : undefined;
}
