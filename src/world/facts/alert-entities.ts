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
  for (const [label, kind] of NAMED) {
    const name = labels[label];
    const at = name === undefined ? undefined : known(c, ref(kind, namespace, name));
    if (at) return at;
  }
  const pod = labels['pod'] ?? labels['exported_pod'];
  if (pod !== undefined && namespace !== undefined) {
    const at = ofPod(c, namespace, pod);
    if (at) return at;
  }
  const node = labels['node'] ?? labels['target'] ?? labels['host'] ?? labels['instance']?.split(':')[0];
  if (node !== undefined) {
    const at = known(c, ref('Node', undefined, node)) ?? nodeAt(c, node);
    if (at) return at;
    const custom = c.entities().filter((e) => e.ref.name === node && e.snapshots.length > 0);
    if (custom.length === 1) return custom[0]?.ref;
  }
  const service = labels['service'] ?? labels['destination_service_name'] ?? labels['destination_workload'];
  const named = service === undefined ? undefined : serviceNamed(c, service, namespace);
  if (named) return named;
  const job = labels['job'];
  if (job !== undefined && namespace !== undefined) {
    const at = known(c, ref('CronJob', namespace, job)) ?? known(c, ref('Job', namespace, job));
    if (at) return at;
  }
  const cluster = labels['cluster'];
  if (cluster === undefined) return undefined;
  const custom = c.entities().filter((e) => e.ref.name === cluster && e.ref.namespace === namespace);
  return custom.length === 1 ? custom[0]?.ref : undefined;
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
