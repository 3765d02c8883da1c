import type { RowKind } from '../../app/ports.js';
import { sortedBy } from '../../base/index.js';
import { entry, type Body, type Entry } from '../panes/pane.js';
import { NONE, type RowTable, type View } from '../rows/index.js';
import type { UiState } from '../state/state.js';
import { span } from '../text/line.js';
import { SEVERITY_GLYPHS, SEVERITY_TONES, SEVERITY_WORDS } from '../theme.js';

/** What there is to filter by, counted over the rows in view. */
interface Counts {
  readonly severities: Uint32Array;
  readonly kinds: Uint32Array;
  readonly sources: Uint32Array;
  readonly entities: Uint32Array;
}

const counted = new WeakMap<View, Counts>();

function countsOf(table: RowTable, view: View): Counts {
  const known = counted.get(view);
  if (known) return known;
  const { source } = table;
  const counts: Counts = {
    severities: new Uint32Array(4),
    kinds: new Uint32Array(source.kinds.length),
    sources: new Uint32Array(source.sources.length),
    entities: new Uint32Array(source.entities.length),
  };
  for (const row of view.rows) {
    if (row >= source.count) continue;
    up(counts.severities, source.severity[row] ?? 0);
    up(counts.kinds, source.kind[row] ?? 0);
    up(counts.sources, source.source[row] ?? NONE);
    up(counts.entities, source.entity[row] ?? NONE);
  }
  counted.set(view, counts);
  return counts;
}

function up(counts: Uint32Array, at: number): void {
  if (at < counts.length) counts[at] = (counts[at] ?? 0) + 1;
}

const SHOWN_PER_FACET = 14;

/** The filter panel: filters that are set, then what could be set, most frequent first. */
export function facetsBody(state: UiState): Body {
  const { table } = state.scene;
  const { source } = table;
  const counts = countsOf(table, state.view);
  const set = state.lens.clauses.map((c) => choice(state, c.text, c.text, undefined));
  const kinds = new Map<string, number>();
  const namespaces = new Map<string, number>();
  source.entities.forEach((ref, i) => {
    const n = counts.entities[i] ?? 0;
    kinds.set(ref.kind, (kinds.get(ref.kind) ?? 0) + n);
    if (ref.namespace !== undefined) namespaces.set(ref.namespace, (namespaces.get(ref.namespace) ?? 0) + n);
  });
  const labels = new Map<string, number>();
  source.sources.forEach((o, i) =>
    labels.set(o.label, (labels.get(o.label) ?? 0) + (counts.sources[i] ?? 0)),
  );
  const types = new Map<RowKind, number>(source.kinds.map((kind, i) => [kind, counts.kinds[i] ?? 0]));
  return {
    head: [
      [
        span('FILTERS', 'title'),
        span('  Enter or space sets and lifts, ! hides, F severity, backspace undoes, q closes', 'dim'),
      ],
    ],
    entries: [
      ...(set.length === 0 ? [entry([span('  none set; & types one', 'dim')])] : set),
      ...severities(state, counts),
      ...facet(state, 'TYPE', 'type', types),
      ...facet(state, 'SOURCE', 'source', labels),
      ...facet(state, 'KIND', 'kind', kinds),
      ...facet(state, 'NAMESPACE', 'ns', namespaces),
    ],
  };
}

function severities(state: UiState, counts: Counts): Entry[] {
  const rows = [3, 2, 1, 0].map((s) => {
    const least = [...counts.severities.slice(s)].reduce((a, b) => a + b, 0);
    const word = (SEVERITY_WORDS[s] ?? '').toLowerCase();
    const line = [
      span(state.lens.floor === s ? '  ◉ ' : '  ○ ', 'key'),
      span(`${SEVERITY_GLYPHS[s] ?? ''} ${SEVERITY_WORDS[s] ?? ''}`, SEVERITY_TONES[s] ?? 'plain'),
      span(s === 0 ? ' all' : s === 3 ? '' : ' and worse', 'dim'),
      span(`  ${String(least)}`, 'dim'),
    ];
    return entry(line, { clause: `sev:${word}` });
  });
  return [...title('SEVERITY'), ...rows];
}

function facet(state: UiState, name: string, field: string, counts: ReadonlyMap<string, number>): Entry[] {
  const there = sortedBy(
    [...counts].filter(([, n]) => n > 0),
    ([, n]) => -n,
    ([value]) => value,
  );
  const shown = there
    .slice(0, SHOWN_PER_FACET)
    .map(([value, n]) => choice(state, `${field}:${value.toLowerCase()}`, value, n));
  const more = there.length - shown.length;
  const rest = more > 0 ? [entry([span(`    and ${String(more)} more: & ${field}:NAME`, 'dim')])] : [];
  return shown.length === 0 ? [] : [...title(name), ...shown, ...rest];
}

function title(text: string): Entry[] {
  return [entry([span(text, 'title')])];
}

function choice(state: UiState, clause: string, label: string, count: number | undefined): Entry {
  const set = state.lens.clauses.find((c) => c.text === clause || c.text === `!${clause}`);
  const sign = set === undefined ? '  ☐ ' : set.exclude ? '  ☒ ' : '  ☑ ';
  return entry(
    [
      span(sign, 'key'),
      span(label, set ? 'strong' : 'plain'),
      span(count === undefined ? '' : `  ${String(count)}`, 'dim'),
    ],
    { clause: set?.text ?? clause },
  );
}
