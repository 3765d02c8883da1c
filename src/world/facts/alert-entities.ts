import { ref, type AlertRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { serviceNamed } from './callees.js';
import { workloadOfPod } from './speakers.js';

/** Labels that name a thing, most particular first: label → kind. */
const NAMED: readonly (readonly [label: string, kind: string])[] = [
  ['deployment', 'Deployment'],
  ['statefulset', 'StatefulSet'],
  ['daemonset', 'DaemonSet'],
  ['job_name', 'Job'],
  ['cronjob', 'CronJob'],
  ['persistentvolumeclaim', 'PersistentVolumeClaim'],
  ['horizontalpodautoscaler', 'HorizontalPodAutoscaler'],
];

/** What an alert is about, by its labels, where the capture knows such a thing. */
export function alertEntity(c: Case, a: AlertRecord): Ref | undefined {
  const { labels } = a;
  const namespace = labels['namespace'] ?? labels['exported_namespace'];
  return (
    byKind(c, labels, namespace) ??
    byPod(c, labels, namespace) ??
    bySurface(c, labels) ??
    byIngress(c, labels, namespace) ??
    byHost(c, labels) ??
    byService(c, labels, namespace) ??
    byJob(c, labels, namespace) ??
    only(c, labels['cluster'], namespace) ??
    byText(c, a)
  );
}

type Labels = Readonly<Record<string, string>>;

function byKind(c: Case, labels: Labels, namespace: string | undefined): Ref | undefined {
  return NAMED.flatMap(([label, kind]) => {
    const name = labels[label];
    return name === undefined ? [] : (known(c, ref(kind, namespace, name)) ?? []);
  })[0];
}

function byPod(c: Case, labels: Labels, namespace: string | undefined): Ref | undefined {
  const pod = labels['pod'] ?? labels['exported_pod'];
  return pod !== undefined && namespace !== undefined ? ofPod(c, namespace, pod) : undefined;
}

/** A node by name or address, or a custom object of that name (hosts outside of the cluster). */
function byHost(c: Case, labels: Labels): Ref | undefined {
  const node = labels['node'] ?? labels['target'] ?? labels['host'] ?? labels['instance']?.split(':')[0];
  if (node === undefined) return undefined;
  const custom = c.entities().filter((e) => e.ref.name === node && e.snapshots.length > 0);
  return (
    known(c, ref('Node', undefined, node)) ??
    nodeAt(c, node) ??
    (custom.length === 1 ? custom[0]?.ref : undefined)
  );
}

/** The entrance whose host a probe asks: instance="https://shop.example/health". */
function bySurface(c: Case, labels: Labels): Ref | undefined {
  for (const said of [
    labels['instance'],
    labels['target'],
    labels['url'],
    labels['host'],
    labels['ingress'],
  ]) {
    const host = /^(?:https?:\/\/)?([a-z0-9.-]+\.[a-z]+)(?:[:/]|$)/i.exec(said ?? '')?.[1];
    const found = host === undefined ? undefined : known(c, ref('Surface', undefined, host));
    if (found) return found;
  }
  return undefined;
}

/** The one host that an Ingress serves. */
function byIngress(c: Case, labels: Labels, namespace: string | undefined): Ref | undefined {
  const name = labels['ingress'];
  const ingress = name === undefined ? undefined : known(c, ref('Ingress', namespace, name));
  const hosts = ingress ? c.origins(ingress, 'routes-to').filter((e) => e.ref.kind === 'Surface') : [];
  return hosts.length === 1 ? hosts[0]?.ref : undefined;
}

/** The one entrance whose host the words of the alert name. */
function byText(c: Case, a: AlertRecord): Ref | undefined {
  const words = new Set(Object.values(a.annotations).flatMap((t) => t.toLowerCase().split(/[^a-z0-9.-]+/)));
  const named = c.all('Surface').filter((e) => e.ref.name.includes('.') && words.has(e.ref.name));
  return named.length === 1 ? named[0]?.ref : undefined;
}

function byService(c: Case, labels: Labels, namespace: string | undefined): Ref | undefined {
  const service = labels['service'] ?? labels['destination_service_name'] ?? labels['destination_workload'];
  return service === undefined ? undefined : serviceNamed(c, service, namespace);
}

function byJob(c: Case, labels: Labels, namespace: string | undefined): Ref | undefined {
  const job = labels['job'];
  if (job === undefined || namespace === undefined) return undefined;
  return known(c, ref('CronJob', namespace, job)) ?? known(c, ref('Job', namespace, job));
}

/** The only object of a name in a namespace, of whatever kind. */
function only(c: Case, name: string | undefined, namespace: string | undefined): Ref | undefined {
  if (name === undefined) return undefined;
  const found = c.entities().filter((e) => e.ref.name === name && e.ref.namespace === namespace);
  return found.length === 1 ? found[0]?.ref : undefined;
}

function known(c: Case, r: Ref): Ref | undefined {
  return c.entity(r)?.ref;
}

/** A pod by its whole name, or the workload whose name an alert rule cut out of it. */
function ofPod(c: Case, namespace: string, pod: string): Ref | undefined {
  const whole = known(c, ref('Pod', namespace, pod));
  if (whole) return workloadOfPod(c, whole);
  const workload = ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap(
    (kind) => known(c, ref(kind, namespace, pod)) ?? [],
  );
  if (workload.length === 1) return workload[0];
  const guess = workloadOfPod(c, ref('Pod', namespace, pod));
  return guess.kind === 'Pod' ? undefined : guess;
}

/** The node that has an address. */
function nodeAt(c: Case, address: string): Ref | undefined {
  return c.all('Node').find((n) => JSON.stringify(n.object ?? null).includes(`"${address}"`))?.ref;
}
