import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/model/index.js';
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
