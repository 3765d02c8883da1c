import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/model/index.js';
import { renderReport, REPORT_FORMATS, type ReportFile } from '../../src/report/index.js';
import { healthy, registryOutage, twoIncidents } from './fixture.js';

const bytesOf = (files: readonly ReportFile[]) =>
  files.map((f) => [f.path, Buffer.from(f.bytes).toString('base64')] as const);

/** The same analysis as it comes back from a file. */
const saved = (analysis: Analysis) => JSON.parse(JSON.stringify(analysis)) as Analysis;

describe('renderReport', () => {
  it('returns the files that were asked for, with pictures beside the Markdown', async () => {
    const files = await renderReport(registryOutage, { formats: ['md', 'html', 'json'] });
    expect(files.map((f) => f.path)).toEqual([
      'report.md', 'report.html', 'analysis.json',
      'charts/failed-requests.png', 'charts/ready-replicas.png', 'charts/events-per-minute.png', 'charts/restarts.png',
      'charts/time-to-detect.png',
    ]); // prettier-ignore
    const text = String(files[0]?.bytes);
    for (const { path } of files.slice(3)) expect(text).toContain(`](${path})`);
  });

  it('returns one file for one format', async () => {
    expect((await renderReport(healthy, { formats: ['html'] })).map((f) => f.path)).toEqual(['report.html']);
    expect((await renderReport(healthy, { formats: ['json'] })).map((f) => f.path)).toEqual([
      'analysis.json',
    ]);
    expect(await renderReport(healthy, { formats: [] })).toEqual([]);
  });

  it('gives the same bytes for the same analysis, fresh or saved', async () => {
    const options = { formats: REPORT_FORMATS };
    const first = bytesOf(await renderReport(registryOutage, options));
    expect(bytesOf(await renderReport(registryOutage, options))).toEqual(first);
    expect(bytesOf(await renderReport(saved(registryOutage), options))).toEqual(first);
  });

  it('names the pictures of several incidents apart', async () => {
    const [one, two] = twoIncidents.incidents;
    const [series] = registryOutage.series;
    if (one === undefined || two === undefined || series === undefined) throw new Error('fixture');
    const points = [
      ['2026-11-20T23:37:00Z', 2],
      ['2026-11-20T23:38:00Z', 1],
    ] as const;
    const analysis = {
      ...twoIncidents,
      series: [one, two].map((i) => ({ ...series, incident: i.id, points })),
    };
    const files = await renderReport(analysis, { formats: ['png'] });
    const paths = files.map((f) => f.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'charts/incident-1-ready-replicas.png',
        'charts/incident-2-ready-replicas.png',
      ]),
    );
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('draws PNG pictures at twice the size', async () => {
    const [picture] = (await renderReport(registryOutage, { formats: ['png'] })).filter((f) =>
      f.path.includes('ready'),
    );
    const bytes = Buffer.from(picture?.bytes ?? '');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1800);
  });
});
