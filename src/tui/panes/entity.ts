import { counted } from '../../base/index.js';
import { keyOf, labelOf, refOfKey, type ConditionEntry } from '../../model/index.js';
import { intervalOf } from '../rows/index.js';
import { dayOf, timeOfDay } from '../state/clock.js';
import type { UiState } from '../state/state.js';
import { span, type Line } from '../text/line.js';
import { entry, flowing, heading, remembered, type Body, type Entry, type Pane } from './pane.js';
import { glyph, judged, jumpOf, roleTone, roleWord, when, words } from './telling.js';

/** One entity at one instant: what was known of it then, what held of it, what it hangs on, what changed. */
export const entityPane: Pane = {
  id: 'entity',
  title: 'Entity',
  about: 'state, conditions, relations and changes of one entity at an instant',
  body: remembered((s) => [s.scene, s.size.columns, s.entity, s.entityAt, s.session], bodyOf),
};

function bodyOf(state: UiState): Body {
  const width = state.size.columns - 3;
  const key = state.entity;
  if (key === undefined) {
    return {
      head: [],
      entries: flowing('No entity chosen: d on any line describes what it is about.', width, { tone: 'dim' }),
    };
  }
  const at = state.entityAt ?? state.scene.t0 ?? state.scene.horizon.lo;
  const ref = refOfKey(key);
  const head: Line[] = [
    [
      span(labelOf(ref), 'strong'),
      span(`   as of ${dayOf(at)} ${timeOfDay(at)}`, 'dim'),
      span('   J owner  y object  o O its rows', 'dim'),
    ],
  ];
  return {
    head,
    entries: [
      ...owners(state, key),
      ...conditions(state, key, at, width),
      ...described(state, key, at, width),
      ...links(state, key, width),
    ],
  };
}

function owners(state: UiState, key: string): Entry[] {
  const chain = state.scene.abilities.owners?.(key) ?? [];
  return chain.map((owner, i) => {
    const line = [span(`  ${'  '.repeat(i)}└ owned by `, 'dim'), span(labelOf(refOfKey(owner)), 'entity')];
    return entry(line, { entity: owner });
  });
}

function conditions(state: UiState, key: string, at: number, width: number): Entry[] {
  const held = state.scene.byEntity.get(key) ?? [];
  if (held.length === 0) {
    return [
      ...heading('CONDITIONS'),
      ...flowing('None was found for it.', width, { indent: '  ', tone: 'dim' }),
    ];
  }
  return [
    ...heading('CONDITIONS', '● now  ○ before  · later'),
    ...held.flatMap((c) => conditionEntries(state, c, at, width)),
  ];
}

function conditionEntries(state: UiState, c: ConditionEntry, at: number, width: number): Entry[] {
  const from = intervalOf(c.onset);
  const to = intervalOf(c.end);
  const now = from !== undefined && from.lo <= at && (to === undefined || to.hi >= at);
  const later = from !== undefined && from.lo > at;
  const until = to === undefined ? 'still so at the end' : `to ${when(c.end)}`;
  const line = [
    span(now ? '  ● ' : later ? '  · ' : '  ○ ', now ? 'strong' : 'dim'),
    glyph(c.severity),
    span(` ${words(c.condition)}`, now ? 'strong' : 'plain'),
    span(`  ${roleWord(c.role)}`, roleTone(c.role)),
    span(`  ${when(c.onset)} ${until}`, 'dim'),
    span((c.count ?? 1) > 1 ? `  ×${String(c.count)}` : '', 'dim'),
    span(judged(state, c.id), 'mark'),
  ];
  return [
    entry(line, jumpOf(c)),
    ...flowing(c.statement, width, { indent: '      ', tone: 'dim', jump: jumpOf(c) }),
  ];
}

function described(state: UiState, key: string, at: number, width: number): Entry[] {
  const seen = state.scene.abilities.describe?.(key, at);
  if (seen === undefined) return [];
  const widest = Math.min(24, Math.max(0, ...seen.state.map((s) => s.name.length)));
  return [
    ...heading('STATE', seen.seen ? '' : 'not seen at this instant: the last known'),
    ...seen.state.flatMap(({ name, value }) =>
      flowing(value, width - widest - 4).map((e, i) =>
        entry([span(`  ${(i === 0 ? name : '').padEnd(widest)}  `, 'key'), ...e.line]),
      ),
    ),
    ...(seen.relations.length === 0 ? [] : heading('RELATIONS', 'Enter goes there')),
    ...seen.relations.map((r) =>
      entry(
        [
          span(`  ${words(r.name).padEnd(14)}`, 'dim'),
          span(labelOf(refOfKey(r.other)), 'entity'),
          span(`  ${r.how}`, 'dim'),
        ],
        { entity: r.other },
      ),
    ),
    ...(seen.changes.length === 0 ? [] : heading('CHANGES')),
    ...seen.changes.map((c) =>
      entry(
        [
          span(`  ${timeOfDay(c.at)} `, c.at <= at ? 'plain' : 'dim'),
          span(c.by, 'change'),
          span(`  ${c.text}`),
        ],
        { at: c.at, entity: key },
      ),
    ),
  ];
}

/** What it is said to have caused and to have suffered from. */
function links(state: UiState, key: string, width: number): Entry[] {
  const { scene } = state;
  const mine = new Set((scene.byEntity.get(key) ?? []).map((c) => c.id));
  const related = scene.links.filter((l) => l.verdict === 'accepted' && mine.has(l.from) !== mine.has(l.to));
  if (related.length === 0) return [];
  return [
    ...heading('CAUSE AND EFFECT', counted(related.length, 'link')),
    ...related.flatMap((l) => {
      const outward = mine.has(l.from);
      const other = scene.conditions.get(outward ? l.to : l.from);
      if (other === undefined || keyOf(other.entity) === key) return [];
      const text = `${outward ? '> ' : '< '}${labelOf(other.entity)} ${words(other.condition)}: ${l.mechanism}`;
      return flowing(text, width, { indent: '  ', jump: jumpOf(other) });
    }),
  ];
}
