import { groupBy, inWords, iso, listed, lowerFirst, MINUTE } from '../base/index.js';
import { keyOf, labelOf, type Condition, type Incident } from '../model/index.js';
import type { Measured } from './input.js';
import type { BlindSpot } from './blind-spots.js';
import type { Response } from './responses.js';
import { firstPages, type Replayed } from './replay/replay.js';
import { wordsOf, type Said } from './statements.js';

export type Action = Incident['actions'][number];

/** A report with more actions than this is not read; the rest is in preventions and blind spots. */
const MOST = 12;

/**
 * What to do, by leverage: repair what is still broken, make stopgaps permanent, cut the chain, see it
 * sooner, get round the loops; last what people proposed, with the link that it cuts or none.
 */
export function actionsOf(
  m: Measured,
  responses: readonly Response[],
  replayed: readonly Replayed[],
  gaps: readonly BlindSpot[],
  said: readonly Said[],
): readonly Action[] {
  const all = [
    ...repairs(m),
    ...reverts(responses),
    ...prevents(m),
    ...detects(replayed, gaps),
    ...recovers(m),
  ];
  const seen = new Set<string>();
  const unique = all.filter((a) => !seen.has(a.action) && seen.add(a.action));
  return [...unique.slice(0, MOST), ...audited(m, said)];
}

/** Ids of links in which a condition is cause or guard. */
function cuts(m: Measured, id: string): string[] {
  return m.incident.links.filter((l) => l.causeId === id || l.guards.includes(id)).map((l) => l.id);
}

function title(m: Measured, x: Condition): string {
  const found = m.incident.conditionTypes.get(x.type)?.title ?? x.type;
  return lowerFirst(found);
}

/** The statement goes on from the name of what it is about: "Repair Node a: it stopped reporting". */
function about(x: Condition): string {
  const label = labelOf(x.entity);
  const said = x.statement.replace(/[.]$/, '');
  return said.startsWith(`${label} `) ? `it ${said.slice(label.length + 1)}` : lowerFirst(said);
}

/** A thing with what is wrong with it; a sentence that names the thing says both. */
function repairOf(x: Condition): string {
  const said = about(x);
  if (said.startsWith('it ')) return `Repair ${labelOf(x.entity)}: ${said}`;
  const { name } = x.entity;
  const known = name.split('/').every((part) => said.includes(part));
  return known ? `Repair this: ${said}` : `Repair ${labelOf(x.entity)}: ${said}`;
}

/** "Deployment a/b", "Deployment a/b, Deployment a/c, Deployment a/d and 4 more" */
function placesOf(roots: readonly Condition[]): string {
  const names = [...new Set(roots.map((r) => labelOf(r.entity)))];
  return listed(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names);
}

/** One action for all roots of one kind that stand or ended alike: three nodes with one fault are one task. */
function repairs(m: Measured): Action[] {
  const groups = [...groupBy(m.incident.rootCauses, (x) => `${x.type} ${x.end ? 'over' : 'open'}`).values()];
  const riddles = groups.filter((roots) => isRiddle(m, roots));
  return groups.flatMap((roots): Action[] => {
    const [x] = roots;
    const isAsked = riddles.includes(roots);
    if (!x || (isAsked && roots !== riddles[0])) return [];
    const told = isAsked ? lookInto(m, riddles) : repair(m, x, roots);
    const all = isAsked ? riddles.flat() : roots;
    return [{ ...told, kind: 'repair', cuts: [...new Set(all.flatMap((r) => cuts(m, r.id)))] }];
  });
}

/** It is over, nobody repaired it, and no change is known to have brought it about. */
function isRiddle(m: Measured, roots: readonly Condition[]): boolean {
  const [x] = roots;
  if (!x?.end || m.incident.conditionTypes.get(x.type)?.nature === 'change') return false;
  return changeBefore(m, roots) === undefined;
}

