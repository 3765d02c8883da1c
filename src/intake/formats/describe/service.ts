import { ref } from '../../../model/index.js';
import { compact, flag, hostPorts, intOrText, labelMap, printed, whole } from '../kubectl/shape.js';
import type { Told } from './node.js';
import { child, tableOf, value, values, type Node } from './tree.js';

interface Port {
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly protocol: string | undefined;
  target: number | string | undefined;
  nodePort: number | undefined;
  endpoints: Node | undefined;
}

/** "Port: name  80/TCP" opens a port; TargetPort, NodePort and Endpoints below belong to it. */
function portsOf(root: Node): readonly Port[] {
  const ports: Port[] = [];
  for (const n of root.children) {
    const m = /^(\S+)\s+(\d+)\/(\w+)/.exec(n.value.trim());
    const open = ports.at(-1);
    if (n.key === 'Port' && m) {
      ports.push({
        name: printed(m[1]),
        port: Number(m[2]),
        protocol: m[3],
        target: undefined,
        nodePort: undefined,
        endpoints: undefined,
      });
    } else if (open && n.key === 'TargetPort') open.target = intOrText(n.value.split('/')[0]?.trim() ?? '');
    else if (open && n.key === 'NodePort') open.nodePort = whole(m?.[2]);
    else if (open && n.key === 'Endpoints') open.endpoints = n;
  }
  return ports;
}

/** spec and status of a Service. */
export function serviceOf(root: Node): Record<string, unknown> {
  const ingress = values(root, 'LoadBalancer Ingress').flatMap((v) => v.split(/,\s*/));
  return {
    spec: compact({
      type: value(root, 'Type'),
      selector: labelMap(values(root, 'Selector').flatMap((v) => v.split(','))),
      clusterIP: printed(child(root, 'IP')?.value),
      clusterIPs: value(root, 'IPs')?.split(','),
      ipFamilies: value(root, 'IP Families')?.split(','),
      ipFamilyPolicy: value(root, 'IP Family Policy'),
      externalName: value(root, 'External Name'),
      externalIPs: value(root, 'External IPs')?.split(','),
      loadBalancerIP: value(root, 'IP LoadBalancer', 'Desired LoadBalancer IP'),
      ports: portsOf(root).map((p) =>
        compact({
          name: p.name,
          port: p.port,
          protocol: p.protocol,
          targetPort: p.target,
          nodePort: p.nodePort,
        }),
      ),
      sessionAffinity: value(root, 'Session Affinity'),
      externalTrafficPolicy: value(root, 'External Traffic Policy'),
      internalTrafficPolicy: value(root, 'Internal Traffic Policy'),
      healthCheckNodePort: whole(value(root, 'HealthCheck NodePort')),
    }),
    status: {
      loadBalancer: ingress.length > 0 ? { ingress: ingress.map((at) => address(at)) } : {},
    },
  };
}

function address(text: string): Record<string, string> {
  const bare = text.replace(/ \(.*\)$/, '');
  return /^[\d.]+$|:/.test(bare) ? { ip: bare } : { hostname: bare };
}

/**
 * The ready endpoints that a Service's description prints, as its Endpoints object. kubectl prints three
 * at most and "+ 2 more..." for the rest, which then stay unknown.
 */
export function endpointsOfService(root: Node, namespace: string | undefined): Told[] {
  const name = value(root, 'Name');
  const ports = portsOf(root).filter((p) => p.endpoints !== undefined);
  const [first] = ports;
  if (name === undefined || !first?.endpoints) return [];
  const subsets = ports.flatMap((p) => {
    const found = hostPorts(p.endpoints?.value ?? '');
    if (found.length === 0) return [];
    const port = compact({ name: p.name, port: found[0]?.port, protocol: p.protocol });
    return [{ addresses: found.map(({ ip }) => ({ ip })), ports: [port] }];
  });
  const object = {
    kind: 'Endpoints',
    metadata: compact({ name, namespace }),
    subsets,
    ...(ports.some((p) => /\+ \d+ more/.test(p.endpoints?.value ?? '')) ? { printedTruncated: true } : {}),
  };
  return [{ ref: ref('Endpoints', namespace, name), object, line: first.endpoints.line }];
}

