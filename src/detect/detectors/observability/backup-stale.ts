import { oneLine, sinceTime } from '../../../base/index.js';
import { labelOf, type ConditionType } from '../../../model/index.js';
import { conditionSpells } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = { id: 'backup-stale', nature: 'weakness', title: 'Backups fail' };

const CONDITIONS = ['LastBackupSucceeded', 'ContinuousArchiving', 'BackupSucceeded'];

/** A database whose backups do not come about: no outage, but nothing to go back to. */
export const backupStale: Detector = {
  id: 'backup-stale',
  layer: 'observability',
  what:
    'The operator of a database reports that its last backup or the archiving of its log failed. Nothing is down; ' +
    'after a loss there would be nothing recent to restore.',
  lookAlikes:
    'An alert on the age of a backup fires when a threshold is crossed, long after backups began to fail.',
  sources: ['CloudNativePG Cluster conditions'],
  emits: [type],
  *detect(c) {
    for (const e of c.entities()) {
      for (const name of CONDITIONS) {
        const s = conditionSpells(e, name, 'False').at(-1);
        if (!s || s.ended) continue;
        const why = s.condition.message ?? s.condition.reason ?? 'no reason given';
        yield {
          type: type.id,
          entity: e.ref,
          onset: s.since,
          severity: 1,
          statement: `Backups of ${labelOf(e.ref)} fail ${sinceTime(s.since)}: ${oneLine(why, 140).replace(/[. ]+$/, '')}.`,
          evidence: [s.evidence],
          attrs: { condition: name },
        };
      }
    }
  },
};
