import { groupBy, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Evidence, type Ref } from '../../../model/index.js';
import {
  bytesInWords,
  conditionSpells,
  earliest,
  nodeOf,
  nodeOfPod,
  nodes,
  parseQuantity,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

type Resource = 'memory' | 'disk';

/** What one pod used of its node when the node ran short. */
interface Use {
  readonly pod: Ref;
  readonly node: Ref;
  readonly resource: Resource;
  readonly used: number;
  readonly asked: number;
  readonly at: Stamp;
  readonly evidence: Evidence;
}

/** A pod with this share of its node, and twice what it asked for, is what made the node run short. */
const SHARE = 0.25;
const BEYOND = 2;

/** One pod that takes so much of its node that the node runs short. */
export const resourceHog: Detector = {
  id: 'resource-hog',
  layer: 'node',
  what: 'A node runs short of memory or disk, and the evidence says who used it: the message of an eviction ("Container x was using ..."), the pod that the kernel killed with its resident memory, or kubectl top. The pod holds a large share of the node and more than twice what it requested, so the scheduler never counted it.',
  lookAlikes:
    'The pod that is evicted first is not always the one that used most: the kubelet goes by priority and by how far a pod is over its request. Where no single pod stands out, the node is overcommitted. A container over its own limit is killed without harm to the node.',
  sources: [
    'kubernetes pkg/kubelet/eviction/helpers.go "Container %s was using %s, request is %s"',
    'linux mm/oom_kill.c, task_memcg of the victim',
    'metrics.k8s.io, kubectl top pods',
  ],
  emits: [
    {
      id: 'pod-memory-hog',
      nature: 'fault',
      title: 'Pod takes the memory of its node',
      selfExplaining: true,
    },
    { id: 'pod-disk-hog', nature: 'fault', title: 'Pod takes the disk of its node', selfExplaining: true },
  ],
  *detect(c) {
    const uses = [...fromEvictions(c), ...fromKernel(c), ...fromTop(c)].filter((u) => isLarge(c, u));
    for (const list of groupBy(uses, (u) => `${u.resource} ${keyOf(workloadOf(c, u.pod))}`).values()) {
      const most = list.reduce((a, b) => (b.used > a.used ? b : a));
      const workload = workloadOf(c, most.pod);
      const asked = most.asked > 0 ? bytesInWords(most.asked) : 'nothing';
      yield {
        type: most.resource === 'memory' ? 'pod-memory-hog' : 'pod-disk-hog',
        entity: workload,
        onset: beforeShortage(c, most, earliest(list.map((u) => u.at)) ?? most.at),
        severity: 2,
        statement: `${labelOf(most.pod)} used ${bytesInWords(most.used)} of ${most.resource} on Node ${most.node.name} and had requested ${asked}.`,
        evidence: list.slice(0, 4).map((u) => u.evidence),
        attrs: { used: most.used, requested: most.asked, node: most.node.name },
        names: [...new Map(list.flatMap((u) => [u.node, u.pod]).map((r) => [keyOf(r), r])).values()],
      };
    }
  },
};

/** What it used it had gathered before the node ran short, at most since it was made. */
function beforeShortage(c: Case, u: Use, seen: Stamp): Stamp {
  const entity = c.entity(u.node);
  const condition = u.resource === 'memory' ? 'MemoryPressure' : 'DiskPressure';
  const since = entity && earliest(conditionSpells(entity, condition, 'True').map((x) => x.since));
  const hi = Math.min(since?.hi ?? seen.hi, seen.hi);
  const born = c.entity(u.pod)?.created?.lo ?? hi;
  return { lo: Math.max(Math.min(born, hi), hi - LATELY), hi, grade: 'C' };
}

/** How far back a growth is dated: not further than the kubelet's own hold of the condition. */
const LATELY = 300_000_000;

/** What counts as large where the size of the node is not known: a quarter of a small node. */
const UNSIZED = { memory: 2 ** 30, disk: 10 * 2 ** 30 };

function isLarge(c: Case, u: Use): boolean {
  const node = nodes(c).find((n) => n.ref.name === u.node.name);
  const size = node?.allocatable(u.resource === 'memory' ? 'memory' : 'ephemeral-storage');
  const least = size === undefined ? UNSIZED[u.resource] : size * SHARE;
  return u.used >= least && u.used >= BEYOND * u.asked;
}

const LOW = /node (?:was|had) (?:low on resource|condition): ?\[?(memory|ephemeral-storage)/;
const USING = /Container (\S+) was using (\S+), (?:which exceeds its )?request (?:is|of) (\w+)/g;

function* fromEvictions(c: Case): Iterable<Use> {
  for (const e of c.eventsOf('Evicted')) {
    const low = LOW.exec(e.message)?.[1];
    const node = nodeOfPod(c, e.about) ?? (e.host === undefined ? undefined : ref('Node', undefined, e.host));
    if (low === undefined || !node || e.about.kind !== 'Pod') continue;
    const all = [...e.message.matchAll(USING)];
    const used = all.reduce((n, m) => n + (parseQuantity(m[2]?.replace(/,$/, '')) ?? 0), 0);
    const asked = all.reduce((n, m) => n + (parseQuantity(m[3]) ?? 0), 0);
    const resource = low === 'memory' ? 'memory' : 'disk';
    if (used > 0) yield { pod: e.about, node, resource, used, asked, at: e.first, evidence: c.citeEvent(e) };
  }
}

/** The kernel names the victim's cgroup in one line and its resident memory in the next. */
function* fromKernel(c: Case): Iterable<Use> {
  const said = c.messagesOf('kernel-oom');
  const pods = c.fact(podsByUid);
  for (const m of said) {
    const { constraint, podUid, pid } = m.fields;
    const pod = constraint === 'NONE' && podUid !== undefined ? pods.get(podUid) : undefined;
    const node = nodeOf(c, m.origin);
    if (!pod || !node || pid === undefined) continue;
    const rss = said.flatMap((x) => (x.fields['pid'] === pid ? residentOf(x.text) : []))[0];
    if (rss === undefined) continue;
    yield { pod, node, resource: 'memory', used: rss, asked: 0, at: m.at, evidence: c.citeMessage(m) };
  }
}

function residentOf(text: string): number[] {
  const kib = /anon-rss:(\d+)kB/.exec(text)?.[1];
  return kib === undefined ? [] : [Number(kib) * 1024];
}

function podsByUid(c: Case): ReadonlyMap<string, Ref> {
  return new Map(c.all('Pod').flatMap((p) => p.snapshots.flatMap((s) => (s.uid === undefined ? [] : [[s.uid, p.ref] as const])))); // prettier-ignore
}

/** kubectl top, where the node is or was short of memory. */
function* fromTop(c: Case): Iterable<Use> {
  const short = new Set([
    ...c.all('Node').flatMap((n) => (conditionSpells(n, 'MemoryPressure', 'True').length > 0 ? [n.key] : [])),
    ...c.eventsOf('NodeHasInsufficientMemory', 'SystemOOM').map((e) => keyOf(e.about)),
  ]);
  if (short.size === 0) return;
  for (const m of c.metrics) {
    const { pod, namespace, container } = m.labels;
    if (m.name !== 'pod_memory_working_set_bytes' || pod === undefined || container !== undefined) continue;
    const at = ref('Pod', namespace ?? 'default', pod);
    const node = nodeOfPod(c, at);
    const last = m.points.at(-1);
    if (!node || !last || !short.has(keyOf(node))) continue;
    yield {
      pod: at,
      node,
      resource: 'memory',
      used: last[1],
      asked: 0,
      at: { lo: last[0], hi: last[0], grade: 'B' },
      evidence: { ...m.evidence, excerpt: `${m.name} of ${pod}` },
    };
  }
}
