import { digText } from '../../base/index.js';
import { ref, type MessageRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
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
  if (ADDRESS.test(host)) return podAt(c, host);
  return host.includes('.') && !/\.svc(\.|$)|\.cluster\.local$/.test(host)
    ? ref('External', undefined, host)
    : undefined;
}

/** The workload of the pod that has (or had) an address; of two that had it the one seen last. */
export function podAt(c: Case, address: string): Ref | undefined {
  const pod = c.fact(podAddresses).get(address.replace(/^\[|\]$/g, ''));
  return pod && workloadOfPod(c, pod);
}

function podAddresses(c: Case): ReadonlyMap<string, Ref> {
  const out = new Map<string, Ref>();
  for (const pod of c.all('Pod')) {
    for (const s of pod.snapshots) {
      const ip = digText(s.object, 'status', 'podIP');
      const host = digText(s.object, 'status', 'hostIP');
      if (ip !== undefined && ip !== host) out.set(ip, pod.ref);
    }
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
