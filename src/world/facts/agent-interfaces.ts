import { digList, digText } from '../../base/index.js';
import { ref, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest } from '../entity.js';

/** How the network interface that an agent is bound to looks on its node. */
export interface BoundInterface {
  readonly name: string;
  readonly state: 'missing' | 'made-anew';
  readonly evidence: readonly Evidence[];
}

/** Interfaces that come with pods; what is older than they are is listed before them. */
const OF_PODS = /^(cni\d|cbr\d|veth|cali|lxc|flannel|docker\d|br-)/;
const FLAG = /--?iface(?:=|\s+|",\s*")([\w.-]+)/;

/**
 * The interface that an agent's pod names in its arguments, where the node's list of interfaces shows that
 * it is gone or was made again. The kernel lists interfaces in the order in which they were made: one that
 * stands behind the pods' own on this node, and before them on others, is younger than they are.
 */
export function lostInterface(c: Case, agent: Ref, node: string): BoundInterface | undefined {
  const name = boundTo(c, agent);
  const report = c.reportsOf('ip-addr').find((r) => r.node === node);
  if (name === undefined || !report) return undefined;
  const own = names(report.data);
  const evidence: Evidence[] = [
    { ...report.evidence, excerpt: `interfaces of ${node}: ${own.join(' ')}`.slice(0, 400) },
  ];
  if (!own.includes(name)) return { name, state: 'missing', evidence };
  const twins = c.reportsOf('ip-addr').filter((r) => r.node !== node && names(r.data).includes(name));
  const steady = twins.filter((r) => !behindPods(names(r.data), name));
  if (!behindPods(own, name) || steady.length === 0) return undefined;
  const other = steady[0];
  if (other) {
    const text = `interfaces of ${other.node ?? 'another node'}: ${names(other.data).join(' ')}`;
    evidence.push({ ...other.evidence, excerpt: text.slice(0, 400) });
  }
  return { name, state: 'made-anew', evidence };
}

function boundTo(c: Case, agent: Ref): string | undefined {
  const entity = c.entity(agent) ?? c.entity(ref('Pod', agent.namespace, agent.name));
  const snapshot = entity && newest(entity);
  for (const container of digList(snapshot?.object, 'spec', 'containers')) {
    const words = ['command', 'args'].flatMap((field) => digList(container, field)).join(' ');
    const found = FLAG.exec(words)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

function names(data: unknown): string[] {
  return digList(data, 'interfaces').flatMap((i) => digText(i, 'name') ?? []);
}

function behindPods(list: readonly string[], name: string): boolean {
  const first = list.findIndex((n) => OF_PODS.test(n));
  return first >= 0 && list.indexOf(name) > first;
}
