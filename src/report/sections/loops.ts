import type { Block, Span } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { bullets, cite, heading, paragraph, say, text } from '../prose/spans.js';
import { LOOP_WORDS } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';

type Loop = IncidentCase['incident']['loops'][number];

const MOST_MEMBERS = 8;

/** Members as a round trip, each of which can be opened; pods stand under their workload, once. */
function round(c: IncidentCase, loop: Loop): readonly Span[] | undefined {
  const findings = loop.members.map((id) => c.finding(id)).flatMap((f) => (f.kind === 'finding' ? [f] : []));
  const unique = [...new Map(findings.map((f) => [f.text, f])).values()];
  // one thing that waits for itself is named in the sentence above
  if (unique.length < 2) return undefined;
  const left = unique.length - MOST_MEMBERS;
  const shown = unique
    .slice(0, MOST_MEMBERS)
    .flatMap((f, i): Span[] => [...(i === 0 ? [] : [text(', ')]), f]);
  return left > 0 ? [...shown, text(` and ${left} more`)] : shown;
}

function blocksOf(c: IncidentCase, loop: Loop): readonly Block[] {
  const proofs = loop.members.flatMap((id) => c.condition(id)?.evidence.slice(0, 1) ?? []);
  const evidence = loop.evidence.length > 0 ? loop.evidence : proofs;
  const members = round(c, loop);
  return [
    heading(LOOP_WORDS[loop.kind]),
    paragraph(text(c.blameless(loop.statement)), ...cite(evidence)),
    bullets([
      ...(members === undefined ? [] : [[text('Members: '), ...members]]),
      ...(loop.breakPoints.length > 0 ? [[text(`It can be broken by: ${c.plain(loop.breakPoints.join('; '))}`)]] : []),
      [text(loop.escapeUsed === undefined ? 'No way out was seen in use.' : `Way out that was used: ${c.plain(loop.escapeUsed)}`)],
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
