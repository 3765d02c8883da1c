import type { Block } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { phasesOf } from '../charts/phases.js';
import { blank, cite, text } from '../prose/spans.js';
import { fullTime, spanOf, when } from '../prose/time.js';
import { SEVERITY_WORDS, STATUS_MEANING, STATUS_WORDS } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';
import { withoutTwins } from './surface-words.js';
import { labelWords, readable } from '../prose/names.js';

/** "22:56:33 to 22:57:43" → "between 22:56:33 and 22:57:43" */
function spoken(time: string): string {
  return time.includes(' to ') ? `between ${time.replace(' to ', ' and ')}` : time;
}

/** "over at 11:20:00, again from 11:40:00; " for what came back and failed a second time. */
function again(c: IncidentCase): string {
  const [first, ...others] = c.incident.surfaces;
  const next = others.find((s) => first && labelWords(s.entity) === labelWords(first.entity) && s.host === first.host);
  const isApart = first?.to.hi != null && next?.from.lo != null && first.to.hi < next.from.lo;
  return isApart ? `over ${when(first.to, c.day)}, again from ${when(next.from, c.day)}; ` : '';
} // prettier-ignore

function windowWords(c: IncidentCase): string {
  const { from, to } = c.incident.window;
  if (spanOf(from) === undefined) return 'Not known';
  const start = fullTime(from);
  if (spanOf(to) === undefined) return `Began ${spoken(start)}; ${again(c)}${c.incident.status === 'active' ? 'still open at the capture' : 'end not known'}`; // prettier-ignore
  const wide = / to /.test(start) || / to /.test(when(to, c.day));
  const [began, ended] = [start.replace(' UTC', ''), when(to, c.day)];
  if (!wide) return `${began} to ${ended} UTC`;
  return `Began ${spoken(began)}, ended ${spoken(ended)} (UTC)`;
}

/** " as of 22:44:39", ", as captured between 05:36:25 and 05:41:25" */
function asOfWords(c: IncidentCase): string {
  if (c.analysis.capture.asOf.lo === null) return '';
  const time = when(c.analysis.capture.asOf, c.day);
  return time.includes(' to ') ? `, as captured ${spoken(time)}` : ` as of ${time}`;
}

function statusWords(c: IncidentCase): string {
  const { status, statusWhy, canRecur } = c.incident;
  const meaning = STATUS_MEANING[status];
  const why = c.plain(statusWhy ?? `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}`);
  const asOf = asOfWords(c);
  const said = readable(why);
  return `${STATUS_WORDS[status]}${asOf}. ${/^the |^its? |^what |^still |^works /.test(said) ? said.charAt(0).toUpperCase() + said.slice(1) : said}${canRecur ? ' It can happen again.' : ''}`;
}

/** The rule without the severity that it gives, which stands before it. */
function ruleWords(severity: string, rule: string): string {
  return rule.toLowerCase().startsWith(`${severity}:`) ? rule.slice(severity.length + 1).trim() : rule;
}

/** E1, E2: what this is, how bad, how it stands. */
export const atAGlance: SectionMaker = (c) => {
  const { incident } = c;
  const facts: Block = {
    kind: 'facts',
    items: [
      { term: 'Status', spans: [text(statusWords(c))] },
      {
        term: 'Severity',
        spans: [
          text(`${SEVERITY_WORDS[incident.severity]}, proposed. `),
          ...(incident.severityRule === undefined
            ? [blank('Which severity rule applies?')]
            : [text(c.plain(`Rule: ${ruleWords(incident.severity, incident.severityRule)}`))]),
        ],
      },
      { term: 'Window', spans: [text(windowWords(c))] },
      {
        term: 'Surfaces',
        spans: incident.surfaces.length === 0
          ? [text('No user-facing surface is known to be affected.')]
          : [text([...new Set(withoutTwins(incident.surfaces).map((s) => s.host ?? labelWords(s.entity)))].join('; ')), ...cite(...incident.surfaces.map((s) => s.evidence.slice(0, 1)))],
      },
      { term: 'Review', spans: [text('Not reviewed yet. '), blank('Who owns this review?')] },
    ],
  }; // prettier-ignore
  return section('at-a-glance', 'executive', 'At a glance', [phasesOf(c), facts]);
};
