import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawReader } from '../../src/app/browse/raw-context.js';
import { openBrowse } from '../../src/app/index.js';
import type { BrowsePort, Session } from '../../src/app/ports.js';
import { iso, parseTime, SECOND } from '../../src/base/index.js';
import { openSource } from '../../src/intake/index.js';
import { keyOf } from '../../src/model/index.js';
import { rowsOfAnalysis, RowWriter } from '../../src/tui/index.js';
import { EMPTY_SESSION } from '../../src/tui/state/session.js';

const SAMPLE = 'samples/registry-node-outage/capture.tar.gz';

let folder = '';
let capture = '';
let port: BrowsePort;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inquest-browse-'));
  capture = join(folder, 'capture.tar.gz');
  cpSync(SAMPLE, capture);
  port = await openBrowse([capture], { sink: new RowWriter() });
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the rows of a capture', () => {
  it('hold the told timeline and everything the sources said, in order of time', () => {
    const { rows } = port;
    expect(rows.count).toBeGreaterThan(port.analysis.timeline.length);
    for (let i = 1; i < rows.count; i++) expect(rows.lo[i]).toBeGreaterThanOrEqual(rows.lo[i - 1] ?? 0);
    const kinds = new Set(Array.from(rows.kind, (k) => rows.kinds[k]));
    for (const kind of ['fault', 'symptom', 'event', 'log', 'request'] as const)
      expect(kinds).toContain(kind);
  });

  it('name sources as the analysis does, so that evidence leads to a row', () => {
    expect(port.rows.sources.map((s) => [s.id, s.path])).toEqual(
      port.analysis.capture.sources.map((s) => [s.id, s.path]),
    );
  });
});

describe('raw context', () => {
  it('shows for every tenth piece of evidence the line that it cites', async () => {
    const cited = Object.values(port.analysis.evidence).filter(
      (e, i) => i % 10 === 0 && e.line !== undefined,
    );
    expect(cited.length).toBeGreaterThan(5);
    for (const e of cited) {
      const got = await port.context(e.source, e.offset, 2, 2);
      const line = got.lines[got.at];
      expect(line?.line, `${got.path}:${String(e.offset)}`).toBe(e.line);
      expect(line?.offset).toBeLessThanOrEqual(e.offset);
      expect(got.digest).toMatch(/^[0-9a-f]{64}$/);
    }
  }, 60_000);

  it('cuts a line of megabytes around the place and numbers the lines of a large source', async () => {
    const long = Buffer.from(`first\n${'x'.repeat(100_000)}HERE${'y'.repeat(100_000)}\nlast`);
    const reader = new RawReader(async function* () {
      yield await Promise.resolve(long);
    });
    const got = await reader.context('s0', 'p', 100_006, 3, 3);
    expect(got.at).toBe(1);
    expect(got.lines.map((l) => l.line)).toEqual([1, 2, 3]);
    expect(got.lines[1]?.text).toContain('HERE');
    expect(got.lines[1]?.text.length).toBeLessThan(9000);
    expect(got.lines[0]?.text).toBe('first');
    expect(got.lines[2]?.text).toBe('last');
  });

  it('finds the same line in a source larger than what is held whole', async () => {
    const line = `${'z'.repeat(1022)}\n`;
    const reader = new RawReader(async function* () {
      for (let n = 0; n < 40; n++) yield await Promise.resolve(Buffer.from(line.repeat(1024)));
    });
    const got = await reader.context('s0', 'p', 35_000 * 1023 + 5, 1, 1);
    expect(got.lines.map((l) => [l.line, l.offset])).toEqual(
      [35_000, 35_001, 35_002].map((n) => [n, (n - 1) * 1023]),
    );
    expect(got.digest).toBeUndefined();
  });

  it('says when a source is no longer there', async () => {
    const gone = openSource([capture], 'no/such/file');
    await expect(gone.next()).rejects.toThrow('no longer in the capture');
  });
});

