import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorFiles, analyze, openBrowse, renderFiles, summaryLines } from '../../../src/app/index.js';
import type { Analysis } from '../../../src/model/index.js';
import { RowWriter } from '../../../src/tui/index.js';
import { EMPTY_SESSION } from '../../../src/tui/state/session.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder = '';
let capture = '';
let plain: Analysis;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inquest-author-'));
  capture = join(folder, 'capture.tar.gz');
  cpSync(`${root}samples/registry-node-outage/capture.tar.gz`, capture);
  plain = (await analyze([capture])).analysis;
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const under = async (text: string): Promise<Analysis> =>
  (await analyze([capture], { author: [{ name: 'author.yaml', text }] })).analysis;

const rootIds = (a: Analysis) => a.incidents.flatMap((i) => i.rootCauses.map((r) => r.conditionId));

describe('what the author decided', () => {
  it('keeps a rejected cause out of the roots, seeks the next, and lists it as rejected', async () => {
    const [gone = '', stays = ''] = rootIds(plain);
    const a = await under(`by: J. Doe\nrejected:\n  - {finding: ${gone}, why: it was planned}\n`);
    expect(rootIds(a)).not.toContain(gone);
    expect(rootIds(a)).toContain(stays);
    expect(a.incidents.flatMap((i) => i.conditions.map((c) => c.id))).not.toContain(gone);
    const [said] = a.author ?? [];
    expect(said).toMatchObject({ kind: 'rejected', about: gone, outcome: 'honoured', by: 'J. Doe', words: 'it was planned', incident: 'incident-1' });
    expect(said?.what).toContain('was a root cause');
    for (const id of said?.evidence ?? []) expect(a.evidence[id]).toBeDefined();
  }); // prettier-ignore

  it('says that the cause is not known, or names what is left, when every cause is rejected', async () => {
    const a = await under(`rejected: [${rootIds(plain).join(', ')}]`);
    for (const id of rootIds(plain)) expect(rootIds(a)).not.toContain(id);
    expect(a.author?.every((x) => x.what.includes('Without it'))).toBe(true);
  });

  it('keeps a pinned finding as a cause that the ranking does not make one, and says why it is there', async () => {
    const symptom = plain.incidents[0]?.conditions.find((c) => c.role === 'symptom' && c.severity === 3);
    const id = symptom?.id ?? '';
    const a = await under(`pinned: [{finding: ${id}, as: root-cause}]`);
    const pinned = a.incidents[0]?.rootCauses.at(-1);
    expect(pinned?.conditionId).toBe(id);
    expect(pinned?.confidence).toBe('low');
    expect(pinned?.limits?.join(' ')).toContain('the author pinned it');
    expect(a.incidents[0]?.conditions.find((c) => c.id === id)).toMatchObject({ role: 'root-cause', author: { pinned: true } });
    expect(rootIds(a).slice(0, -1)).toEqual(rootIds(plain));
    expect(a.author?.[0]?.what).toContain('because it is pinned');
  }); // prettier-ignore

  it('puts a note where the finding is told, by id or by name', async () => {
    const c = plain.incidents[0]?.conditions.find((x) => x.role === 'contributing');
    const name = `${c?.condition ?? ''} of ${c?.entity.kind ?? ''}/${c?.entity.namespace ?? ''}/${c?.entity.name ?? ''}`;
    const a = await under(`by: J. Doe\nnotes: {"${name}": known since March}`);
    const [file] = await renderFiles(a, { formats: ['md'] });
    const line = String(file?.bytes).split('\n').find((l) => l.includes('Note by J. Doe: “known since March”'));
    expect(line).toContain(c?.entity.name);
  }); // prettier-ignore

  it('ends the figure where the author says, grade D, and tells who says so', async () => {
    const a = await under('by: J. Doe\nmarks: {detect: 2026-11-20T23:00:10Z}');
    const [i] = a.incidents;
    expect(i?.instants.detect).toMatchObject({ lo: '2026-11-20T23:00:10Z', grade: 'D' });
    expect(i?.figures.timeToDetect).toMatchObject({ grade: 'D', to: 'detect', said: 'J. Doe says so' });
    expect(i?.detection.why).toBe('J. Doe says so');
    expect(i?.figures.timeToRestore).toEqual(plain.incidents[0]?.figures.timeToRestore);
    const [file] = await renderFiles(a, { formats: ['md'] });
    expect(String(file?.bytes)).toContain('from impact to noticed; J. Doe says so');
  });

  it('reports an entry whose finding is not there, with its like, and changes nothing else', async () => {
    const a = await under('rejected: [image-not-found-00000000]\npinned: [nothing-at-all]');
    expect(a.incidents).toEqual(plain.incidents);
    expect(a.author?.map((x) => x.outcome)).toEqual(['not-found', 'not-found']);
    expect(a.author?.[0]?.what).toMatch(/Of the same kind there are: image-not-found-/);
    expect(summaryLines(a, []).join('\n')).toContain('not honoured: pinned nothing-at-all');
  });

  it('moves a clock before anything is concluded from it', async () => {
    const a = await under('skew: {haproxy.log: 2s, nowhere: 3}');
    const seconds = (x: Analysis) => Date.parse(x.incidents[0]?.instants.impact?.lo ?? '') / 1000;
    expect(seconds(a) - seconds(plain)).toBeCloseTo(2, 3);
    expect(a.capture.sources.find((s) => s.path.endsWith('haproxy.log'))?.clock?.offsetMs).toEqual({ lo: 2000, hi: 2000 }); // prettier-ignore
    expect(a.author?.map((x) => x.outcome)).toEqual(['honoured', 'not-found']);
  });

  it('keeps to the schema, and every entry rests on bytes of the file', async () => {
    const text = 'by: é\nmarks: {detect: 2026-11-20T23:00:10Z}\nevents: [{at: 2026-11-20T23:01:00Z, text: called}]\nwhat: 1\n';
    const a = await under(text);
    const schema: unknown = JSON.parse(readFileSync(`${root}schema/analysis-1.schema.json`, 'utf8'));
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema as object);
    expect(validate(JSON.parse(JSON.stringify(a))), JSON.stringify(validate.errors)).toBe(true);
    const source = a.capture.sources.at(-1);
    expect(source).toMatchObject({ path: 'author.yaml', format: 'author', bytes: Buffer.byteLength(text) });
    const own = Object.values(a.evidence).filter((e) => e.source === source?.id);
    expect(own.map((e) => Buffer.from(text).subarray(e.offset, e.offset + e.length).toString()).sort()).toEqual([
      'detect: 2026-11-20T23:00:10Z', 'what: 1', '{at: 2026-11-20T23:01:00Z, text: called}',
    ]);
  }); // prettier-ignore
});

