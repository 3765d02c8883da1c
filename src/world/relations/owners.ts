import { DRAWN_LETTER, dig, digFlag, digText } from '../../base/index.js';
import { ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { lay, lifetime } from './lay.js';

const OF_REPLICASET = new RegExp(`^(.+)-(${DRAWN_LETTER}{8,10}|[a-f0-9]{8,10})-(${DRAWN_LETTER}{5})$`);
const OF_CONTROLLER = new RegExp(`^(.+)-(${DRAWN_LETTER}{5})$`);

/**
 * owns: by ownerReferences; for pods that no snapshot shows, by the controller's "Created pod: x" event;
 * those that only the audit log tells the end of are known by that;
 * at last by the name, when a ReplicaSet, Deployment or Job of that name is known.
 */
export function owners(c: Case): Relation[] {
  const relations: Relation[] = [];
  for (const entity of c.entities()) {
    const snapshot = newest(entity);
    const list = dig(snapshot?.object, 'metadata', 'ownerReferences');
    if (!snapshot || !Array.isArray(list)) continue;
    list.forEach((o: unknown, i) => {
      const kind = digText(o, 'kind');
      const name = digText(o, 'name');
      if (kind === undefined || name === undefined) return;
      if (list.length > 1 && digFlag(o, 'controller') === false) return;
      const owner = ref(kind, kind === 'Node' ? undefined : entity.ref.namespace, name);
      c.define(owner);
      relations.push(
        lay(
          owner,
          'owns',
          entity.ref,
          'ownerReferences',
          [cite(snapshot, 'metadata', 'ownerReferences', i, 'name')],
          lifetime(entity),
        ),
      );
    });
  }
  const owned = new Set(relations.map((r) => r.to));
  for (const e of c.eventsOf('SuccessfulCreate')) {
    const name = /^Created (?:pod|job)[: ]+"?([a-z0-9.-]+)"?/i.exec(e.message)?.[1];
    if (name === undefined) continue;
    const child = ref(e.about.kind === 'CronJob' ? 'Job' : 'Pod', e.about.namespace, name);
    const entity = c.define(child);
    if (owned.has(entity.key)) continue;
    owned.add(entity.key);
    relations.push(
      lay(e.about, 'owns', child, 'event SuccessfulCreate', [c.citeEvent(e)], {
        ...lifetime(entity),
        lo: e.first.lo,
      }),
    );
  }
  for (const { origin } of c.sources) if (origin?.pod) c.define(origin.pod);
  for (const r of c.requests)
    if (r.about.kind === 'Pod' && r.about.name !== '' && r.subresource === 'eviction' && r.code < 300)
      c.define(r.about);
  for (const kind of ['Pod', 'ReplicaSet']) {
    for (const entity of c.all(kind)) {
      if (owned.has(entity.key)) continue;
      const owner = byName(c, entity.ref.kind, entity.ref.namespace, entity.ref.name);
      if (owner) {
        owned.add(entity.key);
        relations.push(lay(owner, 'owns', entity.ref, 'name', [], lifetime(entity)));
      }
    }
  }
  return relations;
}

function byName(c: Case, kind: string, namespace: string | undefined, name: string) {
  if (kind === 'ReplicaSet') {
    const stem = /^(.+)-[a-z0-9]{5,10}$/.exec(name)?.[1];
    return stem === undefined ? undefined : c.entity(ref('Deployment', namespace, stem))?.ref;
  }
  const viaSet = OF_REPLICASET.exec(name);
  if (viaSet) {
    const set = ref('ReplicaSet', namespace, `${viaSet[1]}-${viaSet[2]}`);
    const known = c.entity(set) ?? c.entity(ref('Deployment', namespace, viaSet[1] ?? ''));
    if (known) return known.ref;
  }
  const stem = OF_CONTROLLER.exec(name)?.[1] ?? /^(.+)-\d+$/.exec(name)?.[1];
  if (stem === undefined) return undefined;
  for (const k of ['ReplicaSet', 'DaemonSet', 'Job', 'StatefulSet', 'ReplicationController']) {
    const known = c.entity(ref(k, namespace, stem));
    if (known) return known.ref;
  }
  return undefined;
}
