import { describe, expect, it } from 'vitest';
import { incidentCase } from '../../../src/report/case.js';
import { alertsChart } from '../../../src/report/charts/alerts.js';
import { eventsChart, failuresCharts, restartsChart } from '../../../src/report/charts/counts.js';
import { INK, TONES } from '../../../src/report/charts/palette.js';
import { replicasChart } from '../../../src/report/charts/replicas.js';
import { chartSvg } from '../../../src/report/render/svg/chart.js';
import { bare, bareIncident, HOSTILE, poisoned, registryOutage } from '../fixture.js';

const [incident] = registryOutage.incidents;
if (incident === undefined) throw new Error('fixture');
const c = incidentCase(registryOutage, incident, 1);
const nothing = incidentCase(bare, bareIncident, 1);

describe('charts', () => {
  it('show ready replicas with the workloads that fell first, and the marks of the incident', () => {
    const chart = replicasChart(c);
    expect(chart?.lanes.map((l) => [l.label, l.max, l.short])).toEqual([
      ['sso/oauth2-proxy', 1, true],
      ['lastplayed/web', 2, true],
      ['git/gitea', 1, true],
      ['sso/identity', 1, true],
      ['lastplayed/postgres', 1, false],
    ]);
    expect(chart?.marks.map((m) => m.label)).toEqual([
      'trigger, impact',
      'noticed',
      'diagnosed',
      'action',
      'restored',
    ]);
    expect(chart?.alt).toContain('lastplayed/web fell to 0 of 2');
  });

  it('fill the edges of the window from the last value before it', () => {
    const lane = replicasChart(c)?.lanes[1];
    expect(lane?.points[0]?.[1]).toBe(2);
    expect(lane?.points.at(-1)?.[1]).toBe(2);
  });

  it('show failed requests as a share, events by type, restarts by workload', () => {
    expect(failuresCharts(c)[0]).toMatchObject({ percent: true, alt: 'At most 100 % in one minute.' });
    expect(eventsChart(c)?.stacks.map((s) => [s.label, s.tone])).toEqual([
      ['Warning', 'symptom'],
      ['Normal', 'context'],
    ]);
    expect(restartsChart(c)?.stacks).toHaveLength(2);
  });

  it('compare when each alert would have been heard with when people noticed', () => {
    const chart = alertsChart(c);
    expect(chart?.rows[0]).toMatchObject({ label: 'A person noticed', words: '3 min 5 s' });
    expect(chart?.rows.filter((r) => r.range === undefined)).toHaveLength(2);
    expect(chart?.rows.at(-1)).toMatchObject({ group: 'proposed rules', words: '3 min 2 s (2:31–3:32)' });
  });

  it('are left out where there is nothing to show', () => {
    expect([replicasChart(nothing), eventsChart(nothing), restartsChart(nothing), alertsChart(nothing)]).toEqual([undefined, undefined, undefined, undefined]); // prettier-ignore
    expect(failuresCharts(nothing)).toEqual([]);
  });
});

describe('chartSvg', () => {
  const charts = [replicasChart(c), eventsChart(c), alertsChart(c), ...failuresCharts(c)].flatMap(
    (x) => x ?? [],
  );

  it.each([900, 350])('keeps every mark and word inside a drawing %d wide', (width) => {
    for (const chart of charts) {
      const svg = chartSvg(chart, width, 'x');
      for (const [, x] of svg.matchAll(/ x[12]?="(-?[\d.]+)"/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(width);
      }
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('says in words what it shows', () => {
    for (const chart of charts)
      expect(chartSvg(chart, 900, 'x')).toMatch(/role="img" aria-label="[^"]{20,}"/);
  });

  it.each(HOSTILE.filter((h) => h.length < 1000))('shows %j as text', (hostile) => {
    const analysis = poisoned(hostile);
    const [first] = analysis.incidents;
    if (first === undefined) throw new Error('fixture');
    const chart = replicasChart(incidentCase(analysis, first, 1));
    const svg = chart === undefined ? '' : chartSvg(chart, 900, 'x');
    expect(svg).not.toMatch(/<script|<img|onerror="|onmouseover='/);

    expect(svg).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});

function luminance(hex: string): number {
  const part = (i: number) => {
    const v = parseInt(hex.slice(i, i + 2), 16) / 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

describe('the palette', () => {
  it.each(['light', 'dark'] as const)(
    'has words of at least 4.5 : 1 on every ground of the %s side',
    (side) => {
      const words = [
        ...Object.entries(TONES),
        ['ink', INK.ink],
        ['muted', INK.muted],
        ['accent', INK.accent],
      ] as const;
      for (const [name, tint] of words) {
        for (const ground of [INK.page, INK.surface, INK.raised]) {
          expect(contrast(tint[side], ground[side]), name).toBeGreaterThanOrEqual(4.5);
        }
      }
    },
  );
});
