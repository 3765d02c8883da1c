import { inWords, iso, SECOND } from '../../base/index.js';
import type { Block, Phase, PhaseMark } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { rangeWords } from '../prose/figure.js';
import { between, clockOf, spanOf, type Span } from '../prose/time.js';

const MS = SECOND / 1000;

type Key = 'fault' | 'impact' | 'detect' | 'diagnose' | 'restore';

const STEPS: readonly (readonly [Key, string, Phase['tone'], string])[] = [
  ['fault', 'fault', 'lead', 'fault without impact'],
  ['impact', 'impact', 'unnoticed', 'unnoticed'],
  ['detect', 'noticed', 'diagnosing', 'being diagnosed'],
  ['diagnose', 'diagnosed', 'repairing', 'being repaired'],
  ['restore', 'restored', 'open', ''],
];

/**
 * The anatomy of an incident: how its time was spent between the instants that are known. Instants out
 * of order (noticed before impact) end the stretch before them; nothing is drawn that is not known.
 */
export function phasesOf(c: IncidentCase): Block | undefined {
  const { instants } = c.incident;
  const known = STEPS.flatMap(([key, label, tone, words]) => {
    const span = spanOf(instants[key]);
    return span === undefined ? [] : [{ key, label, tone, words, span, at: instants[key] }];
  });
  // what was understood only when it may have been over already is no phase of it
  const over = known.find((k) => k.key === 'restore')?.span.lo ?? Infinity;
  const during = known.filter((k) => k.span.lo <= over);
  const ordered = during.filter((k, i) =>
    during.slice(0, i).every((earlier) => earlier.span.lo <= k.span.lo),
  );
  const end = spanOf(c.analysis.capture.asOf);
  const phases: Phase[] = [];
  const marks: PhaseMark[] = ordered.map((k) => ({
    label: k.label,
    at: k.span.lo / MS,
    clock: rangeClock(k.span, c.day),
  }));
  ordered.forEach((k, mark) => {
    const next = ordered[mark + 1];
    const until = next?.span.lo ?? end?.lo;
    if (k.key === 'restore' || until === undefined || until <= k.span.lo) return;
    const stretch = { from: k.span.lo / MS, to: until / MS, mark };
    const length = next === undefined ? undefined : between(k.at, next.at);
    if (next === undefined || length === undefined) {
      const words = openWords(k.span, end ?? k.span);
      phases.push({ ...stretch, label: 'open at the capture', tone: 'open', words });
    } else {
      const label = labelBetween(k.key, next.key, k.words);
      phases.push({ ...stretch, label, tone: k.tone, words: rangeWords(length.lo, length.hi) });
    }
  });
  return phases.length === 0 ? undefined : { kind: 'phases', phases, marks };
}

/** How long it has been so at the capture: never more than the later end of a wide beginning allows. */
function openWords(from: Span, asOf: Span): string {
  const least = Math.floor((asOf.lo - from.hi) / SECOND) * SECOND;
  return least > 0 ? `at least ${inWords(least)}` : `for up to ${inWords(asOf.hi - from.lo)}`;
}

/** "22:57:41", or "22:56:33–22:57:43" where the sources leave a range. */
function rangeClock({ lo, hi }: { readonly lo: number; readonly hi: number }, day: string): string {
  if (hi - lo <= SECOND) return clockOf(lo, day);
  const sameDay = iso(lo).slice(0, 10) === iso(hi).slice(0, 10);
  return sameDay
    ? `${clockOf(lo, day)}–${clockOf(hi, iso(lo).slice(0, 10))}`
    : `${clockOf(lo, '')}–${clockOf(hi, '')}`;
}

/** Where an instant in between is not known, the stretch says only what it is. */
function labelBetween(from: Key, to: Key, words: string): string {
  if (from === 'impact' && to === 'restore') return 'impact';
  if (from === 'detect' && to === 'restore') return 'being worked on';
  if (from === 'fault' && to !== 'impact') return 'fault';
  return words;
}
