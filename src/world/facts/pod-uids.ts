import { digText } from '../../base/index.js';
import type { Ref } from '../../model/index.js';
import type { Case } from '../case.js';

/** The pod that had a UID: by its object, or by events about it when the object is gone. */
export function podByUid(c: Case, uid: string): Ref | undefined {
  return c.fact(podsByUid).get(uid);
}

function podsByUid(c: Case): ReadonlyMap<string, Ref> {
  const found = new Map<string, Ref>();
  for (const e of c.events)
    if (e.about.kind === 'Pod' && e.aboutUid !== undefined) found.set(e.aboutUid, e.about);
  for (const p of c.all('Pod')) {
    for (const s of p.snapshots) {
      const uid = s.uid ?? digText(s.object, 'metadata', 'uid');
      if (uid !== undefined) found.set(uid, p.ref);
    }
  }
  return found;
}
