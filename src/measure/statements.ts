import { oneLine, type Stamp } from '../base/index.js';
import type { Condition, Evidence, Ref, StatementRecord } from '../model/index.js';
import type { Case } from '../world/index.js';
import type { Involved } from './involved.js';
import { classOf, type StatementClass } from './vocabulary.js';

/** A note of people that concerns the incident, or none in particular. */
export interface Said {
  readonly at: Stamp;
  readonly text: string;
  readonly author: string | undefined;
  readonly what: StatementClass;
  /** True when it names a thing of this incident. */
  readonly named: boolean;
  readonly evidence: Evidence;
}

/**
 * Notes that may speak of the incident: those that name one of its things, and those that name nothing of
 * elsewhere: of other incidents, where they are known, else of anything else in the case.
 */
export function statementsOn(
  c: Case,
  involved: Involved,
  elsewhere: readonly Condition[] | undefined,
): readonly Said[] {
  const known = elsewhere ? namesIn(elsewhere.map((x) => x.entity)) : c.fact(namesOfCase);
  return c.statements.flatMap((s): Said[] => {
    const words = wordsOf(s.text);
    const here = words.some((w) => involved.names.has(w));
    if (!here && words.some((w) => known.has(w))) return [];
    return [
      {
        at: { lo: s.at.lo, hi: s.at.hi, grade: 'D' },
        text: s.text,
        author: s.author,
        what: classOf(s.text),
        named: here,
        evidence: cite(s),
      },
    ];
  });
}

function cite(s: StatementRecord): Evidence {
  return { ...s.evidence, at: s.at.lo, excerpt: oneLine(s.text, 400) };
}

/** Words and the parts of names with slashes and colons: "shop/web" is also "web". */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9](?:[a-z0-9./:_-]*[a-z0-9])?/g) ?? [];
  return words.flatMap((w) => [w, ...w.split(/[/:]+/)]).filter((w) => w.length >= 3);
}

const TELLING = ['Node', 'Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Service', 'Surface'] as const;

function namesOfCase(c: Case): ReadonlySet<string> {
  return namesIn(TELLING.flatMap((kind) => c.all(kind).map((e) => e.ref)));
}

/** Names that are no common words: they hold a hyphen, a dot or a digit, or are long. */
function namesIn(refs: readonly Ref[]): ReadonlySet<string> {
  // an alert is named with what it is about: "ModelDown (model)"; people write its first word
  const names = refs.map((r) =>
    (r.kind === 'Alert' ? (r.name.split(' ')[0] ?? r.name) : r.name).toLowerCase(),
  );
  return new Set(names.filter((n) => n.length >= 4 && (/[-.\d]/.test(n) || n.length >= 7)));
}
