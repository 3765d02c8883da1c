import { groupBy, listed, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType, type Evidence, type Ref } from '../../../model/index.js';
import {
  cite,
  earliest,
  firstTry,
  isGone,
  pods,
  severityOf,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Stamp } from '../../../base/index.js';
import type { Detector } from '../../detector.js';

interface Reason {
  readonly type: ConditionType;
  readonly pattern: RegExp;
  readonly words: string;
}

const fault = (id: string, title: string): ConditionType => ({
  id,
  nature: 'fault',
  title,
  selfExplaining: true,
});
const OTHER: ConditionType = { id: 'container-create-failed', nature: 'fault', title: 'Container cannot be created' }; // prettier-ignore

/** What kubelet, runtime and runc say; the first match decides. */
const REASONS: readonly Reason[] = [
  {
    type: fault('mount-path-mismatch', 'Mount does not fit its path'),
    pattern:
      /error mounting "[^"]*" to rootfs at "[^"]*"[^]*(?:not a directory|is a directory|read-only file system|permission denied)|failed to prepare subPath|Are you trying to mount a directory onto a file/,
    words: 'mounts something onto a path that does not take it (a file onto a directory, a missing subPath)',
  },
  {
    type: fault('security-profile-missing', 'Security profile not on the node'),
    pattern:
      /cannot load seccomp profile|apparmor profile not found|apparmor failed to apply profile|profile "[^"]*" is not loaded|AppArmor is not enabled/i,
    words: 'asks for a seccomp or AppArmor profile that the node does not have',
  },
  {
    type: fault('runtime-class-missing', 'Runtime of the class not on the node'),
    pattern: /no runtime for "[^"]*" is configured|RuntimeClass "[^"]*" not found|runtimeclass\S* "[^"]*" not found/i,
    words: 'names a runtime class that the node does not have',
  },
  {
    type: fault('device-unavailable', 'Device cannot be given to the container'),
    pattern: /nvidia-container-cli: [^]*error|unresolvable CDI devices|error gathering device information|failed to inject CDI/,
    words: 'needs a device that the node does not hand over',
  },
]; // prettier-ignore

/** Told by detectors of their own, or echoes of an earlier try. */
const ELSEWHERE =
  /executable file not found|no such file or directory: unknown|exec: "[^"]*": (?:permission denied|stat)|exec format error|OOM-killed|memory limit too low|runAsNonRoot|image will run as root|is reserved for|DeadlineExceeded|context deadline exceeded|(?:secret|configmap) "[^"]*" not found|couldn't find key|failed to (?:pull|resolve)|setup network|setting up network|failed \(add\)|dial unix|no space left|ErrImage|ImagePull|InvalidImageName|sandbox image|^Error: [A-Z]\w+$/i;

interface Sighting {
  readonly reason: Reason;
  readonly pod: Ref;
  readonly text: string;
  readonly at: Stamp;
  readonly evidence: Evidence;
}

/** A container that the runtime refuses to make as it is declared. */
export const containerRefused: Detector = {
  id: 'container-refused',
  layer: 'workload',
  what: 'The kubelet or the container runtime cannot make a container (or its sandbox) as the pod declares it, and the error says why: a mount that does not fit its path, a security profile or runtime class that the node lacks, a device that is not handed over. Another reason is told as container-create-failed, in the words of the runtime.',
  lookAlikes:
    'A missing command, a memory limit too low to start, a missing Secret or key and the user root have conditions of their own. "name is reserved" and DeadlineExceeded are echoes of a runtime that hangs.',
  sources: [
    'kubernetes pkg/kubelet/kuberuntime CreateContainerError, RunContainerError, CreateContainerConfigError',
    'opencontainers/runc "error during container init"',
    'containerd pkg/cri "no runtime for ... is configured"',
  ],
  emits: [...REASONS.map((r) => r.type), OTHER],
  *detect(c) {
    const said = [...fromEvents(c), ...fromStates(c)];
    for (const list of groupBy(said, (s) => `${s.reason.type.id} ${keyOf(workloadOf(c, s.pod))}`).values()) {
      const first = list[0];
      const dated = list.filter((s) => s.at.hi - s.at.lo <= MINUTE);
      const onset = earliest((dated.length > 0 ? dated : list).map((s) => s.at));
      if (!first || !onset) continue;
      const who = [...new Map(list.map((s) => [keyOf(s.pod), s.pod])).values()];
      if (who.every((p) => isGone(c, p) || hasStarted(c, p))) continue;
      const workload = workloadOf(c, first.pod);
      yield {
        type: first.reason.type.id,
        entity: workload,
        onset,
        severity: severityOf(c, workload, true, onset),
        statement: `${labelOf(workload)} ${first.reason.words}: ${short(first.text)}.`,
        evidence: list.slice(0, 4).map((s) => s.evidence),
        attrs: { pods: listed(who.slice(0, 3).map((p) => p.name)) },
        names: who.slice(0, 10),
      };
    }
  },
};

function reasonOf(text: string): Reason | undefined {
  const known = REASONS.find((r) => r.pattern.test(text));
  if (known || ELSEWHERE.test(text)) return known;
  return /^(?:Error: )?(?:failed to (?:create|start|generate|prepare|get)|error during container init|cannot )/.test(text)
    ? { type: OTHER, pattern: /./, words: 'has a container that cannot be made' }
    : undefined;
} // prettier-ignore

function fromEvents(c: Case): Sighting[] {
  return c.eventsOf('Failed', 'FailedCreatePodSandBox').flatMap((e) => {
    const text = e.message.replace(/^Failed to create pod sandbox: /, '');
    const sandbox = e.reason === 'FailedCreatePodSandBox';
    const reason = e.about.kind === 'Pod' ? reasonOf(text) : undefined;
    if (!reason || (sandbox && reason.type === OTHER)) return [];
    return [{ reason, pod: e.about, text, at: firstTry(c, e), evidence: c.citeEvent(e) }];
  });
}

const STATES: ReadonlySet<string> = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

function fromStates(c: Case): Sighting[] {
  return pods(c).flatMap((p) =>
    p.containers.flatMap((x) => {
      const text = x.waiting?.message;
      const reason = text !== undefined && STATES.has(x.waiting?.reason ?? '') ? reasonOf(text) : undefined;
      if (!reason || text === undefined) return [];
      const since = x.last?.started ?? p.entity.created ?? p.snapshot.at;
      const at: Stamp = { lo: since.lo, hi: Math.max(since.hi, p.snapshot.at.hi), grade: 'B' };
      return [{ reason, pod: p.ref, text, at, evidence: cite(p.snapshot, ...x.statusPath, 'state') }];
    }),
  );
}

function hasStarted(c: Case, pod: Ref): boolean {
  const view = pods(c).find((p) => keyOf(p.ref) === keyOf(pod));
  const own = view?.containers.filter((x) => !x.init) ?? [];
  return own.length > 0 && own.every((x) => x.runningSince !== undefined);
}

/** The innermost words of a nested error, where the reason stands. */
function short(text: string): string {
  const inner = text.split(/unable to start container process: |failed to create containerd container: /).at(-1) ?? text;
  return inner.replace(/^Error: /, '').replace(/\s+/g, ' ').replace(/(?:: unknown)?\.?$/, '').slice(0, 200);
} // prettier-ignore
