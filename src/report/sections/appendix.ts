import type { Analysis } from '../../model/index.js';
import type { DraftFinding } from '../lint/finding.js';
import type { Section } from '../blocks.js';
import { bullets, cells, code, say, table, text } from '../prose/spans.js';
import { section } from './section.js';

/** P1: where each citation leads. */
export function evidenceSection(): Section {
  return section('evidence', 'appendix', 'Evidence', [
    say(
      'Each mark in the text leads to a place in the capture: a source, the line or byte in it, and what stands there.',
    ),
    { kind: 'evidence-index' },
  ]);
}

const LEVEL_WORDS = { fix: 'correct', look: 'look at', fill: 'fill in' } as const;
const LEVELS: readonly DraftFinding['level'][] = ['fix', 'look', 'fill'];

/** What a reviewer would send this draft back for. */
export function draftCheckSection(findings: readonly DraftFinding[], several: boolean): Section {
  const rows = LEVELS.flatMap((level) => findings.filter((f) => f.level === level)).map((f) =>
    cells(
      LEVEL_WORDS[f.level],
      [code(f.rule)],
      several && f.draft > 0 ? `${f.section} of incident ${f.draft}` : f.section,
      f.message,
    ),
  );
  return section('draft-check', 'appendix', 'Check of this draft', [
    rows.length === 0
      ? say('Nothing was found that reviewers usually reject.')
      : table(['To do', 'Rule', 'Section', 'What was found'], rows),
  ]);
}

/** P2: the same result for machines, and what made it. */
export function machineSection(analysis: Analysis): Section {
  const { version, rules } = analysis.tool;
  return section('machine', 'appendix', 'For machines', [
    bullets([
      [text('The whole result lies beside this text as '), code('analysis.json'), text('; its schema ships with the program.')],
      [text('It can be rendered again without the capture: '), code('inquest report analysis.json')],
      [text(`Made by inquest ${version}, rules ${rules}. The same capture gives the same bytes.`)],
    ]),
  ]); // prettier-ignore
}
