import { counted, listed } from '../../base/index.js';
import { keyOf, labelOf, type Incident, type SurfaceEntry } from '../../model/index.js';
import { intervalOf } from '../rows/index.js';
import type { Scene } from '../state/scene.js';
import type { UiState } from '../state/state.js';
import { span, type Line } from '../text/line.js';
import type { Tone } from '../theme.js';
import { entry, flowing, heading, remembered, type Body, type Entry, type Jump, type Pane } from './pane.js';
import { story } from './story.js';
import { conditionSpans, figureWords, judged, jumpOf, when, words } from './telling.js';

/** The first minute: what broke, what it did, who suffered, how long, who noticed, and what is not known. */
export const summaryPane: Pane = {
  id: 'summary',
  title: 'Summary',
  about: 'what happened, on one page; Enter on a line goes to its proof',
  body: remembered((s) => [s.scene, s.size.columns, s.session, s.incident], bodyOf),
};

const STATUS_TONES: Readonly<Record<Incident['status'], Tone>> = {
  active: 'fail',
  mitigated: 'warn',
  resolved: 'good',
  'resolved-cause-unknown': 'warn',
  unknown: 'gap',
};

function bodyOf(state: UiState): Body {
  const { scene, size } = state;
  const width = size.columns - 3;
  const { incident } = scene;
  if (incident === undefined)
    return { head: [], entries: [...quiet(scene, width), ...decided(scene, width)] };
  const entries = [
    ...others(state),
    ...title(incident, width),
    ...roots(state, incident, width),
    ...story(scene, incident),
    ...surfaces(incident, width),
    ...figures(incident),
    ...heading('IN WORDS'),
    ...flowing(incident.summary, width, { indent: '  ' }),
    ...responses(incident, width),
    ...cleared(scene, incident, width),
    ...doubts(incident, width),
    ...decided(scene, width),
  ];
  return { head: [], entries };
}

/** What the author decided, as the draft tells it. */
function decided(scene: Scene, width: number): Entry[] {
  const all = scene.analysis.author ?? [];
  if (all.length === 0) return [];
  return [
    ...heading('WHAT YOU DECIDED', ':unreject takes a rejection back'),
    ...all.flatMap((x) =>
      flowing(`${words(x.kind)} ${x.about}: ${x.what}`, width, {
        indent: '  ',
        tone: x.outcome === 'honoured' ? 'plain' : 'warn',
      }),
    ),
  ];
}

function quiet(scene: Scene, width: number): Entry[] {
  const { sources } = scene.analysis.capture;
  const { background } = scene.analysis;
  return [
    ...flowing('No incident was found in this capture.', width, { tone: 'strong' }),
    ...flowing(
      `${counted(sources.length, 'source')} read. That nothing was found does not prove that nothing happened: see Coverage for what could not be seen.`,
      width,
      { tone: 'dim' },
    ),
    ...(background.length === 0 ? [] : heading('CONDITIONS SEEN', 'outside of any incident')),
    ...background.map((c) => entry([span(`  ${when(c.onset)} `, 'dim'), ...conditionSpans(c)], jumpOf(c))),
  ];
}

/** Incidents named before the one that is told; the rest are reached one by one. */
const INCIDENTS_NAMED = 5;

function others(state: UiState): Entry[] {
  const { incidents } = state.scene.analysis;
  if (incidents.length < 2) return [];
  const first = Math.max(0, Math.min(state.incident - 2, incidents.length - INCIDENTS_NAMED));
  const named = incidents.slice(first, first + INCIDENTS_NAMED);
  return [
    entry([
      span(`${String(incidents.length)} INCIDENTS`, 'title'),
      span(
        `  { and } change, Enter chooses${named.length < incidents.length ? `; ${String(named.length)} are named` : ''}`,
        'dim',
      ),
    ]),
    ...named.map((i, n): Entry => {
      const here = first + n === state.incident;
      const line = [
        span(here ? ' ▸ ' : '   '),
        span(i.id, 'key'),
        span(` ${i.title}`, here ? 'strong' : 'plain'),
      ];
      return entry(line, { incident: first + n });
    }),
    { line: [span(' ')] },
  ];
}

function title(i: Incident, width: number): Entry[] {
  const severe = i.severity === 'critical' || i.severity === 'high';
  const state: Line = [
    span(i.severity.toUpperCase(), severe ? 'fail' : 'warn'),
    span('  '),
    span(words(i.status), STATUS_TONES[i.status]),
    span(i.canRecur ? '  can recur' : '', 'warn'),
    span(`  ${when(i.window.from)} to ${when(i.window.to)}`, 'dim'),
  ];
  return [...flowing(i.title, width, { tone: 'strong' }), entry(state)];
}

function roots(state: UiState, i: Incident, width: number): Entry[] {
  if (i.rootCauses.length === 0) {
    return [
      ...heading('ROOT CAUSE'),
      ...flowing('Not known from this capture.', width, { indent: '  ', tone: 'gap' }),
    ];
  }
  return [
    ...heading(i.rootCauses.length === 1 ? 'ROOT CAUSE' : 'ROOT CAUSES'),
    ...i.rootCauses.flatMap((root) => {
      const condition = state.scene.conditions.get(root.conditionId);
      const jump: Jump = condition ? jumpOf(condition) : { entity: keyOf(root.entity) };
      const verdict = judged(state, root.conditionId);
      const head: Line = [
        span('  ✖ ', 'cause'),
        span(labelOf(root.entity), 'entity'),
        span(` · ${words(root.condition)}`, 'strong'),
        span(`  ${when(root.onset)}`, 'dim'),
        span(`  ${root.confidence} confidence`, root.confidence === 'high' ? 'good' : 'warn'),
        span(` ${String(Math.round(root.probability * 100))} %`, 'dim'),
        span(verdict, 'mark'),
      ];
      return [entry(head, jump), ...flowing(root.statement, width, { indent: '    ', jump })];
    }),
  ];
}

