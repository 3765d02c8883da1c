import { counted, groupBy, inWords, listed, oneLine, SECOND, sortedBy } from '../base/index.js';
import type { ExplainedIncident } from '../cause/index.js';
import type { Measures } from '../measure/index.js';
import { keyOf, labelOf, type Condition, type Incident, type Ref } from '../model/index.js';
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
  const same = tops.filter((t) => t.entity.kind === first.entity.kind && t.type === first.type);
  const bare = ['Surface', 'Component'].includes(first.entity.kind);
  const label = (x: Condition) => (bare ? x.entity.name : labelOf(x.entity));
  const one = first.entity.kind === 'Cluster' ? 'The cluster' : same.length === 1 ? label(first) : undefined;
  // "Deployments a/x and a/y", not the kind again and again.
  const kind = bare ? '' : `${first.entity.kind}${/(?:s|x|ch)$/.test(first.entity.kind) ? 'es' : 's'} `;
  const names = same.slice(0, 3).map((t) => (bare ? t.entity.name : label(t).slice(first.entity.kind.length + 1)));
  const more = same.length > 3 ? [`${same.length - 3} more`] : [];
  const title = c.explanation.types.get(first.type)?.title ?? first.type;
  return oneLine(`${one ?? `${kind}${listed([...names, ...more])}`}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`, 160);
} // prettier-ignore

/** One paragraph: what was felt and for how long, why, what ended it, what is still open. */
export function summaryOf(c: Composer, i: ExplainedIncident, m: Measures): string {
  const sentences: string[] = [];
  const top = i.tops[0];
  if (top) sentences.push(stop(firstSentence(top.statement)));
  const restore = m.figures.timeToRestore ?? m.figures.timeToMitigate;
  if (restore && !restore.open) sentences.push(`It lasted ${lasted(restore)}.`);
  sentences.push(...causeSentences(c, i));
  const through = i.parts.filter((p) => p.role === 'contributing').length;
  if (through > 0) {
    const many = through > 1;
    sentences.push(`${counted(through, 'condition')} of configuration or design let it spread; ${many ? 'they are' : 'it is'} listed below.`);
  }
  const worked = m.responses.find((r) => r.effect === 'worked');
  if (worked) sentences.push(`What ended it: ${worked.by === 'unknown' ? 'someone' : 'a responder'} ${stop(worked.change)}`);
  sentences.push(STATUS_SENTENCES[m.verdict.status]);
  return oneLine(sentences.join(' '), 1500);
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
function causeSentences(c: Composer, i: ExplainedIncident): readonly string[] {
  const [first, second] = i.roots;
  if (!first) return [];
  const titles = groupBy(i.roots, (r) => lowerFirst(c.explanation.types.get(r.condition.type)?.title ?? r.condition.type));
  const named = [...titles].map(([title, roots]) => `${title} (${some([...new Set(roots.map((r) => placeOf(r.condition.entity)))])})`);
  // like failures without a link: what they have in common is the lead, none of them is the cause
  const batch = i.accepted.length === 0 && second?.condition.type === first.condition.type ? first.limits[0] : undefined;
  if (batch !== undefined) return [stop(`${batch.charAt(0).toUpperCase()}${batch.slice(1)}`)];
  if (!second) return [`${SURE[first.confidence]}: ${stop(first.condition.statement)}`];
  const shown = named.length > 4 ? [...named.slice(0, 3), `${named.length - 3} more`] : named;
  const weakest = i.roots.some((r) => r.confidence === 'low') ? 'low' : i.roots.some((r) => r.confidence === 'medium') ? 'medium' : 'high';
  const sure = { high: 'Separate causes', medium: 'Probable, separate causes', low: 'Possible causes' }[weakest];
  return [`${sure}: ${listed(shown)}.`];
} // prettier-ignore

/** The first few, and how many more. */
function some(names: readonly string[]): string {
  return listed(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names);
}

/** What belongs to a node is named by the node: the kind is in the words before it. */
function placeOf(entity: Ref): string {
  const ofNode = ['NodeNetwork', 'NodeService', 'ServiceDataplane'].includes(entity.kind);
  return ofNode ? `node ${entity.name.split('/')[0] ?? ''}` : labelOf(entity);
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function firstSentence(text: string): string {
  return /^.*?[.](?= [A-Z])/.exec(text)?.[0] ?? text;
}

function stop(text: string): string {
  const t = text.trim();
  return /[.!?]$/.test(t) ? t : `${t}.`;
}
