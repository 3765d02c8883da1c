import { groupBy, iso, listed } from '../base/index.js';
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
  return found.charAt(0).toLowerCase() + found.slice(1);
}

/** One action for all roots of one kind that stand or ended alike: three nodes with one fault are one task. */
function repairs(m: Measured): Action[] {
  const groups = groupBy(m.incident.rootCauses, (x) => `${x.type} ${x.end ? 'over' : 'open'}`);
  return [...groups.values()].flatMap((roots): Action[] => {
    const [x] = roots;
    if (!x) return [];
    const on = listed([...new Set(roots.map((r) => labelOf(r.entity)))].slice(0, 6));
    const links = [...new Set(roots.flatMap((r) => cuts(m, r.id)))];
    if (!x.end) {
      const doneWhen = `"${title(m, x)}" no longer holds for ${on}, checked over a day`;
      return [
        { action: `Repair ${on}: ${x.statement.replace(/[.]$/, '')}`, kind: 'repair', cuts: links, doneWhen },
      ];
    }
    const times = Math.max(...roots.map((r) => r.episodes.length));
    const again = times > 1 ? ` (${times} times in this capture)` : '';
    return [
      {
        action: `Find the reason for "${title(m, x)}" (${on}) and remove it: it ended at ${iso(x.end.lo)}${again}, and nothing shows that it stays away`,
        kind: 'repair',
        cuts: links,
        doneWhen:
          'the reason is written down with its evidence, and it cannot happen again or is seen at once',
      },
    ];
  });
}

function reverts(responses: readonly Response[]): Action[] {
  return responses
    .filter((r) => r.kind === 'stopgap' && r.inForce && r.effect === 'worked')
    .map((r) => ({
      action: `Take back the stopgap on ${labelOf(r.entity)} or make it permanent by decision: ${r.change}`,
      kind: 'revert-stopgap',
      cuts: [],
      doneWhen: `the manifest of ${labelOf(r.entity)} in its source says what runs, and the reason is written beside it`,
    }));
}

function prevents(m: Measured): Action[] {
  const order = ['prevents', 'shortens', 'shrinks'];
  const told = (m.incident.preventions ?? [])
    .filter((p) => order.includes(p.verdict))
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || a.with.length - b.with.length)
    .map((p): Action => ({
      action: p.change,
      kind: p.verdict === 'prevents' ? 'prevent' : 'mitigate',
      cuts: p.removes === undefined ? [] : cuts(m, p.removes),
      doneWhen: `it is in force on ${labelOf(p.entity)}, and a drill of the same fault no longer reaches the surface`,
    }));
  if (told.length > 0) return told;
  return m.incident.conditions
    .filter((x) => m.incident.roleOf(x.id) === 'contributing')
    .map((x): Action => ({
      action: `Remove the weakness of ${labelOf(x.entity)}: ${x.statement}`,
      kind: 'prevent',
      cuts: cuts(m, x.id),
      doneWhen: `"${title(m, x)}" no longer holds for ${labelOf(x.entity)}`,
    }));
}

function detects(replayed: readonly Replayed[], gaps: readonly BlindSpot[]): Action[] {
  const out: Action[] = [];
  const first = firstPages(replayed).proposed;
  const gap = gaps.find((g) => g.kind === 'detection' && first && g.signal.startsWith(first.rule.name));
  if (first?.heard && gap) {
    const saves = gap.savesMinutes;
    out.push({
      action: `Alert on "${first.rule.meaning}" (${first.rule.name}) and page at once${saves ? `; here it would have saved ${saves.lo} to ${saves.hi} min` : ''}`,
      kind: 'detect',
      cuts: ['detection'],
      doneWhen: 'the rule is in force and a drill pages within three minutes',
    });
  }
  for (const g of gaps
    .filter((x) => x.kind === 'meta' && !x.signal.startsWith('the answer of'))
    .slice(0, 2)) {
    out.push({
      action: `Close the gap in the monitoring: ${g.signal}`,
      kind: 'detect',
      cuts: ['detection'],
      doneWhen: `a drill shows it; the gap was: ${g.statement}`,
    });
  }
  return out;
}

/** A way around each loop, that does not need what the loop needs. */
function recovers(m: Measured): Action[] {
  return (m.incident.loops ?? [])
    .filter((l) => l.kind === 'activated' || l.kind === 'responder' || l.kind === 'structural')
    .map((l): Action => ({
      action: `Write down and rehearse the way out of the loop: ${l.statement.replace(/[.]$/, '')}${l.breakPoints.length > 0 ? `. It breaks at: ${listed([...l.breakPoints], 'or')}.` : ''}`,
      kind: 'recover',
      cuts: m.incident.links
        .filter((k) => l.members.includes(k.causeId) && l.members.includes(k.effectId))
        .map((k) => k.id),
      doneWhen:
        'the runbook has the steps, they need nothing of the loop, and someone who did not write them has done them',
    }));
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
