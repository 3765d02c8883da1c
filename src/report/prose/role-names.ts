import { sortedBy } from '../../base/index.js';
import type { Incident } from '../../model/index.js';

/**
 * Blameless reviews name what a person did by role. The names are those that the analysis itself gives
 * to people: who responded, and entities of kind Person. Service accounts and controllers keep their
 * names, since they are parts of the system.
 */
const NOT_A_PERSON =
  /^(system:|unknown$|nobody$|kube-|controller|(?:kubernetes-)?admin(?:istrator)?$|root$)|(controller|operator|manager|scheduler|bot|ci|deployer|runner|pipeline|serviceaccount|flux|argo|helm)/i;

/** "was changed by tom@shop.test at 13:20:33": who did it, in a sentence about a change. */
const DONE_BY = /\b(?:changed|created|deleted|applied|scaled|restarted|removed) by ([\w.+@:-]*\w)/g;

function namesOf(incident: Incident): readonly string[] {
  const people = [
    ...incident.responses.map((r) => r.by),
    ...incident.conditions.filter((c) => c.entity.kind === 'Person').map((c) => c.entity.name),
    ...incident.rootCauses.filter((c) => c.entity.kind === 'Person').map((c) => c.entity.name),
    ...incident.conditions.flatMap((c) => [...c.statement.matchAll(DONE_BY)].map((m) => m[1] ?? '')),
  ];
  const whole = people.filter((name) => name.length >= 3 && name.length <= 80 && !NOT_A_PERSON.test(name));
  const short = whole.map((name) => name.split('@')[0] ?? '').filter((name) => name.length >= 3);
  return sortedBy(
    new Set([...whole, ...short]),
    (name) => -name.length,
    (name) => name,
  );
}

/** The names as whole words: "dana", not the end of another word. */
function pattern(names: readonly string[]): string {
  const words = names.map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return `(?<![\\w@.-])(?:(?:user|operator|engineer) )?(?:${words})(?![\\w@-])`;
}

/** A function that puts "an operator" in place of each person's name. */
export function roleNaming(incident: Incident): (text: string) => string {
  const names = namesOf(incident);
  if (names.length === 0) return (text) => text;
  const whole = new RegExp(pattern(names), 'g');
  return (text) => text.replace(whole, 'an operator');
}

/** Tells whether a text names one of the people of the incident. */
export function namesPerson(incident: Incident): (text: string) => boolean {
  const names = namesOf(incident);
  if (names.length === 0) return () => false;
  const whole = new RegExp(pattern(names));
  return (text) => whole.test(text);
}
