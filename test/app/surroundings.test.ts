import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/app/index.js';
import { withSurroundings } from '../../src/app/surroundings.js';
import type { Analysis, EvidenceEntry } from '../../src/model/index.js';

const sample = fileURLToPath(
  new URL('../../samples/service-vip-unreachable/capture.tar.gz', import.meta.url),
);

/** Evidence of one line of a file, by its number. */
function entry(text: string, line: number): EvidenceEntry {
  const lines = text.split('\n');
  const offset = Buffer.byteLength(lines.slice(0, line - 1).map((l) => `${l}\n`).join(''));
  return { source: 's0', offset, length: Buffer.byteLength(lines[line - 1] ?? ''), line, excerpt: 'x' };
} // prettier-ignore

function analysisOf(path: string, bytes: number, evidence: Record<string, EvidenceEntry>): Analysis {
  return {
    schemaVersion: 1,
    tool: { name: 'inquest', version: '0', rules: '0' },
    capture: {
      asOf: { lo: null, hi: null, grade: 'X' },
      sources: [{ id: 's0', path, format: 'log', status: 'read', records: 1, bytes, problems: [] }],
      gaps: [],
    },
    incidents: [],
    timeline: [],
    evidence,
    background: [],
    series: [],
  };
}

describe('the lines around what is cited', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'inquest-lines-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are those of the file, at its ends too, as text', async () => {
    const text = 'one\ntwo\nthr\u001b[31mee\nfour\nfive';
    const path = join(folder, 'a.log');
    writeFileSync(path, text);
    const made = analysisOf('a.log', text.length, { first: entry(text, 1), mid: entry(text, 3), last: entry(text, 5) }); // prettier-ignore
    const { evidence } = await withSurroundings(made, [path]);
    expect(evidence['first']?.around).toEqual({ before: [], line: 'one', after: ['two', 'three'] });
    expect(evidence['mid']?.around).toEqual({
      before: ['one', 'two'],
      line: 'three',
      after: ['four', 'five'],
    });
    expect(evidence['last']?.around).toEqual({ before: ['three', 'four'], line: 'five', after: [] });
  });

  it('are left out where a second pass is not possible or shows nothing', async () => {
    const text = '{"a":1}\n{"b":2}\n';
    const path = join(folder, 'b.json');
    writeFileSync(path, text);
    const made = analysisOf('b.json', text.length, { one: entry(text, 1) });
    expect((await withSurroundings(made, [path])).evidence['one']?.around).toBeUndefined();
    expect(await withSurroundings(made, [join(folder, 'gone.log')])).toBe(made);
    expect(await withSurroundings(made, [{ path: '-', stream: Readable.from([]) }])).toStrictEqual(made);
  });

  it('stand with the lines of the logs of a recording', async () => {
    const { analysis } = await analyze([sample]);
    const logs = Object.values(analysis.evidence).filter((e) => e.around !== undefined);
    expect(logs.length).toBeGreaterThan(20);
    const edge = logs.filter((e) => e.around?.line.includes('haproxy[')).slice(0, 5);
    expect(edge.length).toBeGreaterThan(0);
    for (const e of edge) expect([e.around?.before[1], e.around?.after[0]].join()).toContain('haproxy[');
  });
});
