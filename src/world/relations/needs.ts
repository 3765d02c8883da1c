import { digList, digObject, digText } from '../../base/index.js';
import { keyOf, ref, type Evidence, type Ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { workloadOf } from '../facts/pods.js';
import { services } from '../facts/services.js';
import { containersOf, templates } from '../facts/templates.js';
import { lay } from './lay.js';

/** Variable names whose bare value is a host name; any other bare word is not taken for one. */
const HOST_VARIABLE =
  /(HOST|ADDR|URL|URI|SERVER|ENDPOINT|SERVICE|BACKEND|UPSTREAM|DSN|BROKER|BOOTSTRAP|PEER|DOMAIN)/i;
const ADDRESS =
  /(?:^|[\s,;=@/"'(\[])([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{2,5}))?(?=$|[\s,;/"')\]?&:])/gi;

/** An address that a text names: host and, where given, port. */
export interface NamedAddress {
  readonly host: string;
  readonly port: number | undefined;
}

/** Addresses in a value: "redis:6379", "http://user@db.ns.svc:8080/x", "a:1,b:2". */
export function addressesIn(text: string): NamedAddress[] {
  return [...text.slice(0, 20_000).matchAll(ADDRESS)].map((m) => ({
    host: (m[1] ?? '').toLowerCase(),
    port: m[2] === undefined ? undefined : Number(m[2]),
  }));
}

/** Resolves a host as a pod of `namespace` would (search domains), or by Service address. */
export function serviceAt(c: Case, host: string, namespace: string | undefined): Ref | undefined {
  return c.fact(addressBook).find(host, namespace);
}

interface AddressBook {
  find(host: string, namespace: string | undefined): Ref | undefined;
}

function addressBook(c: Case): AddressBook {
  const byIp = new Map<string, Ref>();
  const byName = new Map<string, Ref>();
  for (const s of services(c)) {
    if (s.clusterIp !== undefined && s.clusterIp !== 'None') byIp.set(s.clusterIp, s.ref);
    byName.set(`${s.ref.name}.${s.ref.namespace ?? ''}`, s.ref);
  }
  // a Service that is gone by now is known by who deleted it
  for (const { about, verb } of c.requests) {
    const name = `${about.name}.${about.namespace ?? ''}`;
    if (about.kind === 'Service' && verb === 'delete' && !byName.has(name)) byName.set(name, about);
  }
  for (const pod of c.all('Pod')) {
    const ip = digText(pod.object, 'status', 'podIP');
    if (ip === undefined || digText(pod.object, 'spec', 'hostNetwork') !== undefined) continue;
    const selector = c.to(pod.ref, 'selects').find((r) => r.from.startsWith('Service/'));
    const service = selector && c.entity(selector.from);
    if (service && !byIp.has(ip)) byIp.set(ip, service.ref);
  }
  return {
    find(host, namespace) {
      const ip = byIp.get(host);
      if (ip) return ip;
      const labels = host.replace(/\.$/, '').split('.');
      const [name = '', ns] = labels;
      if (labels.length === 1) return byName.get(`${name}.${namespace ?? ''}`);
      if (labels.length === 2 || labels[2] === 'svc') {
        const direct = byName.get(`${name}.${ns ?? ''}`);
        if (direct) return direct;
        // pods of headless Services: web-0.web.ns.svc
        return labels[3] === 'svc' || labels.length === 3
          ? byName.get(`${ns ?? ''}.${labels[2] ?? ''}`)
          : undefined;
      }
      return labels[3] === 'svc' ? byName.get(`${ns ?? ''}.${labels[2] ?? ''}`) : undefined;
    },
  };
}

/**
 * needs: workload to the Services that its environment, arguments, configuration and probes name, to those
 * that its logs complain about, and to those that a call graph shows.
 */
export function needs(c: Case): Relation[] {
  const found = new Map<string, Relation>();
  const add = (from: Ref, to: Ref | undefined, how: string, evidence: readonly Evidence[]): void => {
    if (!to || keyOf(from) === keyOf(to)) return;
    if (c.to(from, 'selects').some((r) => r.from === keyOf(to)) && how !== 'log') return;
    const id = `${keyOf(from)} ${keyOf(to)}`;
    if (!found.has(id)) found.set(id, lay(from, 'needs', to, how, evidence));
  };
  declared(c, add);
  logged(c, add);
  graphed(c, add);
  return [...found.values()];
}

type Add = (from: Ref, to: Ref | undefined, how: string, evidence: readonly Evidence[]) => void;

function declared(c: Case, add: Add): void {
  for (const t of templates(c)) {
    const ns = t.workload.namespace;
    const text = (value: string, bare: boolean, how: string, path: readonly (string | number)[]): void => {
      for (const address of addressesIn(value)) {
        if (!bare && address.port === undefined && !address.host.includes('.') && !value.includes('://'))
          continue;
        add(t.workload, serviceAt(c, address.host, ns), how, [cite(t.snapshot, ...path)]);
      }
    };
    for (const container of containersOf(t)) {
      digList(container.spec, 'env').forEach((e, i) => {
        const name = digText(e, 'name') ?? '';
        const value = digText(e, 'value');
        if (value !== undefined)
          text(value, HOST_VARIABLE.test(name), `env ${name}`, [...container.path, 'env', i]);
      });
      for (const list of ['command', 'args']) {
        digList(container.spec, list).forEach((a, i) => {
          if (typeof a === 'string') text(a, false, list, [...container.path, list, i]);
        });
      }
    }
    for (const r of c.from(t.workload, 'mounts')) configured(c, t.workload, r.to, add);
  }
}

function configured(c: Case, workload: Ref, key: string, add: Add): void {
  const map = key.startsWith('ConfigMap/') ? c.entity(key) : undefined;
  const snapshot = map && newest(map);
  if (!snapshot) return;
  for (const [name, value] of Object.entries(digObject(snapshot.object, 'data') ?? {})) {
    if (typeof value !== 'string') continue;
    for (const address of addressesIn(value)) {
      const plain = address.port === undefined && !address.host.includes('.svc') && !HOST_VARIABLE.test(name);
      if (plain) continue;
      add(workload, serviceAt(c, address.host, workload.namespace), `ConfigMap key ${name}`, [
        cite(snapshot, 'data', name),
      ]);
    }
  }
}

function logged(c: Case, add: Add): void {
  for (const m of c.messages) {
    const host = m.fields['host'] ?? m.fields['service'];
    if (host === undefined || !m.origin.pod) continue;
    add(workloadOf(c, m.origin.pod), serviceAt(c, host, m.origin.pod.namespace), 'log', [c.citeMessage(m)]);
  }
}

function graphed(c: Case, add: Add): void {
  for (const report of c.reportsOf('call-graph')) {
    for (const edge of digList(report.data, 'edges')) {
      const from = digText(edge, 'from');
      const to = digText(edge, 'to');
      if (from === undefined || to === undefined) continue;
      const ns = report.about?.namespace;
      const target = serviceAt(c, to, ns) ?? anywhere(c, 'Service', to);
      const caller =
        c.entity(ref('Deployment', ns, from))?.ref ??
        anywhere(c, 'Deployment', from) ??
        anywhere(c, 'StatefulSet', from);
      if (caller) add(caller, target, 'call graph', [{ ...report.evidence, excerpt: `${from} calls ${to}` }]);
    }
  }
}

/** The only entity of that kind and name in any namespace. */
function anywhere(c: Case, kind: string, name: string): Ref | undefined {
  const found = c.all(kind).filter((e) => e.ref.name === name);
  return found.length === 1 ? found[0]?.ref : undefined;
}
