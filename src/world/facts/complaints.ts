import { groupBy } from '../../base/index.js';
import { keyOf, type EntityKey, type MessageRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { calleeOf } from './callees.js';
import { speakerOf } from './speakers.js';

/** A log line of a workload that names a Service of the cluster as the one that failed it. */
export interface Complaint {
  readonly from: Ref;
  readonly about: Ref;
  readonly port: number | undefined;
  readonly message: MessageRecord;
}

/** Complaints by the Service they are about. */
export function complaints(c: Case): ReadonlyMap<EntityKey, readonly Complaint[]> {
  return c.fact(allComplaints);
}

function allComplaints(c: Case): ReadonlyMap<EntityKey, readonly Complaint[]> {
  const found = c.messages.flatMap((m): Complaint[] => {
    if (m.severity === 'info') return [];
    const about = calleeOf(c, m);
    const from = about && speakerOf(c, m.origin);
    const port = m.fields['port'];
    const number = port !== undefined && /^\d+$/.test(port) ? Number(port) : undefined;
    return about && from ? [{ from, about, port: number, message: m }] : [];
  });
  return groupBy(found, (x) => keyOf(x.about));
}

/** Complaints about a Service from others than its own pods. */
export function complaintsAbout(c: Case, service: Ref): readonly Complaint[] {
  const own = new Set(c.from(service, 'selects').map((r) => r.to));
  return (complaints(c).get(keyOf(service)) ?? []).filter((x) => !own.has(keyOf(x.from)));
}

/** True when something depends on a Service: a route, a webhook, a workload that names it, a complaint. */
export function isWanted(c: Case, service: Ref): boolean {
  return (
    c.to(service, 'routes-to').length > 0 ||
    c.to(service, 'calls').length > 0 ||
    c.to(service, 'needs').length > 0 ||
    complaintsAbout(c, service).length > 0
  );
}
