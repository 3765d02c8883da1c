import { describe, expect, it } from 'vitest';
import type { Analysis, AuthorEntry } from '../../src/model/index.js';
import { compose, unresolvedClaims } from '../../src/report/index.js';
import { renderHtml } from '../../src/report/render/html/page.js';
import { renderMarkdown } from '../../src/report/render/markdown.js';
import { HOSTILE, poisoned, registryOutage } from './fixture.js';

const [id = ''] = Object.keys(registryOutage.evidence);
const entry = (more: Partial<AuthorEntry>): AuthorEntry => ({
  kind: 'note', about: 'a finding', outcome: 'honoured', what: 'The note stands at the finding.', by: 'J. Doe', evidence: [id], ...more,
}); // prettier-ignore

const under = (author: readonly AuthorEntry[]): Analysis => ({ ...registryOutage, author });
const keys = (analysis: Analysis) => compose(analysis).drafts[0]?.sections.map((s) => s.key) ?? [];

describe('what the author changed', () => {
  it('stands at the end of the first page, and nowhere when nobody decided anything', () => {
    const all = keys(under([entry({})]));
    expect(all.indexOf('author')).toBe(all.indexOf('impact') - 1);
    expect(keys(registryOutage)).not.toContain('author');
  });

  it('tells first what could not be honoured, each with its source', () => {
    const analysis = under([entry({}), entry({ kind: 'pinned', about: 'gone-1', outcome: 'not-found', what: 'No finding has this name.' })]); // prettier-ignore
    const document = compose(analysis);
    expect(unresolvedClaims(document, analysis)).toEqual([]);
    const text = renderMarkdown(document, analysis, { pictures: new Set() });
    expect(text.indexOf('Not found. No finding has this name.')).toBeGreaterThan(0);
    expect(text.indexOf('Not found.')).toBeLessThan(text.indexOf('The note stands at the finding.'));
  });

  it.each(HOSTILE.filter((h) => h.length < 1000))('shows hostile words of people as text: %j', (hostile) => {
    const analysis = poisoned(hostile, under([entry({ words: 'because', incident: 'INC-1' }), entry({ words: 'why' })]));
    const page = renderHtml(compose(analysis), analysis);
    expect(page).not.toMatch(/<script>window|<img src=x|href="javascript:/);
    expect(renderMarkdown(compose(analysis), analysis, { pictures: new Set() })).not.toMatch(/^\| a \| b \||^# heading/m);
  }); // prettier-ignore
});
