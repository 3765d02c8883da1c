import { describe, expect, it } from 'vitest';
import type { TimelineRow } from '../../src/model/index.js';
import { foldedRows } from '../../src/report/fold-rows.js';

function row(kind: TimelineRow['kind'], text: string, at: string, more: Partial<TimelineRow> = {}): TimelineRow {
  const name = text.split(' ').at(-1) ?? '';
  const stamp = (t: string) => `2026-03-04T10:${t}Z`;
  const [lo = '', hi = lo] = at.split(' to ');
  return { at: { lo: stamp(lo), hi: stamp(hi), grade: 'A' }, kind, text, entity: { kind: 'Pod', namespace: 'shop', name }, evidence: [`e-${name}`], ...more };
} // prettier-ignore

describe('the printed timeline', () => {
  it('tells a set-up of many objects by one person in one row, with the proof of each', () => {
    const setUp = ['a', 'b', 'c', 'd', 'e', 'f'].map((n, i) => row('change', `admin created Pod shop/${n}`, `00:0${i}`));
    const [one, ...others] = foldedRows([...setUp, row('fault', 'Pod broke', '05:00')]);
    expect(one?.text).toBe('admin created 6 objects: Pod shop/shop/a, Pod shop/shop/b, Pod shop/shop/c, Pod shop/shop/d and 2 more');
    expect(one?.evidence).toHaveLength(6);
    expect(others.map((r) => r.text)).toEqual(['Pod broke']);
  }); // prettier-ignore

  it('keeps changes apart that are of the incident, of another person, or of another minute', () => {
    const rows = [
      row('change', 'admin created Pod a', '00:00'),
      row('change', 'admin created Pod b', '00:01', { incident: 'incident-1', condition: 'c1' }),
      row('change', 'alice created Pod c', '00:02'),
      row('change', 'admin created Pod d', '02:00'),
    ];
    expect(foldedRows(rows)).toEqual(rows);
  });

  it('tells once what was found to be over between the same two snapshots', () => {
    const over = ['a', 'b', 'c'].map((n) => row('recovery', 'Ended: image pull fails', '10:00 to 16:00', { entity: { kind: 'Pod', namespace: 'shop', name: n } })); // prettier-ignore
    const [one, ...none] = foldedRows(over);
    expect(none).toEqual([]);
    expect(one?.text).toBe('Ended by then: image pull fails (Pod shop/a, Pod shop/b, Pod shop/c)');
    expect(foldedRows(over.map((r) => ({ ...r, at: { ...r.at, hi: r.at.lo } })))).toHaveLength(3);
  });
});
