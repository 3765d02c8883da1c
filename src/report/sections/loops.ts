import type { Block, Span } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { bullets, cite, heading, paragraph, say, sentence, text } from '../prose/spans.js';
import { LOOP_WORDS } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';

type Loop = IncidentCase['incident']['loops'][number];

/** Members as a round trip, each of which can be opened. */
function round(c: IncidentCase, loop: Loop): readonly Span[] {
  return loop.members.flatMap((id, i) => [...(i === 0 ? [] : [text(' → ')]), c.finding(id)]);
}

function blocksOf(c: IncidentCase, loop: Loop): readonly Block[] {
  const members = loop.members.flatMap((id) => c.condition(id)?.evidence.slice(0, 1) ?? []);
  const evidence = loop.evidence.length > 0 ? loop.evidence : members;
  return [
    heading(LOOP_WORDS[loop.kind]),
    paragraph(text(sentence(c.blameless(loop.statement))), ...cite(evidence)),
    bullets([
      ...(loop.members.length > 0 ? [[text('Members: '), ...round(c, loop)]] : []),
      ...(loop.breakPoints.length > 0 ? [[text(`It can be broken by: ${sentence(loop.breakPoints.join('; '))}`)]] : []),
      [text(loop.escapeUsed === undefined ? 'No way out was seen in use.' : `Way out that was used: ${sentence(loop.escapeUsed)}`)],
    ]),
  ]; // prettier-ignore
}

/** A7: where something needed itself. */
export const loops: SectionMaker = (c) =>
  section('loops', 'analysis', 'Loops', [
    c.incident.loops.length === 0
      ? say('No part was found that needed itself in order to recover.')
      : undefined,
    ...c.incident.loops.map((l) => blocksOf(c, l)),
  ]);
