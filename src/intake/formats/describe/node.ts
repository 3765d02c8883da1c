import { ref, type Ref } from '../../../model/index.js';
import type { Line } from '../../lines.js';
import { apiTime } from '../kubectl/clock.js';
import { compact, compactOrNone, flag, printed, whole } from '../kubectl/shape.js';
import { child, pairs, tableOf, value, values, type Node } from './tree.js';

/** spec and status of a node. */
export function nodeOf(root: Node): Record<string, unknown> {
  const info = pairs(child(root, 'System Info'));
  return {
    spec: compact({
      unschedulable: flag(value(root, 'Unschedulable')),
      taints: taints(values(root, 'Taints')),
      podCIDR: value(root, 'PodCIDR'),
      podCIDRs: value(root, 'PodCIDRs')?.split(','),
      providerID: value(root, 'ProviderID'),
    }),
    status: compact({
      conditions: nodeConditions(child(root, 'Conditions')),
      addresses: child(root, 'Addresses')?.children.map((c) => ({ type: c.key, address: c.value.trim() })),
      capacity: pairs(child(root, 'Capacity')),
      allocatable: pairs(child(root, 'Allocatable')),
      allocated: allocated(child(root, 'Allocated resources')),
      nodeInfo: info
        ? compact({
            machineID: printed(info['Machine ID']),
            systemUUID: printed(info['System UUID']),
            bootID: printed(info['Boot ID']),
            kernelVersion: printed(info['Kernel Version']),
            osImage: printed(info['OS Image']),
            operatingSystem: printed(info['Operating System']),
            architecture: printed(info['Architecture']),
            containerRuntimeVersion: printed(info['Container Runtime Version']),
            kubeletVersion: printed(info['Kubelet Version']),
            kubeProxyVersion: printed(info['Kube-Proxy Version']),
          })
        : undefined,
    }),
  };
}

/** "key=value:Effect"; "key:Effect" where there is no value. */
function taints(texts: readonly string[]): unknown[] | undefined {
  const found = texts.flatMap((text) => {
    const m = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text);
    return m ? [compact({ key: m[1], value: m[2] === '' ? undefined : m[2], effect: m[3] })] : [];
  });
  return found.length > 0 ? found : undefined;
}

const STAMP = String.raw`\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}`;
const CONDITION = new RegExp(
  String.raw`^\s*(\S+)\s+(True|False|Unknown)\s+(?:(${STAMP})\s+(${STAMP})\s+)?(\S+)(?:\s+(.*))?$`,
);

function nodeConditions(n: Node | undefined): unknown[] | undefined {
  const found = (n?.raw ?? []).flatMap((l) => {
    const m = CONDITION.exec(l.text);
    if (!m) return [];
    return [
      compact({
        type: m[1],
        status: m[2],
        lastHeartbeatTime: apiTime(m[3]),
        lastTransitionTime: apiTime(m[4]),
        reason: m[5],
        message: printed(m[6]),
      }),
    ];
  });
  return found.length > 0 ? found : undefined;
}

/** "cpu  425m (5%)  0 (0%)": what the pods on the node ask for in sum. */
function allocated(n: Node | undefined): Record<string, unknown> | undefined {
  const rows = tableOf(n).map(({ cells }) => [
    cells['Resource'] ?? '',
    compact({ ...share('requests', cells['Requests']), ...share('limits', cells['Limits']) }),
  ]);
  return rows.length > 0 ? (Object.fromEntries(rows) as Record<string, unknown>) : undefined;
}

function share(name: string, text: string | undefined): Record<string, unknown> {
  const m = /^(\S+)(?: \((\d+)%\))?/.exec(text ?? '');
  return m ? compact({ [name]: m[1], [`${name}Percent`]: whole(m[2]) }) : {};
}

/** An object that the description of another one tells of. */
export interface Told {
  readonly ref: Ref;
  readonly object: Record<string, unknown>;
  readonly line: Line;
}

/** The node's heartbeat Lease, printed since 1.15. */
export function leaseOf(root: Node): Told[] {
  const n = child(root, 'Lease');
  const name = value(root, 'Name');
  const renewTime = apiTime(value(n, 'RenewTime'));
  if (!n || name === undefined || renewTime === undefined) return [];
  const object = {
    kind: 'Lease',
    metadata: { name, namespace: 'kube-node-lease' },
    spec: compact({
      holderIdentity: value(n, 'HolderIdentity'),
      acquireTime: apiTime(value(n, 'AcquireTime')),
      renewTime,
    }),
  };
  return [{ ref: ref('Lease', 'kube-node-lease', name), object, line: n.line }];
}

/** Pods that the node runs, with what they ask for. They are neither Succeeded nor Failed. */
export function podsOnNode(root: Node): Told[] {
  const nodeName = value(root, 'Name');
  return tableOf(child(root, 'Non-terminated Pods')).flatMap(({ cells, line }) => {
    const namespace = printed(cells['Namespace']);
    const name = printed(cells['Name']);
    if (namespace === undefined || name === undefined) return [];
    const amounts = (kind: string): Record<string, unknown> | undefined =>
      compactOrNone({ cpu: amount(cells[`CPU ${kind}`]), memory: amount(cells[`Memory ${kind}`]) });
    const resources = compactOrNone({ requests: amounts('Requests'), limits: amounts('Limits') });
    const object = { kind: 'Pod', metadata: { name, namespace }, spec: compact({ nodeName, resources }) };
    return [{ ref: ref('Pod', namespace, name), object, line }];
  });
}

function amount(text: string | undefined): string | undefined {
  const found = /^(\S+)/.exec(text ?? '')?.[1];
  return found === '0' ? undefined : found;
}
