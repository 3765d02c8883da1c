import {
  accessModes,
  compact,
  compactOrNone,
  flag,
  hostPorts,
  intOrText,
  labelMap,
  labelSelector,
  printed,
  whole,
} from '../kubectl/shape.js';
import type { Cells } from './columns.js';
import { nodeRow, podRow } from './pod-row.js';

type Read = (cells: Cells) => Record<string, unknown>;

/** "2/3" as its two numbers. */
export function outOf(text: string | undefined): readonly [number | undefined, number | undefined] {
  const m = /^(\d+)\/(\d+)/.exec(text ?? '');
  return [whole(m?.[1]), whole(m?.[2])];
}

/** Wide tables show container names and images of the template side by side. */
function template(cells: Cells): Record<string, unknown> | undefined {
  const names = printed(cells['CONTAINERS'])?.split(',');
  const images = printed(cells['IMAGES'])?.split(',');
  const containers = names?.map((name, i) => compact({ name, image: images?.[i] }));
  return containers === undefined ? undefined : { spec: { containers } };
}

function replicated(cells: Cells): Record<string, unknown> {
  const [ready, desired] = outOf(cells['READY']);
  return {
    spec: compact({
      replicas: desired ?? whole(cells['DESIRED']),
      selector: labelSelector(cells['SELECTOR']),
      template: template(cells),
    }),
    status: compact({
      replicas: whole(cells['CURRENT']),
      readyReplicas: ready ?? whole(cells['READY']),
      updatedReplicas: whole(cells['UP-TO-DATE']),
      availableReplicas: whole(cells['AVAILABLE']),
    }),
  };
}

function daemonSet(cells: Cells): Record<string, unknown> {
  return {
    spec: compact({ selector: labelSelector(cells['SELECTOR']), template: template(cells) }),
    status: compact({
      desiredNumberScheduled: whole(cells['DESIRED']),
      currentNumberScheduled: whole(cells['CURRENT']),
      numberReady: whole(cells['READY']),
      updatedNumberScheduled: whole(cells['UP-TO-DATE']),
      numberAvailable: whole(cells['AVAILABLE']),
    }),
  };
}

function job(cells: Cells): Record<string, unknown> {
  const [succeeded, completions] = outOf(cells['COMPLETIONS']);
  const status = printed(cells['STATUS']);
  const ended = status === 'Complete' || status === 'Failed' || status === 'Suspended';
  return {
    spec: compact({ completions, selector: labelSelector(cells['SELECTOR']), template: template(cells) }),
    status: compact({
      succeeded,
      printedStatus: status,
      conditions: ended ? [{ type: status, status: 'True' }] : undefined,
    }),
  };
}

function cronJob(cells: Cells): Record<string, unknown> {
  return {
    spec: compact({
      schedule: printed(cells['SCHEDULE']),
      suspend: flag(cells['SUSPEND']),
      timeZone: printed(cells['TIMEZONE']),
    }),
    status: compact({
      printedActive: whole(cells['ACTIVE']),
      printedLastSchedule: printed(cells['LAST SCHEDULE']),
    }),
  };
}

/** "80:30080/TCP,443/TCP" */
function service(cells: Cells): Record<string, unknown> {
  const ports = printed(cells['PORT(S)'])
    ?.split(',')
    .flatMap((text) => {
      const m = /^(\d+)(?::(\d+))?\/(\w+)$/.exec(text);
      return m ? [compact({ port: Number(m[1]), nodePort: whole(m[2]), protocol: m[3] })] : [];
    });
  const external = printed(cells['EXTERNAL-IP']);
  const name = printed(cells['TYPE']) === 'ExternalName';
  const ingress = external === undefined || external === '<pending>' || name ? [] : external.split(',');
  return {
    spec: compact({
      type: printed(cells['TYPE']),
      clusterIP: printed(cells['CLUSTER-IP']),
      externalName: name ? external : undefined,
      ports: ports ?? [],
      selector: labelMap((cells['SELECTOR'] ?? '').split(',')),
    }),
    status: {
      loadBalancer:
        compactOrNone({ ingress: ingress.length > 0 ? ingress.map((ip) => ({ ip })) : undefined }) ?? {},
    },
  };
}

