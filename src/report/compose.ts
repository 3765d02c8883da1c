import { counted } from '../base/index.js';
import type { Analysis } from '../model/index.js';
import type { Draft, ReportDocument, Section } from './blocks.js';
import { incidentCase, type IncidentCase } from './case.js';
import { numberEvidence } from './evidence-numbers.js';
import { lintDraft } from './lint.js';
import { readable } from './prose/names.js';
import { fullTime } from './prose/time.js';
import { authorSection, decisionsOf } from './sections/author.js';
import { draftCheckSection, evidenceSection, machineSection } from './sections/appendix.js';
import { DRAFT_SECTIONS } from './sections/index.js';
import { backgroundSection } from './sections/background.js';
import { healthyOverview, severalOverview, sourcesSection } from './sections/overview.js';
import { shortenTimes } from './shorten.js';

/** Makes the document of an analysis: the drafts of its incidents, an overview, an appendix. */
export function compose(analysis: Analysis): ReportDocument {
  const drafts = analysis.incidents.map((incident, i): Draft => {
    const c = incidentCase(analysis, incident, i + 1);
    return {
      incident: incident.id,
      number: i + 1,
      title: readable(incident.title),
      severity: incident.severity,
      status: incident.status,
      canRecur: incident.canRecur,
      sections: briefly(c, sectionsOf(c)).map((s) => shortenTimes(s, c.day)),
    };
  });
  const overview = overviewOf(analysis).map((s) => shortenTimes(s, ''));
  const background = backgroundSection(analysis);
  const ground: readonly Section[] = [sourcesSection(analysis), ...(background === undefined ? [] : [shortenTimes(background, '')])];
  const findings = lintDraft({ overview, drafts, appendix: ground }, analysis);
  const check = drafts.length === 0 ? [] : [draftCheckSection(findings, drafts.length > 1)];
  const evidence = Object.keys(analysis.evidence).length === 0 ? [] : [evidenceSection()];
  const appendix = [...evidence, ...ground, ...check, machineSection(analysis)];
  const parts = { overview, drafts, appendix };
  return { ...parts, title: titleOf(analysis), subtitle: subtitleOf(analysis), ...numberEvidence(parts, analysis), findings };
} // prettier-ignore

/** Told once for a capture, or asked once of its people: in the draft of the first incident. */
const ONCE: ReadonlySet<string> = new Set(['learning', 'external-text']);

/**
 * Beside other incidents, one that is neither critical nor high is told shortly: a section in which nothing was found
 * is left out, and so is what the first draft has said or asked for all of them.
 */
function briefly(c: IncidentCase, sections: readonly Section[]): readonly Section[] {
  const minor = c.incident.severity === 'medium' || c.incident.severity === 'low';
  if (c.number === 1 || !minor) return sections;
  const { incident } = c;
  const nothing = new Set([
    ...(incident.notAffected.length === 0 ? ['not-affected'] : []),
    ...(incident.loops.length === 0 ? ['loops'] : []),
    ...(incident.responses.length === 0 ? ['response'] : []),
    ...(incident.contradictions.length === 0 ? ['gaps'] : []),
    ...(incident.alternatives.length + incident.unexplained.length === 0 ? ['alternatives'] : []),
    ...(incident.rootCauses.length === 0 ? ['diagnosis'] : []),
  ]);
  return sections.filter((s) => !ONCE.has(s.key) && !nothing.has(s.key));
}

/** The sections of a draft; what the author changed closes the page for who has a minute. */
function sectionsOf(c: IncidentCase): readonly Section[] {
  const made = DRAFT_SECTIONS.map((make) => make(c));
  const author = authorSection(decisionsOf(c.analysis, c.incident.id, c.number === 1));
  if (author === undefined) return made;
  const page = made.findLastIndex((s) => s.layer === 'executive') + 1;
  return [...made.slice(0, page), author, ...made.slice(page)];
}

function overviewOf(analysis: Analysis): readonly Section[] {
  if (analysis.incidents.length === 0) {
    const author = authorSection(decisionsOf(analysis, undefined, true));
    return [healthyOverview(analysis), ...(author === undefined ? [] : [author])];
  }
  return analysis.incidents.length > 1 ? [severalOverview(analysis)] : [];
}

function titleOf(analysis: Analysis): string {
  const [first, ...more] = analysis.incidents;
  if (first === undefined)
    return analysis.capture.sources.some((s) => s.records > 0)
      ? 'No incident was found'
      : 'Nothing could be read';
  return more.length === 0 ? readable(first.title) : `${more.length + 1} incidents in one capture`;
}

function subtitleOf(analysis: Analysis): string {
  const { sources, asOf } = analysis.capture;
  const taken = asOf.lo === null ? 'capture time not known' : `captured ${fullTime(asOf)}`;
  return `Draft · ${taken} · ${counted(sources.length, 'source')} · inquest ${analysis.tool.version}`;
}
