import { digList, digText } from '../../base/index.js';
import { ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite } from '../entity.js';
import { containersOf, templates, type Template } from '../facts/templates.js';
import { lay } from './lay.js';

/** mounts: workload to the ConfigMaps, Secrets and ServiceAccount that its template names. */
export function configuration(c: Case): Relation[] {
  return templates(c).flatMap((t) => [...volumes(t), ...environment(t), ...account(t)]);
}

function volumes(t: Template): Relation[] {
  return digList(t.spec, 'volumes').flatMap((v, i) => {
    const evidence = [cite(t.snapshot, ...t.specPath, 'volumes', i)];
    const direct: [string, string | undefined][] = [
      ['ConfigMap', digText(v, 'configMap', 'name')],
      ['Secret', digText(v, 'secret', 'secretName')],
    ];
    const projected = digList(v, 'projected', 'sources').flatMap((s): [string, string | undefined][] => [
      ['ConfigMap', digText(s, 'configMap', 'name')],
      ['Secret', digText(s, 'secret', 'name')],
    ]);
    return [...direct, ...projected].flatMap(([kind, name]) =>
      name === undefined
        ? []
        : [lay(t.workload, 'mounts', ref(kind, t.workload.namespace, name), 'volume', evidence)],
    );
  });
}

function environment(t: Template): Relation[] {
  return containersOf(t).flatMap((container) => {
    const one = (kind: string, name: string | undefined, ...path: (string | number)[]): Relation[] =>
      name === undefined
        ? []
        : [
            lay(t.workload, 'mounts', ref(kind, t.workload.namespace, name), 'environment', [
              cite(t.snapshot, ...container.path, ...path),
            ]),
          ];
    return [
      ...digList(container.spec, 'env').flatMap((e, i) => [
        ...one('Secret', digText(e, 'valueFrom', 'secretKeyRef', 'name'), 'env', i),
        ...one('ConfigMap', digText(e, 'valueFrom', 'configMapKeyRef', 'name'), 'env', i),
      ]),
      ...digList(container.spec, 'envFrom').flatMap((e, i) => [
        ...one('Secret', digText(e, 'secretRef', 'name'), 'envFrom', i),
        ...one('ConfigMap', digText(e, 'configMapRef', 'name'), 'envFrom', i),
      ]),
    ];
  });
}

function account(t: Template): Relation[] {
  const name = digText(t.spec, 'serviceAccountName');
  if (name === undefined || name === 'default') return [];
  return [
    lay(t.workload, 'mounts', ref('ServiceAccount', t.workload.namespace, name), 'service account', [
      cite(t.snapshot, ...t.specPath, 'serviceAccountName'),
    ]),
  ];
}
