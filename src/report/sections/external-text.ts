import { inWords, MINUTE } from '../../base/index.js';
import type { SurfaceEntry } from '../../model/index.js';
import type { Block } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { question, say } from '../prose/spans.js';
import { between, clockOf, spanOf } from '../prose/time.js';
import { alike, namesOf } from './surface-words.js';
import { section, type SectionMaker } from './section.js';

const EXTENT = {
  full: 'did not work',
  partial: 'did not work for a part of the requests',
  degraded: 'worked slowly or in part',
} as const;

function onePart(group: readonly SurfaceEntry[]): string {
  const [s] = group;
  const at = spanOf(s?.from);
  if (s === undefined || at === undefined) return '';
  const names = namesOf(group);
  const day = clockOf(at.lo, '').slice(0, 10);
  const start = clockOf(at.lo, day).slice(0, 5);
  const end = spanOf(s.to);
  if (end === undefined)
    return `Since ${start} UTC on ${day}, ${names} ${EXTENT[s.impact]}; this was not over at the time of the capture.`;
  const length = between(s.from, s.to);
  const minutes =
    length === undefined
      ? ''
      : `, for about ${inWords(Math.max(1, Math.round((length.lo + length.hi) / 120)) * MINUTE)},`;
  return `From ${start} to ${clockOf(end.hi, day).slice(0, -3)} UTC on ${day}${minutes} ${names} ${EXTENT[s.impact]}.`;
}

/** "From 22:57 to 23:02 UTC, shop.example did not work": impact in words for people outside. */
function whatHappened(c: IncidentCase): string {
  const users = c.incident.surfaces.filter((s) => s.entity.kind === 'Surface');
  return alike(users)
    .map((group) => onePart(group))
    .join(' ');
}

/** No internal part is named to people outside, and nothing is promised that nobody decided. */
function whatWeDo(c: IncidentCase): string {
  const known = c.incident.rootCauses.some((r) => r.confidence === 'high');
  if (!known) return 'We are looking into the cause.';
  return c.incident.status === 'active' ? 'We know what causes it.' : 'We know what caused it.';
}

/** P3: a short text for people outside, to be approved before it is sent. */
export const externalText: SectionMaker = (c) => {
  if (c.incident.surfaces.every((s) => s.entity.kind !== 'Surface')) {
    return section('external-text', 'appendix', 'Short text for others', [
      say('Nothing that users meet is known to have failed, so no text for them is proposed.'),
      question('Did anyone outside notice, and do they need a word?'),
    ]);
  }
  const quote: Block = { kind: 'quote', paragraphs: [whatHappened(c), whatWeDo(c)] };
  return section('external-text', 'appendix', 'Short text for others', [
    say('A start for a status page or a mail: read it before it goes out.'),
    quote,
    question('What do we do so that it does not happen again? Who approves this text?'),
  ]);
};
