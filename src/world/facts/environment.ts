import { digList, digObject, digStrings, digText } from '../../base/index.js';
import type { Evidence, Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { serviceAt } from '../relations/needs.js';
import { services, type ServiceView } from './services.js';
import { containersOf, templates, type Template } from './templates.js';

/** A variable of a container, resolved through ConfigMaps and Secrets where the capture has them. */
export interface Variable {
  readonly workload: Ref;
  readonly container: string;
  readonly name: string;
  readonly value: string;
  /** Where the value stands: the template itself, or the ConfigMap or Secret. */
  readonly holder: Ref;
  readonly evidence: Evidence;
}

/** All variables of all workloads whose value the capture has. */
export function variables(c: Case): readonly Variable[] {
  return c.fact((x) => templates(x).flatMap((t) => variablesOf(x, t)));
}

function variablesOf(c: Case, t: Template): Variable[] {
  return containersOf(t).flatMap((container) => {
    const out: Variable[] = [];
    const base = { workload: t.workload, container: container.name };
    digList(container.spec, 'envFrom').forEach((from) => {
      for (const [kind, field] of [
        ['ConfigMap', 'configMapRef'],
        ['Secret', 'secretRef'],
      ] as const) {
        const name = digText(from, field, 'name');
        if (name === undefined) continue;
        const prefix = digText(from, 'prefix') ?? '';
        for (const v of valuesOf(c, kind, t.workload.namespace, name)) {
          out.push({ ...base, name: prefix + v.key, value: v.value, holder: v.holder, evidence: v.evidence });
        }
      }
    });
    digList(container.spec, 'env').forEach((env, i) => {
      const name = digText(env, 'name') ?? '';
      const value = digText(env, 'value');
      if (value !== undefined) {
        const evidence = cite(t.snapshot, ...container.path, 'env', i, 'value');
        out.push({ ...base, name, value, holder: t.workload, evidence });
        return;
      }
      for (const [kind, field] of [
        ['ConfigMap', 'configMapKeyRef'],
        ['Secret', 'secretKeyRef'],
      ] as const) {
        const at = digObject(env, 'valueFrom', field);
        const key = digText(at, 'key');
        const found = valuesOf(c, kind, t.workload.namespace, digText(at, 'name') ?? '').find(
          (v) => v.key === key,
        );
        if (found)
          out.push({ ...base, name, value: found.value, holder: found.holder, evidence: found.evidence });
      }
    });
    return out;
  });
}

function valuesOf(
  c: Case,
  kind: 'ConfigMap' | 'Secret',
  namespace: string | undefined,
  name: string,
): { key: string; value: string; holder: Ref; evidence: Evidence }[] {
  const holder: Ref = { kind, ...(namespace === undefined ? {} : { namespace }), name };
  const entity = c.entity(holder);
  const s = entity && newest(entity);
  if (!s) return [];
  const plain = Object.entries(digStrings(s.object, kind === 'Secret' ? 'stringData' : 'data'));
  const coded = kind === 'Secret' ? Object.entries(digStrings(s.object, 'data')) : [];
  return [
    ...plain.map(([key, value]) => ({
      key,
      value,
      holder,
      evidence: cite(s, kind === 'Secret' ? 'stringData' : 'data', key),
    })),
    ...coded.map(([key, value]) => {
      const text = Buffer.from(value, 'base64').toString('utf8').replace(/\n$/, '');
      // A Secret's value is not repeated in a report: its key is what is cited.
      const evidence = { ...cite(s, 'data', key), excerpt: `data.${key}` };
      return { key, value: text, holder, evidence };
    }),
  ];
}

/** A host and a port that a workload is configured with, and the Service that the host names. */
export interface ConfiguredAddress {
  readonly workload: Ref;
  readonly prefix: string;
  readonly host: string;
  readonly port: number;
  readonly service: ServiceView;
  readonly variables: readonly Variable[];
}

/** Pairs of variables such as X_HOST and X_PORT, and addresses "host:port" in one variable. */
export function configuredAddresses(c: Case): readonly ConfiguredAddress[] {
  return c.fact(allAddresses);
}

function allAddresses(c: Case): readonly ConfiguredAddress[] {
  const all = variables(c);
  const byName = new Map(all.map((v) => [`${keyFor(v)} ${v.name}`, v]));
  return all.flatMap((v): ConfiguredAddress[] => {
    const pair = /^(.*?)_?(HOST|ADDR|HOSTNAME|SERVER)$/i.exec(v.name);
    const portName = pair ? [`${pair[1] ?? ''}_PORT`, `${pair[1] ?? ''}PORT`] : [];
    const port = portName.flatMap((n) => byName.get(`${keyFor(v)} ${n}`) ?? [])[0];
    if (pair && port && /^\d{2,5}$/.test(port.value)) {
      return named(c, v, pair[1] ?? '', v.value, Number(port.value), [v, port]);
    }
    const url =
      /^(?:jdbc:)?(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/\s]*@)?([a-z0-9.-]+):(\d{2,5})(?:[/?;,].*)?$/i.exec(
        v.value,
      );
    return url ? named(c, v, v.name, url[1] ?? '', Number(url[2]), [v]) : [];
  });
}

function keyFor(v: Variable): string {
  return `${v.workload.kind}/${v.workload.namespace ?? ''}/${v.workload.name}/${v.container}`;
}

function named(
  c: Case,
  v: Variable,
  prefix: string,
  host: string,
  port: number,
  list: readonly Variable[],
): ConfiguredAddress[] {
  const at = serviceAt(c, host.toLowerCase(), v.workload.namespace);
  const service = at && services(c).find((s) => s.ref.name === at.name && s.ref.namespace === at.namespace);
  return service ? [{ workload: v.workload, prefix, host, port, service, variables: list }] : [];
}
