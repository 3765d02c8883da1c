import { digList, digText, oneLine, sinceTime, stampOf } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { cite, newest } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const degraded: ConditionType = {
  id: 'argocd-degraded',
  nature: 'symptom',
  title: 'Argo CD application degraded',
};
const sync: ConditionType = { id: 'argocd-sync-failed', nature: 'fault', title: 'Argo CD sync failed' };
const comparison: ConditionType = {
  id: 'argocd-comparison-error',
  nature: 'fault',
  title: 'Argo CD cannot compare',
};

/** What Argo CD says of an application: unhealthy, not synced for an error, not comparable. */
export const argocdDegraded: Detector = {
  id: 'argocd-degraded',
  layer: 'delivery',
  what:
    'An Argo CD Application is Degraded or Missing, its last sync failed, or its wanted and live state cannot be ' +
    'compared (repository or API not reachable).',
  lookAlikes: 'OutOfSync alone, without an error, is a change that nobody has applied yet.',
  sources: ['Argo CD Application status', 'argocd-application-controller ResourceUpdated events'],
  emits: [degraded, sync, comparison],
  *detect(c) {
    for (const app of c.all('Application')) {
      const s = newest(app);
      if (!s) continue;
      const label = `Application ${app.ref.namespace ?? ''}/${app.ref.name}`;
      const health = digText(s.object, 'status', 'health', 'status');
      if (health === 'Degraded' || health === 'Missing') {
        const event = c
          .eventsAbout(app.ref)
          .filter((e) => e.reason === 'ResourceUpdated' && e.message.includes(`-> ${health}`))
          .at(-1);
        const since = stampOf(digText(s.object, 'status', 'health', 'lastTransitionTime')) ?? event?.last;
        yield {
          type: degraded.id,
          entity: app.ref,
          onset: since ?? { lo: s.at.lo, hi: s.at.hi, grade: 'C' },
          severity: 2,
          statement: `${label} is ${health}${since ? ` ${sinceTime(since)}` : ''}.`,
          evidence: [cite(s, 'status', 'health'), ...(event ? [c.citeEvent(event)] : [])],
        };
      }
      const phase = digText(s.object, 'status', 'operationState', 'phase');
      if (phase === 'Failed' || phase === 'Error') {
        const at = stampOf(digText(s.object, 'status', 'operationState', 'finishedAt'));
        const message = digText(s.object, 'status', 'operationState', 'message') ?? phase;
        yield {
          type: sync.id,
          entity: app.ref,
          onset: at ?? { lo: s.at.lo, hi: s.at.hi, grade: 'C' },
          severity: 2,
          statement: `The last sync of ${label} ended in ${phase}: ${oneLine(message, 180).replace(/\.$/, '')}.`,
          evidence: [cite(s, 'status', 'operationState')],
        };
      }
      const errors = digList(s.object, 'status', 'conditions').findIndex(
        (x) => digText(x, 'type') === 'ComparisonError',
      );
      if (errors >= 0) {
        const at = stampOf(digText(s.object, 'status', 'conditions', errors, 'lastTransitionTime'));
        const message = digText(s.object, 'status', 'conditions', errors, 'message') ?? '';
        yield {
          type: comparison.id,
          entity: app.ref,
          onset: at ?? { lo: s.at.lo, hi: s.at.hi, grade: 'C' },
          severity: 2,
          statement: `${label} cannot be compared with its source: ${oneLine(message, 180).replace(/\.$/, '')}.`,
          evidence: [cite(s, 'status', 'conditions', errors)],
        };
      }
    }
  },
};
