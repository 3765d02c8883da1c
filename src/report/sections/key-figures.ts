import { oneLine, sortedBy } from '../../base/index.js';
import {
  type AlertReplayEntry,
  type FigureJson,
  type Figures,
  type SurfaceEntry,
} from '../../model/index.js';
import type { KeyFigure } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { figureWords, rangeWords } from '../prose/figure.js';
import { say } from '../prose/spans.js';
import { between, GRADE_WORDS } from '../prose/time.js';
import { endWords } from '../prose/words.js';
import { firstSentence, nameOf, symptomOf } from './surface-words.js';
import { section, type SectionMaker } from './section.js';

const FIGURES: readonly (readonly [keyof Figures, string, string])[] = [
  ['timeToDetect', 'Time to detect', 'When did someone first know? (chat, page, ticket)'],
  ['timeToAcknowledge', 'Time to acknowledge', 'When did someone take it on? (pager, chat)'],
  ['timeToDiagnose', 'Time to diagnose', 'When was the cause first said aloud?'],
  ['timeToMitigate', 'Time to mitigate', 'When were users served again?'],
  ['timeToRestore', 'Time to restore everything', 'When did the last surface come back?'],
  ['timeToResolve', 'Time to resolve', 'When were the cause and the stopgaps gone?'],
];

function noteOf(figure: FigureJson): string {
  const ends = `from ${endWords(figure.from)} to ${endWords(figure.to)}`;
  if (figure.said !== undefined) return `${ends}; ${figure.said}`;
  return figure.open ? `${ends}; still open at the capture` : `${ends}; ${GRADE_WORDS[figure.grade]}`;
}

/** A symptom that does not name the surface gets its name. */
function named(s: SurfaceEntry, symptom: string): string {
  return symptom.includes(s.entity.name) ? symptom : `${nameOf(s)}: ${symptom}`;
}

/** Impact per surface as a figure: the longest one stands for the header. */
function impactFigure(c: IncidentCase): KeyFigure | undefined {
  const lasted = c.incident.surfaces.flatMap((s) => {
    const open = s.to.lo === null;
    const known = open ? undefined : (s.figures?.timeToRestore ?? undefined);
    const length = known ?? between(s.from, open ? c.analysis.capture.asOf : s.to);
    return length === undefined ? [] : [{ s, length, open }];
  });
  // A user-facing surface comes before a longer one that only operators met.
  const first = sortedBy(lasted, (x) => (x.s.entity.kind === 'Surface' ? 0 : 1), (x) => -x.length.hi)[0]; // prettier-ignore
  if (first === undefined) return undefined;
  const value = rangeWords(first.length.lo, first.length.hi, first.open);
  return {
    label: 'Impact',
    value,
    note: oneLine(named(first.s, firstSentence(symptomOf(first.s))), 200),
  };
}

/** The earliest that an alert of a pack would have been heard after impact. */
function earliest(c: IncidentCase, pack: AlertReplayEntry['pack']): FigureJson | undefined {
  const start = c.incident.instants.impact ?? c.incident.instants.fault;
  const all = c.incident.detection.alerts
    .filter((a) => a.pack === pack)
    .flatMap((a) => (a.heard === null ? [] : (between(start, a.heard) ?? [])));
  return sortedBy(all, (f) => f.hi, (f) => f.lo)[0]; // prettier-ignore
}

function counterfactual(c: IncidentCase): KeyFigure | undefined {
  if (!c.incident.detection.alerts.some((a) => a.pack === 'proposed')) return undefined;
  const best = c.incident.detection.byPack
    ? (c.incident.detection.byPack.find((p) => p.pack === 'proposed')?.timeToDetect ?? undefined)
    : earliest(c, 'proposed');
  if (best === undefined) return undefined;
  const label = 'Detection with the proposed alerts';
  return {
    label,
    value: rangeWords(best.lo, best.hi),
    note: 'replayed on this capture, from impact until someone hears it',
  };
}

/** E4: how long it took, each figure with its ends. */
export const keyFigures: SectionMaker = (c) => {
  const { figures } = c.incident;
  const items: KeyFigure[] = [];
  const impact = impactFigure(c);
  if (impact !== undefined) items.push(impact);
  for (const [key, label, ask] of FIGURES) {
    const figure = figures[key];
    if (figure !== null) items.push({ label, value: figureWords(figure), note: noteOf(figure) });
    else items.push({ label, value: undefined, note: 'no source says it', ask });
  }
  const would = counterfactual(c);
  if (would !== undefined) items.push(would);
  return section('key-figures', 'executive', 'Key figures', [
    { kind: 'figures', items },
    say(
      'Each figure is a span between two named instants. Where the sources leave a range, the range is shown.',
    ),
  ]);
};
