import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/model/index.js';
import { compose } from '../../src/report/index.js';
import { bare, bareIncident, registryOutage, twoIncidents } from './fixture.js';
import { at } from './fixture/build.js';

const [outage] = registryOutage.incidents;
if (outage === undefined) throw new Error('fixture');

function rulesOf(incident: Incident, more = {}): readonly string[] {
  return compose({ ...registryOutage, ...more, incidents: [incident] }).findings.map((f) => f.rule);
}

describe('the draft linter', () => {
  it('finds in a good draft only what a person still has to add or look at', () => {
    const findings = compose(registryOutage).findings;
    expect(findings.filter((f) => f.level === 'fix')).toEqual([]);
    expect(findings.map((f) => f.rule)).toEqual(['action-unowned', 'learning-open', 'contradiction-open']);
  });

  it.each([
    ['hindsight', 'The team should have noticed it.'],
    ['hindsight', 'The operators failed to restart it.'],
    ['hindsight', 'It could have been prevented.'],
    ['blame', 'It was human error.'],
    ['averages', 'MTTR was 5 minutes.'],
    ['false-precision', 'It took 5.0342 min.'],
  ])('finds %s in "%s"', (rule, summary) => {
    expect(rulesOf({ ...outage, summary })).toContain(rule);
  });

  it('leaves what the machine said alone: a kubelet may fail to pull', () => {
    expect(
      rulesOf({
        ...outage,
        summary: 'The kubelet failed to pull the image; it would have started otherwise.',
      }),
    ).not.toContain('hindsight');
  });

  it('finds a person as the cause, in the entity and in the words', () => {
    const [root] = outage.rootCauses;
    if (root === undefined) throw new Error('fixture');
    expect(
      rulesOf({ ...outage, rootCauses: [{ ...root, entity: { kind: 'Person', name: 'operator' } }] }),
    ).toContain('person-as-cause');
    expect(
      rulesOf({ ...outage, rootCauses: [{ ...root, statement: 'the person malice acted' }] }),
    ).not.toContain('person-as-cause');
  });

  it('finds an outage that was none', () => {
    const surfaces = outage.surfaces.map((s) => ({ ...s, impact: 'degraded' as const }));
    expect(rulesOf({ ...outage, surfaces, summary: 'The outage lasted 5 min.' })).toContain(
      'outage-for-degradation',
    );
    expect(rulesOf({ ...outage, summary: 'The outage lasted 5 min.' })).not.toContain(
      'outage-for-degradation',
    );
  });

  it('finds a single cause without conditions, a chain that stops early, and links on place and time only', () => {
    const lone = {
      ...outage,
      rootCauses: outage.rootCauses.slice(0, 1),
      conditions: outage.conditions.filter((c) => c.role !== 'contributing'),
    };
    expect(rulesOf(lone)).toContain('single-cause');
    expect(rulesOf({ ...outage, links: outage.links.slice(0, 1) })).toContain('shallow-chain');
    expect(rulesOf({ ...outage, links: outage.links.map((l) => ({ ...l, strength: 0.2 })) })).toContain(
      'invented-link',
    );
  });

  it('finds a timeline that starts at the impact', () => {
    const timeline = registryOutage.timeline.filter((r) => (r.at.lo ?? '') >= '2026-11-20T22:57:42');
    expect(rulesOf(outage, { timeline })).toContain('timeline-from-the-fix');
  });

  it('finds actions that are vague, endless, many or cut nothing', () => {
    const action = { action: 'Improve monitoring', kind: 'detect' as const, cuts: [], doneWhen: '' };
    const rules = rulesOf({ ...outage, actions: Array.from({ length: 11 }, () => action) });
    expect(rules).toEqual(
      expect.arrayContaining(['action-vague', 'action-unbounded', 'action-cuts-nothing', 'too-many-actions']),
    );
  });

  it('finds restored and resolved told as one', () => {
    const figure = { lo: 302, hi: 305, from: 'impact', to: 'restore', grade: 'A' as const, open: false };
    expect(
      rulesOf({ ...outage, figures: { ...outage.figures, timeToRestore: figure, timeToResolve: figure } }),
    ).toContain('restore-is-not-resolve');
  });

  it('finds impact without window or numbers, and asks for the cause', () => {
    const surface = {
      entity: { kind: 'Surface', name: 'shop' },
      symptom: 'slow',
      impact: 'partial' as const,
      from: { lo: null, hi: null, grade: 'X' as const },
      to: at('23:00:00'),
      status: 'unknown' as const,
      evidence: ['ev-001'],
    };
    expect(rulesOf({ ...bareIncident, surfaces: [surface] })).toEqual(
      expect.arrayContaining(['impact-without-window', 'impact-without-numbers', 'cause-not-known']),
    );
  });

  it('prints what it found in the appendix', () => {
    const check = compose(twoIncidents).appendix.find((s) => s.key === 'draft-check');
    expect(check?.blocks.length).toBeGreaterThan(0);
    expect(compose(bare).findings.some((f) => f.rule === 'timeline-empty')).toBe(true);
  });
});
