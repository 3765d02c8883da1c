import { describe, expect, it } from 'vitest';
import { measure } from '../../src/measure/index.js';
import { caseOf } from '../support/case-builder.js';
import { incidentOf, measured, type GivenCondition } from './incident.js';

const root = (id: string, more: Partial<GivenCondition> = {}): GivenCondition => ({
  id,
  on: 'Node/n1',
  nature: 'fault',
  role: 'root-cause',
  onset: '10:00:00',
  end: '10:05:00',
  ...more,
});
const outage: GivenCondition = {
  id: 'surface-outage',
  on: 'Surface/shop.example',
  nature: 'impact',
  role: 'symptom',
  onset: '10:00:10',
  end: '10:05:10',
  severity: 3,
};

function repairs(given: readonly GivenCondition[], links: readonly (readonly [string, string])[]) {
  const { c } = caseOf({ asOf: '11:00:00' });
  const { actions } = measure(measured(c, incidentOf(c, [...given, outage], links)));
  return actions.filter((a) => a.kind === 'repair');
}

describe('what to repair', () => {
  it('looks into all that ended without a known reason at once, and cuts the links of all', () => {
    const found = repairs(
      [root('interface-gone'), root('resolver-silent', { end: '10:04:00' })],
      [
        ['interface-gone', 'surface-outage'],
        ['resolver-silent', 'surface-outage'],
      ],
    );
    expect(found.map((a) => a.cuts)).toEqual([['l0', 'l1']]);
    expect(found[0]?.action).toMatch(
      /^Find out what lay behind "interface-gone" \(Node n1; over at .*10:05:00.*\) and "resolver-silent" \(Node n1; over at .*10:04:00.*\), and keep it from coming back/,
    );
  });

  it('repairs what still stands, and does not say its name twice', () => {
    const open: GivenCondition = {
      id: 'runtime-down',
      on: 'Node/n1',
      nature: 'fault',
      role: 'root-cause',
      onset: '10:00:00',
    };
    const found = repairs([open], [['runtime-down', 'surface-outage']]);
    expect(found[0]?.action).toBe('Repair this: runtime-down on n1');
    expect(found[0]?.doneWhen).toBe('a whole day has passed without "runtime-down" there');
  });

  it('makes the next change safe where one came before the fault', () => {
    const change: GivenCondition = { id: 'node-upgraded', on: 'Node/n1', nature: 'change', role: 'trigger', onset: '09:59:00' }; // prettier-ignore
    const found = repairs(
      [change, root('kube-proxy-gone')],
      [
        ['node-upgraded', 'kube-proxy-gone'],
        ['kube-proxy-gone', 'surface-outage'],
      ],
    );
    expect(found[0]?.action).toBe(
      'Make the next such change safe: after "node-upgraded" (Node n1) came "kube-proxy-gone" (Node n1)',
    );
  });
});
