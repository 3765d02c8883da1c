import { keysIn, middle, sortedBy } from '../../base/index.js';
import { explain, type ExplainedIncident, type Explanation, type Part } from '../../cause/index.js';
import { keyOf, labelOf, type Condition } from '../../model/index.js';
import type { Findings } from '../findings.js';
import type { Decisions, OnFinding } from './decisions.js';

/** The findings that the author's names mean today, and the names that mean none. */
export interface Named {
  find(name: string): readonly Condition[];
  /** Findings of the same kind, to be offered for a name that means none. */
  near(name: string): readonly Condition[];
}

/** By id, or by what a person reads: "image-not-found of Deployment/shop/web". */
export function namesIn(conditions: readonly Condition[]): Named {
  const byId = new Map(conditions.map((c) => [c.id, c] as const));
  const spoken = (name: string): readonly Condition[] => {
    const [type = '', ...rest] = name.split(/\s+(?:of\s+)?/);
    const who = rest.join(' ');
    return conditions.filter(
      (c) => c.type === type && [keyOf(c.entity), labelOf(c.entity)].includes(who),
    );
  };
  return {
    find: (name) => {
      const one = byId.get(name);
      return one ? [one] : spoken(name);
    },
    near: (name) => conditions.filter((c) => name === c.type || name.startsWith(`${c.type}-`) || name.startsWith(`${c.type} `)),
  };
} // prettier-ignore

/** The explanation before and after the author's verdicts. */
export interface Judged {
  readonly named: Named;
  readonly before: Explanation;
  readonly after: Explanation;
  readonly rejected: ReadonlySet<string>;
  /** Pinned findings that the ranking alone would not have kept where they are. */
  readonly kept: ReadonlySet<string>;
}

/** Takes the rejected findings out and seeks the causes anew; puts pinned ones back where they were. */
export function judged(findings: Findings, decisions: Decisions): Judged {
  const { conditions, types } = findings.detection;
  const named = namesIn(conditions);
  const ids = (list: readonly OnFinding[]) => list.flatMap((d) => named.find(d.finding).map((c) => c.id));
  const rejected = new Set(ids(decisions.rejected));
  const before = findings.explanation;
  const held = conditions.filter((c) => !rejected.has(c.id));
  const anew = rejected.size === 0 ? before : explain(findings.world, held, types);
  const wasRoot = keysIn(before.incidents.flatMap((i) => i.roots), (r) => r.condition.id); // prettier-ignore
  const asRoot = new Set([
    ...ids(decisions.pinned.filter((p) => p.asRoot)),
    ...ids(decisions.pinned).filter((id) => wasRoot.has(id)),
  ]);
  const kept = new Set<string>();
  let after = anew;
  for (const id of new Set(ids(decisions.pinned))) {
    const condition = held.find((c) => c.id === id);
    if (!condition) continue;
    const next = withPin(after, before, condition, asRoot.has(id));
    if (next === after) continue;
    kept.add(id);
    after = next;
  }
  return { named, before, after, rejected, kept };
}

/** The same explanation when the finding is in it as pinned already. */
function withPin(now: Explanation, before: Explanation, x: Condition, asRoot: boolean): Explanation {
  const home = now.incidents.find((i) => i.parts.some((p) => p.condition.id === x.id));
  const incident = home ?? nearest(now.incidents, x);
  if (!incident) return now;
  if (home && (!asRoot || home.roots.some((r) => r.condition.id === x.id))) return now;
  const role = now.background.find((p) => p.condition.id === x.id);
  const part: Part = home?.parts.find((p) => p.condition.id === x.id) ??
    role ?? { condition: x, role: 'unexplained', tags: [], because: 'no link to the incident is supported' };
  const rest = incident.parts.filter((p) => p.condition.id !== x.id);
  const parts = sortedBy([...rest, asRoot ? asCause(part) : part], (p) => p.condition.onset.lo, (p) => p.condition.id); // prettier-ignore
  const roots = asRoot ? [...incident.roots, rootOf(incident, before, x)] : incident.roots;
  return {
    ...now,
    incidents: now.incidents.map((i) => (i === incident ? { ...i, parts, roots } : i)),
    background: now.background.filter((p) => p.condition.id !== x.id),
  };
}

function asCause(part: Part): Part {
  return { ...part, role: 'root-cause', because: `pinned by the author as a root cause; the ranking tells it as ${part.role}: ${part.because}` }; // prettier-ignore
}

function rootOf(i: ExplainedIncident, before: Explanation, x: Condition): ExplainedIncident['roots'][number] {
  const was = before.incidents.flatMap((b) => b.roots).find((r) => r.condition.id === x.id);
  return {
    condition: x,
    rank: i.roots.length + 1,
    probability: was?.probability ?? 0,
    confidence: was?.confidence ?? 'low',
    explains: reached(i, x.id),
    limits: [...(was?.limits ?? []), 'the ranking does not make it a root cause; it stays because the author pinned it'],
  };
} // prettier-ignore

/** What follows from a condition along the accepted links. */
function reached(i: ExplainedIncident, from: string): readonly string[] {
  const seen = new Set([from]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const l of i.accepted) {
      if (l.cause.id !== at || seen.has(l.effect.id)) continue;
      seen.add(l.effect.id);
      queue.push(l.effect.id);
    }
  }
  return [...seen].slice(1);
}

/** The incident whose beginning is nearest in time. */
function nearest(incidents: readonly ExplainedIncident[], x: Condition): ExplainedIncident | undefined {
  return sortedBy(incidents, (i) => Math.abs(i.faultAt - middle(x.onset)))[0];
}
