import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/model/index.js';
import { compose, unresolvedClaims } from '../../src/report/index.js';
import { chosenRows } from '../../src/report/rows.js';
import { bare, healthy, manyRows, registryOutage, twoIncidents } from './fixture.js';
import { draftOf, sectionOf, textOf } from './read.js';

describe('compose', () => {
  it('says in so many words that no incident was found, what was looked at and what that does not cover', () => {
    const document = compose(healthy);
    expect(document.title).toBe('No incident was found');
    expect(document.drafts).toHaveLength(0);
    const text = textOf(sectionOf(document, 'overview'));
    expect(text).toContain('No incident was found');
    expect(text).toContain('3 sources with 54 records were looked at. 1 source could not be read in full.');
    expect(text).toContain('2026-11-20 09:00:00 to 2026-11-20 12:00:05 UTC');
    expect(text).toContain('Events are kept for one hour.');
    expect(textOf(sectionOf(document, 'sources'))).toContain('not recognised: No format fits (byte 0)');
  });

  it('says what was not well all the same, and why it stands apart where there is no incident', () => {
    const [x] = registryOutage.incidents[0]?.conditions ?? [];
    if (x === undefined) throw new Error('the fixture holds no condition');
    const because = 'it began before the first fault of the incident, was never seen healthy in this capture, and has no link to the incident'; // prettier-ignore
    const background = [{ ...x, role: 'pre-existing' as const, severity: 3 as const, because }];
    const document = compose({
      ...healthy,
      evidence: { ...healthy.evidence, ...registryOutage.evidence },
      background,
    });
    expect(textOf(sectionOf(document, 'overview'))).toMatch(
      /Not everything was well: .+ \(.+\)\. It is told under/,
    );
    const why = textOf(sectionOf(document, 'background'));
    expect(why).toContain(
      'it was never seen healthy in this capture, and nothing is known to have come of it',
    );
    expect(why).not.toContain('the incident');
  });

  it('says of a capture without a record that nothing could be read, not that all is well', () => {
    const unread = healthy.capture.sources.map((s) => ({ ...s, records: 0 }));
    for (const sources of [[], unread]) {
      const document = compose({ ...healthy, capture: { ...healthy.capture, sources } });
      expect(document.title).toBe('Nothing could be read');
      expect(textOf(sectionOf(document, 'overview'))).toContain('so nothing can be said about the cluster.');
      expect(textOf(sectionOf(document, 'overview'))).not.toContain('No incident was found');
    }
  });

  it('makes a draft per incident and an overview of several', () => {
    const document = compose(twoIncidents);
    expect(document.drafts.map((d) => d.title)).toEqual([
      'worker-3 has been out of reach since 23:37:30',
      'The rollout of external-dns is stuck',
    ]);
    expect(textOf(sectionOf(document, 'overview'))).toContain('that they overlap in time links nothing.');
    expect(textOf(sectionOf(document, 'timeline', 1))).not.toContain('ci-deployer');
    expect(textOf(sectionOf(document, 'timeline', 2))).not.toContain('heartbeats');
  });

  it('has no overview for one incident', () => {
    expect(compose(registryOutage).overview).toEqual([]);
  });

  it('names people by role wherever causes are told', () => {
    const [incident] = registryOutage.incidents;
    if (incident === undefined) throw new Error('fixture');
    const rootCauses = incident.rootCauses.map((r) => ({
      ...r,
      statement: 'alice removed the interface, so everything failed.',
    }));
    const document = compose({
      ...registryOutage,
      incidents: [{ ...incident, rootCauses, summary: 'alice did it.' }],
    });
    for (const key of ['summary', 'causal-chain'])
      expect(textOf(sectionOf(document, key))).not.toMatch(/\balice\b/);
    expect(textOf(sectionOf(document, 'summary'))).toContain('An operator removed the interface');
    expect(textOf(sectionOf(document, 'response'))).toContain('alice');
  });

  it('numbers evidence in reading order, the printed text first', () => {
    const document = compose(registryOutage);
    expect(document.numbers.get('ev-001')).toBe(1);
    expect([...document.numbers.values()]).toEqual([...document.numbers.values()].map((_, i) => i + 1));
    expect(document.indexed).toBeLessThanOrEqual(document.numbers.size);
  });
});

describe('unresolvedClaims', () => {
  it.each([
    ['one incident', registryOutage],
    ['two incidents', twoIncidents],
    ['a healthy capture', healthy],
    ['an incident of which nothing is known', bare],
  ])('finds nothing in the draft of %s', (_, analysis) => {
    expect(unresolvedClaims(compose(analysis), analysis)).toEqual([]);
  });

  it('finds an id that the analysis does not hold, and a row without a source', () => {
    const [first, ...rows] = registryOutage.timeline;
    if (first === undefined) throw new Error('fixture');
    const evidence = Object.fromEntries(
      Object.entries(registryOutage.evidence).filter(([id]) => id !== 'ev-001'),
    );
    const broken: Analysis = { ...registryOutage, evidence, timeline: [{ ...first, evidence: [] }, ...rows] };
    const found = unresolvedClaims(compose(broken), broken);
    expect(found).toContainEqual({ draft: 1, section: 'summary', problem: 'unknown', detail: 'ev-001' });
    expect(found).toContainEqual({ draft: 1, section: 'timeline', problem: 'none', detail: first.text });
    expect(textOf(sectionOf(compose(broken), 'draft-check'))).toContain('claim-without-source');
  });
});

describe('chosenRows', () => {
  const rows = manyRows(2000).timeline;

  it('keeps a short timeline whole', () => {
    expect(chosenRows(registryOutage.timeline)).toEqual(registryOutage.timeline);
  });

  it('keeps the rows of the incident before those around it, in their order', () => {
    const kept = chosenRows(rows);
    const own = rows.filter((r) => r.incident !== undefined);
    expect(own.every((r) => kept.includes(r))).toBe(true);
    expect(kept).toHaveLength(own.length + 25);
    expect(kept.map((r) => rows.indexOf(r))).toEqual(kept.map((r) => rows.indexOf(r)).sort((a, b) => a - b));
  });

  it('leaves the full timeline to the interactive one', () => {
    const block = sectionOf(compose(manyRows(2000)), 'timeline').blocks.find((b) => b.kind === 'timeline');
    expect(block?.kind === 'timeline' && block.rows).toHaveLength(2000);
    expect(draftOf(compose(manyRows(2000))).title).toBe('lastplayed.io answered no request for 5 minutes');
  });
});