/** subsets of an Endpoints object. */
export function endpointsOf(root: Node): Record<string, unknown> {
  const subsets: unknown[] = [];
  const fields = child(root, 'Subsets')?.children ?? [];
  fields.forEach((c, i) => {
    if (c.key !== 'Addresses') return;
    const end = fields.findIndex((x, j) => j > i && x.key === 'Addresses');
    const mine = { ...c, children: fields.slice(i, end < 0 ? undefined : end) };
    const ips = (key: string): unknown[] | undefined =>
      value(mine, key)
        ?.split(',')
        .map((ip) => ({ ip }));
    const ports = tableOf(child(mine, 'Ports')).map(({ cells }) =>
      compact({
        name: printed(cells['Name']),
        port: whole(cells['Port']),
        protocol: printed(cells['Protocol']),
      }),
    );
    subsets.push(
      compact({
        addresses: ips('Addresses'),
        notReadyAddresses: ips('NotReadyAddresses'),
        ports: ports.length > 0 ? ports : undefined,
      }),
    );
  });
  return { subsets };
}

/** addressType, ports and endpoints of an EndpointSlice. */
export function endpointSliceOf(root: Node): Record<string, unknown> {
  const ports = tableOf(child(root, 'Ports')).map(({ cells }) =>
    compact({
      name: printed(cells['Name']),
      port: whole(cells['Port']),
      protocol: printed(cells['Protocol']),
    }),
  );
  const endpoints: Record<string, unknown>[] = [];
  let conditions: Record<string, unknown> = {};
  for (const { text } of child(root, 'Endpoints')?.raw ?? []) {
    const m = /^\s*(?:- )?([A-Za-z]+):\s*(.*)$/.exec(text);
    const at = printed(m?.[2]);
    const open = endpoints.at(-1);
    if (m?.[1] === 'Addresses') {
      conditions = {};
      endpoints.push({ addresses: at?.split(/,\s*/) ?? [], conditions });
    } else if (open && at !== undefined) {
      const target = /^([A-Za-z]+)\/(\S+)/.exec(at);
      if (m?.[1] === 'Ready') conditions['ready'] = flag(at);
      else if (m?.[1] === 'NodeName') open['nodeName'] = at;
      else if (m?.[1] === 'Hostname') open['hostname'] = at;
      else if (m?.[1] === 'Zone') open['zone'] = at;
      else if (m?.[1] === 'TargetRef' && target) open['targetRef'] = { kind: target[1], name: target[2] };
    }
  }
  return { addressType: value(root, 'AddressType'), ports, endpoints };
}

/** spec and status of an Ingress. */
export function ingressOf(root: Node): Record<string, unknown> {
  const addresses = value(root, 'Address')?.split(/,\s*/) ?? [];
  return {
    spec: compact({
      ingressClassName: value(root, 'Ingress Class'),
      defaultBackend: backend(value(root, 'Default backend')),
      tls: tls(child(root, 'TLS')),
      rules: rules(child(root, 'Rules')),
    }),
    status: { loadBalancer: { ingress: addresses.map((at) => address(at)) } },
  };
}

function backend(text: string | undefined): Record<string, unknown> | undefined {
  const m = /^([a-z0-9][a-z0-9.-]*):(\S+)/.exec(text ?? '');
  if (!m) return undefined;
  const port = intOrText(m[2] ?? '');
  return { service: { name: m[1], port: typeof port === 'number' ? { number: port } : { name: port } } };
}

function tls(n: Node | undefined): unknown[] | undefined {
  const found = (n?.raw ?? []).flatMap((l) => {
    const m = /^\s*(\S+) terminates (\S*)/.exec(l.text);
    return m ? [compact({ secretName: m[1], hosts: printed(m[2])?.split(',') })] : [];
  });
  return found.length > 0 ? found : undefined;
}

/** A host stands on a line of its own ("*" for any), its paths below it. */
function rules(n: Node | undefined): unknown[] {
  const found: { host?: string; http: { paths: unknown[] } }[] = [];
  for (const { text } of n?.raw ?? []) {
    const host = /^\s{2}(\S+)\s*$/.exec(text);
    const path = /^\s+(\S*)\s+([a-z0-9][a-z0-9.-]*:\S+)\s*(?:\((.*)\))?$/.exec(text);
    if (path) {
      if (found.length === 0) found.push({ http: { paths: [] } });
      found.at(-1)?.http.paths.push(compact({ path: printed(path[1]), backend: backend(path[2]) }));
    } else if (host && !/^-+$|^Host$/.test(host[1] ?? '')) {
      found.push(host[1] === '*' ? { http: { paths: [] } } : { host: host[1] ?? '', http: { paths: [] } });
    }
  }
  return found;
}
