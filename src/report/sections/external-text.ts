import { listed } from '../../base/index.js';
import type { SurfaceEntry } from '../../model/index.js';
import type { Block } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { rangeWords } from '../prose/figure.js';
import { question, say } from '../prose/spans.js';
import { between, spanOf, when } from '../prose/time.js';
import { section, type SectionMaker } from './section.js';

const EXTENT = {
  full: 'did not work',
  partial: 'did not work for a part of the requests',
  degraded: 'worked slowly or in part',
} as const;

function oneSurface(c: IncidentCase, s: SurfaceEntry): string {
  const names = listed((s.host ?? s.entity.name).split(/,\s*/));
  const length = between(s.from, s.to);
  const start = when(s.from, c.day);
  if (spanOf(s.to) === undefined) return `Since ${start} UTC on ${c.day}, ${names} ${EXTENT[s.impact]}; this was not over at the time of the capture.`; // prettier-ignore
  const lasted = length === undefined ? '' : ` (${rangeWords(length.lo, length.hi)})`;
  return `From ${start} to ${when(s.to, c.day)} UTC on ${c.day}${lasted}, ${names} ${EXTENT[s.impact]}.`;
}

/** "From 22:57 to 23:02 UTC, shop.example answered ...": impact in words for people outside. */
function whatHappened(c: IncidentCase): string {
  const users = c.incident.surfaces.filter((s) => s.entity.kind === 'Surface');
  if (users.length === 0) return 'No service that users meet is known to have failed.';
  return users.map((s) => oneSurface(c, s)).join(' ');
}

function whatWeDo(c: IncidentCase): string {
  const repair = c.incident.actions.filter(
    (a) => a.kind === 'repair' || a.kind === 'prevent' || a.kind === 'detect',
  );
  if (repair.length === 0) return 'We are looking into the cause.';
  const names = repair.slice(0, 3).map((a) => a.action.trim().replace(/[.;]$/, ''));
  return `Proposed, not yet decided: ${names.map((n) => n.charAt(0).toLowerCase() + n.slice(1)).join('; ')}.`;
}

/** P3: a short text for people outside, to be approved before it is sent. */
export const externalText: SectionMaker = (c) => {
  const quote: Block = { kind: 'quote', paragraphs: [whatHappened(c), whatWeDo(c)] };
  return section('external-text', 'appendix', 'Short text for others', [
    say('A start for a status page or a mail. It names internal parts: read it before it goes out.'),
    quote,
    question('Who approves this text?'),
  ]);
};
