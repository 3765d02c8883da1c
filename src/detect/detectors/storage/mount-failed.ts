import { groupBy, MINUTE, SECOND, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, ref, type EventRecord, type Ref } from '../../../model/index.js';
import {
  earliest,
  firstTry,
  latest,
  severityOf,
  spanOf,
  stillUnmounted,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

interface Kind {
  readonly type: string;
  readonly pattern: RegExp;
  readonly words: string;
}

/** First match decides; the plain time-out is an echo of the others and comes last. */
const KINDS: readonly Kind[] = [
  {
    type: 'multi-attach',
    pattern: /Multi-Attach error for volume "([^"]+)"/,
    words: 'is still attached to another node',
  },
  {
    type: 'csi-driver-missing',
    pattern: /driver name (\S+) not found in the list of registered CSI drivers/,
    words: 'needs a CSI driver that the node does not have',
  },
  {
    type: 'volume-attach-limit',
    pattern: /volume attachment limit|max volume count/,
    words: 'exceeds the volumes that the node can attach',
  },
  {
    type: 'volume-attach-failed',
    pattern: /AttachVolume\.Attach failed for volume "([^"]+)"|timed out waiting for external-attacher/,
    words: 'cannot be attached',
  },
  {
    type: 'mount-setup-failed',
    pattern:
      /MountVolume\.(?:SetUp|MountDevice|WaitForAttach|NewMounter\S*) failed for volume "([^"]+)"|MapVolume\.\w+ failed/,
    words: 'cannot be mounted',
  },
  {
    type: 'volume-mount-timeout',
    pattern: /Unable to attach or mount volumes: unmounted volumes=\[([^\]]*)\]/,
    words: 'did not get mounted in time',
  },
];

/** Volumes that pods do not get on their node. */
export const mountFailed: Detector = {
  id: 'mount-failed',
  layer: 'storage',
  what: 'The kubelet (or the attach controller) cannot attach or mount a volume that a pod needs, so its containers are not started. The specific error names the mechanism; the generic time-out after two minutes repeats it.',
  lookAlikes:
    '"object ... not registered" while a pod is deleted is noise. A new node lacks its CSI driver for moments until the driver pod runs. A claim that has no volume yet keeps the pod from being scheduled at all.',
  sources: [
    'signatures.md 8',
    'kubernetes pkg/kubelet/volumemanager',
    'Events FailedMount, FailedAttachVolume, FailedMapVolume',
  ],
  emits: [
    { id: 'multi-attach', nature: 'fault', title: 'Volume attached to another node' },
    { id: 'csi-driver-missing', nature: 'fault', title: 'CSI driver not on the node' },
    {
      id: 'volume-attach-limit',
      nature: 'fault',
      title: 'Node can attach no more volumes',
      selfExplaining: true,
    },
    { id: 'volume-attach-failed', nature: 'fault', title: 'Volume cannot be attached' },
    { id: 'mount-setup-failed', nature: 'symptom', title: 'Volume cannot be mounted' },
    { id: 'volume-mount-timeout', nature: 'symptom', title: 'Volumes not mounted in time' },
  ],
  *detect(c) {
    const events = c
      .eventsOf('FailedMount', 'FailedAttachVolume', 'FailedMapVolume')
      .filter((e) => e.about.kind === 'Pod' && !/not registered/.test(e.message));
    const groups = groupBy(events, (e) => `${keyOf(workloadOf(c, e.about))} ${kindOf(e)?.type ?? ''}`);
    for (const list of groups.values()) yield* ofGroup(c, list);
  },
};

function kindOf(e: EventRecord): Kind | undefined {
  return KINDS.find((k) => k.pattern.test(e.message));
}

function* ofGroup(c: Case, list: readonly EventRecord[]): Iterable<Finding> {
  const first = list[0];
  const kind = first && kindOf(first);
  const onset = earliest(list.map((e) => firstTry(c, e)));
  const last = latest(list.map((e) => e.last));
  if (!first || !kind || !onset || !last) return;
  const pods = [...new Map(list.map((e) => [keyOf(e.about), e.about])).values()];
  const open = pods.some((p) => stillUnmounted(c, p));
  const workload = workloadOf(c, first.about);
  const volume = kind.pattern.exec(first.message)?.[1];
  // A volume that came within the first tries is how attaching works.
  if (!open && spanOf(onset, last) < 30 * SECOND) return;
  const node = /csi/.test(kind.type) ? c.from(first.about, 'runs-on')[0] : undefined;
  yield {
    type: kind.type,
    entity: workload,
    onset: triedSince(c, kind, first.about, onset),
    ...(open ? {} : { end: { lo: last.lo, hi: Math.max(last.hi, c.asOf.hi), grade: 'B' as const } }),
    severity: severityOf(c, workload, open, onset),
    statement:
      `Volume ${volume ?? ''} of ${labelOf(workload)} ${kind.words}: ${tail(first.message)}.`.replace(
        'Volume  of',
        'A volume of',
      ),
    evidence: list.slice(0, 4).map((e) => c.citeEvent(e)),
    attrs: { ...(volume === undefined ? {} : { volume }) },
    names: [
      ...pods.slice(0, 10),
      ...named(first, workload),
      ...(node ? [{ kind: 'Node', name: node.to.slice(5) }] : []),
    ],
  };
}

/** The kubelet tries from the start of the pod on and gives up, and says so, only after minutes. */
const GIVES_UP = 3 * MINUTE;

function triedSince(c: Case, kind: Kind, pod: Ref, said: Stamp): Stamp {
  if (kind.type !== 'mount-setup-failed' && kind.type !== 'volume-mount-timeout') return said;
  const born = c.entity(pod)?.created;
  if (!born || born.lo >= said.lo || said.lo - born.lo > GIVES_UP) return said;
  return { lo: born.lo, hi: said.hi, grade: 'B' };
}

/** What the error names: the Secret, ConfigMap or claim that is missing. */
function named(e: EventRecord, workload: Ref): Ref[] {
  const m = /\b(secret|configmap) "([^"]+)" not found/.exec(e.message);
  if (!m) return [];
  return [ref(m[1] === 'secret' ? 'Secret' : 'ConfigMap', workload.namespace, m[2] ?? '')];
}

function tail(message: string): string {
  return message
    .replace(/^.*? : /, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '')
    .slice(0, 240);
}
