import { digList, digText, fromTime, groupBy, listed, stampOf, type Stamp } from '../../../base/index.js';
import { labelOf, type ConditionType, type Evidence, type Ref } from '../../../model/index.js';
import { cite, newest, podsOf, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const type: ConditionType = { id: 'image-tag-moved', nature: 'change', title: 'Same tag, other image' };

/** A container as it runs: what its tag stood for when its pod pulled it. */
interface Pulled {
  readonly pod: Ref;
  readonly digest: string;
  readonly started: Stamp;
  readonly evidence: Evidence;
}

/** Somebody pushed another image under a tag that is in use: pods made since then run other code. */
export const imageTagMoved: Detector = {
  id: 'image-tag-moved',
  layer: 'change',
  what:
    'Pods of one workload and one template name the same image, but what they run has different digests: the tag was ' +
    'pushed anew, and the next pod that had to pull it (another node, pull policy Always) got other code. No object changed.',
  lookAlikes:
    'Nodes of other processors may show other digests of one image. Some runtimes print the id of the image, not its digest in the registry: those are not compared.',
  sources: ['core/v1 ContainerStatus.imageID'],
  emits: [type],
  *detect(c) {
    for (const set of c.all('ReplicaSet').concat(c.all('StatefulSet'), c.all('DaemonSet'))) {
      const byImage = groupBy(
        podsOf(c, set.ref).flatMap((pod) => pulledBy(c, pod)),
        (x) => x.image,
      );
      for (const [image, list] of byImage) yield* moved(c, set.ref, image, list);
    }
  },
};

function pulledBy(c: Case, pod: Ref): (Pulled & { readonly image: string })[] {
  const entity = c.entity(pod);
  const snapshot = entity && newest(entity);
  const node = digText(snapshot?.object, 'spec', 'nodeName');
  if (!snapshot || node === undefined) return [];
  const born = entity.created ?? stampOf(digText(snapshot.object, 'status', 'startTime'));
  const spec = digList(snapshot.object, 'spec', 'containers');
  return digList(snapshot.object, 'status', 'containerStatuses').flatMap((s, i) => {
    const name = digText(s, 'name');
    const image = digText(
      spec.find((x) => digText(x, 'name') === name),
      'image',
    );
    const digest = /@(sha256:[0-9a-f]{64})$/.exec(digText(s, 'imageID') ?? '')?.[1];
    if (image === undefined || image.includes('@') || digest === undefined || !born) return [];
    const evidence = cite(snapshot, 'status', 'containerStatuses', i, 'imageID');
    return [{ image: `${image} ${processorOf(c, node)}`, pod, digest, started: born, evidence }];
  });
}

function processorOf(c: Case, node: string): string {
  const entity = c.all('Node').find((n) => n.ref.name === node);
  return digText(entity?.object, 'status', 'nodeInfo', 'architecture') ?? '';
}

function* moved(c: Case, set: Ref, key: string, list: readonly Pulled[]): Iterable<Finding> {
  const image = key.split(' ')[0] ?? '';
  const inOrder = [...list].sort((a, b) => a.started.lo - b.started.lo);
  const last = inOrder.at(-1);
  const before = inOrder.filter((x) => x.digest !== last?.digest).at(-1);
  const after = inOrder.filter((x) => x.digest === last?.digest);
  const first = after[0];
  // digests that come and go between pods are not a tag that moved once
  if (!before || !first || before.started.lo >= first.started.lo) return;
  const workload = c.to(set, 'owns').map((r) => c.entity(r.from)?.ref)[0] ?? set;
  yield {
    type: type.id,
    entity: workload,
    onset: { lo: before.started.lo, hi: first.started.hi, grade: 'B' },
    severity: 1,
    epistemic: 'inferred',
    statement: `Pods of ${labelOf(workload)} run different images under the same name ${image}: the tag was pushed anew, and pods made ${fromTime(first.started)} on (${listed(after.slice(0, 3).map((x) => x.pod.name))}) got the other one.`,
    evidence: [before.evidence, first.evidence],
    attrs: { image, before: before.digest, after: first.digest },
    names: after.slice(0, 8).map((x) => x.pod),
  };
}
