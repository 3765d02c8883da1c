import { counted, fromTime, groupBy, MINUTE } from '../../../base/index.js';
import {
  keyOf,
  labelOf,
  ref,
  type ConditionType,
  type MessageRecord,
  type Ref,
} from '../../../model/index.js';
import { calleeOf, speakerOf, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

const TYPES: Readonly<Record<string, ConditionType & { readonly words: string; readonly least: number }>> = {
  'ingress-no-backend': {
    id: 'ingress-no-backend',
    nature: 'symptom',
    title: 'Edge has no backend (503)',
    words: 'has no active endpoint for an ingress controller',
    least: 1,
  },
  'ingress-upstream-timeout': {
    id: 'ingress-upstream-timeout',
    nature: 'symptom',
    title: 'Backend does not answer the edge in time (504)',
    words: 'did not answer an ingress controller in time',
    least: 3,
  },
  'ingress-upstream-reset': {
    id: 'ingress-upstream-reset',
    nature: 'symptom',
    title: 'Backend breaks the edge’s connections (502)',
    words: 'refused or broke connections of an ingress controller',
    least: 3,
  },
  'ingress-reload-failed': {
    id: 'ingress-reload-failed',
    nature: 'fault',
    title: 'Ingress controller refuses its configuration',
    words: 'could not load its configuration',
    least: 1,
  },
};

/** What an ingress controller's own log says of its backends and of itself. */
export const ingressLogErrors: Detector = {
  id: 'ingress-log-errors',
  layer: 'edge',
  what:
    'The error log of an ingress controller names the Service that has no endpoints, the upstream that does not ' +
    'answer or breaks off, or a configuration that it cannot load.',
  lookAlikes: 'A Service without endpoints that no one asks for is logged at every sync and harms nobody.',
  sources: [
    'ingress-nginx internal/ingress/controller',
    'nginx error log',
    'traefik',
    'Kubernetes RELOAD events',
  ],
  emits: Object.values(TYPES).map(({ id, nature, title }) => ({ id, nature, title })),
  *detect(c) {
    for (const [id, type] of Object.entries(TYPES)) {
      const said = c.messagesOf(id).flatMap((message) => {
        const entity = entityOf(c, message);
        return entity ? [{ entity, saying: saidInLog(c, message) }] : [];
      });
      for (const group of groupBy(said, (x) => keyOf(x.entity)).values()) {
        const entity = group[0]?.entity;
        const all = whole(
          spellsOf(
            group.map((g) => g.saying),
            5 * MINUTE,
          ).filter((s) => s.count >= type.least),
        );
        if (!entity || !all) continue;
        yield {
          type: id,
          entity,
          onset: all.onset,
          ...(all.end ? { end: all.end } : {}),
          severity: id === 'ingress-no-backend' ? 1 : 2,
          statement: `${labelOf(entity)} ${type.words} (${counted(all.count, 'line')} ${fromTime(all.onset)}).`,
          evidence: all.evidence,
          attrs: { count: all.count },
        };
      }
    }
  },
};

function entityOf(c: Case, m: MessageRecord): Ref | undefined {
  if (m.id === 'ingress-reload-failed') return speakerOf(c, m.origin);
  const [namespace, name] = (m.fields['service'] ?? '').split('/');
  if (name !== undefined && name !== '') return ref('Service', namespace, name);
  return calleeOf(c, m) ?? speakerOf(c, m.origin);
}
