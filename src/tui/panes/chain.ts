import { sortedBy, groupBy, rangeInWords, SECOND } from '../../base/index.js';
import { labelOf, type ConditionEntry, type Incident, type LinkEntry } from '../../model/index.js';
import { intervalOf } from '../rows/index.js';
import type { UiState } from '../state/state.js';
import { span, type Line } from '../text/line.js';
import { entry, flowing, heading, remembered, type Body, type Entry, type Pane } from './pane.js';
import { conditionSpans, judged, jumpOf, roleTone, roleWord, when, words } from './telling.js';

/** The causal graph as a tree from causes to effects; what was ruled out stands below with its reason. */
export const chainPane: Pane = {
  id: 'chain',
  title: 'Chain',
  about: 'cause to effect as a tree, with what was ruled out',
  body: remembered((s) => [s.scene, s.size.columns, s.session], bodyOf),
};

function bodyOf(state: UiState): Body {
  const { incident } = state.scene;
  if (incident === undefined) {
    return {
      head: [],
      entries: flowing('No incident, so no chain.', state.size.columns - 3, { tone: 'dim' }),
    };
  }
  const walk = new Walk(state, incident);
  const entries = [...walk.tree(), ...loops(incident, state.size.columns - 3), ...ruledOut(state, incident)];
  return { head: HEAD, entries };
}

const HEAD: readonly Line[] = [
  [
    span('CAUSE', 'title'),
    span(' to ', 'dim'),
    span('EFFECT', 'title'),
    span('   < goes to the cause, > to the effect, Enter to the timeline', 'dim'),
  ],
];

/** One walk from the roots down; a condition with two causes is drawn once and referred to after that. */
class Walk {
  readonly #state: UiState;
  readonly #incident: Incident;
  readonly #effects: ReadonlyMap<string, readonly LinkEntry[]>;
  readonly #caused: ReadonlySet<string>;
  readonly #drawn = new Set<string>();
  readonly #out: Entry[] = [];

  constructor(state: UiState, incident: Incident) {
    const accepted = incident.links.filter((l) => l.verdict === 'accepted');
    this.#state = state;
    this.#incident = incident;
    this.#effects = groupBy(accepted, (l) => l.from);
    this.#caused = new Set(accepted.map((l) => l.to));
  }

  tree(): Entry[] {
    const roots = this.#incident.rootCauses.map((r) => r.conditionId);
    const starts = this.#inTime([...this.#effects.keys()].filter((id) => !this.#caused.has(id)));
    for (const id of [...roots, ...starts.filter((s) => !roots.includes(s))]) {
      if (!this.#drawn.has(id)) this.#node(id, undefined, '', '');
    }
    // What is left and linked stands in a ring without a way in: it is drawn from where it began.
    for (const id of this.#inTime([...this.#effects.keys()])) {
      if (!this.#drawn.has(id)) this.#node(id, undefined, '', '');
    }
    this.#loose();
    return this.#out;
  }

  #node(id: string, link: LinkEntry | undefined, lead: string, below: string): void {
    const c = this.#state.scene.conditions.get(id);
    if (c === undefined) return;
    const again = this.#drawn.has(id);
    this.#out.push(entry(this.#line(c, link, lead, again), jumpOf(c)));
    if (again) return;
    this.#drawn.add(id);
    const effects = sortedBy(
      this.#effects.get(id) ?? [],
      (l) => onsetOf(this.#state, l.to),
      (l) => l.to,
    );
    effects.forEach((effect, i) => {
      const last = i === effects.length - 1;
      this.#node(effect.to, effect, `${below}${last ? '└─▸ ' : '├─▸ '}`, `${below}${last ? '    ' : '│   '}`);
    });
  }

  #line(c: ConditionEntry, link: LinkEntry | undefined, lead: string, again: boolean): Line {
    const named = c.role !== 'symptom';
    return [
      span(when(c.onset).padEnd(9), 'dim'),
      span(` ${lead}`, 'frame'),
      ...conditionSpans(c),
      span(named ? `  ${roleWord(c.role)}` : '', roleTone(c.role)),
      span(again ? '  ↑ drawn above' : '', 'dim'),
      span(link === undefined ? '' : `  ${link.mechanism}`, 'dim'),
      span(judged(this.#state, c.id), 'mark'),
    ];
  }

  /** Conditions of the incident that no accepted link reaches: said openly. */
  #loose(): void {
    const loose = this.#incident.conditions.filter((c) => !this.#drawn.has(c.id));
    const groups = groupBy(
      sortedBy(loose, (c) => onsetOf(this.#state, c.id)),
      (c) => roleWord(c.role),
    );
    for (const [role, conditions] of groups) {
      this.#out.push(...heading(role.toUpperCase(), 'not linked'));
      for (const c of conditions) {
        this.#out.push(
          entry(
            [
              span(`${when(c.onset).padEnd(9)} `, 'dim'),
              ...conditionSpans(c),
              span(c.because === undefined ? '' : `  ${c.because}`, 'dim'),
            ],
            jumpOf(c),
          ),
        );
      }
    }
  }

  #inTime(ids: readonly string[]): string[] {
    return sortedBy(
      ids,
      (id) => onsetOf(this.#state, id),
      (id) => id,
    );
  }
}

function onsetOf(state: UiState, id: string): number {
  const c = state.scene.conditions.get(id);
  return (c && intervalOf(c.onset)?.lo) ?? Number.MAX_SAFE_INTEGER;
}

function loops(incident: Incident, width: number): Entry[] {
  if (incident.loops.length === 0) return [];
  return [
    ...heading('LOOPS', 'what keeps itself alive'),
    ...incident.loops.flatMap((l) => {
      const first = l.evidence[0];
      return flowing(`${words(l.kind)}: ${l.statement}`, width, {
        indent: '  ',
        tone: 'warn',
        jump: first === undefined ? undefined : { evidence: first },
      });
    }),
  ];
}

/** Links that were looked at and not believed: an author must be able to see why. */
function ruledOut(state: UiState, incident: Incident): Entry[] {
  const width = state.size.columns - 3;
  const others = incident.links.filter((l) => l.verdict !== 'accepted');
  if (others.length === 0) return [];
  return [
    ...heading('LOOKED AT AND NOT TAKEN'),
    ...others.flatMap((l) => {
      const from = state.scene.conditions.get(l.from);
      const to = state.scene.conditions.get(l.to);
      if (from === undefined || to === undefined) return [];
      const lag = rangeInWords(Math.max(0, l.lag.lo) * SECOND, Math.max(0, l.lag.hi) * SECOND);
      const text = `${labelOf(from.entity)} ${words(from.condition)} → ${labelOf(to.entity)} ${words(to.condition)} (${l.verdict}, ${lag} later): ${l.why}`;
      return flowing(text, width, { indent: '  ', tone: 'dim', jump: jumpOf(from) });
    }),
  ];
}