describe('the session', () => {
  const session: Session = { ...EMPTY_SESSION, notes: { a: 'b' } };

  it('is kept beside the capture', async () => {
    expect(await port.loadSession()).toBeUndefined();
    await port.saveSession(session);
    expect(existsSync(`${capture}.inquest.json`)).toBe(true);
    expect(await port.loadSession()).toEqual(session);
  });

  it('changes nothing when it says nothing', async () => {
    const same = await port.honour(EMPTY_SESSION);
    expect(same.analysis).toEqual(port.analysis);
    expect(same.report).toBe(port.report);
  });

  it('takes a refused root cause out of the explanation', async () => {
    const root = port.analysis.incidents[0]?.rootCauses[0];
    if (!root) throw new Error('the sample has a root cause');
    const anew = await port.honour({ ...session, rejected: [root.conditionId] });
    const ids = anew.analysis.incidents.flatMap((i) => i.conditions.map((c) => c.id));
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).not.toContain(root.conditionId);
    expect(anew.analysis.timeline.map((r) => r.condition)).not.toContain(root.conditionId);
  });

  it('puts marks into instants and figures, graded as what a person says', async () => {
    const impact = parseTime(port.analysis.incidents[0]?.instants.impact?.hi ?? '')?.lo ?? 0;
    expect(impact).toBeGreaterThan(0);
    const detect = iso(impact + 600 * SECOND);
    const [first] = (await port.honour({ ...session, marks: { detect } })).analysis.incidents;
    expect(first?.instants.detect?.grade).toBe('D');
    expect(first?.figures.timeToDetect?.grade).toBe('D');
    expect(first?.figures.timeToDetect?.hi).toBeGreaterThanOrEqual(600);
    expect(first?.figures.timeToRestore).toEqual(port.analysis.incidents[0]?.figures.timeToRestore);
  });

  it('tells what a person knows with the sidecar as its source', async () => {
    const events = [{ at: '2026-11-20T23:00:00Z', text: 'called the hoster' }];
    const { analysis, report } = await port.honour({ ...session, events });
    const row = analysis.timeline.find((r) => r.text === 'called the hoster');
    const proof = analysis.evidence[row?.evidence[0] ?? ''];
    expect(analysis.capture.sources.find((s) => s.id === proof?.source)?.path).toBe(
      'capture.tar.gz.inquest.json',
    );
    expect(report).not.toBe(port.report);
  });
});

describe('an entity at an instant', () => {
  it('is described from the snapshots, with its owners', () => {
    const at = parseTime('2026-11-20T23:05:00Z')?.lo ?? 0;
    const pods = port.rows.entities.filter((e) => e.kind === 'Pod').map(keyOf);
    const owned = pods.find((p) => (port.owners?.(p).length ?? 0) >= 2);
    expect(owned).toBeDefined();
    const [owner] = port.owners?.(owned ?? '').slice(-1) ?? [];
    expect(port.owned?.(owner ?? '')).toContain(owned);
    const told = pods.map((p) => port.describe?.(p, at).state.map((f) => f.name) ?? []);
    expect(told.some((names) => names.includes('phase') && names.includes('node'))).toBe(true);
  });

  it('gives the object as YAML and nothing for what was never read', async () => {
    const at = parseTime('2026-11-20T23:05:00Z')?.lo ?? 0;
    const nodes = port.rows.entities.filter((e) => e.kind === 'Node').map(keyOf);
    const yaml = await Promise.all(nodes.map(async (n) => port.object?.(n, at)));
    expect(yaml.some((y) => y?.includes('kind: Node') ?? false)).toBe(true);
    expect(await port.object?.('Pod/nowhere/none', at)).toBeUndefined();
  });
});

describe('exporting the view', () => {
  const row = {
    at: 'a', until: 'b', severity: 1, kind: 'log', source: 's0', path: 'p', offset: 1, entity: 'E', text: '=1+"1", x', count: 1,
  } as const; // prettier-ignore

  it('writes CSV that no spreadsheet runs, and never over a file', async () => {
    const name = join(folder, 'view.csv');
    await port.exportView({ format: 'csv', name, rows: [row] });
    expect(readFileSync(name, 'utf8').split('\n')[1]).toBe(`a,b,1,log,s0,p,1,E,"'=1+""1"", x",1`);
    await expect(port.exportView({ format: 'csv', name, rows: [] })).rejects.toThrow('is there already');
  });
});

