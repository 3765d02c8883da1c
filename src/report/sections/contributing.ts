import { groupBy, listed } from '../../base/index.js';
import type { ConditionEntry, Incident } from '../../model/index.js';
import type { Spans, TableRow } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { cells, cite, claims, entity, heading, question, say, strong, text } from '../prose/spans.js';
import { labelWords } from '../prose/names.js';
import { spanOf } from '../prose/time.js';
import { VERDICT_WORDS } from '../prose/words.js';
import { remarkOn } from './author.js';
import { section, type SectionMaker } from './section.js';

type Prevention = Incident['preventions'][number];

const ROLES = new Set(['contributing', 'amplifier', 'trigger', 'observer-fault']);
const PART = {
  trigger: 'set it off',
  contributing: 'let it through',
  amplifier: 'made it larger',
  'observer-fault': 'hid evidence',
  late: 'came later, added to it',
} as const;

/** A change after the impact did not set it off. */
function part(c: IncidentCase, x: ConditionEntry): string {
  if (x.role === 'trigger') {
    const impact = spanOf(c.incident.instants.impact ?? c.incident.instants.fault)?.hi ?? Infinity;
    return (spanOf(x.onset)?.lo ?? -Infinity) > impact ? PART.late : PART.trigger;
  }
  return x.role === 'amplifier' || x.role === 'observer-fault' ? PART[x.role] : PART.contributing;
}

const NOT_TOLD = 'The replay does not tell: what it set off counts as able to begin without it.';

/** A change that an accepted link puts before a fault. */
function leadsOn(c: IncidentCase, x: ConditionEntry): boolean {
  return x.role === 'trigger' && c.incident.links.some((l) => l.from === x.id && l.verdict === 'accepted');
}

/** The verdicts of the changes that take this condition away. */
function without(c: IncidentCase, x: ConditionEntry): Spans {
  const tried = c.incident.preventions.filter((p) => p.removes === x.id);
  if (tried.length === 0)
    return [text(leadsOn(c, x) ? NOT_TOLD : 'The replay shows no difference to the chain.')];
  return tried.flatMap((p, i) => [
    strong(`${i === 0 ? '' : ' '}${capital(VERDICT_WORDS[p.verdict])}.`),
    text(` ${c.plain(p.change)} ${c.plain(p.why)}`),
  ]);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function factor(c: IncidentCase, group: readonly [ConditionEntry, ...ConditionEntry[]]): TableRow {
  const [x, ...others] = group;
  const where: Spans = [entity(x.entity), ...(others.length === 0 ? [] : [text(` and ${others.length} more`)])];
  const names = others.map((o) => (o.entity.kind === 'Pod' ? o.entity.name : labelWords(o.entity)));
  const left = names.length - MOST_NAMED;
  const also = others.length === 0 ? '' : ` The same of ${listed(left > 0 ? [...names.slice(0, MOST_NAMED), `${left} more`] : names)}.`;
  const said = others.length === 0 ? c.beside(x.entity, c.blameless(x.statement)) : c.blameless(x.statement);
  return cells(
    where,
    [text(`${said}${also}`), ...cite(x.evidence, ...others.map((o) => o.evidence.slice(0, 1))), ...group.flatMap((o) => remarkOn(c, o.id))],
    part(c, x),
    without(c, x),
  );
} // prettier-ignore

/** Named of those that one row tells together. */
const MOST_NAMED = 3;

/** Changes of one kind that the replay finds no use in taking back are one row: eight pods deleted in one go. */
function alike(c: IncidentCase, factors: readonly ConditionEntry[]): readonly (readonly [ConditionEntry, ...ConditionEntry[]])[] {
  const idle = (x: ConditionEntry) => !c.incident.preventions.some((p) => p.removes === x.id);
  const key = (x: ConditionEntry) => (idle(x) ? [x.condition, x.entity.kind, part(c, x)].join(' ') : x.id);
  return [...groupBy(factors, key).values()].flatMap(([first, ...more]) => (first === undefined ? [] : [[first, ...more] as const]));
} // prettier-ignore

/** Evidence for a change that was replayed: of the condition that it removes, else of its entity, else of the causes. */
function basis(c: IncidentCase, p: Prevention): readonly string[] {
  const removed = p.removes === undefined ? undefined : c.condition(p.removes);
  if (removed !== undefined) return removed.evidence;
  const own = c.incident.conditions.find(
    (x) =>
      x.entity.kind === p.entity.kind &&
      x.entity.name === p.entity.name &&
      x.entity.namespace === p.entity.namespace,
  );
  return own?.evidence ?? c.incident.rootCauses.flatMap((r) => r.evidence).slice(0, 2);
}

/** A6: what let a fault become an outage, each with the replay of the world without it. */
export const contributing: SectionMaker = (c) => {
  const factors = c.incident.conditions.filter((x) => ROLES.has(x.role));
  const shown = new Set(factors.map((x) => x.id));
  const others = c.incident.preventions.filter((p) => p.removes === undefined || !shown.has(p.removes));
  return section('contributing', 'analysis', 'Contributing conditions', [
    factors.length === 0
      ? say('No condition was found that let the fault grow. That is rare: ask what made it possible.')
      : say('What let the fault spread, and the changes that set it off. The last column is the incident replayed without each.'),
    factors.length === 0 ? undefined : claims(['Where', 'What', 'Part', 'Without it'], alike(c, factors).map((group) => factor(c, group))),
    ...(others.length === 0
      ? []
      : [
          heading('Other changes, replayed'),
          claims(
            ['Change', 'Where', 'Verdict', 'Why'],
            others.map((p) => cells([text(p.change), ...cite(basis(c, p).slice(0, 2))], [entity(p.entity)], VERDICT_WORDS[p.verdict], c.plain(p.why))),
          ),
        ]),
    factors.length === 0 ? undefined : question('Why was each of these reasonable when it was decided?', 'Context that only its authors have.'),
  ]); // prettier-ignore
};
