import { atTime, groupBy, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType } from '../../../model/index.js';
import { speakerOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf } from '../../spells.js';

const type: ConditionType = {
  id: 'db-leader-demoted',
  nature: 'symptom',
  title: 'Database leader steps down',
};

/** The leader of a replicated database gives its place up: nothing takes writes until there is another. */
export const dbLeaderDemoted: Detector = {
  id: 'db-leader-demoted',
  layer: 'workload',
  what:
    'The leader of a replicated database stepped down: it could not renew its lock (Patroni keeps it in the ' +
    'Kubernetes API or in etcd), or lost its majority. Until one is promoted the database takes no writes.',
  lookAlikes: 'A planned switchover hands over within seconds and names its candidate.',
  sources: ['patroni ha.py', 'mongo replication_coordinator_impl.cpp'],
  emits: [type],
  *detect(c) {
    const said = c.messagesOf('db-leader-demoted').flatMap((m) => {
      const speaker = speakerOf(c, m.origin);
      return speaker?.namespace === undefined ? [] : [{ speaker, m }];
    });
    for (const list of groupBy(said, (x) => keyOf(x.speaker)).values()) {
      const speaker = list[0]?.speaker;
      if (!speaker) continue;
      for (const s of spellsOf(
        list.map((x) => saidInLog(c, x.m)),
        5 * MINUTE,
      )) {
        const why = s.sayings.flatMap((x) => x.message.fields['why'] ?? [])[0];
        yield {
          type: type.id,
          entity: speaker,
          onset: s.onset,
          ...(s.end ? { end: s.end } : {}),
          severity: 2,
          statement: `The leader of ${labelOf(speaker)} stepped down ${atTime(s.onset)}${why === undefined ? '' : `: ${why}`}.`,
          evidence: s.evidence,
          attrs: { why: why ?? '' },
        };
      }
    }
  },
};