/** All that is said, without the lines around what is cited. */
function withoutAround(analysis: Analysis): string {
  return JSON.stringify(analysis, (key, value: unknown) => (key === 'around' ? undefined : value));
}

describe('where decisions are found', () => {
  it('the terminal and analyze honour the same session to the same bytes', async () => {
    const port = await openBrowse([capture], { sink: new RowWriter() });
    const session = { ...EMPTY_SESSION, rejected: rootIds(plain).slice(0, 1), marks: { detect: '2026-11-20T23:00:10Z' } };
    await port.saveSession(session);
    const shown = await port.honour(session);
    const files = await authorFiles([capture], undefined, []);
    const { analysis } = await analyze([capture], { author: files });
    // The terminal reads lines around a proof when they are asked for; only a written analysis carries them.
    expect(withoutAround(analysis)).toBe(withoutAround(shown.analysis));
    const again = await openBrowse([capture], { sink: new RowWriter() });
    expect(JSON.stringify(again.analysis)).toBe(JSON.stringify(shown.analysis));
    expect(again.rows.count).toBe(port.rows.count);
    rmSync(`${capture}.inquest.json`);
  }, 60_000); // prettier-ignore

  it('takes author.yaml beside the draft, and the named ones must be there', async () => {
    writeFileSync(join(folder, 'author.yaml'), 'pinned: [x]');
    const files = await authorFiles([capture], folder, []);
    expect(files.map((f) => f.name)).toEqual(['author.yaml']);
    expect(await authorFiles([capture], join(folder, 'none'), [])).toEqual([]);
    await expect(authorFiles([capture], folder, [join(folder, 'no.yaml')])).rejects.toThrow('cannot be read');
  });
});
