import { counted, iso, MINUTE, oneLine, SECOND } from '../../../base/index.js';
import { labelOf, type AccessRecord, type ConditionType, type Ref } from '../../../model/index.js';
import { entrances, type Entrance } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { spellsOf, whole, type Saying } from '../../spells.js';

const none: ConditionType = {
  id: 'ingress-no-backend',
  nature: 'symptom',
  title: 'Edge has no backend (503)',
};
const timeout: ConditionType = {
  id: 'ingress-upstream-timeout',
  nature: 'symptom',
  title: 'Backend does not answer the edge in time (504)',
};
const reset: ConditionType = {
  id: 'ingress-upstream-reset',
  nature: 'symptom',
  title: 'Backend breaks the edge’s connections (502)',
};

/** Fewer requests than this are what a single restart costs. */
const FEW = 3;

interface Failed extends Saying {
  readonly record: AccessRecord;
}

/** How the edge failed: the kind of 5xx tells on which side of the backend to look. */
export const edgeBackendErrors: Detector = {
  id: 'edge-backend-errors',
  layer: 'edge',
  what:
    'The edge says how its backend failed it: 503 it had none, 504 it waited in vain, 502 the connection was ' +
    'refused or broken. The order in which they come tells the course of a loss.',
  lookAlikes:
    '503 rarely means that the application crashed; an application may send any of the three itself.',
  sources: [
    'haproxy termination states (SC, sH, SH)',
    'Envoy response flags (UH, UF, UC, UT)',
    'ingress-nginx',
  ],
  emits: [none, timeout, reset],
  *detect(c) {
    for (const entrance of entrances(c)) {
      for (const type of [none, timeout, reset]) {
        const failed = entrance.records
          .flatMap((r) => {
            const count = r.failed ? countOf(r, type) : 0;
            return count > 0 ? [{ r, count }] : [];
          })
          .map(({ r, count }): Failed => ({
            record: r,
            at: r.at,
            until: r.until,
            count,
            heardUntil: c.sources[r.evidence.source]?.span?.hi ?? c.asOf.hi,
            evidence: { ...r.evidence, at: r.at.lo, excerpt: r.lines?.first ?? excerpt(r) },
          }));
        yield* told(entrance, type, failed);
      }
    }
  },
};

const BY_STATUS: Readonly<Record<string, ConditionType>> = { '502': reset, '503': none, '504': timeout };

/** How many requests of a run failed in that way: by status, which flags make plainer where there is one only. */
function countOf(r: AccessRecord, type: ConditionType): number {
  if (answeredItself(r)) return 0;
  const codes = Object.entries(r.statuses);
  if (codes.length === 1) return (byFlags(r) ?? BY_STATUS[codes[0]?.[0] ?? '']) === type ? r.count : 0;
  return codes.reduce((n, [code, times]) => n + (BY_STATUS[code] === type ? times : 0), 0);
}

/** haproxy: neither side broke the session off, so the status is what the server answered (8.5). */
function answeredItself(r: AccessRecord): boolean {
  return /^--[-A-Z]{0,2}$/.test(r.flags ?? '') && r.server !== '<NOSRV>';
}

function byFlags(r: AccessRecord): ConditionType | undefined {
  const flags = r.flags ?? '';
  if (/\bUH\b|\bNR\b|NOSRV/.test(`${flags} ${r.server ?? ''}`)) return none;
  if (/\bUT\b|^[sS]H/.test(flags)) return timeout;
  return /\bU[FCR]\b|^S[DH]/.test(flags) ? reset : undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  [none.id]: 'had no backend for it',
  [timeout.id]: 'waited in vain for its backend',
  [reset.id]: 'was refused or cut off by its backend',
};

function* told(entrance: Entrance, type: ConditionType, failed: readonly Failed[]): Iterable<Finding> {
  const all = whole(spellsOf(failed, 2 * MINUTE, 10 * SECOND));
  if (!all) return;
  const entity: Ref | undefined = entrance.service ?? entrance.surfaces[0];
  if (!entity) return;
  yield {
    type: type.id,
    entity,
    onset: all.onset,
    ...(all.end ? { end: all.end } : {}),
    severity: all.count < FEW ? 1 : 2,
    statement: `The edge${/^edge$/i.test(entrance.name) ? '' : ` ${entrance.name}`} ${WORDS[type.id] ?? ''} in ${counted(all.count, 'request')} from ${iso(
      all.onset.lo,
    )} on${entrance.service ? ` (behind it ${labelOf(entrance.service)})` : ''}.`,
    evidence: all.evidence,
    attrs: { count: all.count },
    names: [...entrance.surfaces],
  };
}

function excerpt(r: AccessRecord): string {
  return oneLine(
    `${r.entrance} ${r.backend ?? ''}/${r.server ?? ''} ${Object.keys(r.statuses).join(',')} ${r.flags ?? ''}`,
    200,
  );
}
