import { counted, groupBy, rangeInWords, SECOND, sortedBy } from '../../base/index.js';
import { labelOf, type ConditionEntry, type Incident, type LinkEntry } from '../../model/index.js';
import { causeTree, onsetOf, pathTo, type CauseTree } from '../state/causes.js';
import type { UiState } from '../state/state.js';
import { span, type Line } from '../text/line.js';
import { entry, flowing, heading, remembered, type Body, type Entry, type Pane } from './pane.js';
import { conditionSpans, judged, jumpOf, roleTone, roleWord, whenShort, words } from './telling.js';

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

/** Leaves of one cause that are the same sort of thing are told by the first of them, from this many on. */
const ALIKE = 4;

/** One walk from the roots down the tree of nearest causes. */
class Walk {
  readonly #state: UiState;
  readonly #incident: Incident;
  readonly #tree: CauseTree;
  readonly #drawn = new Set<string>();
  readonly #out: Entry[] = [];

  constructor(state: UiState, incident: Incident) {
    this.#state = state;
    this.#incident = incident;
    this.#tree = causeTree(state.scene);
  }

  tree(): Entry[] {
    const { nearest, effects } = this.#tree;
    // What set a root cause off stands above it: the story begins there.
    const roots = this.#incident.rootCauses.map(
      (r) => pathTo(this.#state.scene, r.conditionId)[0] ?? r.conditionId,
    );
    const starts = this.#inTime([...effects.keys()].filter((id) => !nearest.has(id)));
    for (const id of [...roots, ...starts]) if (!this.#drawn.has(id)) this.#node(id, undefined, '', '');
    this.#loose();
    return this.#out;
  }

  #node(id: string, link: LinkEntry | undefined, lead: string, below: string): void {
    const c = this.#state.scene.conditions.get(id);
    if (c === undefined || this.#drawn.has(id)) return;
    this.#drawn.add(id);
    this.#out.push(entry(this.#line(c, link, lead), jumpOf(c)));
    const groups = this.#alike(this.#tree.effects.get(id) ?? []);
    groups.forEach((group, i) => {
      const last = i === groups.length - 1;
      this.#group(group, `${below}${last ? '└─▸ ' : '├─▸ '}`, `${below}${last ? '    ' : '│   '}`);
    });
  }

  /** Effects one by one, and leaves of the same sort together. */
  #alike(effects: readonly LinkEntry[]): readonly (readonly LinkEntry[])[] {
    const groups = groupBy(effects, (l) => {
      const c = this.#state.scene.conditions.get(l.to);
      const leaf = !this.#tree.effects.has(l.to);
      return leaf && c ? `${c.entity.kind} ${c.condition} ${c.role}` : l.to;
    });
    return [...groups.values()].flatMap((g) => (g.length < ALIKE ? g.map((l) => [l]) : [g]));
  }

  #group(group: readonly LinkEntry[], lead: string, below: string): void {
    const [first, ...more] = group;
    if (first === undefined) return;
    this.#node(first.to, first, lead, below);
    const c = this.#state.scene.conditions.get(more[0]?.to ?? '');
    if (c === undefined) return;
    for (const l of more) this.#drawn.add(l.to);
    const text = `and ${String(more.length)} more: ${c.entity.kind} ${words(c.condition)}`;
    this.#out.push(entry([span(' '.repeat(10)), span(` ${below}`, 'frame'), span(text, 'dim')], jumpOf(c)));
  }

  #line(c: ConditionEntry, link: LinkEntry | undefined, lead: string): Line {
    // A ring is entered where it began: that one has causes too, though it hangs on none.
    const others = (this.#tree.causes.get(c.id) ?? 0) - (link === undefined ? 0 : 1);
    return [
      span(whenShort(c.onset), 'dim'),
      span(` ${lead}`, 'frame'),
      ...conditionSpans(c, this.#state.size.columns),
      span(c.role === 'symptom' ? '' : `  ${roleWord(c.role)}`, roleTone(c.role)),
      span(judged(this.#state, c.id), 'mark'),
      span(others > 0 ? `  +${counted(others, 'cause')}` : '', 'key'),
      span(link === undefined ? '' : `  ${link.mechanism}`, 'dim'),
    ];
  }

  /** Conditions of the incident that no accepted link reaches: said openly. */
  #loose(): void {
    const loose = this.#inTime(
      this.#incident.conditions.map((c) => c.id).filter((id) => !this.#drawn.has(id)),
    );
    const found = loose.flatMap((id) => this.#state.scene.conditions.get(id) ?? []);
    for (const [role, conditions] of groupBy(found, (c) => roleWord(c.role))) {
      this.#out.push(...heading(role.toUpperCase(), 'not linked'));
      for (const c of conditions) {
        const because = span(c.because === undefined ? '' : `  ${c.because}`, 'dim');
        this.#out.push(
          entry([span(`${whenShort(c.onset)} `, 'dim'), ...conditionSpans(c), because], jumpOf(c)),
        );
      }
    }
  }

  #inTime(ids: readonly string[]): string[] {
    return sortedBy(
      ids,
      (id) => onsetOf(this.#state.scene, id),
      (id) => id,
    );
  }
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