/** Ready addresses only, three at most: "+ 3 more..." says that the list is cut. */
function endpoints(cells: Cells): Record<string, unknown> {
  const text = cells['ENDPOINTS'] ?? '';
  const byPort = new Map<number, string[]>();
  for (const { ip, port } of hostPorts(text.replace(/ \+ \d+ more\.*$/, ''))) {
    byPort.set(port, [...(byPort.get(port) ?? []), ip]);
  }
  const subsets = [...byPort].map(([port, ips]) => ({
    addresses: ips.map((ip) => ({ ip })),
    ports: [{ port }],
  }));
  return { subsets, ...(/ \+ \d+ more/.test(text) ? { printedTruncated: true } : {}) };
}

function endpointSlice(cells: Cells): Record<string, unknown> {
  const text = printed(cells['ENDPOINTS']);
  const ports =
    printed(cells['PORTS'])
      ?.split(',')
      .map((p) => ({ port: intOrText(p) })) ?? [];
  const addresses = text?.replace(/ \+ \d+ more\.*$/, '').split(',') ?? [];
  return {
    addressType: printed(cells['ADDRESSTYPE']),
    ports,
    endpoints: addresses.map((ip) => ({ addresses: [ip] })),
    ...(text !== undefined && / \+ \d+ more/.test(text) ? { printedTruncated: true } : {}),
  };
}

function ingress(cells: Cells): Record<string, unknown> {
  const hosts =
    printed(cells['HOSTS'])
      ?.replace(/ \+ \d+ more\.*$/, '')
      .split(',') ?? [];
  const addresses = printed(cells['ADDRESS'])?.split(',') ?? [];
  return {
    spec: compact({
      ingressClassName: printed(cells['CLASS']),
      rules: hosts.map((host) => (host === '*' ? {} : { host })),
    }),
    status: {
      loadBalancer: {
        ingress: addresses.map((at) => (/^[\d.]+$|:/.test(at) ? { ip: at } : { hostname: at })),
      },
    },
  };
}

function claim(cells: Cells): Record<string, unknown> {
  const storage = printed(cells['CAPACITY']);
  const modes = accessModes(cells['ACCESS MODES']);
  return {
    spec: compact({
      storageClassName: printed(cells['STORAGECLASS']),
      volumeName: printed(cells['VOLUME']),
      volumeMode: printed(cells['VOLUMEMODE']),
    }),
    status: compact({
      phase: printed(cells['STATUS']),
      capacity: storage === undefined ? undefined : { storage },
      accessModes: modes,
    }),
  };
}

function volume(cells: Cells): Record<string, unknown> {
  const storage = printed(cells['CAPACITY']);
  const [namespace, name] = (printed(cells['CLAIM']) ?? '').split('/');
  return {
    spec: compact({
      capacity: storage === undefined ? undefined : { storage },
      accessModes: accessModes(cells['ACCESS MODES']),
      persistentVolumeReclaimPolicy: printed(cells['RECLAIM POLICY']),
      storageClassName: printed(cells['STORAGECLASS']),
      volumeMode: printed(cells['VOLUMEMODE']),
      claimRef: name === undefined ? undefined : { kind: 'PersistentVolumeClaim', namespace, name },
    }),
    status: compact({ phase: printed(cells['STATUS']), reason: printed(cells['REASON']) }),
  };
}

function storageClass(cells: Cells): Record<string, unknown> {
  return compact({
    provisioner: printed(cells['PROVISIONER']),
    reclaimPolicy: printed(cells['RECLAIMPOLICY']),
    volumeBindingMode: printed(cells['VOLUMEBINDINGMODE']),
    allowVolumeExpansion: flag(cells['ALLOWVOLUMEEXPANSION']),
  });
}

function autoscaler(cells: Cells): Record<string, unknown> {
  const target = /^([A-Za-z]+)\/(\S+)/.exec(cells['REFERENCE'] ?? '');
  return {
    spec: compact({
      scaleTargetRef: target ? { kind: target[1], name: target[2] } : undefined,
      minReplicas: whole(cells['MINPODS']),
      maxReplicas: whole(cells['MAXPODS']),
    }),
    status: compact({ currentReplicas: whole(cells['REPLICAS']), printedMetrics: [cells['TARGETS'] ?? ''] }),
  };
}

