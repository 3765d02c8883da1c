import { digest, groupBy, invariant, SECOND, sortedBy, type Stamp } from '../base/index.js';
import { keyOf, type Condition, type ConditionType } from '../model/index.js';
import type { Case } from '../world/index.js';
import type { Detector, Finding } from './detector.js';
import { detectors } from './registry.js';

/** What the detectors said, and what went wrong while they spoke (faults of ours, shown to the user). */
export interface Detection {
  readonly conditions: readonly Condition[];
  readonly types: ReadonlyMap<string, ConditionType>;
  readonly failures: readonly { readonly detector: string; readonly message: string }[];
}

/** All condition types that any detector may emit. */
export function conditionTypes(list: readonly Detector[] = detectors): ReadonlyMap<string, ConditionType> {
  return new Map(list.flatMap((d) => d.emits.map((t) => [t.id, t] as const)));
}

/**
 * Runs every detector alone: one that throws becomes a visible failure and silences no other. Findings of
 * one type about one entity that touch in time are one condition with episodes.
 */
export function detect(c: Case, list: readonly Detector[] = detectors): Detection {
  const failures: { detector: string; message: string }[] = [];
  const found: { finding: Finding; detector: Detector }[] = [];
  for (const detector of list) {
    try {
      for (const finding of detector.detect(c)) found.push({ finding, detector });
    } catch (error) {
      failures.push({
        detector: detector.id,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return { conditions: merge(found), types: conditionTypes(list), failures };
}

interface Found {
  readonly finding: Finding;
  readonly detector: Detector;
}

/** Findings of one type about one entity that lie closer than this are one condition, not two. */
const GAP = 60 * SECOND;

function merge(found: readonly Found[]): Condition[] {
  const byIdentity = groupBy(found, (f) => `${f.finding.type} ${keyOf(f.finding.entity)}`);
  const conditions = [...byIdentity.values()].flatMap(instances).map(conditionOf);
  return sortedBy(
    conditions,
    (x) => x.onset.lo,
    (x) => x.type,
    (x) => keyOf(x.entity),
  );
}

/** Splits findings into spells with nothing in between: what had ended and came again is a new condition. */
function instances(found: readonly Found[]): Found[][] {
  const ordered = sortedBy(
    found,
    (f) => f.finding.onset.lo,
    (f) => -f.finding.severity,
    (f) => f.detector.id,
  );
  const spells: Found[][] = [];
  let until = -Infinity;
  for (const f of ordered) {
    const current = spells.at(-1);
    if (current && f.finding.onset.lo <= until + GAP) current.push(f);
    else spells.push([f]);
    until = Math.max(until, f.finding.end?.hi ?? Infinity);
  }
  return spells;
}

/** The earliest finding speaks; the worst severity and all evidence count. */
function conditionOf(ordered: readonly Found[]): Condition {
  const first = ordered[0];
  invariant(first !== undefined, 'a spell has at least one finding');
  const all = ordered.map((f) => f.finding);
  const worst = all.reduce((a, b) => (b.severity > a.severity ? b : a), first.finding);
  const open = all.some((f) => f.end === undefined);
  const ends = all.flatMap((f) => f.end ?? []);
  const end = open ? undefined : ends.reduce((a: Stamp, b) => (b.hi > a.hi ? b : a));
  const { type, entity } = first.finding;
  return {
    id: `${type}-${digest(`${type} ${keyOf(entity)} ${first.finding.onset.lo}`, 8)}`,
    type,
    entity,
    onset: first.finding.onset,
    ...(end ? { end } : {}),
    epistemic: surest(all),
    severity: worst.severity,
    statement: worst.statement,
    evidence: all.flatMap((f) => f.evidence).slice(0, 12),
    episodes: sortedBy(
      all.flatMap((f) => f.episodes ?? [f.onset]),
      (s) => s.lo,
      (s) => s.hi,
    ),
    attrs: Object.assign({}, ...all.map((f) => f.attrs ?? {}).reverse()) as Condition['attrs'],
    names: all
      .flatMap((f) => f.names ?? [])
      .filter((r, i, list) => list.findIndex((x) => keyOf(x) === keyOf(r)) === i),
    ...(worst.unseen === undefined ? {} : { unseen: worst.unseen }),
    detector: first.detector.id,
  };
}

/** Seen beats concluded, concluded beats told. */
function surest(findings: readonly Finding[]): Condition['epistemic'] {
  const said = new Set(findings.map((f) => f.epistemic ?? 'observed'));
  return said.has('observed') ? 'observed' : said.has('inferred') ? 'inferred' : 'reported';
}
