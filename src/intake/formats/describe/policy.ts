import { ref } from '../../../model/index.js';
import { compact, compactOrNone, intOrText, labelSelector, printed, whole } from '../kubectl/shape.js';
import type { Told } from './node.js';
import { child, tableOf, value, type Node } from './tree.js';
import { conditionsOf } from './workload.js';

/** A ResourceQuota: the table "Resource  Used  Hard" stands at the top level. */
export function quotaOf(root: Node): Record<string, unknown> {
  const used: Record<string, string> = {};
  const hard: Record<string, string> = {};
  for (const { cells } of tableOf(root)) {
    const name = printed(cells['Resource']);
    if (name === undefined) continue;
    used[name] = cells['Used'] ?? '';
    hard[name] = cells['Hard'] ?? '';
  }
  const scopes = value(root, 'Scopes')?.split(/,\s*/);
  return { spec: compact({ hard, scopes }), status: { hard, used } };
}

/** Quotas that the description of a namespace prints. */
export function quotasOfNamespace(root: Node): Told[] {
  const namespace = value(root, 'Name');
  const at = root.raw.findIndex((l) => /^Resource Quotas?$/.test(l.text.trim()));
  if (at < 0) return [];
  const found: Told[] = [];
  let open: { name: string; used: Record<string, string>; hard: Record<string, string> } | undefined;
  for (const line of root.raw.slice(at + 1)) {
    const name = /^\s*Name:\s+(\S+)/.exec(line.text)?.[1];
    const row = /^\s*([a-z][\w./-]*)\s+(\S+)\s+(\S+)\s*$/.exec(line.text);
    if (/^Resource Limits|^No LimitRange/.test(line.text)) break;
    if (name !== undefined) {
      const made = { name, used: {}, hard: {} };
      open = made;
      const object = {
        kind: 'ResourceQuota',
        metadata: compact({ name, namespace }),
        spec: { hard: made.hard },
        status: { hard: made.hard, used: made.used },
      };
      found.push({ ref: ref('ResourceQuota', namespace, name), object, line });
    } else if (open && row) {
      open.used[row[1] ?? ''] = row[2] ?? '';
      open.hard[row[1] ?? ''] = row[3] ?? '';
    }
  }
  return found;
}

const LIMIT_COLUMNS: Readonly<Record<string, string>> = {
  Min: 'min',
  Max: 'max',
  'Default Request': 'defaultRequest',
  'Default Limit': 'default',
  'Max Limit/Request Ratio': 'maxLimitRequestRatio',
};

/** A LimitRange: one row per type and resource. */
export function limitRangeOf(root: Node): Record<string, unknown> {
  const limits = new Map<string, Record<string, Record<string, string>>>();
  for (const { cells } of tableOf(root)) {
    const limit = limits.get(cells['Type'] ?? '') ?? {};
    limits.set(cells['Type'] ?? '', limit);
    for (const [column, member] of Object.entries(LIMIT_COLUMNS)) {
      const amount = cells[column];
      if (amount === undefined || amount === '' || amount === '-') continue;
      (limit[member] ??= {})[cells['Resource'] ?? ''] = amount;
    }
  }
  return { spec: { limits: [...limits].map(([type, limit]) => ({ type, ...limit })) } };
}

/** spec and status of a HorizontalPodAutoscaler. */
export function autoscalerOf(root: Node): Record<string, unknown> {
  const target = /^([A-Za-z]+)\/(\S+)/.exec(value(root, 'Reference') ?? '');
  const pods = root.children.find((c) => / pods$/.test(c.key))?.value ?? '';
  const metrics = child(root, 'Metrics');
  return {
    spec: compact({
      scaleTargetRef: target ? { kind: target[1], name: target[2] } : undefined,
      minReplicas: whole(value(root, 'Min replicas')),
      maxReplicas: whole(value(root, 'Max replicas')),
    }),
    status: compact({
      currentReplicas: whole(/(\d+) current/.exec(pods)?.[1]),
      desiredReplicas: whole(/(\d+) desired/.exec(pods)?.[1]),
      conditions: conditionsOf(root),
      printedMetrics: metrics?.raw.map((l) => l.text.trim().replace(/\s{2,}/g, ' ')),
    }),
  };
}

