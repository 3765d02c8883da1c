import type { Block } from '../blocks.js';
import { question, say } from '../prose/spans.js';
import { section, type SectionMaker } from './section.js';

const PROMPTS: readonly (readonly [string, string?])[] = [
  ['What went well?'],
  ['Where were you lucky?', 'What would have made this worse, had it been otherwise?'],
  ['What surprised you?'],
  ['How did the work look from where you sat: what did you see, and what did it mean to you then?'],
  ['Has something like this happened before? What was done about it?'],
];

/** A15: prompts for the review, never filled in by a program. */
export const learning: SectionMaker = (c) =>
  section('learning', 'analysis', 'Questions for the review', [
    say('These are for people. They are left open on purpose.'),
    ...(c.incident.questions ?? []).map((ask): Block => question(ask, 'The capture raises this question and does not answer it.')),
    ...PROMPTS.map(([ask, why]): Block => question(ask, why)),
  ]); // prettier-ignore
