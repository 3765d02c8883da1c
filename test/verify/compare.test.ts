import { describe, expect, it } from 'vitest';
import type { Analysis, ConditionEntry, Incident, LinkEntry } from '../../src/model/index.js';
import {
  compare,
  ExpectationError,
  fits,
  junit,
  outcomeLines,
  parseExpectations,
} from '../../src/verify/index.js';

const empty: Analysis = {
  schemaVersion: 1,
  tool: { name: 'inquest', version: '0', rules: '0' },
  capture: { asOf: { lo: null, hi: null, grade: 'X' }, sources: [], gaps: [] },
  incidents: [],
  timeline: [],
  background: [],
  series: [],
  evidence: {},
};

describe('expectations', () => {
  it('refuse keys that they do not know: an expectation that checks nothing is worse than none', () => {
    expect(() => parseExpectations('incidents:\n  - rootcauses: []\n')).toThrow(/unknown key rootcauses/);
    expect(() => parseExpectations('- a list')).toThrow(ExpectationError);
    expect(() => parseExpectations('a: [')).toThrow(/not YAML/);
  });

  it.each([
    ['incidents: 3', /incidents: expected a list/],
    ['incidents: [{ rootCauses: Node/n1 }]', /rootCauses: expected a list/],
    ['incidents: [{ surfaces: [{ entity: Surface/x, form: now }] }]', /unknown key form/],
    ['incidents: [{ figures: [] }]', /figures: expected a map/],
    ['incidents: [{ figures: { timeToDetect: { seconds: 1, witin: 2 } } }]', /unknown key witin/],
    ['incidents: [{ instants: { detect: yesterday } }]', /a time is like .*, not yesterday/],
    ['incidents: [{ onlyRoots: "yes" }]', /onlyRoots: true or false/],
    ['incidents: [{ responses: [{ about: Pod/a/x, efect: worked }] }]', /unknown key efect/],
    ['count: "2"', /count: a number/],
    ['count: { atLest: 1 }', /unknown key atLest/],
    ['asOf: 12', /asOf: a time/],
  ])('refuse what would check nothing: %s', (text, why) => {
    expect(() => parseExpectations(text)).toThrow(why);
  });

  it('take one word or several', () => {
    const e = parseExpectations('incidents:\n  - status: [mitigated, resolved]\n    detectedBy: person\n');
    expect(e.incidents[0]?.status).toEqual(['mitigated', 'resolved']);
    expect(e.incidents[0]?.detectedBy).toEqual(['person']);
  });
});

describe('comparing', () => {
  it('says that an incident is missing', () => {
    const [d] = compare(empty, parseExpectations('incidents:\n  - name: outage\n    about: Node/n1\n'));
    expect(d).toMatchObject({ where: 'outage', expected: 'an incident about Node/n1', found: 'no incident' });
  });

  it('counts exactly, at least and at most', () => {
    expect(compare(empty, parseExpectations('count: 0'))).toEqual([]);
    expect(compare(empty, parseExpectations('count: { atLeast: 1 }'))).toHaveLength(1);
    expect(compare(empty, parseExpectations('count: { atMost: 1 }'))).toEqual([]);
  });

  it('matches entities with wildcards and alternatives', () => {
    expect(fits('Deployment/*/web', 'Deployment/shop/web')).toBe(true);
    expect(fits('Node/a or Node/b', 'Node/b')).toBe(true);
    expect(fits('Pod/shop/web', 'Pod/shop/web-1')).toBe(false);
    expect(fits('Pod/shop/web.1', 'Pod/shop/webx1')).toBe(false);
  });
});

