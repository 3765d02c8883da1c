import { describe, expect, it } from 'vitest';
import { exactly, iso, utc } from '../../../../src/base/index.js';
import { eventColumns } from '../../../../src/intake/formats/kubectl/event-columns.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(eventColumns);

const capturedAt = exactly(utc(2026, 7, 1, 19, 22, 46), 'B');

describe('events in columns that somebody named', () => {
  it.each(eventColumns.samples.map((sample, i) => [i, sample] as const))('sample %i', (_, sample) => {
    const { records, problems } = readText(sample, { capturedAt });
    expect(problems).toEqual([]);
    const [event] = records;
    expect(event).toMatchObject({
      kind: 'event',
      about: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
      type: 'Warning',
      reason: 'BackOff',
      count: 12,
    });
    expect(event?.kind === 'event' && event.message).toMatch(/^Back-off restarting failed container/);
    expect(event?.kind === 'event' && iso(event.last.lo)).toMatch(/^2026-07-01T19:22:4[01]Z/);
  });

  it('counts rows that name nothing instead of guessing', () => {
    const { records, problems } = readText(
      'LAST,TYPE,REASON,OBJECT,MESSAGE NOTE,MESSAGE\n2026-07-01T19:22:41Z,Warning,BackOff,,x,Back-off\n',
    );
    expect(records).toEqual([]);
    expect(problems[0]?.message).toContain('1 rows name no object');
  });

  it('is no table of something else that has reasons and messages', () => {
    expect(readText('name,status,reason,message\nx,y,z,w\n').format).not.toBe('event-columns');
    expect(readText('Reason,Message,Ticket,Owner,Team,Cost,Name,Time\na,b,c,d,e,f,g,h\n').format).not.toBe(
      'event-columns',
    );
  });
});
