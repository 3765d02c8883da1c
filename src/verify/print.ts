import { clean } from '../base/index.js';
import type { Difference } from './compare.js';

/** The outcome for one historical incident. */
export interface Outcome {
  readonly name: string;
  readonly differences: readonly Difference[];
  /** Set when it could not be analysed at all. */
  readonly error?: string;
  readonly checks: number;
}

/** As a person reads it: expected, found, the evidence for found. */
export function outcomeLines(o: Outcome): string[] {
  if (o.error !== undefined) return [`FAIL  ${o.name}: ${o.error}`];
  if (o.differences.length === 0) return [`ok    ${o.name} (${o.checks} expectations)`];
  return [
    `FAIL  ${o.name}: ${o.differences.length} of ${o.checks} expectations differ`,
    ...o.differences.flatMap((d) => [
      `  ${d.where}`,
      `    expected: ${d.expected}`,
      `    found:    ${d.found}`,
      ...d.evidence.map((e) => `    evidence: ${e.slice(0, 200)}`),
    ]),
  ].map(clean);
}

/** JUnit XML, as CI systems read it: one test case per incident. */
export function junit(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter((o) => o.differences.length > 0 || o.error !== undefined).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="inquest verify" tests="${outcomes.length}" failures="${failed}">`,
    ...outcomes.map((o) => {
      const ok = o.differences.length === 0 && o.error === undefined;
      const body = ok
        ? ''
        : `<failure message="${xml(o.error ?? `${o.differences.length} differences`)}">${xml(outcomeLines(o).join('\n'))}</failure>`;
      return `<testcase classname="inquest" name="${xml(o.name)}">${body}</testcase>`;
    }),
    '</testsuite></testsuites>',
    '',
  ].join('\n');
}

function xml(text: string): string {
  return clean(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
