import { HOUR, MINUTE, SECOND, type Stamp } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { podNamed, probeFailures, probeText, type Case, type ProbeFailure } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Probes that fail: the symptom, as the kubelet words it. */
export const probeFailing: Detector = {
  id: 'probe-failing',
  layer: 'workload',
  what: 'The kubelet asks a container whether it lives (liveness) or can serve (readiness, startup), and gets a refusal, an error or no answer in time. A pod that is not ready leaves its Services; a liveness probe that goes on failing restarts the container.',
  lookAlikes:
    'Readiness failing in the first minute after a start that then became ready is how starting looks. Failures while a pod is being deleted are noise. The same text comes from a wrong port or scheme in the probe: see the mechanisms.',
  sources: [
    'signatures.md 11 liveness-timeout, readiness-failing',
    'kubernetes pkg/kubelet/prober; Event Unhealthy',
  ],
  emits: [
    { id: 'liveness-timeout', nature: 'symptom', title: 'Liveness probe times out' },
    { id: 'liveness-failing', nature: 'symptom', title: 'Liveness probe fails' },
    { id: 'readiness-failing', nature: 'symptom', title: 'Readiness probe fails' },
    { id: 'startup-failing', nature: 'symptom', title: 'Startup probe fails' },
  ],
  *detect(c) {
    for (const f of probeFailures(c)) {
      if (startUp(c, f)) continue;
      const view = podNamed(c, f.pod);
      const unready = view?.ready === false && !view.entity.deleted;
      const period = 3 * 10 * SECOND;
      const open = f.kind === 'readiness' ? unready : c.asOf.lo - f.last.hi < period;
      const ready = view?.conditions.find((x) => x.type === 'Ready' && x.status === 'True')?.since;
      const end: Stamp =
        ready && ready.lo >= f.since.lo
          ? ready
          : { lo: f.last.lo, hi: Math.min(f.last.hi + period, Math.max(f.last.hi, c.asOf.hi)), grade: 'B' };
      yield {
        type: typeOf(f),
        entity: f.pod,
        onset: f.since,
        ...(open ? {} : { end }),
        severity: open ? 2 : c.asOf.lo - f.last.hi > HOUR ? 0 : 1,
        statement: `The ${f.kind} probe of ${labelOf(f.pod)} ${open ? 'fails' : 'failed'}: ${probeText(f)}.`,
        evidence: f.evidence,
        attrs: {
          error: f.error,
          count: f.count,
          ...(f.container === undefined ? {} : { container: f.container }),
          ...(f.port === undefined ? {} : { port: f.port }),
          ...(f.status === undefined ? {} : { status: f.status }),
        },
        names: [f.workload],
      };
    }
  },
};

function typeOf(f: ProbeFailure): string {
  if (f.kind === 'liveness') return f.error === 'timeout' ? 'liveness-timeout' : 'liveness-failing';
  return f.kind === 'readiness' ? 'readiness-failing' : 'startup-failing';
}

/** True for failures right after a start that were over within two minutes, and of pods on their way out. */
function startUp(c: Case, f: ProbeFailure): boolean {
  const view = podNamed(c, f.pod);
  if (!view) return false;
  if (view.deleting && f.since.hi >= view.deleting.lo - MINUTE) return true;
  if (f.kind === 'liveness') return false;
  const turned = view.conditions.find((x) => x.type === 'Ready')?.since;
  const failedSince = view.ready === false && (!turned || turned.lo <= f.last.hi + MINUTE);
  const starts = view.containers.flatMap((x) => [x.runningSince, x.last?.started]).flatMap((s) => s ?? []);
  const born = view.entity.created;
  const near = [...starts, ...(born ? [born] : [])].some(
    (s) => f.since.hi >= s.lo && f.last.lo - s.lo < 2 * MINUTE,
  );
  return near && !(failedSince && c.asOf.lo - f.last.hi < MINUTE);
}
