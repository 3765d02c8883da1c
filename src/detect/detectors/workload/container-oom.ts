import { digText, groupBy, HOUR, SECOND, sortedBy, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, type Evidence, type MessageRecord, type Ref } from '../../../model/index.js';
import {
  bytesInWords,
  cite,
  containerEnds,
  declaredOnset,
  earliest,
  endsByContainer,
  latest,
  loopBegan,
  nodeOfPod,
  parseQuantity,
  podByUid,
  podNamed,
  pods,
  severityOf,
  templateSince,
  workloadOf,
  type Case,
  type ContainerEnd,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

/** Containers that reach their memory limit. */
export const containerOom: Detector = {
  id: 'container-oom',
  layer: 'workload',
  what: 'The kernel killed a process of a container because the container reached its memory limit (container-oom). When that happens within seconds of every start, or already while the container is created, the limit is too low for the program to start at all (memory-limit-too-low).',
  lookAlikes:
    'Exit code 137 without the reason OOMKilled is a kill by a probe, a deletion or the node. When the node itself runs out of memory the kernel picks victims anywhere (system-oom). A single OOM of long ago is history.',
  sources: [
    'signatures.md 11 container-oom',
    'runc "container init was OOM-killed (memory limit too low?)"',
    'containerStatuses.lastState.terminated.reason OOMKilled',
  ],
  emits: [
    { id: 'container-oom', nature: 'fault', title: 'Container out of memory', selfExplaining: true },
    {
      id: 'memory-limit-too-low',
      nature: 'fault',
      title: 'Memory limit too low to start',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const killed = groupBy(
      [...endsByContainer(c).values()].flat().filter((e) => e.reason === 'OOMKilled'),
      (e) => `${keyOf(e.workload)} ${e.container}`,
    );
    for (const group of killed.values()) {
      const ooms = sortedBy(group, (e) => e.finished.lo);
      const first = ooms[0];
      const last = ooms.at(-1);
      if (!first || !last) continue;
      const view = podNamed(c, last.pod);
      const container = view?.containers.find((x) => x.name === last.container);
      const killedPods = [...new Map(ooms.map((e) => [keyOf(e.pod), e.pod])).values()];
      const running = allRunning(c, ooms);
      const limit = digText(container?.spec, 'resources', 'limits', 'memory');
      const old = running !== undefined && c.asOf.hi - last.finished.hi > HOUR;
      const cited = view && container ? [cite(view.snapshot, ...container.specPath, 'resources')] : [];
      const began = byKernel(
        c,
        killedPods,
        ooms,
        earliest(killedPods.map((p) => loopBegan(c, p, last.container) ?? firstEnd(ooms, p))) ??
          first.finished,
      );
      yield {
        type: 'container-oom',
        entity: last.workload,
        onset: began,
        ...(running ? { end: running } : {}),
        severity: old ? 1 : running ? 2 : severityOf(c, last.workload, true),
        statement: `Container ${last.container} of ${labelOf(last.workload)}${killedPods.length > 1 ? ` (${killedPods.length} pods)` : ''} was killed for memory${limit === undefined ? '' : ` at its limit of ${limit}`}.`,
        evidence: [...ooms.slice(-2).map((e) => e.evidence), ...(limit === undefined ? [] : cited)],
        episodes: ooms.map((e) => e.finished),
        attrs: { container: last.container, ...(limit === undefined ? {} : { limit }) },
        names: killedPods.slice(0, 10),
      };
      const early = ooms.filter((e) => e.started && e.finished.lo - e.started.lo < 30 * SECOND);
      if (early.length === ooms.length && (container?.restarts ?? 0) >= 2 && !running) {
        yield tooLow(
          c,
          last.workload,
          last.pod,
          began,
          `is killed for memory within seconds of every start`,
          [...ooms.slice(-2).map((e) => e.evidence), ...cited],
        );
      }
    }
    yield* toldByKernel(c, new Set([...killed.values()].flat().map((e) => keyOf(e.pod))));
    yield* atCreation(c);
    yield* printed(c);
  },
};

/** Pods that are gone tell no status; the kernel of their node says which pod's cgroup reached its limit. */
function* toldByKernel(c: Case, known: ReadonlySet<string>): Iterable<Finding> {
  const said = c.messagesOf('kernel-oom').flatMap((m) => {
    const uid = m.fields['podUid'];
    const pod = uid === undefined || m.fields['constraint'] !== 'MEMCG' ? undefined : podByUid(c, uid);
    return pod && !known.has(keyOf(pod)) ? [{ pod, said: saidInLog(c, m) }] : [];
  });
  for (const group of groupBy(said, (s) => keyOf(workloadOf(c, s.pod))).values()) {
    const spell = whole(
      spellsOf(
        group.map((s) => s.said),
        HOUR,
      ),
    );
    const [first] = group;
    if (!spell || !first) continue;
    const workload = workloadOf(c, first.pod);
    yield {
      type: 'container-oom',
      entity: workload,
      onset: spell.onset,
      end: spell.last.until,
      severity: c.asOf.hi - spell.last.until.hi > HOUR ? 1 : 2,
      statement: `A container of ${labelOf(workload)} was killed for memory at its limit ${spell.count === 1 ? 'once' : `${spell.count} times`}, says the kernel of its node.`,
      evidence: spell.evidence,
      episodes: spell.sayings.map((s) => s.message.at),
      names: [...new Map(group.map((s) => [keyOf(s.pod), s.pod])).values()].slice(0, 10),
    };
  }
}

/**
 * The kernel of the node logs every kill, the status of a container keeps the last two ends: the first kill of
 * which the log tells, where no hour passed without one, or where the container counts as many restarts.
 */
function byKernel(c: Case, killed: readonly Ref[], ooms: readonly ContainerEnd[], began: Stamp): Stamp {
  const keys = new Set(killed.map(keyOf));
  const told = c
    .messagesOf('kernel-oom')
    .filter((m) => m.fields['constraint'] === 'MEMCG' && isKillOf(c, m, keys, ooms))
    .map((m) => m.at);
  const first = sortedBy(told, (t) => -t.lo).reduce<Stamp | undefined>(
    (t, x) => ((t ?? began).lo - x.hi <= HOUR || told.length <= restartsOf(c, killed, ooms) ? x : t),
    undefined,
  );
  if (!first || first.hi >= began.hi) return began;
  return first.lo >= began.lo ? { ...began, hi: first.hi } : first;
}

/** By the pod's cgroup; a log without it names the process, which is the one of a kill that the status knows. */
function isKillOf(
  c: Case,
  m: MessageRecord,
  keys: ReadonlySet<string>,
  ooms: readonly ContainerEnd[],
): boolean {
  const uid = m.fields['podUid'];
  const pod = uid === undefined ? undefined : podByUid(c, uid);
  if (uid !== undefined) return pod !== undefined && keys.has(keyOf(pod));
  const { node } = m.origin;
  const process = m.fields['process'];
  if (node === undefined || process === undefined) return false;
  const here = ooms.filter((e) => nodeOfPod(c, e.pod)?.name === node);
  return here.some((e) =>
    c
      .messagesOf('kernel-oom')
      .some(
        (x) =>
          x.origin.node === node &&
          x.fields['process'] === process &&
          Math.abs(x.at.lo - e.finished.lo) <= 2 * SECOND,
      ),
  );
}

function restartsOf(c: Case, killed: readonly Ref[], ooms: readonly ContainerEnd[]): number {
  const name = ooms[0]?.container;
  return killed.reduce(
    (n, p) => n + (podNamed(c, p)?.containers.find((x) => x.name === name)?.restarts ?? 0),
    0,
  );
}

/** The newest start, when every container that was killed runs again or is gone with its pod. */
function allRunning(c: Case, ooms: readonly ContainerEnd[]): Stamp | undefined {
  const latestByPod = new Map(ooms.map((e) => [keyOf(e.pod), e]));
  const starts = [...latestByPod.values()].map((e) => {
    const gone = c.entity(e.pod)?.deleted;
    if (gone && gone.lo >= e.finished.lo) return gone;
    const since = podNamed(c, e.pod)?.containers.find((x) => x.name === e.container)?.runningSince;
    return since && since.lo >= e.finished.lo ? since : undefined;
  });
  return starts.every((s) => s !== undefined) ? latest(starts) : undefined;
}

function firstEnd(ooms: readonly ContainerEnd[], pod: Ref): Stamp | undefined {
  return ooms.find((e) => keyOf(e.pod) === keyOf(pod))?.finished;
}

/** A listing of pods that was made right after a kill: STATUS OOMKilled, and no more is known. */
function* printed(c: Case): Iterable<Finding> {
  for (const pod of pods(c)) {
    if (pod.snapshot.shape !== 'row' || !/^(?:Init:)?OOMKilled$/.test(pod.printed ?? '')) continue;
    const workload = workloadOf(c, pod.ref);
    const since = pod.entity.created?.lo ?? pod.snapshot.at.lo;
    yield {
      type: 'container-oom',
      entity: workload,
      onset: { lo: since, hi: pod.snapshot.at.hi, grade: 'B' },
      severity: severityOf(c, workload, true),
      statement: `A container of ${labelOf(pod.ref)} was killed for memory; which one, and at what limit, is not in the capture.`,
      evidence: [cite(pod.snapshot, 'status', 'printedStatus')],
      names: [pod.ref],
    };
  }
}

/** runc reports that the first process of the container was killed before it ran. */
function* atCreation(c: Case): Iterable<Finding> {
  const seen = new Set<string>();
  const sayings = [
    ...c
      .eventsOf('FailedCreatePodSandBox', 'Failed')
      .flatMap((e) =>
        e.about.kind === 'Pod'
          ? [{ pod: e.about, text: e.message, at: e.first, evidence: c.citeEvent(e) }]
          : [],
      ),
    ...containerEnds(c).flatMap((e) =>
      e.message === undefined ? [] : [{ pod: e.pod, text: e.message, at: e.finished, evidence: e.evidence }],
    ),
  ];
  for (const s of sayings) {
    if (!/container init was OOM-killed|memory limit too low/.test(s.text)) continue;
    const workload = workloadOf(c, s.pod);
    if (seen.has(keyOf(workload))) continue;
    seen.add(keyOf(workload));
    const limits = limitsOf(c, s.pod);
    yield tooLow(
      c,
      workload,
      s.pod,
      s.at,
      'cannot even be created: its first process is killed for memory',
      [s.evidence, ...limits.evidence],
      limits.words,
    );
  }
}

function tooLow(
  c: Case,
  workload: Ref,
  pod: Ref,
  at: Stamp,
  what: string,
  evidence: readonly Evidence[],
  limit = limitsOf(c, pod).words,
): Finding {
  return {
    type: 'memory-limit-too-low',
    entity: workload,
    onset: declaredOnset(templateSince(c, workload), at),
    severity: severityOf(c, workload, true),
    statement: `A container of ${labelOf(workload)} ${what}; its memory limit${limit === undefined ? '' : ` (${limit})`} is too low.`,
    evidence: [...evidence],
    attrs: limit === undefined ? {} : { limit },
    names: [pod],
  };
}

/** The lowest memory limit of a pod's containers. */
function limitsOf(c: Case, pod: Ref): { words: string | undefined; evidence: Evidence[] } {
  const view = podNamed(c, pod);
  const found = (view?.containers ?? []).flatMap((x) => {
    const bytes = parseQuantity(digText(x.spec, 'resources', 'limits', 'memory'));
    return bytes === undefined || !view
      ? []
      : [{ bytes, evidence: cite(view.snapshot, ...x.specPath, 'resources', 'limits', 'memory') }];
  });
  const lowest = found.reduce<(typeof found)[number] | undefined>(
    (a, x) => (!a || x.bytes < a.bytes ? x : a),
    undefined,
  );
  return { words: lowest && bytesInWords(lowest.bytes), evidence: lowest ? [lowest.evidence] : [] };
}
