import {
  counted,
  groupBy,
  inWords,
  iso,
  largest,
  listed,
  lowerFirst,
  oneLine,
  SECOND,
  smallest,
  sortedBy,
} from '../base/index.js';
import type { ExplainedIncident } from '../cause/index.js';
import type { Measures } from '../measure/index.js';
import { keyOf, labelOf, WORKLOAD_KINDS, type Condition, type Incident, type Ref } from '../model/index.js';
import type { Composer } from './entries.js';

/** The title of an incident and its one paragraph: the words that people read first. */

/** One condition for each entity, the earliest and worst. */
export function distinct(list: readonly Condition[]): Condition[] {
  const seen = new Set<string>();
  return sortedBy(
    list,
    (x) => -x.severity,
    (x) => x.onset.lo,
    (x) => x.id,
  ).filter((x) => {
    const key = keyOf(x.entity);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What failed, named by what was felt and not by the cause. */
export function titleOf(c: Composer, i: ExplainedIncident): string {
  const tops = distinct(i.tops);
  const first = i.tops[0];
  if (!first) return 'Incident';
  const alike = tops.filter((t) => t.entity.kind === first.entity.kind && t.type === first.type);
  const same = alike.length > 0 ? alike : [first];
  const bare = ['Surface', 'Component'].includes(first.entity.kind);
  const label = (x: Condition) => (bare ? x.entity.name : labelOf(x.entity));
  const one = first.entity.kind === 'Cluster' ? 'The cluster' : same.length === 1 ? label(first) : undefined;
  // "Deployments a/x and a/y", not the kind again and again.
  const kind = bare ? '' : `${first.entity.kind}${/(?:s|x|ch)$/.test(first.entity.kind) ? 'es' : 's'} `;
  const names = same.slice(0, 3).map((t) => (bare ? t.entity.name : label(t).slice(first.entity.kind.length + 1)));
  const more = same.length > 3 ? [`${same.length - 3} more`] : [];
  const title = c.explanation.types.get(first.type)?.title ?? first.type;
  const who = one ?? `${kind}${listed([...names, ...more])}`;
  // "Service a/x has no ready endpoint", not "Service a/x: service has no ready endpoint"
  const own = title.startsWith(`${first.entity.kind} `) ? title.slice(first.entity.kind.length + 1) : undefined;
  if (own !== undefined && same.length === 1) return oneLine(`${who} ${own}`, 160);
  if (own?.startsWith('has ') === true) return oneLine(`${who} have ${own.slice('has '.length)}`, 160);
  return oneLine(`${who}: ${lowerFirst(title)}`, 160);
} // prettier-ignore

/** One paragraph: what was felt and for how long, why, what set it off and let it spread, what ended it, how it stands. */
export function summaryOf(c: Composer, i: ExplainedIncident, m: Measures): string {
  const sentences = [...feltSentences(i, m), ...causeSentences(c, i, m), ...setOff(i), ...spread(c, i), ...ending(c, i, m), ...notBack(c, i, m)];
  return oneLine([...sentences, STATUS_SENTENCES[m.verdict.status]].join(' '), 1500);
} // prettier-ignore

/** Names in a sentence before a reader loses count. */
const MOST_NAMED = 4;

/** What users met; where no entrance is known, what the platform did. */
function feltBy(i: ExplainedIncident, m: Measures): readonly Condition[] {
  const met = m.surfaces.map((s) => s.condition);
  return met.length > 0 ? met : i.tops.slice(0, 1);
}

function feltSentences(i: ExplainedIncident, m: Measures): readonly string[] {
  const [top, ...others] = feltBy(i, m);
  if (!top) return [];
  const also = [...new Set(others.map((x) => labelOf(x.entity)))].filter(
    (name) => name !== labelOf(top.entity),
  );
  return [
    stop(firstSentence(top.statement)),
    ...(also.length > 0 ? [`Also affected: ${some(also)}.`] : []),
    ...window(m),
    ...spellsOf(i, m, top),
  ];
}

/** "It failed twice: from 11:10:00 to 11:20:00, and again from 11:40:00 on." Well in between, and so told apart. */
function spellsOf(i: ExplainedIncident, m: Measures, top: Condition): readonly string[] {
  const own = m.surfaces.filter((s) => keyOf(s.condition.entity) === keyOf(top.entity));
  const tops = i.tops.filter((x) => x.type === top.type && keyOf(x.entity) === keyOf(top.entity));
  const all = own.length > 0 ? own : tops.map((x) => ({ from: x.onset, to: x.end }));
  const ordered = sortedBy(all, (s) => s.from.lo);
  const apart = ordered.filter((s, n) => ordered.slice(0, n).every((e) => e.to !== undefined && e.to.hi < s.from.lo));
  if (apart.length < 2 || apart.length < ordered.length) return [];
  const times = apart.map((s) => `from ${dayAndTime(s.from.lo)[1]} ${s.to ? `to ${dayAndTime(s.to.hi)[1]}` : 'on'}`);
  const how = apart.length === 2 ? 'twice' : `${apart.length} times`;
  return [`It failed ${how}, and was well in between: ${listed(times.slice(0, MOST_NAMED))}.`];
} // prettier-ignore

/** "It began on 2026-11-20 at 22:57:41 UTC and lasted between 5 min and 5 min 5 s." */
function window(m: Measures): readonly string[] {
  const at = m.instants.impact;
  if (!at) return [];
  const lasting = m.figures.timeToRestore ?? m.figures.timeToMitigate;
  const over = lasting && !lasting.open ? ` and lasted ${lasted(lasting)}` : '';
  const [day, time] = dayAndTime(at.lo);
  if (at.hi - at.lo <= SECOND) return [`It began on ${day} at ${time} UTC${over}.`];
  const [lastDay, last] = dayAndTime(at.hi);
  const began = day === lastDay ? `on ${day} between ${time} and ${last}` : `between ${day} ${time} and ${lastDay} ${last}`;
  return [`It began ${began} UTC${over}.`];
} // prettier-ignore

function dayAndTime(micros: number): readonly [string, string] {
  const text = iso(micros);
  return [text.slice(0, 10), text.slice(11, 19)];
}

/** Changes that led to the cause, before it: the first of each kind stands for the others. */
function setOff(i: ExplainedIncident): readonly string[] {
  const began = smallest(i.roots.map((r) => r.condition.onset.hi));
  const before = i.parts.filter((p) => p.role === 'trigger' && p.condition.onset.lo <= began).map((p) => p.condition);
  const groups = [...groupBy(before, (x) => x.type).values()].slice(0, 2);
  const told = groups.flatMap(([x, ...like]) =>
    x === undefined ? [] : [`${x.statement.trim().replace(/[.]$/, '').replace(/^The /, 'the ')}${like.length > 0 ? `, and ${like.length} more like it` : ''}`],
  );
  return told.length === 0 ? [] : [stop(`What set it off: ${told.join('; ')}`)];
} // prettier-ignore

const LEVERAGE = ['prevents', 'shortens', 'shrinks'];

/** What turned a fault into this incident, those first whose absence would have changed most. */
function spread(c: Composer, i: ExplainedIncident): readonly string[] {
  const all = i.parts.filter((p) => p.role === 'contributing').length;
  if (all === 0) return [];
  const ranked = sortedBy(
    i.preventions.filter((p) => LEVERAGE.includes(p.verdict) && i.parts.some((x) => x.role === 'contributing' && x.condition === p.removes)),
    (p) => LEVERAGE.indexOf(p.verdict),
    (p) => p.removes.id,
  );
  const kinds = groupBy(ranked, (p) => lowerFirst(c.explanation.types.get(p.removes.type)?.title ?? p.removes.type));
  const foremost = [...kinds].slice(0, 2).map(([title, list]) => `${title} (${some([...new Set(list.map((p) => labelOf(p.removes.entity)))])})`);
  const named = foremost.length === 0 ? '' : `${kinds.size > 2 || ranked.length < all ? ', foremost' : ''}: ${listed(foremost)}`;
  return [`${counted(all, 'condition')} of configuration or design let it spread${named}.`];
} // prettier-ignore

/** When the cause was gone, and after which acts of people it ended: order in time, tested, not more. */
function ending(c: Composer, i: ExplainedIncident, m: Measures): readonly string[] {
  const restored = m.instants.restore;
  if (!restored) return [];
  const lasting = i.roots.map((r) => r.condition).filter((x) => (c.explanation.types.get(x.type)?.nature ?? '') !== 'change' && x.end?.hi !== x.onset.hi);
  const ends = lasting.flatMap((x) => x.end ?? []);
  const isFelt = i.roots.some((r) => i.tops.some((t) => t.id === r.condition.id));
  const gone = !isFelt && ends.length > 0 && ends.length === lasting.length ? largest(ends.map((e) => e.hi)) : Infinity;
  const during = gone <= restored.lo + SECOND && gone > (m.instants.impact?.hi ?? Infinity);
  const felt = new Set(feltBy(i, m).map((t) => t.id));
  const acts = m.responses.filter((r) => r.effect === 'worked' && r.at.lo <= restored.hi && r.ended.some((x) => felt.has(x.id)));
  const told = acts.slice(0, 2).map((r) => r.noted ? { at: r.at.lo, who: 'a note says', what: `“${r.change}”` } : { at: r.at.lo, who: r.by === 'unknown' ? 'someone' : 'a responder', what: r.change });
  const all = [...(during ? [{ at: gone, who: 'the cause', what: 'was gone' }] : []), ...told];
  const moments = [...groupBy(all, (x) => Math.floor(x.at / SECOND)).values()].flatMap((list) => {
    const doers = [...groupBy(list, (x) => x.who)].map(([who, of]) => `${who} ${listed(of.map((x) => x.what))}`);
    return list[0] === undefined ? [] : [`at ${iso(list[0].at)} ${listed(doers)}`];
  });
  return moments.length === 0 ? [] : [stop(`Before it ended, ${listed(moments)}`)];
} // prettier-ignore

/** What had not come back at the capture although users are served again. */
function notBack(c: Composer, i: ExplainedIncident, m: Measures): readonly string[] {
  if (m.verdict.status === 'active' || m.verdict.status === 'unknown') return [];
  const open = i.parts.map((p) => p.condition).filter((x) => x.end === undefined && x.severity >= 2 && WORKLOAD_KINDS.has(x.entity.kind) && ['symptom', 'impact'].includes(c.explanation.types.get(x.type)?.nature ?? '') && i.parts.some((p) => p.condition === x && p.role !== 'pre-existing'));
  const names = [...new Set(open.map((x) => labelOf(x.entity)))];
  return names.length === 0 ? [] : [`Not back at the capture: ${some(names)}.`];
} // prettier-ignore

const STATUS_SENTENCES: Readonly<Record<Incident['status'], string>> = {
  active: 'It was not over when the capture was taken.',
  mitigated: 'It works again, but what failed can fail again: see the status below.',
  resolved: 'It is resolved.',
  'resolved-cause-unknown': 'It works again, and nothing in the capture says why it failed.',
  unknown: 'Whether it is over, the capture does not tell.',
};

/** "between 5 min and 5 min 5 s", or "up to 3 min" */
function lasted(f: { readonly lo: number; readonly hi: number }): string {
  const [lo, hi] = [inWords(Math.floor(f.lo) * SECOND), inWords(Math.ceil(f.hi) * SECOND)];
  if (lo === hi || f.hi - f.lo <= 1.5) return hi;
  return f.lo < 1 ? `up to ${hi}` : `between ${lo} and ${hi}`;
}

const SURE = { high: 'The cause', medium: 'The probable cause', low: 'A possible cause' } as const;

/** Where the causes lie and what they are by name; their sentences stand in full beside the summary. */
function causeSentences(c: Composer, i: ExplainedIncident, m: Measures): readonly string[] {
  const [first, second] = i.roots;
  if (!first) return [];
  const titles = groupBy(i.roots, (r) => lowerFirst(c.explanation.types.get(r.condition.type)?.title ?? r.condition.type));
  const named = [...titles].map(([title, roots]) => `${title} (${places(roots.map((r) => placeOf(r.condition.entity)))})`);
  // like failures without a link: what they have in common is the lead, none of them is the cause
  const batch = i.accepted.length === 0 && second?.condition.type === first.condition.type ? first.limits[0] : undefined;
  if (batch !== undefined) return [stop(`${batch.charAt(0).toUpperCase()}${batch.slice(1)}`)];
  if (!second && feltBy(i, m)[0]?.statement === first.condition.statement) return [first.confidence === 'high' ? 'That is the cause as well: the capture shows nothing behind it.' : 'What lies behind it the capture does not show.'];
  if (!second) return [`${SURE[first.confidence]}: ${stop(first.condition.statement.replace(/^The /, 'the '))}`];
  const shown = named.length > MOST_NAMED ? [...named.slice(0, MOST_NAMED - 1), `${named.length - MOST_NAMED + 1} more`] : named;
  const weakest = (['low', 'medium'] as const).find((x) => i.roots.some((r) => r.confidence === x)) ?? 'high';
  if (titles.size === 1) return [`${SURE[weakest]}: ${listed(shown)}.`];
  const many = `It had ${titles.size}`;
  const sure = { high: `${many} separate causes`, medium: `${many} causes, probably separate`, low: 'Possible causes' }[weakest];
  return [`${sure}: ${listed(shown)}.`];
} // prettier-ignore

/** The first few, and how many more. */
function some(names: readonly string[]): string {
  return listed(names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED - 1), `${names.length - MOST_NAMED + 1} more`] : names);
} // prettier-ignore

/** "nodes a, b and c", not the word again and again. */
function places(all: readonly string[]): string {
  const names = [...new Set(all)];
  const nodes = names.flatMap((n) => (n.startsWith('node ') ? [n.slice('node '.length)] : []));
  return names.length > 1 && nodes.length === names.length ? `nodes ${some(sortedBy(nodes, (n) => n))}` : some(names);
} // prettier-ignore

/** What belongs to a node is named by the node: the kind is in the words before it. */
function placeOf(entity: Ref): string {
  const ofNode = ['NodeNetwork', 'NodeService', 'ServiceDataplane'].includes(entity.kind);
  return ofNode ? `node ${entity.name.split('/')[0] ?? ''}` : labelOf(entity);
}

function firstSentence(text: string): string {
  return /^.*?[.](?= [A-Z])/.exec(text)?.[0] ?? text;
}

function stop(text: string): string {
  const t = text.trim();
  return /[.!?]$/.test(t) ? t : `${t}.`;
}