it('refuses a sidecar that is no JSON in words, not by losing it', async () => {
  writeFileSync(`${capture}.inquest.json`, '{');
  await expect(port.loadSession()).rejects.toThrow();
});

describe('a session that somebody edited', () => {
  it('is set aside and not written over when it does not read', async () => {
    const edited = join(folder, 'edited.tar.gz');
    cpSync(SAMPLE, edited);
    const other = await openBrowse([edited], { sink: new RowWriter() });
    writeFileSync(`${edited}.inquest.json`, '{ "pinned": [');
    await expect(other.loadSession()).rejects.toThrow(SyntaxError);
    await other.saveSession(EMPTY_SESSION);
    expect(readFileSync(`${edited}.inquest.json.unread`, 'utf8')).toBe('{ "pinned": [');
    expect(await other.loadSession()).toMatchObject({ version: 1 });
  }, 60_000);
});

describe('a saved analysis', () => {
  const rows = (): { sink: RowWriter; rowsAlone: typeof rowsOfAnalysis } => ({
    sink: new RowWriter(),
    rowsAlone: rowsOfAnalysis,
  });
  let saved = '';

  beforeAll(() => {
    mkdirSync(join(folder, 'draft'));
    saved = join(folder, 'draft', 'analysis.json');
    writeFileSync(saved, JSON.stringify(port.analysis));
  });

  it('opens alone: what is told and cited, no bytes, and what is decided is kept beside it', async () => {
    const alone = await openBrowse([saved], rows());
    expect(alone.analysis.incidents).toEqual(port.analysis.incidents);
    expect(alone.rows.count).toBeGreaterThanOrEqual(port.analysis.timeline.length);
    expect(alone.notice).toContain('no capture');
    await expect(alone.context('s0', 0, 1, 1)).rejects.toThrow('capture was not named');
    await alone.saveSession({ ...EMPTY_SESSION, pinned: ['x'] });
    expect(existsSync(`${saved}.inquest.json`)).toBe(true);
    const honoured = await alone.honour({ ...EMPTY_SESSION, pinned: ['x'] });
    expect(honoured.analysis).toEqual(alone.analysis);
  });

  it('opens with its capture as the capture does, under what the author wrote beside the draft', async () => {
    const whole = await openBrowse([saved, capture], rows());
    expect(whole.notice).toBeUndefined();
    expect(whole.rows.count).toBe(port.rows.count);
    const [id = ''] = port.analysis.incidents[0]?.rootCauses.map((r) => r.conditionId) ?? [];
    const author = join(folder, 'draft', 'author.yaml');
    writeFileSync(author, `rejected: [${id}]\n`);
    const under = await openBrowse([saved, capture], rows());
    rmSync(author);
    expect(under.analysis.author?.map((a) => a.kind)).toEqual(['rejected']);
  }, 120_000);

  it('says so when the capture has changed since, and when it is another one', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'kubelet.log'), 'E1120 23:10:00.000000       1 x.go:1] none of this\n');
    expect((await openBrowse([saved, other], rows())).notice).toContain('another capture');
    const { sources } = port.analysis.capture;
    const shorter = { ...port.analysis.capture, sources: sources.slice(1) };
    const changed = sources.slice(1).map((s, i) => (i === 0 ? { ...s, bytes: s.bytes + 1 } : s));
    const earlier = join(folder, 'earlier.json');
    writeFileSync(earlier, JSON.stringify({ ...port.analysis, capture: { ...shorter, sources: changed } }));
    const { notice } = await openBrowse([earlier, capture], rows());
    expect(notice).toBe(
      'the capture has changed since the analysis was saved: 1 file changed, 1 file new; shown is what it says now',
    );
    await expect(openBrowse([saved, earlier], rows())).rejects.toThrow('one saved analysis');
  }, 120_000);
});
