import { counted, fromTime, MINUTE } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import type { Detector } from '../../detector.js';
import { saidInEvent, spellsOf } from '../../spells.js';

const type: ConditionType = { id: 'event-storm', nature: 'symptom', title: 'Flood of warning events' };

/** About twenty warnings a second over a minute: more than any healthy cluster writes for long. */
const FLOOD = 1000;

/** Warnings in such number that writing them is a load of its own. */
export const eventStorm: Detector = {
  id: 'event-storm',
  layer: 'control-plane',
  what:
    'Thousands of warning events in a short time. Each is a write to etcd; the flood slows the API server and ' +
    'pushes older events out of what can be seen.',
  lookAlikes:
    'Counts are lower bounds: clients drop repeats after a burst of 25. Age alone makes counts grow.',
  sources: ['client-go tools/record/events_cache.go (burst 25, one per 300 s)', 'event TTL 1 h'],
  emits: [type],
  *detect(c) {
    const warnings = c.events.filter((e) => e.type === 'Warning');
    for (const spell of spellsOf(
      warnings.map((e) => saidInEvent(c, e)),
      MINUTE,
    )) {
      const span = Math.max(MINUTE, spell.last.until.hi - spell.onset.lo);
      if (spell.count < FLOOD || spell.count / (span / MINUTE) < FLOOD / 10) continue;
      yield {
        type: type.id,
        entity: ref('Cluster', undefined, 'cluster'),
        onset: spell.onset,
        ...(spell.end ? { end: spell.end } : {}),
        severity: 1,
        statement: `At least ${counted(spell.count, 'warning event')} were written ${fromTime(spell.onset)} on.`,
        evidence: spell.evidence,
        attrs: { count: spell.count },
      };
    }
  },
};