/** What ended without a known reason is looked into, all of it at once. */
function lookInto(m: Measured, groups: readonly (readonly Condition[])[]): Pick<Action, 'action' | 'doneWhen'> {
  const told = groups.flatMap((roots) => {
    const [x] = roots;
    const times = Math.max(...roots.map((r) => r.episodes.length));
    const again = times > 1 ? `, ${times} times in this capture` : '';
    return x?.end ? [`"${title(m, x)}" (${placesOf(roots)}${again}; over at ${iso(x.end.lo)})`] : [];
  });
  return {
    action: `Find out what lay behind ${listed(told)}, and keep it from coming back: the capture does not say`,
    doneWhen: 'the reason is written down with its evidence, and a return of it would page someone',
  };
} // prettier-ignore

/** What stands is repaired; a change that was the cause, or came before it, is made safe for the next time. */
function repair(m: Measured, x: Condition, roots: readonly Condition[]): Pick<Action, 'action' | 'doneWhen'> {
  if (m.incident.conditionTypes.get(x.type)?.nature === 'change') {
    return {
      action: `Put a check before a change like this one: ${x.statement.replace(/[.]$/, '')}`,
      doneWhen: 'the same change, made in a drill, is stopped or staged before it reaches everything',
    };
  }
  if (!x.end) {
    return {
      action: roots.length === 1 ? repairOf(x) : `Repair ${placesOf(roots)}: ${title(m, x)}`,
      doneWhen: `a whole day has passed without "${title(m, x)}" there`,
    };
  }
  const times = Math.max(...roots.map((r) => r.episodes.length));
  const again = times > 1 ? `, ${times} times in this capture` : '';
  const after = changeBefore(m, roots) ?? 'a change';
  return {
    action: `Make the next such change safe: after ${after} came "${title(m, x)}" (${placesOf(roots)}${again})`,
    doneWhen: 'a drill of the same change ends without impact',
  };
} // prettier-ignore

/** The change that an accepted link puts before one of the roots. */
function changeBefore(m: Measured, roots: readonly Condition[]): string | undefined {
  const ids = new Set(roots.map((r) => r.id));
  const causes = new Set(m.incident.links.filter((l) => ids.has(l.effectId)).map((l) => l.causeId));
  const change = m.incident.conditions.find(
    (y) => causes.has(y.id) && m.incident.conditionTypes.get(y.type)?.nature === 'change',
  );
  return change && `"${title(m, change)}" (${labelOf(change.entity)})`;
}

function reverts(responses: readonly Response[]): Action[] {
  return responses
    .filter((r) => r.kind === 'stopgap' && r.inForce && r.effect === 'worked')
    .map((r) => {
      const label = labelOf(r.entity);
      const what = r.change.startsWith(`changed ${label}: `)
        ? r.change.slice(`changed ${label}: `.length)
        : r.change;
      return {
        action: `Take back the stopgap on ${label}, or decide to keep it: ${what}`,
        kind: 'revert-stopgap',
        cuts: [],
        doneWhen: `the manifest of ${label} in its source says what runs, and why`,
      };
    });
}

const DRILLS = {
  prevents: 'no longer has an impact',
  shortens: 'is over sooner',
  shrinks: 'reaches less',
} as const;

type Told = keyof typeof DRILLS;

const isTold = (verdict: string): verdict is Told => verdict in DRILLS;

/** The changes that the replay says would have helped; one change for several things is one task. */
function prevents(m: Measured): Action[] {
  const order = ['prevents', 'shortens', 'shrinks'];
  const useful = (m.incident.preventions ?? [])
    .filter((p) => isTold(p.verdict))
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || a.with.length - b.with.length);
  const alike = groupBy(useful, (p) => `${p.verdict} ${p.change.replaceAll(labelOf(p.entity), '…')}`);
  const told = [...alike.values()].flatMap((group): Action[] => {
    const [p] = group;
    if (!p || !isTold(p.verdict)) return [];
    const on = listed([...new Set(group.map((x) => labelOf(x.entity)))]);
    return [
      {
        action: p.change.replaceAll(labelOf(p.entity), on),
        kind: p.verdict === 'prevents' ? 'prevent' : 'mitigate',
        cuts: [...new Set(group.flatMap((x) => (x.removes === undefined ? [] : cuts(m, x.removes))))],
        doneWhen: `it is in force, and a drill of the same fault ${DRILLS[p.verdict]}`,
      },
    ];
  });
  if (told.length > 0) return told;
  return m.incident.conditions
    .filter((x) => m.incident.roleOf(x.id) === 'contributing')
    .map((x): Action => ({
      action: `Remove the weakness of ${labelOf(x.entity)}: ${about(x)}`,
      kind: 'prevent',
      cuts: cuts(m, x.id),
      doneWhen: `the next capture no longer shows "${title(m, x)}" for ${labelOf(x.entity)}`,
    }));
}

