import { digList, digStrings, digText, groupBy } from '../../base/index.js';
import { keyOf, ref, type Ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { selects, services, type ServiceView } from '../facts/services.js';
import { templates } from '../facts/templates.js';
import { workloadOf } from '../facts/pods.js';
import { lay, lifetime } from './lay.js';

/**
 * selects: Service to Pod and to workload by labels, to pods that are gone by those of their workload (also where no pod lives now, so that a workload
 * without pods is still known to stand behind its Service), and by the targetRef of its endpoints.
 */
export function selection(c: Case): Relation[] {
  const relations: Relation[] = [];
  const seen = new Set<string>();
  const add = (r: Relation): void => {
    const id = `${r.from} ${r.to}`;
    if (seen.has(id)) return;
    seen.add(id);
    relations.push(r);
  };
  const labelled = c.all('Pod').flatMap((pod) => {
    const snapshot = newest(pod);
    return snapshot ? [{ pod, labels: digStrings(snapshot.object, 'metadata', 'labels') }] : [];
  });
  const gone = groupBy(
    c.all('Pod').filter((pod) => newest(pod) === undefined),
    (pod) => keyOf(workloadOf(c, pod.ref)),
  );
  for (const service of services(c)) {
    if (service.snapshot.shape === 'row' && Object.keys(service.selector).length === 0)
      for (const r of namesakes(c, service)) add(r);
    if (Object.keys(service.selector).length === 0) continue;
    const evidence = [cite(service.snapshot, 'spec', 'selector')];
    for (const { pod, labels } of labelled) {
      if (pod.ref.namespace !== service.ref.namespace || !selects(service.selector, labels)) continue;
      add(lay(service.ref, 'selects', pod.ref, 'labels', evidence, lifetime(pod)));
    }
    for (const t of templates(c)) {
      if (t.workload.kind === 'Pod' || t.workload.namespace !== service.ref.namespace) continue;
      if (!selects(service.selector, t.labels)) continue;
      add(lay(service.ref, 'selects', t.workload, 'template labels', evidence));
      for (const pod of gone.get(keyOf(t.workload)) ?? [])
        add(lay(service.ref, 'selects', pod.ref, 'labels of its workload', evidence, lifetime(pod)));
    }
  }
  for (const [service, pod] of endpointTargets(c))
    add(lay(service, 'selects', pod, 'endpoints', [], lifetime(c.define(pod))));
  return relations;
}

/** What follows the name of a workload in the names of its pods. */
const POD_SUFFIX = /^-(?:[a-z0-9]{6,10}-[a-z0-9]{5}|\d{1,3})$/;

/** A table may leave the selector out: by custom a Service has the name of the workload behind it. */
function namesakes(c: Case, service: ServiceView): Relation[] {
  const { namespace, name } = service.ref;
  const workloads = templates(c).filter(
    (t) => t.workload.kind !== 'Pod' && t.workload.namespace === namespace && t.workload.name === name,
  );
  if (workloads.length !== 1) return [];
  const how = 'same name; the capture shows no selector';
  const evidence = [cite(service.snapshot, 'metadata', 'name')];
  const pods = c
    .all('Pod')
    .filter((p) => p.ref.namespace === namespace && p.ref.name.startsWith(name))
    .filter((p) => POD_SUFFIX.test(p.ref.name.slice(name.length)));
  return [
    ...workloads.map((t) => lay(service.ref, 'selects', t.workload, how, evidence)),
    ...pods.map((p) => lay(service.ref, 'selects', p.ref, how, evidence, lifetime(p))),
  ];
}

function endpointTargets(c: Case): [Ref, Ref][] {
  const pairs: [Ref, Ref][] = [];
  const push = (ns: string | undefined, service: string, target: unknown): void => {
    const pod = digText(target, 'targetRef', 'name');
    if (pod === undefined || digText(target, 'targetRef', 'kind') === 'Node') return;
    const at = ref('Pod', ns, pod);
    c.define(at);
    pairs.push([ref('Service', ns, service), at]);
  };
  for (const e of c.all('Endpoints')) {
    for (const s of e.snapshots) {
      for (const subset of digList(s.object, 'subsets')) {
        for (const list of ['addresses', 'notReadyAddresses']) {
          for (const target of digList(subset, list)) push(e.ref.namespace, e.ref.name, target);
        }
      }
    }
  }
  for (const e of c.all('EndpointSlice')) {
    for (const s of e.snapshots) {
      const service = digStrings(s.object, 'metadata', 'labels')['kubernetes.io/service-name'];
      if (service === undefined) continue;
      for (const target of digList(s.object, 'endpoints')) push(e.ref.namespace, service, target);
    }
  }
  return pairs;
}
