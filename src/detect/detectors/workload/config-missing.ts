import { MINUTE } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { missingConfig, newest, severityOf, spanOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const TYPES = {
  secret: 'secret-missing',
  'config-map': 'config-map-missing',
  key: 'config-key-missing',
} as const;

/** A pod needs a Secret, a ConfigMap or a key that is not there. */
export const configMissing: Detector = {
  id: 'config-missing',
  layer: 'workload',
  what: 'A container takes variables or a volume from a Secret, ConfigMap or key that does not exist, and none of it is marked optional. The kubelet does not start the container and tries again for ever.',
  lookAlikes:
    '"not registered" while a pod is deleted is noise. An object that comes moments after the pod (start-up order) cures itself. A container that starts and then misses a file has a log to tell so.',
  sources: [
    'signatures.md 11 config-missing',
    'kubernetes pkg/kubelet/kubelet_pods.go; CreateContainerConfigError; MountVolume.SetUp failed',
  ],
  emits: [
    { id: 'config-missing', nature: 'symptom', title: 'Container lacks configuration' },
    { id: 'secret-missing', nature: 'fault', title: 'Secret does not exist', selfExplaining: true },
    { id: 'config-map-missing', nature: 'fault', title: 'ConfigMap does not exist', selfExplaining: true },
    { id: 'config-key-missing', nature: 'fault', title: 'Key does not exist', selfExplaining: true },
  ],
  *detect(c) {
    for (const m of missingConfig(c)) {
      if (m.end && spanOf(m.since, m.end) < MINUTE) continue;
      const there =
        m.what !== 'key' && m.object.name !== '' && newest(c.entity(m.object) ?? EMPTY) !== undefined;
      const object =
        m.what === 'key'
          ? `key ${m.key ?? ''}${m.object.name === '' ? '' : ` of ${labelOf(m.object)}`}`
          : labelOf(m.object);
      const severity = severityOf(c, m.workload, m.end === undefined, m.since);
      const common = {
        onset: m.since,
        ...(m.end ? { end: m.end } : {}),
        evidence: m.evidence,
        attrs: {
          object: m.object.name,
          kind: m.object.kind,
          how: m.how,
          ...(m.key === undefined ? {} : { key: m.key }),
        },
      };
      const names = m.object.name === '' ? [] : [m.object];
      yield {
        ...common,
        type: TYPES[m.what],
        entity: m.workload,
        severity,
        statement: `${labelOf(m.workload)} needs ${object}, which ${there ? 'was not there when it started' : 'does not exist'}: its containers are not started.`,
        names: [...names, ...m.pods.slice(0, 10)],
      };
      for (const pod of m.pods.slice(0, 10)) {
        yield {
          ...common,
          type: 'config-missing',
          entity: pod,
          severity: m.end ? 1 : 2,
          statement: `A container of ${labelOf(pod)} cannot be started: ${object} is missing.`,
          names: [...names, m.workload],
        };
      }
    }
  },
};

const EMPTY = { key: '', ref: { kind: '', name: '' }, snapshots: [], object: undefined };
