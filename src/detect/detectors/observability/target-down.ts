import { sinceTime } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import { alertEntity } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const down: ConditionType = {
  id: 'target-down',
  nature: 'observer',
  title: 'Monitoring does not reach a target',
};
const self: ConditionType = {
  id: 'monitoring-failing',
  nature: 'observer',
  title: 'Monitoring itself fails',
};

/** Alerts by which monitoring tells that it does not see. */
const SELF =
  /^(Prometheus(NotIngesting|RuleFailures|TargetSync|Missing|RemoteStorage|NotConnected|ErrorSending|Bad|TSDB)|Alertmanager(FailedToSend|ClusterFailed|ConfigInconsistent|MembersInconsistent)|KubeStateMetrics(List|Watch)Errors)/;

/** What was not measured: silence of a target that is not scraped means nothing. */
export const targetDown: Detector = {
  id: 'target-down',
  layer: 'observability',
  what:
    'Monitoring could not scrape a target or could not do its own work. Alerts and graphs that depend on it are ' +
    'silent for that reason, not because all was well.',
  lookAlikes: 'The network path from Prometheus may be the fault; the target can be well.',
  sources: ['kubernetes-mixin TargetDown (10 min)', 'Prometheus and Alertmanager mixins', 'metric up'],
  emits: [down, self],
  *detect(c) {
    for (const a of c.alerts) {
      const type = SELF.test(a.name)
        ? self
        : /(^TargetDown$|MetricsDown$|ExporterDown$|TargetMissing)/.test(a.name)
          ? down
          : undefined;
      if (!type) continue;
      const about = alertEntity(c, a);
      const what = a.labels['job'] ?? a.labels['namespace'] ?? a.name;
      yield {
        type: type.id,
        entity: about ?? ref('Alert', undefined, `${a.name} (${what})`),
        onset: a.pendingSince ?? a.at,
        ...(a.ended ? { end: a.ended } : {}),
        severity: 1,
        statement: `Alert ${a.name} (${what}) says ${sinceTime(a.at)} that monitoring does not see it.`,
        evidence: [
          {
            ...a.evidence,
            at: a.at.lo,
            excerpt: `${a.name} ${a.annotations['description'] ?? ''}`.trim().slice(0, 400),
          },
        ],
      };
    }
  },
};
