import type { BrowsePort, ExportRequest, RowSource, Session } from '../../../src/app/ports.js';
import type { Analysis } from '../../../src/model/index.js';
import { keyOf, labelOf } from '../../../src/model/index.js';
import { ROW_KINDS, RowWriter, rowsOfAnalysis } from '../../../src/tui/index.js';
import { textAt } from '../../../src/tui/rows/index.js';
import { ANALYSIS, FILES, micros, POD, REPORT } from './fixture.js';

/** The told rows of the fixture among log lines such as every capture is full of. */
export function fixtureRows(analysis: Analysis = ANALYSIS, noise = 400): RowSource {
  const told = rowsOfAnalysis(analysis);
  const writer = new RowWriter();
  for (const origin of told.sources) writer.origin(origin);
  for (let i = 0; i < told.count; i++) {
    const entity = told.entities[told.entity[i] ?? -1];
    const source = told.source[i] ?? 0;
    writer.add({
      lo: told.lo[i] ?? 0,
      hi: told.hi[i] ?? 0,
      severity: severityOf(told.severity[i] ?? 0),
      kind: ROW_KINDS[told.kind[i] ?? 0] ?? 'context',
      text: textAt(told.texts, told.text[i] ?? 0),
      offset: told.offset[i] ?? -1,
      length: told.length[i] ?? 0,
      ...(source < told.sources.length ? { source } : {}),
      ...(entity === undefined ? {} : { entity }),
    });
  }
  addNoise(writer, noise);
  return writer.finish();
}

function severityOf(n: number): 0 | 1 | 2 | 3 {
  return n === 1 || n === 2 || n === 3 ? n : 0;
}

const FIRST = micros('09:00:00');
const MINUTES = 40;

function addNoise(writer: RowWriter, count: number): void {
  for (let i = 0; i < count; i++) {
    const at = FIRST + Math.floor((i / Math.max(1, count)) * MINUTES * 60_000_000) + (i % 7) * 137_000;
    const node = { kind: 'Node', name: `n${String(1 + (i % 3))}` };
    if (i % 5 === 0) {
      const text = 'Readiness probe failed: HTTP probe failed with statuscode: 500';
      writer.add({ lo: at, hi: at, severity: i > 240 ? 0 : 2, kind: 'event', entity: POD, source: 0, text });
    } else {
      const text = `GET /healthz 200 in ${String(3 + (i % 40))} ms, request ${String(i * 31)}`;
      writer.add({
        lo: at,
        hi: at,
        severity: 0,
        kind: 'log',
        entity: node,
        source: 4,
        offset: i * 80,
        length: 79,
        text,
      });
    }
  }
}

export interface FixturePort extends BrowsePort {
  readonly saved: Session[];
  readonly exported: ExportRequest[];
  readonly paged: string[];
}

/** A port over the fixture, all in memory; what is saved or written is kept for the tests to look at. */
export function fixturePort(change: Partial<BrowsePort> = {}): FixturePort {
  const saved: Session[] = [];
  const exported: ExportRequest[] = [];
  const paged: string[] = [];
  return {
    title: 'orders-outage',
    analysis: ANALYSIS,
    rows: fixtureRows(),
    report: REPORT,
    proofs: ['E-1', 'E-5'],
    context: contextOf,
    loadSession: () => Promise.resolve(undefined),
    saveSession: (session) => {
      saved.push(session);
      return Promise.resolve();
    },
    honour: (session) =>
      Promise.resolve({
        analysis: ANALYSIS,
        report: `${REPORT}\nMarks: ${JSON.stringify(session.marks)}\n`,
        proofs: [],
      }),
    exportView: (request) => {
      exported.push({ ...request, rows: [...request.rows] });
      return Promise.resolve(request.name ?? 'view.txt');
    },
    describe: (entity, at) => ({
      seen: at >= micros('09:05:00'),
      state: [
        { name: 'Ready', value: at > micros('09:14:39') ? 'False (CrashLoopBackOff)' : 'True' },
        { name: 'Restarts', value: at > micros('09:14:39') ? '7' : '0' },
      ],
      relations: [{ name: 'runs-on', other: 'Node/n2', how: 'spec.nodeName' }],
      changes: [{ at: micros('09:14:20'), by: 'deployment-controller', text: `created ${entity}` }],
    }),
    owners: (entity) => (entity === keyOf(POD) ? ['Deployment/pantry/api'] : []),
    owned: (entity) => (entity === 'Deployment/pantry/api' ? [keyOf(POD)] : []),
    labels: (entity) => (entity === keyOf(POD) ? { app: 'api' } : {}),
    object: (entity) =>
      Promise.resolve(entity === keyOf(POD) ? `kind: Pod\nname: ${labelOf(POD)}` : undefined),
    page: (source) => {
      paged.push(source);
      return Promise.resolve();
    },
    saved,
    exported,
    paged,
    ...change,
  };
}

function contextOf(
  source: string,
  offset: number,
  before: number,
  after: number,
): ReturnType<BrowsePort['context']> {
  const file = FILES.find((f) => f.id === source);
  if (file === undefined) return Promise.reject(new Error(`no source ${source}`));
  let next = 0;
  const lines = file.text
    .split('\n')
    .slice(0, -1)
    .map((text, i) => {
      const line = { offset: next, line: i + 1, text };
      next += text.length + 1;
      return line;
    });
  const hit = Math.max(
    0,
    lines.findLastIndex((l) => l.offset <= offset),
  );
  const from = Math.max(0, hit - before);
  return Promise.resolve({
    path: file.path,
    lines: lines.slice(from, hit + after + 1),
    at: hit - from,
    digest: 'ab'.repeat(32),
  });
}
