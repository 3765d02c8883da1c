import { digList, digText, groupBy } from '../../base/index.js';
import { keyOf, ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { templates } from '../facts/templates.js';
import { lay } from './lay.js';

/**
 * mounts (workload and Pod to PersistentVolumeClaim), bound-to (claim to volume), pinned-to (volume to the
 * Nodes its node affinity admits, and through it workload and Pod): a local volume cannot move.
 */
export function storage(c: Case): Relation[] {
  const relations: Relation[] = [];
  for (const claim of c.all('PersistentVolumeClaim')) {
    const snapshot = newest(claim);
    const volume = digText(snapshot?.object, 'spec', 'volumeName');
    if (!snapshot || volume === undefined) continue;
    const pv = ref('PersistentVolume', undefined, volume);
    c.define(pv);
    relations.push(lay(claim.ref, 'bound-to', pv, 'spec.volumeName', [cite(snapshot, 'spec', 'volumeName')]));
  }
  for (const volume of c.all('PersistentVolume')) relations.push(...pinsOf(c, volume.key));
  relations.push(...claimsOf(c));
  const pins = groupBy(
    relations.filter((r) => r.name === 'pinned-to'),
    (r) => r.from,
  );
  const bound = new Map(relations.filter((r) => r.name === 'bound-to').map((r) => [r.from, r.to]));
  for (const m of [...relations]) {
    if (m.name !== 'mounts') continue;
    const volume = bound.get(m.to);
    for (const pin of volume === undefined ? [] : (pins.get(volume) ?? [])) {
      relations.push({
        ...pin,
        from: m.from,
        how: `volume ${volume?.split('/')[1] ?? ''}`,
        evidence: [...m.evidence, ...pin.evidence],
      });
    }
  }
  return relations;
}

function pinsOf(c: Case, key: string): Relation[] {
  const volume = c.entity(key);
  const snapshot = volume && newest(volume);
  if (!volume || !snapshot) return [];
  const terms = digList(snapshot.object, 'spec', 'nodeAffinity', 'required', 'nodeSelectorTerms');
  return terms.flatMap((term, i) =>
    digList(term, 'matchExpressions').flatMap((e, j) => {
      if (digText(e, 'key') !== 'kubernetes.io/hostname' || digText(e, 'operator') !== 'In') return [];
      return digList(e, 'values').flatMap((v, k) => {
        if (typeof v !== 'string') return [];
        const node = ref('Node', undefined, v);
        c.define(node);
        const path = [
          'spec',
          'nodeAffinity',
          'required',
          'nodeSelectorTerms',
          i,
          'matchExpressions',
          j,
          'values',
          k,
        ];
        return [lay(volume.ref, 'pinned-to', node, 'spec.nodeAffinity', [cite(snapshot, ...path)])];
      });
    }),
  );
}

function claimsOf(c: Case): Relation[] {
  const out: Relation[] = [];
  const claimed = (
    owner: Relation['from'],
    namespace: string | undefined,
    name: string,
    evidence: Relation['evidence'],
  ): void => {
    const claim = ref('PersistentVolumeClaim', namespace, name);
    c.define(claim);
    out.push({
      from: owner,
      name: 'mounts',
      to: keyOf(claim),
      valid: { lo: -Infinity, hi: Infinity },
      evidence,
      how: 'volume',
    });
  };
  for (const t of templates(c)) {
    digList(t.spec, 'volumes').forEach((v, i) => {
      const name = digText(v, 'persistentVolumeClaim', 'claimName');
      if (name !== undefined) {
        claimed(keyOf(t.workload), t.workload.namespace, name, [
          cite(t.snapshot, ...t.specPath, 'volumes', i),
        ]);
      }
    });
  }
  for (const pod of c.all('Pod')) {
    const snapshot = newest(pod);
    if (!snapshot) continue;
    digList(snapshot.object, 'spec', 'volumes').forEach((v, i) => {
      const name = digText(v, 'persistentVolumeClaim', 'claimName');
      if (name !== undefined) {
        claimed(pod.key, pod.ref.namespace, name, [cite(snapshot, 'spec', 'volumes', i)]);
      }
    });
  }
  return out;
}
