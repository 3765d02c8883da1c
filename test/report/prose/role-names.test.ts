import { describe, expect, it } from 'vitest';
import { namesPerson, roleNaming } from '../../../src/report/prose/role-names.js';
import { bareIncident, registryOutage } from '../fixture.js';
import { at } from '../fixture/build.js';

const response = (by: string) => ({
  at: at('23:00:00'),
  by,
  entity: { kind: 'Pod', namespace: 'a', name: 'b' },
  change: 'deleted the pod',
  kind: 'stopgap' as const,
  effect: 'worked' as const,
  evidence: [],
});
const incident = {
  ...bareIncident,
  responses: ['dana@example.com', 'ci-deployer', 'system:serviceaccount:a:b', 'unknown', 'jo'].map(response),
};

describe('roleNaming', () => {
  const blameless = roleNaming(incident);

  it('puts a role in place of a person, by full or short name', () => {
    expect(blameless('user dana@example.com deleted the pod.')).toBe('an operator deleted the pod.');
    expect(blameless('The pod that dana deleted came back.')).toBe(
      'The pod that an operator deleted came back.',
    );
  });

  it('leaves service accounts, controllers and parts of other words alone', () => {
    expect(blameless('ci-deployer changed pod danaides-0 in system:serviceaccount:a:b.')).toBe(
      'ci-deployer changed pod danaides-0 in system:serviceaccount:a:b.',
    );
  });

  it('knows who changed something from the sentence that says so', () => {
    const [x] = registryOutage.incidents[0]?.conditions ?? [];
    if (x === undefined) throw new Error('the fixture holds no condition');
    const said = (by: string) => `Service a/b was changed by ${by} at 13:20:33.`;
    const named = (by: string) => roleNaming({ ...bareIncident, conditions: [{ ...x, statement: said(by) }] })(said(by)); // prettier-ignore
    expect(named('tom@acme.test')).toBe(said('an operator'));
    for (const part of ['ops-pipeline', 'admin', 'system:serviceaccount:ci:deployer'])
      expect(named(part)).toBe(said(part));
  });

  it('takes names of two letters for too short to be told from words', () => {
    expect(namesPerson(incident)('jo restarted it')).toBe(false);
    expect(namesPerson(incident)('then dana restarted it')).toBe(true);
    expect(namesPerson(incident)('pod danaides-0')).toBe(false);
  });
});
