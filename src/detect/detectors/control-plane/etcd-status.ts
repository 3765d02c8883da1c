import { digList, digNumber, digText, listed, oneLine } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import type { Detector } from '../../detector.js';

const nospace: ConditionType = {
  id: 'etcd-nospace-alarm',
  nature: 'fault',
  title: 'etcd database full',
  selfExplaining: true,
};
const corrupt: ConditionType = {
  id: 'etcd-corruption',
  nature: 'fault',
  title: 'etcd data corrupt',
  selfExplaining: true,
};
const growth: ConditionType = {
  id: 'etcd-db-size-growth',
  nature: 'weakness',
  title: 'etcd database close to its quota',
};

/** The default quota; 95 % of it is where the stock alert fires. */
const QUOTA = 2 * 1024 ** 3;
const CLOSE = 0.95;

/** What etcdctl says of its members: alarms, and how large the database is. */
export const etcdStatus: Detector = {
  id: 'etcd-status',
  layer: 'control-plane',
  what:
    'The table of etcdctl endpoint status shows an alarm (NOSPACE, CORRUPT) or a database close to the default ' +
    'quota of 2 GiB.',
  lookAlikes:
    'A raised quota makes a large database ordinary. One leader, one term and close indexes mean that quorum was ' +
    'well when it was read.',
  sources: ['etcdctl endpoint status', 'etcd mixin etcdDatabaseQuotaLowSpace (95 %)'],
  emits: [nospace, corrupt, growth],
  *detect(c) {
    for (const report of c.reportsOf('etcd-status')) {
      const members = digList(report.data, 'members');
      const errors = members.flatMap((m) =>
        digList(m, 'errors').filter((x): x is string => typeof x === 'string'),
      );
      const text = errors.join(' ');
      const common = {
        entity: ref('Component', undefined, 'etcd'),
        onset: { lo: report.at.lo, hi: report.at.hi, grade: 'C' as const },
        evidence: [{ ...report.evidence, at: report.at.lo, excerpt: oneLine(report.text, 400) }],
      };
      if (text.includes('NOSPACE')) {
        yield {
          ...common,
          type: nospace.id,
          severity: 3,
          statement: 'etcd has the alarm NOSPACE: it refuses writes.',
        };
      }
      if (text.includes('CORRUPT')) {
        yield { ...common, type: corrupt.id, severity: 3, statement: 'etcd has the alarm CORRUPT.' };
      }
      const large = members.filter((m) => (digNumber(m, 'dbSizeBytes') ?? 0) >= CLOSE * QUOTA);
      if (large.length === 0 || text.includes('NOSPACE')) continue;
      const names = large.map((m) => digText(m, 'endpoint') ?? digText(m, 'id') ?? 'a member');
      yield {
        ...common,
        type: growth.id,
        severity: 1,
        statement: `The database of ${listed(names.slice(0, 3))} is at or over 95 % of the default quota of 2 GiB.`,
      };
    }
  },
};
