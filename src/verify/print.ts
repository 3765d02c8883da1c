import { clean, counted } from '../base/index.js';
import type { Difference } from './compare.js';
import { driftLines, type Drift } from './drift.js';

/** The outcome for one historical incident. */
export interface Outcome {
  readonly name: string;
  readonly differences: readonly Difference[];
  /** Set when it could not be analysed at all. */
  readonly error?: string;
  readonly checks: number;
  /** What is told differently than in the results that it is held against. */
  readonly drift?: readonly Drift[];
}

/** True when all is as expected and nothing is told differently. */
export function isGreen(o: Outcome): boolean {
  return o.error === undefined && o.differences.length === 0 && (o.drift ?? []).length === 0;
}

/** As a person reads it: expected, found, the evidence for found. */
export function outcomeLines(o: Outcome): string[] {
  if (o.error !== undefined) return [`FAIL  ${o.name}: ${o.error}`];
  return [...comparedLines(o), ...driftedLines(o)].map(clean);
}

function comparedLines(o: Outcome): string[] {
  if (o.differences.length === 0) return [`ok    ${o.name} (${o.checks} expectations)`];
  return [
    `FAIL  ${o.name}: ${o.differences.length} of ${o.checks} expectations differ`,
    ...o.differences.flatMap((d) => [
      `  ${d.where}`,
      `    expected: ${d.expected}`,
      `    found:    ${d.found}`,
      ...d.evidence.map((e) => `    evidence: ${e.slice(0, 200)}`),
    ]),
  ];
}

function driftedLines(o: Outcome): string[] {
  if (o.drift === undefined) return [];
  const n = o.drift.length;
  if (n === 0) return [`same  ${o.name}: nothing is told differently`];
  return [
    `DRIFT ${o.name}: ${counted(n, 'thing is', 'things are')} told differently`,
    ...driftLines(o.drift),
  ];
}

/** JUnit XML, as CI systems read it: one test case per incident. */
export function junit(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter((o) => !isGreen(o)).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="inquest verify" tests="${outcomes.length}" failures="${failed}">`,
    ...outcomes.map((o) => {
      const body = isGreen(o)
        ? ''
        : `<failure message="${xml(o.error ?? `${o.differences.length + (o.drift ?? []).length} differences`)}">${xml(outcomeLines(o).join('\n'))}</failure>`;
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
