import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyze, TOOL_VERSION } from '../../src/app/index.js';
import type { Analysis, FigureJson } from '../../src/model/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const schema = JSON.parse(readFileSync(`${root}schema/analysis-1.schema.json`, 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
const samples = readdirSync(`${root}samples`).filter((n) => !n.includes('.'));

describe.each(samples)('analysis.json of %s', async (name) => {
  const { analysis, failures } = await analyze([`${root}samples/${name}/capture.tar.gz`]);

  it('keeps to the schema', () => {
    validate(JSON.parse(JSON.stringify(analysis)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('was made without a fault of ours', () => {
    expect(failures).toEqual([]);
  });

  it('cites evidence for every claim, and only evidence that exists', () => {
    for (const { where, ids } of claimsOf(analysis)) {
      expect(ids.length, where).toBeGreaterThan(0);
      for (const id of ids) expect(analysis.evidence[id], `${where} ${id}`).toBeDefined();
    }
  });

  it('points into bytes of sources that were read', () => {
    const sources = new Map(analysis.capture.sources.map((s) => [s.id, s]));
    for (const [id, e] of Object.entries(analysis.evidence)) {
      const source = sources.get(e.source);
      expect(source, id).toBeDefined();
      expect(e.offset + e.length, `${id} in ${source?.path ?? ''}`).toBeLessThanOrEqual(source?.bytes ?? 0);
      expect(e.length, id).toBeGreaterThan(0);
      expect(e.excerpt, id).not.toBe('');
    }
  });

  it('never says a figure narrower than nothing, nor an end before its beginning', () => {
    for (const i of analysis.incidents) {
      for (const f of Object.entries(i.figures).map(([, f]) => f as FigureJson | null))
        if (f) expect(f.lo).toBeLessThanOrEqual(f.hi);
      for (const c of i.conditions)
        if (c.onset.lo !== null && c.onset.hi !== null)
          expect(Date.parse(c.onset.lo)).toBeLessThanOrEqual(Date.parse(c.onset.hi));
    }
  });

  it('names only conditions that it tells', () => {
    for (const i of analysis.incidents) {
      const known = new Set(i.conditions.map((c) => c.id));
      const named = [
        ...i.preExisting,
        ...i.noise,
        ...i.unexplained,
        ...i.redHerrings.map((r) => r.condition),
        ...i.rootCauses.map((r) => r.conditionId),
      ];
      for (const id of named) expect(known.has(id), id).toBe(true);
    }
  });
});

function claimsOf(analysis: Analysis): { where: string; ids: readonly string[] }[] {
  return analysis.incidents.flatMap((i) => [
    ...i.rootCauses.map((r) => ({ where: `${i.id} root ${r.condition}`, ids: r.evidence })),
    ...i.conditions.map((c) => ({ where: `${i.id} condition ${c.id}`, ids: c.evidence })),
    ...i.surfaces.map((s) => ({ where: `${i.id} surface ${s.entity.name}`, ids: s.evidence })),
    ...i.notAffected.map((n) => ({ where: `${i.id} not affected ${n.entity.name}`, ids: n.evidence })),
    ...i.responses.map((r) => ({ where: `${i.id} response ${r.change}`, ids: r.evidence })),
  ]);
}

describe('the version', () => {
  it('is that of the package', () => {
    const pkg = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
    expect(TOOL_VERSION).toBe(pkg.version);
  });
});
