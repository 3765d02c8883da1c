import { HOUR, largest, MINUTE, sinceTime, type Instant } from '../../../base/index.js';
import {
  keyOf,
  type AccessRecord,
  type AlertRecord,
  type ConditionType,
  type Ref,
} from '../../../model/index.js';
import { alertEntity, entrances, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const outage: ConditionType = { id: 'surface-outage', nature: 'impact', title: 'Requests from users fail' };

/** Alerts on probes of an entrance from outside. */
const PROBE =
  /probe|blackbox|uptime|synthetic|http.?check|(?:site|website|endpoint|url).?(?:is.?)?(?:down|unreachable)/i;
/** What ends an attempt before a request is sent. */
const BEFORE =
  /x509|certificate|tls|handshake|connect(?:ion)? (?:timed? ?out|refused)|no route to host|no such host|could not resolve/i;
const CHRONIC = 6 * HOUR;
/** Rules on probes wait for up to five minutes. */
const WAIT = 5 * MINUTE;
/** How long before and after is compared. */
const SPAN = 30 * MINUTE;
/** Fewer than this share of the requests still arrive. */
const FEWER = 0.5;

/** A probe from outside fails, and the log of the entrance does not show why: requests do not arrive. */
export const probeAlert: Detector = {
  id: 'probe-alert',
  layer: 'edge',
  what:
    'An alert on a probe of a host fires while the log of its entrance shows no failing requests, but far fewer of them ' +
    '(or there is no such log): users are lost before they arrive, at the address, at the handshake or at DNS.',
  lookAlikes:
    'Where the log of the entrance goes on as before, the fault is the probe’s. Where it shows failures, they say more than the alert.',
  sources: ['blackbox_exporter probe_success', 'Prometheus alerting rules in use'],
  emits: [outage],
  *detect(c) {
    for (const a of c.alerts) {
      if (!PROBE.test(a.name) || a.state === 'suppressed' || a.state === 'pending') continue;
      if (c.asOf.lo - a.at.lo > CHRONIC) continue;
      const about = alertEntity(c, a);
      if (about?.kind !== 'Surface' || !isLost(c, about, a)) continue;
      const from = a.pendingSince ?? { lo: lastServed(c, about, a), hi: a.at.hi, grade: 'C' as const };
      yield {
        type: outage.id,
        entity: about,
        onset: from,
        ...(a.ended ? { end: a.ended } : {}),
        severity: 3,
        epistemic: 'reported',
        statement: `${about.name} is not reached from outside ${sinceTime(from)}, by alert ${a.name}.`,
        evidence: [
          {
            ...a.evidence,
            at: a.at.lo,
            excerpt: `${a.name} ${a.annotations['description'] ?? a.annotations['summary'] ?? ''}`.slice(
              0,
              400,
            ),
          },
        ],
        attrs: { alert: a.name },
      };
    }
  },
};

/** When the last request before the alert was served, at most the wait of its rule ago. */
function lastServed(c: Case, surface: Ref, a: AlertRecord): Instant {
  const before = recordsOf(c, surface).filter((r) => !r.failed && r.until.lo <= a.at.lo);
  return before.reduce((t, r) => Math.max(t, r.until.lo), a.at.lo - WAIT);
}

function recordsOf(c: Case, surface: Ref): readonly AccessRecord[] {
  return entrances(c)
    .filter((e) => e.surfaces.some((s) => keyOf(s) === keyOf(surface)))
    .flatMap((e) => e.records);
}

/** True unless the log of the entrance shows failures then, or requests as before. */
function isLost(c: Case, surface: Ref, a: AlertRecord): boolean {
  const records = recordsOf(c, surface);
  const said = Object.values(a.annotations).join(' ');
  const until = Math.min(a.ended?.lo ?? Infinity, a.at.lo + SPAN, c.asOf.lo);
  if (records.some((r) => r.failed && r.count >= 3 && r.until.hi >= a.at.lo - WAIT && r.at.lo <= until))
    return false;
  if (records.length === 0 || BEFORE.test(said)) return true;
  const rate = (from: Instant, to: Instant): number =>
    records.reduce((n, r) => n + within(r.at.lo, r.until.hi, from, to) * r.count, 0) / Math.max(1, to - from);
  const begin = largest([...records.map((r) => -r.at.lo), -Infinity]) * -1;
  const before = Math.max(begin, a.at.lo - WAIT - SPAN);
  if (until - a.at.lo < MINUTE || a.at.lo - WAIT - before < MINUTE) return false;
  return rate(a.at.lo, until) < FEWER * rate(before, a.at.lo - WAIT);
}

/** Share of a run that lies in a time. */
function within(lo: Instant, hi: Instant, from: Instant, to: Instant): number {
  const shared = Math.min(hi, to) - Math.max(lo, from);
  if (shared < 0) return 0;
  return hi > lo ? shared / (hi - lo) : 1;
}
