import { digText, sortedBy, type Instant } from '../../base/index.js';
import { ref, type MessageRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import type { Entity } from '../entity.js';
import { serviceAt } from '../relations/needs.js';
import { speakerOf, workloadOfPod } from './speakers.js';

const ADDRESS = /^\[?[\d.:a-f]+\]?$/i;
const LOOPBACK = /^(localhost|127\.|::1|\[::1\]|0\.0\.0\.0)/;

/**
 * Whom a log line complains of: the Service of the cluster behind the host it names, the workload of a
 * pod's address, or a host outside. Undefined when it names nobody, or itself.
 */
export function calleeOf(c: Case, m: MessageRecord): Ref | undefined {
  const named = m.fields['host'] ?? m.fields['service'] ?? m.fields['upstream'] ?? m.fields['name'];
  const host = named?.toLowerCase().replace(/\.$/, '');
  if (host === undefined || host === '' || LOOPBACK.test(host)) return undefined;
  const namespace = m.origin.pod?.namespace ?? speakerOf(c, m.origin)?.namespace;
  const service = serviceAt(c, host, namespace);
  if (service) return service;
  if (ADDRESS.test(host)) return podAt(c, host, m.at.lo);
  const inside = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.|$)/.exec(host);
  // A name of the cluster that the capture does not show; else a host that is none of its Services.
  return inside ? ref('Service', inside[2], inside[1] ?? '') : ref('External', undefined, host);
}

/** The workload of the pod that had an address at a time; a pod born later does not count. */
export function podAt(c: Case, address: string, at: Instant): Ref | undefined {
  const holders = c.fact(podAddresses).get(address.replace(/^\[|\]$/g, '')) ?? [];
  const alive = holders.filter((p) => p.created === undefined || p.created.lo <= at);
  const last = alive.at(-1);
  return last && workloadOfPod(c, last.ref);
}

function podAddresses(c: Case): ReadonlyMap<string, readonly Entity[]> {
  const out = new Map<string, Entity[]>();
  for (const pod of sortedBy(c.all('Pod'), (p) => p.created?.lo ?? 0)) {
    const addresses = pod.snapshots.flatMap((s) => {
      const ip = digText(s.object, 'status', 'podIP');
      return ip === undefined || ip === digText(s.object, 'status', 'hostIP') ? [] : [ip];
    });
    for (const ip of new Set(addresses)) out.set(ip, [...(out.get(ip) ?? []), pod]);
  }
  return out;
}

/** The Service that a host names, as seen from a namespace; by its name alone where only one has it. */
export function serviceNamed(c: Case, host: string, namespace: string | undefined): Ref | undefined {
  const found = serviceAt(c, host.toLowerCase(), namespace);
  if (found || host.includes('.')) return found;
  const all = c.all('Service').filter((s) => s.ref.name === host);
  return all.length === 1 ? all[0]?.ref : undefined;
}
