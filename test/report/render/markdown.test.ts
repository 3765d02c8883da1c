import { describe, expect, it } from 'vitest';
import type { Block, ReportDocument } from '../../../src/report/index.js';
import { compose } from '../../../src/report/index.js';
import { md, mdCell, mdCode, mdStart } from '../../../src/report/render/escape-markdown.js';
import { renderMarkdown } from '../../../src/report/render/markdown.js';
import { HOSTILE, healthy, manyRows, poisoned, registryOutage, twoIncidents } from '../fixture.js';

const outage = renderMarkdown(compose(registryOutage), registryOutage);

/** Columns of each row of each table: bars that are neither escaped nor inside a code span count. */
function widths(text: string): readonly (readonly number[])[] {
  const tables: number[][] = [];
  let current: number[] | undefined;
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) {
      current = undefined;
      continue;
    }
    if (current === undefined) {
      current = [];
      tables.push(current);
    }
    current.push(line.replace(/\\\\/g, '').replace(/\\\|/g, '').split('|').length - 2);
  }
  return tables;
}

describe('md', () => {
  it.each([
    ['<script>', '&lt;script>'],
    ['[a](javascript:x)', '\\[a\\](javascript:x)'],
    ['a*b_c_d', 'a\\*b_c_d'],
    ['_emphasis_', '\\_emphasis\\_'],
    ['`code`', '\\`code\\`'],
    ['&lt;', '&amp;lt;'],
    ['AT&T', 'AT&T'],
    ['ask @someone, see #12', 'ask &#64;someone, see &#35;12'],
    ['dana@example.com', 'dana@example.com'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
    ['$x$', '\\$x\\$'],
    ['kube_pod_info on worker-2', 'kube_pod_info on worker-2'],
  ])('writes %j as %j', (text, escaped) => {
    expect(md(text)).toBe(escaped);
  });

  it('guards the start of a line', () => {
    for (const start of ['- list', '# heading', '> quote', '1. item', '+ plus', '--- rule', '| table']) {
      expect(mdStart(md(start))).toMatch(/^(\d*)\\/);
    }
    expect(mdStart('plain - text')).toBe('plain - text');
    expect(mdStart('12 pods')).toBe('12 pods');
  });

  it('keeps a table cell a cell, and a code span a code span', () => {
    expect(mdCell('a | b')).toBe('a \\| b');
    expect(mdCell('a \\| b')).toBe('a \\| b');
    expect(mdCell('a \\\\| b')).toBe('a \\\\\\| b');
    expect(mdCode('a `tick` b')).toBe('``a `tick` b``');
    expect(mdCode('`')).toBe('`` ` ``');
    expect(mdCode('a\nb')).toBe('`a b`');
  });
});

describe('renderMarkdown', () => {
  it('opens with what happened, how bad and how it stands', () => {
    expect(outage.split('\n').slice(0, 5)).toEqual([
      '# lastplayed.io answered no request for 5 minutes',
      '',
      '*Draft · captured 2026-11-20 23:07:30 UTC · 18 sources · inquest 0.1.0*',
      '',
      '**Critical** · **Mitigated** · can happen again',
    ]);
  });

  it('has tables whose rows are as wide as their heads', () => {
    for (const table of widths(outage)) expect(new Set(table).size).toBe(1);
  });

  it('defines each mark that it shows, and indexes it', () => {
    const shown = new Set([...outage.matchAll(/\[(E\d+)\](?!:)/g)].map((m) => m[1]));
    expect(shown.size).toBeGreaterThan(40);
    for (const mark of shown) {
      const n = mark?.slice(1) ?? '';
      expect(outage).toContain(`\n[E${n}]: #e${n}`);
      expect(outage).toContain(`<a id="e${n}"></a>E${n} |`);
    }
  });

  it('shows pictures that exist by relative path, and says the others in words', () => {
    const pictures = new Set(['charts/ready-replicas.png']);
    const text = renderMarkdown(compose(registryOutage), registryOutage, { pictures });
    expect(text).toContain('](charts/ready-replicas.png)');
    expect(text).not.toContain('](charts/restarts.png)');
    expect(text).toContain('**Failed requests: lastplayed.io.** At most 100 % in one minute.');
  });

  it('draws the chain as a flowchart with ids of its own', () => {
    const chart = /```mermaid\n([\s\S]*?)\n```/.exec(outage)?.[1] ?? '';
    expect(chart).toMatch(
      /^flowchart TD\n {2}n1\["Node worker-2<br\/>Node interface missing<br\/>22:57:40"\]/,
    );
    expect(chart).toContain('n8 -->|"after 2–4 s"| n9');
    expect(chart).toContain('-. "left open" .->');
    expect(chart).not.toContain('tools/wiki');
  });

  it('prints a timeline that tells the story, and says what it left out', () => {
    const large = manyRows(3000);
    const text = renderMarkdown(compose(large), large);
    expect(text).toContain('67 of 1971 rows are shown, those of this incident first.');
    expect(text.length).toBeLessThan(200_000);
  });

  it('keeps several drafts apart', () => {
    const text = renderMarkdown(compose(twoIncidents), twoIncidents);
    expect(text).toContain('# 2 incidents in one capture');
    expect(text).toContain('## Incident 1: worker-3 has been out of reach since 23:37:30');
    expect(text).toContain('## Incident 2: The rollout of external-dns is stuck');
  });

  it('says that a healthy capture is one', () => {
    expect(renderMarkdown(compose(healthy), healthy)).toContain('> **No incident was found**');
  });

  it('writes every kind of block', () => {
    const kinds = new Set<Block['kind']>(compose(registryOutage).drafts.flatMap((d) => d.sections).flatMap((s) => s.blocks).map((b) => b.kind)); // prettier-ignore
    expect([...kinds].sort()).toEqual(['callout', 'chart', 'facts', 'figures', 'graph', 'heading', 'list', 'paragraph', 'phases', 'question', 'quote', 'table', 'timeline']); // prettier-ignore
  });

  it('fails loudly on a block that it does not know', () => {
    const odd = {
      ...compose(healthy),
      overview: [{ key: 'x', title: 'X', layer: 'executive', blocks: [{ kind: 'odd' }] }],
    };
    expect(() => renderMarkdown(odd as unknown as ReportDocument, healthy)).toThrow(/unhandled case/);
  });
});

describe('hostile text in Markdown', () => {
  it.each(HOSTILE.map((h) => [JSON.stringify(h.slice(0, 40)), h] as const))(
    'stays text: %s',
    (_, hostile) => {
      const analysis = poisoned(hostile);
      const text = renderMarkdown(compose(analysis), analysis);

      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      const outside = text
        .replace(/```mermaid[\s\S]*?\n```/g, '')
        .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
      expect(outside).not.toMatch(/<(?!a id="e\d+"><\/a>|\/a>E\d)[a-z/!]/i);
      expect(outside).not.toMatch(/(?<!\\)\]\((?!charts\/)/);
      for (const table of widths(text.replace(/`[^`\n]*`/g, ''))) expect(new Set(table).size).toBe(1);
      expect(text.length).toBeLessThan(6_000_000);
    },
  );

  it('does not end the flowchart', () => {
    const analysis = poisoned('```\n"] end; click n1 "javascript:x" %%{init}%% <b>');
    const text = renderMarkdown(compose(analysis), analysis);
    const chart = /```mermaid\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '';
    for (const line of chart.split('\n').filter((l) => /^ {2}n\d+\[/.test(l))) {
      expect(line).toMatch(/^ {2}n\d+\["(?:[^"`;<>#]|#quot;|#lt;|#gt;|<br\/>)*"\]$/);
    }
    expect(chart).not.toMatch(/^\s*click/m);
    expect(chart).not.toContain('%%{');
  });
});