describe('an incident', () => {
  const c = (id: string, name: string, condition: string): ConditionEntry => ({
    id,
    entity: { kind: 'Pod', namespace: 'a', name },
    condition,
    onset: { lo: '2026-01-01T10:00:00Z', hi: '2026-01-01T10:00:02Z', grade: 'B' },
    end: { lo: null, hi: null, grade: 'X' },
    role: 'symptom',
    tags: [],
    statement: '',
    evidence: [],
    severity: 2,
  });
  const link = (from: string, to: string): LinkEntry => ({
    id: `${from}-${to}`,
    from,
    to,
    rule: 'r',
    mechanism: '',
    lag: { lo: 0, hi: 0 },
    strength: 0.8,
    verdict: 'accepted',
    guards: [],
    why: '',
  });
  const none = { lo: null, hi: null, grade: 'X' } as const;
  const incident: Incident = {
    id: 'i',
    title: 't',
    summary: '',
    severity: 'low',
    status: 'active',
    canRecur: false,
    window: { from: none, to: none },
    instants: {},
    surfaces: [],
    figures: {
      timeToDetect: null,
      timeToAcknowledge: null,
      timeToDiagnose: null,
      timeToMitigate: null,
      timeToRestore: null,
      timeToResolve: null,
    },
    detection: { by: 'unknown', at: none, alerts: [] },
    rootCauses: [
      {
        ...c('1', 'x', 'crash'),
        conditionId: '1',
        rank: 1,
        confidence: 'medium',
        probability: 0.6,
        explains: [],
      },
    ],
    conditions: [c('1', 'x', 'crash'), c('2', 'y', 'slow'), c('3', 'z', 'down')],
    links: [link('1', '2'), link('2', '3')],
    loops: [],
    preventions: [],
    preExisting: [],
    noise: [],
    redHerrings: [],
    unexplained: [],
    notAffected: [],
    responses: [],
    alternatives: [],
    contradictions: [{ claims: ['note: all is red', 'edge log: none failed'], why: '' }],
    actions: [],
  };
  const where = (yaml: string): string[] =>
    compare(
      { ...empty, incidents: [incident] },
      parseExpectations(`incidents:\n  - name: i\n    ${yaml}\n`),
    ).map((d) => d.where);

  it('has a chain over steps, and a direct link only where there is one', () => {
    expect(where('links: [{ from: Pod/a/x, to: Pod/a/z }]')).toEqual([]);
    expect(where('links: [{ from: Pod/a/x, to: Pod/a/y, direct: true }]')).toEqual([]);
    expect(where('links: [{ from: Pod/a/x, to: Pod/a/z, direct: true }]')).toEqual(['i: links[0]']);
    expect(where('noLinks: [{ from: Pod/a/x, to: Pod/a/z }]')).toEqual(['i: noLinks[0]']);
    expect(() => where('links: [{ from: Pod/a/x, till: Pod/a/z }]')).toThrow(/unknown key till/);
  });

  it('holds a root cause to its onset and confidence', () => {
    expect(where('rootCauses: [{ entity: Pod/a/x, confidence: [medium, low] }]')).toEqual([]);
    expect(where('rootCauses: [{ entity: Pod/a/x, confidence: low }]')).toEqual([
      'i: rootCauses[0].confidence',
    ]);
    const onset = (at: string): string =>
      `rootCauses: [{ entity: Pod/a/x, onset: { at: "${at}", within: 1 } }]`;
    expect(where(onset('2026-01-01T10:00:01Z'))).toEqual([]);
    expect(where(onset('2026-01-01T10:00:09Z'))).toEqual(['i: rootCauses[0].onset']);
    expect(() => where('rootCauses: [{ entitty: Pod/a/x }]')).toThrow(/unknown key entitty/);
  });

  it('must say which claims are contradicted', () => {
    expect(where('contradictions: ["note: *red*"]')).toEqual([]);
    expect(where('contradictions: ["note: *green*"]')).toEqual(['i: contradictions']);
  });
});

describe('outcomes', () => {
  const outcome = {
    name: 'a<b',
    checks: 2,
    differences: [{ where: 'x: status', expected: 'resolved', found: 'active', evidence: ['log:3 boom'] }],
  };

  it('read as expected, found, evidence', () => {
    expect(outcomeLines(outcome)).toEqual([
      'FAIL  a<b: 1 of 2 expectations differ',
      '  x: status',
      '    expected: resolved',
      '    found:    active',
      '    evidence: log:3 boom',
    ]);
    expect(outcomeLines({ name: 'a', checks: 2, differences: [] })).toEqual(['ok    a (2 expectations)']);
  });

  it('go to JUnit with everything escaped', () => {
    const text = junit([outcome]);
    expect(text).toContain('tests="1" failures="1"');
    expect(text).toContain('name="a&lt;b"');
    expect(text).not.toContain('a<b');
  });
});
