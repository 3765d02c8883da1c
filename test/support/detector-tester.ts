import { describe, expect, it } from 'vitest';
import { iso } from '../../src/base/index.js';
import type { Detector, Finding } from '../../src/detect/index.js';
import { conditionTypes, detect } from '../../src/detect/index.js';
import { keyOf, type Condition } from '../../src/model/index.js';
import { caseOf, when, type Built, type Given, type When } from './case-builder.js';

/** What a detector must say. Everything but type and entity is checked only where it is given. */
export interface Expected {
  readonly type: string;
  /** Entity key: "Deployment/shop/web". */
  readonly entity: string;
  /** The true onset: must lie in the stated interval. */
  readonly onset?: When;
  /** True when it still holds at the end of knowledge. */
  readonly open?: boolean;
  readonly severity?: Condition['severity'];
  readonly epistemic?: Condition['epistemic'];
  /** Words that the statement must contain. */
  readonly says?: readonly (string | RegExp)[];
  readonly attrs?: Readonly<Record<string, string | number>>;
  /** Keys of entities that the condition must name. */
  readonly names?: readonly string[];
  /** Text that some evidence must resolve to. */
  readonly evidence?: string | RegExp;
}

export interface DetectorCases {
  /** Captures in which the mechanism is at work. */
  readonly fires: readonly {
    readonly name: string;
    readonly given: Given;
    readonly expect: readonly Expected[];
    /** Types that must not be said here. */
    readonly never?: readonly string[];
  }[];
  /** Healthy twins and look-alikes: nothing may be said (or nothing of `never`, when given). */
  readonly silent: readonly {
    readonly name: string;
    readonly given: Given;
    readonly never?: readonly string[];
  }[];
}

/**
 * The tester of detectors. It polices the tests too: at least one firing and one silent capture, no name
 * twice; and checks on its own that an empty capture is met with silence, that what is said is declared,
 * complete, ordered in time and resolves to bytes, and that saying it twice gives the same.
 */
export function testDetector(detector: Detector, cases: DetectorCases): void {
  describe(detector.id, () => {
    it('has complete documentation and honest tests', () => {
      expect(detector.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(detector.what.length).toBeGreaterThan(40);
      expect(detector.lookAlikes.length).toBeGreaterThan(20);
      expect(detector.sources.length).toBeGreaterThan(0);
      expect(detector.emits.length).toBeGreaterThan(0);
      for (const t of detector.emits) expect(t.title.length).toBeGreaterThan(3);
      expect(cases.fires.length).toBeGreaterThan(0);
      expect(cases.silent.length).toBeGreaterThan(0);
      const names = [...cases.fires, ...cases.silent].map((x) => x.name);
      expect(new Set(names).size).toBe(names.length);
    });

    it('is silent without coverage', () => {
      expect([...detector.detect(caseOf({}).c)]).toEqual([]);
    });

    for (const firing of cases.fires) {
      it(`fires: ${firing.name}`, () => {
        const built = caseOf(firing.given);
        const findings = [...detector.detect(built.c)];
        for (const finding of findings) checkFinding(detector, finding, built);
        const { conditions, failures } = detect(built.c, [detector]);
        expect(failures).toEqual([]);
        for (const expected of firing.expect) checkExpected(expected, conditions, built);
        for (const type of firing.never ?? [])
          expect(conditions.map(summary)).not.toContainEqual(expect.stringMatching(new RegExp(`^${type} `)));
        expect([...detector.detect(caseOf(firing.given).c)]).toEqual(findings);
      });
    }

    for (const silent of cases.silent) {
      it(`silent: ${silent.name}`, () => {
        const { conditions, failures } = detect(caseOf(silent.given).c, [detector]);
        expect(failures).toEqual([]);
        const heard = conditions.filter((x) => silent.never === undefined || silent.never.includes(x.type));
        expect(heard.map(summary)).toEqual([]);
      });
    }
  });
}

function checkFinding(detector: Detector, finding: Finding, built: Built): void {
  expect([...conditionTypes([detector]).keys()]).toContain(finding.type);
  expect(finding.statement.length).toBeGreaterThan(10);
  expect(finding.statement).toMatch(/[.]$/);
  expect(finding.evidence.length).toBeGreaterThan(0);
  for (const e of finding.evidence) {
    expect(built.resolve(e).length).toBeGreaterThan(0);
    expect(e.excerpt.length).toBeGreaterThan(0);
    expect(e.excerpt.length).toBeLessThanOrEqual(400);
  }
  expect(finding.onset.lo).toBeLessThanOrEqual(finding.onset.hi);
  expect(finding.onset.lo).toBeLessThanOrEqual(built.c.asOf.hi);
  if (finding.end) expect(finding.end.hi).toBeGreaterThanOrEqual(finding.onset.lo);
}

function checkExpected(expected: Expected, conditions: readonly Condition[], built: Built): void {
  const id = `${expected.type} ${expected.entity}`;
  const found = conditions.find((x) => x.type === expected.type && keyOf(x.entity) === expected.entity);
  expect(conditions.map((x) => `${x.type} ${keyOf(x.entity)}`)).toContain(id);
  if (!found) return;
  if (expected.onset !== undefined) {
    const truth = when(expected.onset);
    const told = `${iso(found.onset.lo)} .. ${iso(found.onset.hi)}`;
    expect(found.onset.lo <= truth.hi && truth.lo <= found.onset.hi, `onset ${told} of ${id}`).toBe(true);
  }
  if (expected.open !== undefined) expect(found.end === undefined, `open: ${id}`).toBe(expected.open);
  if (expected.severity !== undefined) expect(found.severity, `severity of ${id}`).toBe(expected.severity);
  if (expected.epistemic !== undefined) expect(found.epistemic).toBe(expected.epistemic);
  for (const words of expected.says ?? []) {
    if (typeof words === 'string') expect(found.statement).toContain(words);
    else expect(found.statement).toMatch(words);
  }
  if (expected.attrs) expect(found.attrs).toMatchObject(expected.attrs);
  for (const name of expected.names ?? []) expect(found.names.map(keyOf)).toContain(name);
  if (expected.evidence !== undefined) {
    const texts = found.evidence.map((e) => built.resolve(e));
    const hit = texts.some((t) =>
      typeof expected.evidence === 'string' ? t.includes(expected.evidence) : expected.evidence?.test(t),
    );
    expect(hit, `evidence of ${id}: ${texts.join(' | ')}`).toBe(true);
  }
}

function summary(x: Condition): string {
  return `${x.type} ${keyOf(x.entity)}: ${x.statement}`;
}
