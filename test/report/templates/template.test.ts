import { describe, expect, it } from 'vitest';
import { compose, renderReport, TEMPLATE_NAMES, unresolvedClaims } from '../../../src/report/index.js';
import { DRAFT_SECTIONS } from '../../../src/report/sections/index.js';
import { markdownTemplate } from '../../../src/report/templates/markdown.js';
import { TEMPLATES } from '../../../src/report/templates/named.js';
import { applyTemplate } from '../../../src/report/templates/template.js';
import { registryOutage } from '../fixture.js';
import { draftOf, questionsOf } from '../read.js';

const document = compose(registryOutage);
const keys = new Set(draftOf(document).sections.map((s) => s.key));

const OURS = `# Postmortem template

## TL;DR
*One paragraph.*

## What went on
{{timeline}}

## Why
<!-- inquest: causal-chain, contributing -->

## Customers
- How many customers called?
- What did we tell them?

## Follow-ups
`;

describe('the templates that ship', () => {
  it('are named after their origin', () => {
    expect(TEMPLATE_NAMES).toEqual(['google-sre', 'pagerduty', 'atlassian']);
  });

  it.each([...TEMPLATES])(
    '%s asks only for sections that exist, each once, and loses none',
    (_, template) => {
      const asked = template.sections.flatMap((s) => s.keys);
      for (const key of asked) expect(keys.has(key), key).toBe(true);
      expect(new Set(asked).size).toBe(asked.length);
      const made = applyTemplate(document, template);
      const blocks = (d: typeof document) => draftOf(d).sections.flatMap((s) => s.blocks).filter((b) => b.kind === 'table' || b.kind === 'timeline'); // prettier-ignore
      expect(new Set(blocks(made))).toEqual(new Set(blocks(document)));
      expect(unresolvedClaims(made, registryOutage)).toEqual([]);
      expect(DRAFT_SECTIONS.length).toBe(keys.size);
    },
  );

  it('give each heading something: a section of ours or a blank', () => {
    for (const template of TEMPLATES.values()) {
      for (const section of draftOf(applyTemplate(document, template)).sections)
        expect(section.blocks.length).toBeGreaterThan(0);
    }
  });
});

describe('a template of a team', () => {
  const template = markdownTemplate(OURS);

  it('is read by its headings, placeholders, comments and blanks', () => {
    expect(template.sections).toEqual([
      { title: 'TL;DR', keys: ['summary', 'at-a-glance'], blanks: ['One paragraph.'] },
      { title: 'What went on', keys: ['timeline'], blanks: [] },
      { title: 'Why', keys: ['causal-chain', 'contributing'], blanks: [] },
      { title: 'Customers', keys: [], blanks: ['How many customers called?', 'What did we tell them?'] },
      { title: 'Follow-ups', keys: ['actions'], blanks: [] },
    ]);
  });

  it('orders the draft, keeps its blanks, and puts what it does not ask for at the end', () => {
    const made = draftOf(applyTemplate(document, template));
    expect(made.sections.slice(0, 5).map((s) => s.title)).toEqual([
      'TL;DR',
      'What went on',
      'Why',
      'Customers',
      'Follow-ups',
    ]);
    const customers = made.sections[3];
    expect(customers && questionsOf(customers)).toEqual([
      'How many customers called?',
      'What did we tell them?',
    ]);
    expect(made.sections.slice(5).every((s) => s.layer === 'appendix')).toBe(true);
    expect(made.sections.slice(5).map((s) => s.key)).toContain('response');
  });

  it('reaches the rendered report by name or by text', async () => {
    const headings = async (template: string | { readonly markdown: string }) => {
      const [file] = await renderReport(registryOutage, { formats: ['md'], template });
      return [...String(file?.bytes).matchAll(/^## (.*)$/gm)].map((m) => m[1]);
    };
    expect((await headings('pagerduty')).slice(0, 3)).toEqual([
      'Overview',
      'What happened',
      'Contributing factors',
    ]);
    expect((await headings({ markdown: OURS })).slice(0, 2)).toEqual(['TL;DR', 'What went on']);
    expect((await headings('no-such-template'))[0]).toBe('Summary');
  });

  it('shows hostile text of a template as text', async () => {
    const markdown = '## <script>x</script>\n- [a](javascript:b)\n';
    const files = await renderReport(registryOutage, { formats: ['md', 'html'], template: { markdown } });
    expect(String(files[0]?.bytes)).toContain('## &lt;script>x&lt;/script>');
    expect(String(files[1]?.bytes)).toContain('&lt;script&gt;x&lt;/script&gt;');
  });
});