/** spec and status of a PodDisruptionBudget. */
export function budgetOf(root: Node): Record<string, unknown> {
  const status = child(root, 'Status');
  const number = (key: string): number | string | undefined => {
    const text = value(root, key);
    return text === undefined ? undefined : intOrText(text);
  };
  return {
    spec: compact({
      minAvailable: number('Min available'),
      maxUnavailable: number('Max unavailable'),
      selector: labelSelector(value(root, 'Selector')),
    }),
    status: compact({
      disruptionsAllowed: whole(value(status, 'Allowed disruptions')),
      currentHealthy: whole(value(status, 'Current')),
      desiredHealthy: whole(value(status, 'Desired')),
      expectedPods: whole(value(status, 'Total')),
    }),
  };
}

/** spec of a NetworkPolicy. An isolating policy has an empty list of rules. */
export function networkPolicyOf(root: Node): Record<string, unknown> {
  const spec = child(root, 'Spec');
  return {
    spec: compact({
      podSelector: labelSelector(child(spec, 'PodSelector')?.value.replace(/^<none>.*/, '')) ?? {},
      policyTypes: value(spec, 'Policy Types')?.split(/,\s*/),
      ingress: policyRules(child(spec, 'Allowing ingress traffic'), 'from'),
      egress: policyRules(child(spec, 'Allowing egress traffic'), 'to'),
    }),
  };
}

/** Rules are parted by a line of dashes; each has "To Port:" lines and From or To blocks. */
function policyRules(n: Node | undefined, peers: 'from' | 'to'): unknown[] | undefined {
  if (!n) return undefined;
  const rules: { ports: unknown[]; peers: Record<string, unknown>[] }[] = [];
  for (const { text } of n.raw) {
    if (/<none> \(Selected pods are isolated/.test(text)) return [];
    if (/^\s*-{4,}\s*$/.test(text)) {
      rules.push({ ports: [], peers: [] });
      continue;
    }
    if (rules.length === 0) rules.push({ ports: [], peers: [] });
    const rule = rules.at(-1);
    const port = /^\s*To Port: (\d+|[a-z][\w-]*)\/(\w+)/.exec(text);
    const peer = /^\s*(PodSelector|NamespaceSelector): (.*)$/.exec(text);
    const cidr = /^\s*CIDR: (\S+)/.exec(text)?.[1];
    if (port) rule?.ports.push({ port: intOrText(port[1] ?? ''), protocol: port[2] });
    else if (peer) {
      const key = peer[1] === 'PodSelector' ? 'podSelector' : 'namespaceSelector';
      rule?.peers.push({ [key]: labelSelector(peer[2]) ?? {} });
    } else if (cidr !== undefined) rule?.peers.push({ ipBlock: { cidr } });
  }
  return rules.map((r) =>
    compact({
      ports: r.ports.length > 0 ? r.ports : undefined,
      [peers]: r.peers.length > 0 ? r.peers : undefined,
    }),
  );
}

/** roleRef and subjects of a RoleBinding or ClusterRoleBinding. */
export function bindingOf(root: Node): Record<string, unknown> {
  const role = child(root, 'Role');
  const subjects = tableOf(child(root, 'Subjects')).map(({ cells }) =>
    compact({ kind: cells['Kind'], name: cells['Name'], namespace: printed(cells['Namespace']) }),
  );
  return { roleRef: compact({ kind: value(role, 'Kind'), name: value(role, 'Name') }), subjects };
}

/** rules of a Role or ClusterRole. */
export function roleOf(root: Node): Record<string, unknown> {
  const list = (text: string | undefined): string[] =>
    printed(text?.replace(/^\[|\]$/g, ''))?.split(' ') ?? [];
  const rules = tableOf(child(root, 'PolicyRule')).map(({ cells }) => {
    const [resource = '', ...group] = (cells['Resources'] ?? '').split('.');
    return compact({
      resources: printed(resource) === undefined ? undefined : [resource],
      apiGroups: [group.join('.')],
      nonResourceURLs: orNone(list(cells['Non-Resource URLs'])),
      resourceNames: orNone(list(cells['Resource Names'])),
      verbs: list(cells['Verbs']),
    });
  });
  return { rules };
}

function orNone(items: string[]): string[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** A Namespace; "Terminating" is all that tells of its deletion. */
export function namespaceOf(root: Node): Record<string, unknown> {
  return { status: compact({ phase: value(root, 'Status'), conditions: conditionsOf(root) }) };
}

/** An IngressClass. */
export function ingressClassOf(root: Node): Record<string, unknown> {
  return { spec: compactOrNone({ controller: value(root, 'Controller') }) };
}
