import type { Template, TemplateSection } from './template.js';

/**
 * A team's own template: a Markdown file. Its headings become the headings of the draft, in its order.
 * Which of our sections answers a heading is said by `{{timeline}}` or `<!-- inquest: timeline, gaps -->` below
 * it, or guessed from its words. Every other line of text below a heading is a blank for a person.
 */
const WORDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/time ?line|chronolog/i, ['timeline']],
  [/root cause|\bcauses?\b|what happened|fault|mechanism|five whys|why did/i, ['causal-chain']],
  [/contribut|lead-?up|latent|factors|conditions/i, ['contributing']],
  [/impact|blast|affected|scope/i, ['impact', 'not-affected', 'attribution']],
  [/detect|alert|monitor/i, ['detection']],
  [/blind|observab|gap/i, ['blind-spots', 'gaps']],
  [/diagnos|investigat/i, ['diagnosis']],
  [/respon[sd]e|resolution|mitigat|recover|restor/i, ['response']],
  [/action|follow-?up|correct|remediat|prevent/i, ['actions']],
  [/lesson|learn|went well|lucky|retro/i, ['learning']],
  [/summary|overview|abstract|tl;?dr/i, ['summary', 'at-a-glance']],
  [/figure|metric|numbers|sla|slo\b/i, ['key-figures']],
  [/loop|feedback/i, ['loops']],
  [/alternative|hypothes|open question|unexplained|unknown/i, ['alternatives']],
  [/communicat|messag|external|status page/i, ['external-text']],
];

const HEADING = /^ {0,3}#{1,4}\s+(.+?)\s*#*$/;
const PLACEHOLDER = /\{\{\s*([a-z-]+)\s*\}\}/g;
const COMMENT = /<!--\s*inquest:\s*([a-z ,-]+?)\s*-->/g;

function namedIn(text: string): readonly string[] {
  const placeholders = [...text.matchAll(PLACEHOLDER)].map((m) => m[1] ?? '');
  const comments = [...text.matchAll(COMMENT)].flatMap((m) => (m[1] ?? '').split(','));
  return [...placeholders, ...comments].map((k) => k.trim()).filter((k) => k !== '');
}

function guessed(title: string): readonly string[] {
  return WORDS.find(([pattern]) => pattern.test(title))?.[1] ?? [];
}

/** A line of the template as a question: without its list mark and emphasis. */
function blankOf(line: string): string {
  return line
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(PLACEHOLDER, '')
    .replace(/^\s*(?:[-*+>]|\d+[.)]|\[[ x]\])\s*/, '')
    .replace(/[*_`]{1,3}/g, '')
    .trim();
}

function sectionOf(title: string, body: readonly string[]): TemplateSection {
  const named = body.flatMap(namedIn);
  const blanks = body.map(blankOf).filter((line) => line !== '' && !/^[-=|: ]+$/.test(line));
  return { title, keys: named.length > 0 ? named : guessed(title), blanks };
}

/** Reads a Markdown template; text before the first heading and the title of the file are left out. */
export function markdownTemplate(source: string): Template {
  const sections: TemplateSection[] = [];
  let title: string | undefined;
  let body: string[] = [];
  const close = () => {
    if (title !== undefined) sections.push(sectionOf(title, body));
    body = [];
  };
  for (const line of source.split(/\r?\n/)) {
    const found = HEADING.exec(line)?.[1];
    if (found === undefined) {
      body.push(line);
      continue;
    }
    close();
    title = found;
  }
  close();
  const first = sections[0];
  const isTitle = first !== undefined && /^\s*#\s/m.test(source) && first.keys.length === 0 && first.blanks.length === 0;
  return { sections: once(isTitle ? sections.slice(1) : sections) };
} // prettier-ignore

/** Each of our sections answers the first heading that asks for it. */
function once(sections: readonly TemplateSection[]): readonly TemplateSection[] {
  const told = new Set<string>();
  return sections.map((s) => {
    const keys = s.keys.filter((k) => !told.has(k));
    for (const k of keys) told.add(k);
    return { ...s, keys };
  });
}