function budget(cells: Cells): Record<string, unknown> {
  const number = (text: string | undefined): unknown =>
    printed(text) === undefined || text === 'N/A' ? undefined : intOrText(text ?? '');
  return {
    spec: compact({
      minAvailable: number(cells['MIN AVAILABLE']),
      maxUnavailable: number(cells['MAX UNAVAILABLE']),
    }),
    status: compact({ disruptionsAllowed: whole(cells['ALLOWED DISRUPTIONS']) }),
  };
}

/** "pods: 4/10, requests.cpu: 2/4" */
function quota(cells: Cells): Record<string, unknown> {
  const used: Record<string, string> = {};
  const hard: Record<string, string> = {};
  for (const [, name = '', u = '', h = ''] of `${cells['REQUEST'] ?? ''}, ${cells['LIMIT'] ?? ''}`.matchAll(
    /([\w./-]+): ([^/,\s]+)\/([^,\s]+)/g,
  )) {
    used[name] = u;
    hard[name] = h;
  }
  return { spec: { hard }, status: { hard, used } };
}

/** How the columns of each kind map to the API's members. */
export const ROWS: Readonly<Record<string, Read>> = {
  Pod: podRow,
  Node: nodeRow,
  Deployment: replicated,
  ReplicaSet: replicated,
  ReplicationController: replicated,
  StatefulSet: replicated,
  DaemonSet: daemonSet,
  Job: job,
  CronJob: cronJob,
  Service: service,
  Endpoints: endpoints,
  EndpointSlice: endpointSlice,
  Ingress: ingress,
  PersistentVolumeClaim: claim,
  PersistentVolume: volume,
  StorageClass: storageClass,
  HorizontalPodAutoscaler: autoscaler,
  PodDisruptionBudget: budget,
  ResourceQuota: quota,
  Namespace: (cells) => ({ status: compact({ phase: printed(cells['STATUS']) }) }),
  Secret: (cells) => compact({ type: printed(cells['TYPE']), printedDataCount: whole(cells['DATA']) }),
  ConfigMap: (cells) => compact({ printedDataCount: whole(cells['DATA']) }),
  ServiceAccount: () => ({}),
  NetworkPolicy: (cells) => ({ spec: { podSelector: labelSelector(cells['POD-SELECTOR']) ?? {} } }),
  Lease: (cells) => ({ spec: compact({ holderIdentity: printed(cells['HOLDER']) }) }),
  PriorityClass: (cells) =>
    compact({ value: whole(cells['VALUE']), globalDefault: flag(cells['GLOBAL-DEFAULT']) }),
  RoleBinding: binding,
  ClusterRoleBinding: binding,
};

function binding(cells: Cells): Record<string, unknown> {
  const role = /^([A-Za-z]+)\/(\S+)/.exec(cells['ROLE'] ?? '');
  return compact({ roleRef: role ? { kind: role[1], name: role[2] } : undefined });
}

/** Kinds without a row of their own keep what was printed, by column. */
export function genericRow(cells: Cells): Record<string, unknown> {
  const kept = Object.entries(cells).filter(
    ([name, text]) => !/^(?:NAMESPACE|NAME|AGE|LABELS)$/.test(name) && text !== '',
  );
  return { status: compact({ ...delivered(cells), printedColumns: Object.fromEntries(kept) }) };
}

/** Columns that print a field of status as it is: the Ready condition of most operators, Argo CD's two states. */
function delivered(cells: Cells): Record<string, unknown> {
  const ready = cells['READY'] ?? '';
  const message = printed(cells['STATUS'] ?? cells['MESSAGE']);
  const [sync, health] = [printed(cells['SYNC STATUS']), printed(cells['HEALTH STATUS'])];
  return {
    conditions: /^(?:True|False|Unknown)$/.test(ready)
      ? [compact({ type: 'Ready', status: ready, message })]
      : undefined,
    sync: sync === undefined ? undefined : { status: sync },
    health: health === undefined ? undefined : { status: health },
  };
}
