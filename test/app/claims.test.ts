import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyze, renderFiles } from '../../src/app/index.js';
import type { Analysis, EvidenceEntry } from '../../src/model/index.js';
import { compose, unresolvedClaims } from '../../src/report/index.js';
import { EvidenceChecker } from '../support/evidence-checker.js';

/** Walks what readers hold in their hands: each mark of each draft leads to bytes that say what is claimed. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const samples = readdirSync(`${root}samples`).filter((n) => !n.includes('.'));

describe.each(samples)('the drafts of %s', async (name) => {
  const paths = [`${root}samples/${name}/capture.tar.gz`];
  const { analysis } = await analyze(paths);
  const files = await renderFiles(analysis, { formats: ['md', 'html', 'json'] });
  const file = (path: string) => String(files.find((f) => f.path === path)?.bytes);
  const checker = new EvidenceChecker(analysis, paths);
  const pathOf = new Map(analysis.capture.sources.map((s) => [s.id, s.path]));
  const conditions = new Map(analysis.incidents.map((i) => [i.id, new Set(i.conditions.map((c) => c.id))]));

  it('rest on what stands in the capture, word for word', async () => {
    const faults: string[] = [];
    for (const id of Object.keys(analysis.evidence)) {
      const fault = await checker.fault(id);
      if (fault !== undefined) faults.push(`${id}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  it('assert nothing without evidence that exists', () => {
    expect(unresolvedClaims(compose(analysis), analysis)).toEqual([]);
  });

  it('JSON: every claim has ids, and every id is there', () => {
    const saved = JSON.parse(file('analysis.json')) as Analysis;
    const claims = claimsOf(saved);
    expect(claims.length).toBeGreaterThan(50);
    for (const { where, ids } of claims) {
      expect(ids.length, where).toBeGreaterThan(0);
      for (const id of ids) expect(saved.evidence[id], `${where} ${id}`).toBeDefined();
    }
    const told = new Set([...saved.background, ...saved.incidents.flatMap((i) => i.conditions)].map((c) => c.id));
    for (const i of saved.incidents) {
      for (const l of i.links) {
        const near = l.verdict === 'accepted' ? conditions.get(i.id) : told;
        for (const end of [l.from, l.to]) expect(near?.has(end), `${l.verdict} ${l.id} ${end}`).toBe(true);
      }
    }
  }); // prettier-ignore

  it('Markdown: every mark has its row in the index, and the row is a piece of evidence', () => {
    const text = file('report.md');
    const rows = new Map(
      [...text.matchAll(/^\| <a id="e(\d+)"><\/a>E\d+ \| `+ ?(.*?) ?`+ \| (.*?) \| (.*?) \| `+ ?(.*?) ?`+ \|$/gm)].map(
        ([, n, path, place, , excerpt]) => [Number(n), { path, place, excerpt }] as const,
      ),
    ); // prettier-ignore
    const marks = [...text.matchAll(/\[E(\d+)\](?!:)/g)].map(([, n]) => Number(n));
    expect(marks.length).toBeGreaterThan(50);
    const all = Object.values(analysis.evidence);
    for (const n of new Set(marks)) {
      const row = rows.get(n);
      expect(row, `E${n}`).toBeDefined();
      const fits = (e: EvidenceEntry) =>
        pathOf.get(e.source) === row?.path && letters(e.excerpt).startsWith(letters(row?.excerpt ?? '').slice(0, 100)) &&
        (e.line === undefined || row?.place?.includes(`line ${e.line}`) === true); // prettier-ignore
      expect(all.some(fits), `E${n}: ${JSON.stringify(row)}`).toBe(true);
    }
  });

  it('HTML: every mark opens a piece of evidence, every finding a condition of its incident', () => {
    const page = file('report.html');
    const data = dataOf(page);
    const marks = [...page.matchAll(/data-e="([\d ]+)"/g)].flatMap(([, ns]) => (ns ?? '').split(' ').map(Number));
    expect(marks.length).toBeGreaterThan(50);
    const known = new Map(Object.values(analysis.evidence).map((e) => [`${pathOf.get(e.source) ?? ''} ${e.offset} ${e.length} ${letters(e.excerpt).slice(0, 40)}`, e]));
    for (const n of new Set(marks)) {
      const [source = 0, line, , offset, length, , excerpt] = data.evidence[n - 1] ?? [];
      const e = known.get(`${data.sources[Number(source)] ?? ''} ${String(offset)} ${String(length)} ${letters(String(excerpt)).slice(0, 40)}`);
      expect(e, `${n}: ${JSON.stringify(data.evidence[n - 1])}`).toBeDefined();
      expect(line).toBe(e?.line ?? 0);
    }
    const findings = [...page.matchAll(/data-incident="([^"]+)" data-condition="([^"]+)"/g)];
    for (const [, incident = '', id = ''] of findings) expect(conditions.get(incident)?.has(id), `${incident} ${id}`).toBe(true);
  }); // prettier-ignore
});

/** Without what renderers escape, cut or make visible. */
function letters(text: string): string {
  return text.replace(/… ?\(.*$/, '').replace(/[^\p{L}\p{N}]/gu, '');
}

interface PageData {
  readonly evidence: readonly (readonly (string | number | null)[])[];
  readonly sources: readonly string[];
}

function dataOf(page: string): PageData {
  const text = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '{}';
  return JSON.parse(text) as PageData;
}

/** All that analysis.json asserts, with the evidence that it names. */
function claimsOf(analysis: Analysis): readonly { where: string; ids: readonly string[] }[] {
  const timeline = analysis.timeline.map((r) => ({ where: `row ${r.text}`, ids: r.evidence }));
  const background = analysis.background.map((c) => ({ where: c.id, ids: c.evidence }));
  const inside = analysis.incidents.flatMap((i) => [
    ...i.rootCauses.map((r) => ({ where: `root ${r.conditionId}`, ids: r.evidence })),
    ...i.conditions.map((c) => ({ where: c.id, ids: c.evidence })),
    ...i.surfaces.map((s) => ({ where: `surface ${s.entity.name}`, ids: s.evidence })),
    ...i.notAffected.map((n) => ({ where: `not affected ${n.entity.name}`, ids: n.evidence })),
    ...i.responses.map((r) => ({ where: `response ${r.change}`, ids: r.evidence })),
    ...i.loops.map((l) => ({ where: `loop ${l.statement}`, ids: l.evidence })),
    ...i.detection.alerts.map((a) => ({ where: `alert ${a.name}`, ids: a.evidence ?? [] })),
    ...i.contradictions.map((x) => ({ where: `contradiction ${x.why}`, ids: x.evidence ?? [] })),
    // That the capture holds no rules is known from all of it, and from no place in it.
    ...(i.blindSpots ?? []).filter((b) => !/holds no/.test(b.statement)).map((b) => ({ where: `blind spot ${b.statement}`, ids: b.evidence ?? [] })),
  ]); // prettier-ignore
  return [...timeline, ...background, ...inside];
}
