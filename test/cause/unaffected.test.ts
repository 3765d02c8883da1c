import { describe, expect, it } from 'vitest';
import { unaffectedBy } from '../../src/cause/unaffected.js';
import { ref, type Condition } from '../../src/model/index.js';
import { caseOf } from '../support/case-builder.js';
import { stack } from '../support/objects.js';
import { conditionOf } from '../support/rule-tester.js';

const ready = {
  metadata: { creationTimestamp: '2026-03-04T08:00:00Z' },
  spec: { nodeName: 'node-a' },
  status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-03-04T08:00:10Z' }] },
};
const requests = (failed: boolean, at = '09:00:00') => ({
  entrance: 'shop.example',
  host: 'shop.example',
  at,
  until: '12:00:00',
  failed,
  statuses: { [failed ? '503' : '200']: 40 },
});

/** What was not affected by one condition that lasted from 10:00 on. */
function told(entity: Condition['entity'], access: readonly ReturnType<typeof requests>[]): readonly string[] {
  const { c } = caseOf({ objects: [{ kind: 'Node', metadata: { name: 'node-a' } }, ...stack('shop/web', { pod: ready })], access });
  const faultAt = c.asOf.lo - 2 * 3_600_000_000;
  const at = { lo: faultAt, hi: faultAt, grade: 'A' } as const;
  const condition = { ...conditionOf('node-network-agent-down', entity, 0), severity: 3 as const, onset: at };
  const story = { conditions: [condition], links: [], tops: [condition], faultAt };
  return unaffectedBy(c, story).map((x) => `${x.entity.kind} ${x.entity.name}`);
} // prettier-ignore

describe('what was not affected', () => {
  const other = ref('Node', undefined, 'node-z');

  it('is an entrance whose requests were all answered while it lasted, and a workload that stayed ready', () => {
    expect(told(other, [requests(false)])).toEqual(['Surface shop.example', 'Deployment web']);
  });

  it('is no entrance that failed, nor one of which the log tells only later', () => {
    expect(told(other, [requests(true)])).toEqual(['Deployment web']);
    expect(told(other, [requests(false, '11:30:00')])).toEqual(['Deployment web']);
  });

  it('is no workload on a node that lost its pod network: it ran on, and nobody reached it', () => {
    expect(told(ref('NodeNetwork', undefined, 'node-a'), [])).toEqual([]);
  });

  it('says of pods that were marked not ready with their node that they ran on', () => {
    const turned = '2026-03-04T11:00:00Z';
    const marked = {
      ...ready,
      status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: turned }] },
    };
    const { c } = caseOf({
      objects: [{ kind: 'Node', metadata: { name: 'node-a' } }, ...stack('shop/web', { pod: marked })],
    });
    const faultAt = c.asOf.lo - 2 * 3_600_000_000;
    const onset = { lo: faultAt, hi: faultAt, grade: 'A' } as const;
    const condition = { ...conditionOf('node-network-agent-down', other, 0), severity: 3 as const, onset };
    const [web] = unaffectedBy(c, { conditions: [condition], links: [], tops: [condition], faultAt });
    expect(web?.why).toMatch(/^its pods ran on through the incident: none restarted or failed a probe/);
  });
});
