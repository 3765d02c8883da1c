import { keyOf, type Incident, type Ref } from '../model/index.js';
import type { ConditionPattern, LinkExpectation } from './expectations.js';

/** A chain of accepted links from one pattern to the other, or a single one where that is asked for. */
export function linked(i: Incident, { from, to, direct }: LinkExpectation): boolean {
  const byId = new Map(i.conditions.map((c) => [c.id, c]));
  const is = (p: ConditionPattern, id: string): boolean => {
    const c = byId.get(id);
    return c !== undefined && matches(p, c.entity, c.condition);
  };
  const links = i.links.filter((l) => l.verdict === 'accepted');
  const queue = i.conditions.filter((c) => matches(from, c.entity, c.condition)).map((c) => c.id);
  const seen = new Set(queue);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const l of links) {
      if (l.from !== at) continue;
      if (is(to, l.to)) return true;
      if (!direct && !seen.has(l.to)) {
        seen.add(l.to);
        queue.push(l.to);
      }
    }
  }
  return false;
}

/** What leads to a condition, in words. */
export function chainsInto(i: Incident, to: ConditionPattern): string {
  const byId = new Map(i.conditions.map((c) => [c.id, c]));
  const into = i.links.filter((l) => {
    const c = byId.get(l.to);
    return l.verdict === 'accepted' && c !== undefined && matches(to, c.entity, c.condition);
  });
  const causes = into
    .flatMap((l) => byId.get(l.from) ?? [])
    .map((c) => `${c.condition} of ${keyOf(c.entity)}`);
  return causes.length === 0 ? `nothing leads to ${say(to)}` : `caused by ${[...new Set(causes)].join(', ')}`;
}

/** The entity of a condition of the incident. */
export function keyOfCondition(i: Incident, id: string): string {
  const c = i.conditions.find((x) => x.id === id);
  return c ? keyOf(c.entity) : '';
}

/** True when entity and condition are what the pattern asks for; what it does not name may be anything. */
export function matches(p: ConditionPattern, entity: Ref, condition: string): boolean {
  return (
    (p.entity === undefined || fits(p.entity, keyOf(entity))) &&
    (p.conditions.length === 0 || p.conditions.includes(condition))
  );
}

/** An entity key with "*" for any run of characters; several, separated by " or ". */
export function fits(pattern: string, key: string): boolean {
  return pattern.split(' or ').some((one) => {
    const source = one
      .trim()
      .split('*')
      .map((s) => s.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${source}$`).test(key);
  });
}

/** A link in words. */
export function sayLink(l: LinkExpectation): string {
  return `${say(l.from)} → ${say(l.to)}${l.direct ? ', directly' : ''}`;
}

/** A pattern in words. */
export function say(p: ConditionPattern): string {
  return `${p.conditions.length > 0 ? `${p.conditions.join(' or ')} of ` : ''}${p.entity ?? 'anything'}`;
}
