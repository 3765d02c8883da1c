import type { Block, Draft, ReportDocument, Section } from '../blocks.js';
import { heading, question } from '../prose/spans.js';

/** One heading of a team's postmortem and which of our sections answer it. */
export interface TemplateSection {
  readonly title: string;
  /** Keys of our sections, in order: "timeline", "causal-chain". */
  readonly keys: readonly string[];
  /** What the template asks a person, shown as blanks. */
  readonly blanks: readonly string[];
}

export interface Template {
  readonly sections: readonly TemplateSection[];
}

function filled(entry: TemplateSection, index: number, own: ReadonlyMap<string, Section>): Section {
  const parts = entry.keys.flatMap((key) => own.get(key) ?? []);
  const blocks = parts.flatMap((p): readonly Block[] => (parts.length > 1 ? [heading(p.title), ...p.blocks] : p.blocks));
  const blanks = entry.blanks.map((ask) => question(ask));
  const nothing = blocks.length + blanks.length === 0 ? [question(entry.title)] : [];
  const first = parts[0];
  const key = first !== undefined ? first.key : `template-${index + 1}`;
  return { key, title: entry.title, layer: 'analysis', blocks: [...blocks, ...blanks, ...nothing] };
} // prettier-ignore

function inOrder(draft: Draft, template: Template): Draft {
  const own = new Map(draft.sections.map((s) => [s.key, s] as const));
  const used = new Set(template.sections.flatMap((s) => s.keys));
  const taken = new Set<string>();
  const ordered = template.sections.map((entry, i) => {
    const made = filled(entry, i, own);
    // A section that answers two headings keeps its name for the first one.
    const key = taken.has(made.key) ? `template-${i + 1}` : made.key;
    taken.add(key);
    return { ...made, key };
  });
  const rest = draft.sections
    .filter((s) => !used.has(s.key))
    .map((s): Section => ({ ...s, layer: 'appendix' }));
  return { ...draft, sections: [...ordered, ...rest] };
}

/**
 * The drafts in a team's own order and under its own headings. What the template does not ask for
 * follows at the end: nothing that was found is lost.
 */
export function applyTemplate(document: ReportDocument, template: Template): ReportDocument {
  return { ...document, drafts: document.drafts.map((d) => inOrder(d, template)) };
}