function surfaces(i: Incident, width: number): Entry[] {
  if (i.surfaces.length === 0) {
    return [
      ...heading('WHO SUFFERED'),
      ...flowing('No entrance of users is visible here.', width, { indent: '  ', tone: 'gap' }),
    ];
  }
  return [...heading('WHO SUFFERED'), ...i.surfaces.flatMap((s) => surfaceEntries(i, s, width))];
}

function surfaceEntries(i: Incident, s: SurfaceEntry, width: number): Entry[] {
  const at = intervalOf(s.from)?.lo;
  const first = s.evidence[0];
  const jump: Jump = {
    entity: keyOf(s.entity),
    ...(at === undefined ? {} : { at }),
    ...(first === undefined ? {} : { evidence: first }),
  };
  const until = s.to.lo === null && s.to.hi === null ? 'the end of the capture' : when(s.to);
  const failed =
    s.requests === undefined
      ? ''
      : `  ${String(s.requests.failed)} of ${String(s.requests.total)} requests failed`;
  const tone = s.impact === 'full' ? 'fail' : 'warn';
  const head: Line = [
    span('  ▲ ', tone),
    span(s.host ?? labelOf(s.entity), 'entity'),
    span(`  ${s.impact}`, tone),
    span(`  ${when(s.from)} to ${until}`, 'dim'),
    span(failed, 'dim'),
    span(`  ${words(s.status)}`, STATUS_TONES[s.status]),
  ];
  // What the summary says word for word below is not said twice.
  const symptom = i.summary.includes(s.symptom)
    ? []
    : flowing(s.symptom, width, { indent: '    ', tone: 'dim', jump });
  return [entry(head, jump), ...symptom];
}

function figures(i: Incident): Entry[] {
  const f = i.figures;
  const rows: readonly (readonly [string, string])[] = [
    ['detect', figureWords(f.timeToDetect)],
    ['acknowledge', figureWords(f.timeToAcknowledge)],
    ['diagnose', figureWords(f.timeToDiagnose)],
    ['mitigate', figureWords(f.timeToMitigate)],
    ['restore', figureWords(f.timeToRestore)],
  ];
  const by =
    i.detection.by === 'unknown'
      ? 'who noticed is not known'
      : `noticed by ${i.detection.by === 'person' ? 'a person' : 'an alert'}`;
  return [
    ...heading('HOW LONG', `${by}; T D A set trigger, detection, first action by hand`),
    ...rows.map(([name, value]) =>
      entry([span(`  ${name.padEnd(12)}`, 'key'), span(value, value === 'not known' ? 'gap' : 'plain')]),
    ),
  ];
}

function responses(i: Incident, width: number): Entry[] {
  if (i.responses.length === 0) return [];
  return [
    ...heading('WHAT PEOPLE DID'),
    ...i.responses.flatMap((r) => {
      const at = intervalOf(r.at)?.lo;
      const first = r.evidence[0];
      const jump: Jump = {
        entity: keyOf(r.entity),
        ...(at === undefined ? {} : { at }),
        ...(first === undefined ? {} : { evidence: first }),
      };
      return flowing(
        `${when(r.at)}  ${r.by}: ${r.change} (${labelOf(r.entity)}), ${words(r.kind)}, ${words(r.effect)}`,
        width,
        {
          indent: '  ',
          jump,
          tone:
            r.effect === 'worked'
              ? 'good'
              : r.effect === 'made-worse' || r.effect === 'failed'
                ? 'fail'
                : 'plain',
        },
      );
    }),
  ];
}

function cleared(scene: Scene, i: Incident, width: number): Entry[] {
  const herrings = i.redHerrings.flatMap((h) => {
    const c = scene.conditions.get(h.condition);
    if (c === undefined) return [];
    return flowing(`${labelOf(c.entity)} · ${words(c.condition)}: ${h.clearedBy}`, width, {
      indent: '  ',
      jump: jumpOf(c),
    });
  });
  const healthy =
    i.notAffected.length === 0
      ? []
      : flowing(`Not affected: ${listed(i.notAffected.map((n) => labelOf(n.entity)))}`, width, {
          indent: '  ',
          tone: 'good',
        });
  if (herrings.length + healthy.length === 0) return [];
  return [...heading('NOT THE CAUSE'), ...herrings, ...healthy];
}

function doubts(i: Incident, width: number): Entry[] {
  const lines = [
    ...i.alternatives.map(
      (a) =>
        `Could also be (${String(Math.round(a.probability * 100))} %): ${a.statement} To decide: ${a.toDecide}`,
    ),
    ...i.contradictions.map((c) => `Sources disagree: ${c.why}`),
    ...(i.questions ?? []).map((q) => `Only people know: ${q}`),
  ];
  if (lines.length === 0) return [];
  return [
    ...heading('NOT SURE'),
    ...lines.flatMap((text) => flowing(text, width, { indent: '  ', tone: 'gap' })),
  ];
}
