import { groupBy, listed, SECOND } from '../../../base/index.js';
import { keyOf, labelOf, ref, type EventRecord, type Ref } from '../../../model/index.js';
import {
  earliest,
  firstTry,
  latest,
  nodeOfPod,
  severityOf,
  spanOf,
  stillUnmounted,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

interface Reason {
  readonly type: string;
  readonly pattern: RegExp;
  readonly words: string;
  /** What is to be repaired, where it is not the workload. */
  about?(c: Case, e: EventRecord): Ref | undefined;
}

/** What the mount tools, the kubelet and CSI drivers print; the first match decides. */
const REASONS: readonly Reason[] = [
  {
    type: 'mount-helper-missing',
    pattern: /you might need a \/sbin\/mount\.<type> helper program|mount\.nfs: not found|exec: "mount\.\w+"/,
    words: 'needs a mount helper (nfs-common, cifs-utils, ...) that the node does not have',
    about: (c, e) => nodeOfPod(c, e.about),
  },
  {
    type: 'mount-denied',
    pattern:
      /access denied by server|mount\.nfs: (?:Operation not permitted|mounting \S+ failed, reason given by server: No such file or directory)|mount error\((?:13|2)\)|mount\.nfs: No such file or directory/,
    words: 'is refused by the file server (export, path or rights)',
  },
  {
    type: 'host-path-missing',
    pattern: /hostPath type check failed: /,
    words: 'asks for a path of the node that is not there, or is of another type',
  },
  {
    type: 'volume-filesystem-damaged',
    pattern:
      /found errors on device \S+ but could not correct them|UNEXPECTED INCONSISTENCY|wrong fs type, bad option, bad superblock|Structure needs cleaning/,
    words: 'holds a file system that cannot be mounted',
    about: (c, e) => volumeOf(c, e),
  },
  {
    type: 'secret-store-failed',
    pattern: /failed to mount secrets store objects for pod [^]*?err(?:or)?: /,
    words: 'cannot be filled from the external secret store',
  },
];

/** Mounts that are answered with a refusal, and what the answer says. */
export const mountRefused: Detector = {
  id: 'mount-refused',
  layer: 'storage',
  what: 'A mount fails at once and for a reason that the answer names: the node lacks the helper program of the file system, the file server denies the export, a hostPath is not there, the file system on the volume is damaged, or an external secret store does not hand over what is asked for. Trying again does not help.',
  lookAlikes:
    'A server that does not answer is nfs-unreachable. A missing Secret or ConfigMap, a volume that is attached elsewhere and a driver that is not registered have conditions of their own. "failed to sync secret cache" in the first seconds after a start of the kubelet passes.',
  sources: [
    'kubernetes pkg/volume/hostpath, k8s.io/mount-utils mount_linux.go',
    'util-linux mount(8), nfs-utils mount.nfs, e2fsprogs fsck',
    'kubernetes-sigs/secrets-store-csi-driver pkg/secrets-store/nodeserver.go',
  ],
  emits: [
    {
      id: 'mount-helper-missing',
      nature: 'fault',
      title: 'Node lacks the mount helper',
      selfExplaining: true,
    },
    { id: 'mount-denied', nature: 'fault', title: 'File server refuses the mount', selfExplaining: true },
    { id: 'host-path-missing', nature: 'fault', title: 'Path on the node missing', selfExplaining: true },
    {
      id: 'volume-filesystem-damaged',
      nature: 'fault',
      title: 'File system of the volume damaged',
      selfExplaining: true,
    },
    {
      id: 'secret-store-failed',
      nature: 'fault',
      title: 'External secret store refuses',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const said = c.eventsOf('FailedMount').flatMap((e) => {
      const reason = e.about.kind === 'Pod' ? REASONS.find((r) => r.pattern.test(e.message)) : undefined;
      if (!reason) return [];
      return [{ e, reason, entity: reason.about?.(c, e) ?? workloadOf(c, e.about) }];
    });
    for (const list of groupBy(said, (x) => `${x.reason.type} ${keyOf(x.entity)}`).values()) {
      const first = list[0];
      if (first) yield* told(c, first.reason, first.entity, list.map((x) => x.e)); // prettier-ignore
    }
  },
};

function* told(c: Case, reason: Reason, entity: Ref, list: readonly EventRecord[]): Iterable<Finding> {
  const onset = earliest(list.map((e) => firstTry(c, e)));
  const last = latest(list.map((e) => e.last));
  if (!onset || !last) return;
  const pods = [...new Map(list.map((e) => [keyOf(e.about), e.about])).values()];
  const open = pods.some((p) => stillUnmounted(c, p));
  if (!open && spanOf(onset, last) < 30 * SECOND) return;
  const workloads = [...new Map(pods.map((p) => [keyOf(workloadOf(c, p)), workloadOf(c, p)])).values()];
  const worst = workloads.map((w) => severityOf(c, w, open, onset));
  yield {
    type: reason.type,
    entity,
    onset,
    ...(open ? {} : { end: { lo: last.lo, hi: Math.max(last.hi, c.asOf.hi), grade: 'B' as const } }),
    severity: worst.includes(3) ? 3 : worst.includes(2) ? 2 : 1,
    statement: `A volume of ${listed(workloads.slice(0, 3).map((w) => labelOf(w)))} ${reason.words}: ${answer(list[0]?.message ?? '')}.`,
    evidence: list.slice(0, 4).map((e) => c.citeEvent(e)),
    names: [...workloads, ...pods.slice(0, 10)].filter((r) => keyOf(r) !== keyOf(entity)),
  };
}

/** The volume that the message names, where the capture has it. */
function volumeOf(c: Case, e: EventRecord): Ref | undefined {
  const name = /for volume "([^"]+)"/.exec(e.message)?.[1];
  return name === undefined ? undefined : c.entity(ref('PersistentVolume', undefined, name))?.ref;
}

/** The words of the tool, without the command line before them. */
function answer(message: string): string {
  const output = /Output: ([^]*)$/.exec(message)?.[1] ?? message.replace(/^.*? : /s, '');
  return output.replace(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 200);
}
