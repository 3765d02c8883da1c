import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../src/report/index.js';
import { clientScript } from '../../../src/report/render/html/client/index.js';
import { scriptJson } from '../../../src/report/render/html/data.js';
import { renderHtml } from '../../../src/report/render/html/page.js';
import { HOSTILE, bare, healthy, manyRows, poisoned, registryOutage, twoIncidents } from '../fixture.js';

const page = renderHtml(compose(registryOutage), registryOutage);

/** Tags of a page with their attributes, by the rules of an HTML tokenizer; raw text of scripts is skipped. */
function tagsOf(
  html: string,
): readonly { readonly name: string; readonly attributes: ReadonlyMap<string, string> }[] {
  const tags: { name: string; attributes: Map<string, string> }[] = [];
  const tag =
    /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/y;
  let at = 0;
  while ((at = html.indexOf('<', at)) !== -1) {
    tag.lastIndex = at;
    const m = tag.exec(html);
    if (m === null) {
      if (!html.startsWith('<!doctype html>', at))
        throw new Error(`stray "<" at ${at}: ${html.slice(at, at + 60)}`);
      at += 1;
      continue;
    }
    const attributes = new Map<string, string>();
    for (const a of (m[3] ?? '').matchAll(/([^\s"'<>/=]+)(?:\s*=\s*"([^"]*)")?/g))
      attributes.set(a[1] ?? '', a[2] ?? '');
    if (m[1] === '') tags.push({ name: (m[2] ?? '').toLowerCase(), attributes });
    at = tag.lastIndex;
    const raw = m[1] === '' && /^(script|style|title)$/.test(m[2] ?? '') ? (m[2] ?? '') : undefined;
    if (raw !== undefined) at = html.indexOf(`</${raw}>`, at);
  }
  return tags;
}

function dataOf(html: string): unknown {
  const text = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  return JSON.parse(text);
}

describe('renderHtml', () => {
  it('is one file that loads nothing', () => {
    for (const { name, attributes } of tagsOf(page)) {
      expect(['link', 'iframe', 'object', 'embed', 'img', 'video', 'base', 'form']).not.toContain(name);
      expect(attributes.has('src')).toBe(false);
      const href = attributes.get('href');
      if (href !== undefined) expect(href).toMatch(/^#/);
      for (const key of attributes.keys()) expect(key).not.toMatch(/^on|^style$/);
    }
  });

  it('allows its own style and script by hash, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((m) => m[1] ?? '');
    expect(scripts).toHaveLength(1);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src ${hash(style)}`);
    expect(policy).toContain(`script-src ${hash(scripts[0] ?? '')}`);
    expect(policy).not.toContain('unsafe');
  });

  it('has landmarks, one title, headings without a gap, and ids used once', () => {
    const tags = tagsOf(page);
    for (const landmark of ['main', 'nav', 'aside', 'header'])
      expect(tags.some((t) => t.name === landmark)).toBe(true);
    expect(tags.filter((t) => t.name === 'h1')).toHaveLength(1);
    const ids = tags.flatMap((t) => t.attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const levels = tags.filter((t) => /^h[1-6]$/.test(t.name)).map((t) => Number(t.name.slice(1)));
    levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  it('resolves every link inside the page', () => {
    for (const analysis of [registryOutage, twoIncidents, healthy, bare]) {
      const tags = tagsOf(renderHtml(compose(analysis), analysis));
      const ids = new Set(tags.flatMap((t) => t.attributes.get('id') ?? []));
      for (const t of tags) {
        const href = t.attributes.get('href');
        if (href !== undefined) expect(ids.has(href.slice(1)), href).toBe(true);
      }
    }
  });

  it('shows what a script would need: the printed timeline and the index of evidence', () => {
    expect(page).toContain('class="table timeline-static"');
    expect(page).toContain('Interface tailscale0 disappears');
    expect(page).toContain('<li id="e1" value="1">');
  });

  it('holds the data of every row, condition and piece of evidence', () => {
    const data = dataOf(page) as { rows: { lo: number[] }; conditions: unknown[]; evidence: unknown[][] };
    expect(data.rows.lo).toHaveLength(registryOutage.timeline.length);
    expect(data.conditions).toHaveLength(registryOutage.incidents[0]?.conditions.length ?? 0);
    expect(data.evidence).toHaveLength(Object.keys(registryOutage.evidence).length);
  });

  it('keeps a report of 20,000 rows under 15 MB', () => {
    const large = manyRows(20_000);
    expect(Buffer.byteLength(renderHtml(compose(large), large))).toBeLessThan(15_000_000);
  });

  it('has a script that parses', () => {
    expect(() => new Script(clientScript())).not.toThrow();
    expect(clientScript()).not.toContain('</script');
  });

  it('escapes data so that it cannot leave its element', () => {
    const text = scriptJson({ a: '</script><!--\u2028' });
    expect(text).not.toContain('<');
    expect(text).not.toContain('\u2028');
    expect(JSON.parse(text)).toEqual({ a: '</script><!--\u2028' });
  });
});

describe('hostile text in HTML', () => {
  it.each(HOSTILE.map((h) => [JSON.stringify(h.slice(0, 40)), h] as const))(
    'stays text: %s',
    (_, hostile) => {
      const analysis = poisoned(hostile);
      const html = renderHtml(compose(analysis), analysis);
      const tags = tagsOf(html);
      expect(tags.filter((t) => t.name === 'script')).toHaveLength(2);
      expect(tags.some((t) => t.name === 'img')).toBe(false);
      for (const { attributes } of tags) {
        for (const key of attributes.keys()) expect(key).not.toMatch(/^on/);
        const href = attributes.get('href');
        if (href !== undefined) expect(href).toMatch(/^#/);
      }

      expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(() => dataOf(html)).not.toThrow();
      expect(html.length).toBeLessThan(6_000_000);
    },
  );
});