/** "36 s to 1 min 36 s sooner", "up to 1 min sooner" */
function sooner(saves: { readonly lo: number; readonly hi: number }): string {
  const [lo, hi] = [inWords(saves.lo * MINUTE), inWords(saves.hi * MINUTE)];
  return `${saves.lo <= 0 ? `up to ${hi}` : lo === hi ? hi : `${lo} to ${hi}`} sooner`;
}

function detects(replayed: readonly Replayed[], gaps: readonly BlindSpot[]): Action[] {
  const out: Action[] = [];
  const first = firstPages(replayed).proposed;
  const gap = gaps.find((g) => g.kind === 'detection' && first && g.signal.startsWith(first.rule.name));
  if (first?.heard && gap) {
    const saves = gap.savesMinutes;
    out.push({
      action: `Alert on "${first.rule.meaning}" (${first.rule.name}) and page at once${saves ? `; here someone would have known ${sooner(saves)}` : ''}`,
      kind: 'detect',
      cuts: ['detection'],
      doneWhen: 'the rule is in force and a drill pages within three minutes',
    });
  }
  for (const g of gaps
    .filter((x) => x.kind === 'meta' && !x.signal.startsWith('the answer of'))
    .slice(0, 2)) {
    out.push({
      action: `Close a gap in the monitoring: ${g.signal} (${lowerFirst(g.statement.replace(/[.]$/, ''))})`,
      kind: 'detect',
      cuts: ['detection'],
      doneWhen: 'a drill of it tells someone',
    });
  }
  return out;
}

/** A way around each loop, that does not need what the loop needs. */
function recovers(m: Measured): Action[] {
  return (m.incident.loops ?? [])
    .filter((l) => l.kind === 'activated' || l.kind === 'responder' || l.kind === 'structural')
    .map((l): Action => {
      const members = m.incident.conditions.filter((x) => l.members.includes(x.id));
      const names = [...new Set(members.map((x) => labelOf(x.entity)))];
      const around = listed(names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names);
      const [way] = l.breakPoints;
      return {
        action: `Write down and rehearse the way out of the loop around ${around}${way === undefined ? '' : `: ${lowerFirst(way)}`}`,
        kind: 'recover',
        cuts: m.incident.links
          .filter((k) => l.members.includes(k.causeId) && l.members.includes(k.effectId))
          .map((k) => k.id),
        doneWhen:
          'someone who did not write the steps has followed them, without anything that is in the loop',
      };
    });
}

/** Proposals of people: which link of the chain they cut, if any. */
function audited(m: Measured, said: readonly Said[]): Action[] {
  return said
    .filter((s) => s.what === 'proposal')
    .map((s): Action => {
      const words = new Set(wordsOf(s.text));
      const met = m.incident.conditions.filter(
        (x) =>
          words.has(x.entity.name.toLowerCase()) ||
          Object.values(x.attrs).some(
            (v) => typeof v === 'string' && v.length > 3 && words.has(v.toLowerCase()),
          ),
      );
      const links = [...new Set(met.flatMap((x) => cuts(m, x.id)))];
      const verdict =
        links.length > 0
          ? `it concerns ${listed([...new Set(met.map((x) => keyOf(x.entity)))])}`
          : 'it cuts no link of this chain';
      return {
        action: `Proposed in the notes: "${s.text}" (${verdict})`,
        kind: 'govern',
        cuts: links,
        doneWhen:
          links.length > 0
            ? 'the people who proposed it say how they would see that it works'
            : 'decided: what it is meant to change, or dropped',
      };
    });
}
