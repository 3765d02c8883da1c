import { groupBy, HOUR, MINUTE, SECOND, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  earliest,
  latest,
  podNamed,
  probeFailures,
  type Case,
  type ProbeFailure,
} from '../../../world/index.js';
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
    for (const list of groupBy(probeFailures(c), (f) => `${keyOf(f.pod)} ${f.kind}`).values()) {
      const first = list[0];
      const newest = list.at(-1);
      const onset = earliest(list.map((f) => f.since));
      const last = latest(list.map((f) => f.last));
      if (!first || !newest || !onset || !last || startUp(c, list, last)) continue;
      const view = podNamed(c, first.pod);
      const unready = view?.ready === false && !view.entity.deleted;
      const period = 3 * 10 * SECOND;
      const open = first.kind === 'readiness' ? unready : c.asOf.lo - last.hi < period;
      const ready = view?.conditions.find((x) => x.type === 'Ready' && x.status === 'True')?.since;
      const end: Stamp =
        ready && ready.lo >= onset.lo
          ? ready
          : { lo: last.lo, hi: Math.min(last.hi + period, Math.max(last.hi, c.asOf.hi)), grade: 'B' };
      yield {
        type: typeOf(newest),
        entity: first.pod,
        onset,
        ...(open ? {} : { end }),
        severity: open ? 2 : c.asOf.lo - last.hi > HOUR ? 0 : 1,
        statement: `The ${first.kind} probe of ${labelOf(first.pod)} ${open ? 'fails' : 'failed'}: ${newest.text
          .replace(/^\w+ probe (?:failed|errored): /, '')
          .replace(/\s+/g, ' ')
          .replace(/\.$/, '')
          .slice(0, 220)}.`,
        evidence: list.flatMap((f) => f.evidence).slice(0, 4),
        attrs: {
          error: newest.error,
          count: list.reduce((n, f) => n + f.count, 0),
          ...(newest.container === undefined ? {} : { container: newest.container }),
          ...(newest.port === undefined ? {} : { port: newest.port }),
          ...(newest.status === undefined ? {} : { status: newest.status }),
        },
        names: [newest.workload],
      };
    }
  },
};

function typeOf(f: ProbeFailure): string {
  if (f.kind === 'liveness') return f.error === 'timeout' ? 'liveness-timeout' : 'liveness-failing';
  return f.kind === 'readiness' ? 'readiness-failing' : 'startup-failing';
}

/** True for failures right after a start that were over within two minutes, and of pods on their way out. */
function startUp(c: Case, list: readonly ProbeFailure[], last: Stamp): boolean {
  const view = podNamed(c, list[0]?.pod ?? { kind: 'Pod', name: '' });
  if (!view) return false;
  if (view.deleting && list.every((f) => f.since.hi >= (view.deleting?.lo ?? 0) - MINUTE)) return true;
  if (view.ready === false || list[0]?.kind === 'liveness') return false;
  const starts = view.containers.flatMap((x) => x.runningSince ?? []);
  const started = starts.length > 0 ? Math.max(...starts.map((s) => s.lo)) : view.entity.created?.lo;
  return started !== undefined && last.hi - started < 2 * MINUTE;
}
