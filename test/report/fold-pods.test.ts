import { describe, expect, it } from 'vitest';
import type { TimelineRow } from '../../src/model/index.js';
import { foldPods } from '../../src/report/fold-pods.js';

const web = { kind: 'Deployment', namespace: 'shop', name: 'web' };

function row(kind: TimelineRow['kind'], pod: string, condition: string, at: string, more: Partial<TimelineRow> = {}): TimelineRow {
  const stamp = `2026-03-04T10:${at}Z`;
  const entity = pod === '' ? web : { kind: 'Pod', namespace: 'shop', name: `web-${pod}` };
  return { at: { lo: stamp, hi: stamp, grade: 'A' }, kind, entity, text: `${condition} of ${entity.name}.`, condition: `${condition}-${pod}`, incident: 'incident-1', evidence: [`e-${condition}-${pod}`], ...more };
} // prettier-ignore

const by = {
  thing: (ref: TimelineRow['entity']) => (ref.kind === 'Pod' ? web : ref),
  type: (id: string) => id.replace(/-[^-]*$/, ''),
  day: '2026-03-04',
};

describe('a timeline on paper', () => {
  it('tells the same of the pods of a workload once, with when each began and when the last one ended', () => {
    const until = (at: string) => ({ until: { lo: `2026-03-04T10:${at}Z`, hi: `2026-03-04T10:${at}Z`, grade: 'A' as const } }); // prettier-ignore
    const rows = foldPods([row('symptom', 'a', 'probe', '00:01', until('05:00')), row('symptom', 'b', 'probe', '00:09', until('07:00'))], by); // prettier-ignore
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).toBe('probe of web-a. Also web-b from 10:00:09.');
    expect(rows[0]?.until?.lo).toBe('2026-03-04T10:07:00Z');
    expect(rows[0]?.evidence).toEqual(['e-probe-a', 'e-probe-b']);
  });

  it('leaves the end open while one of them still fails', () => {
    const ended = { until: { lo: '2026-03-04T10:05:00Z', hi: '2026-03-04T10:05:00Z', grade: 'A' as const } };
    const rows = foldPods([row('symptom', 'a', 'probe', '00:01', ended), row('symptom', 'b', 'probe', '00:09')], by); // prettier-ignore
    expect(rows.map((r) => r.until)).toEqual([undefined]);
  });

  it('says one fact once when a row rests on nothing of its own, and two facts twice', () => {
    const crash = row('symptom', 'a', 'crash', '00:01', { evidence: ['e1', 'e2'] });
    const exit = row('symptom', 'a', 'exit', '00:01', { evidence: ['e1'] });
    const other = row('symptom', 'a', 'other', '00:01', { evidence: ['e9'] });
    expect(foldPods([exit, crash, other], by)).toEqual([crash, other]);
  });

  it('counts an event that comes again with another id', () => {
    const event = (at: string, text: string): TimelineRow => {
      const stamp = `2026-03-04T10:${at}Z`;
      return { at: { lo: stamp, hi: stamp, grade: 'A' }, kind: 'context', entity: { kind: 'Pod', namespace: 'shop', name: 'web-a' }, text, evidence: [`e-${at}`] };
    }; // prettier-ignore
    const rows = foldPods([event('00:01', 'FailedCreate: sandbox "88e796dd303b" failed'), event('00:09', 'FailedCreate: sandbox "aa54470604e5" failed'), event('00:10', 'Unhealthy: probe failed')], by); // prettier-ignore
    expect(rows.map((r) => [r.text.split(':')[0], r.count, r.until?.lo])).toEqual([
      ['FailedCreate', 2, '2026-03-04T10:00:09Z'],
      ['Unhealthy', undefined, undefined],
    ]);
  });

  it('puts what ended of one thing at one time into one row', () => {
    const rows = foldPods([row('recovery', '', 'x', '03:00', { text: 'Ended: no rules' }), row('recovery', '', 'y', '03:00', { text: 'Ended: no proxy' })], by); // prettier-ignore
    expect(rows.map((r) => r.text)).toEqual(['Ended: no rules; no proxy']);
  });
});
