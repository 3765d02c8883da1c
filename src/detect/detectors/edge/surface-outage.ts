import { counted, iso, largest, listed, MINUTE, oneLine, SECOND, type Stamp } from '../../../base/index.js';
import { labelOf, type AccessRecord, type ConditionType, type Evidence } from '../../../model/index.js';
import { entrances, type Entrance } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const outage: ConditionType = { id: 'surface-outage', nature: 'impact', title: 'Requests from users fail' };
const degraded: ConditionType = {
  id: 'surface-degraded',
  nature: 'impact',
  title: 'Some requests from users fail',
};

/** Successes that last longer than this end a window of failures. */
const RECOVERED = MINUTE;
/** Fewer failed requests than this, one after the other, are a blip (a restart of one backend). */
const BLIP = 3;

/**
 * What users met at the edge. A window runs from the first failed request to the last before a minute
 * without failures; it is an outage if in some part of it nothing succeeded.
 */
export const surfaceOutage: Detector = {
  id: 'surface-outage',
  layer: 'edge',
  what:
    'The log of a load balancer, ingress controller or gateway shows requests that failed (5xx, no answer). ' +
    'It is what users met, to the request: first and last failure, share and statuses.',
  lookAlikes:
    'A single failed request while a backend restarts is a blip; 4xx answers are the client’s; an edge that ' +
    'stops logging may have lost its clients instead.',
  sources: ['haproxy 2.x HTTP log format', 'ingress-nginx log format', 'Envoy access log response flags'],
  emits: [outage, degraded],
  *detect(c) {
    for (const entrance of entrances(c)) {
      for (const window of failureWindows(entrance.records)) yield* told(entrance, window);
    }
  },
};

interface Window {
  readonly failed: readonly AccessRecord[];
  readonly served: readonly AccessRecord[];
  /** The first success after it. */
  readonly after: AccessRecord | undefined;
  /** The longest stretch without any success. */
  readonly full: readonly AccessRecord[];
}

function failureWindows(records: readonly AccessRecord[]): Window[] {
  const windows: Window[] = [];
  const failures = records.filter((r) => r.failed);
  let group: AccessRecord[] = [];
  const close = (): void => {
    if (group.length > 0) windows.push(windowOf(records, group));
    group = [];
  };
  for (const f of failures) {
    const last = group.at(-1);
    if (last && f.at.lo - last.until.hi > RECOVERED) close();
    group.push(f);
  }
  close();
  return windows;
}

function windowOf(records: readonly AccessRecord[], failed: readonly AccessRecord[]): Window {
  const from = failed[0]?.at.lo ?? 0;
  const to = largest(failed.map((f) => f.until.hi));
  const served = records.filter((r) => !r.failed && r.until.hi >= from && r.at.lo <= to);
  const good = records.find((r) => !r.failed && r.at.lo >= to) ?? served.find((r) => r.until.hi > to);
  const after = largest(records.map((r) => r.until.hi)) - to > pauseOf(failed) ? good : undefined;
  return { failed, served, after, full: longestFull(failed, served) };
}

/** So many of the last pauses between failures say how long good requests may go on while it still fails. */
const LAST_PAUSES = 10;

/** The longest of the last pauses between failures: no longer a silence at the end of the log is no recovery. */
function pauseOf(failed: readonly AccessRecord[]): number {
  const late = failed.slice(-LAST_PAUSES - 1);
  return largest([0, ...late.map((f, i) => f.at.lo - (late[i - 1]?.until.hi ?? f.at.lo))]);
}

/** Failed runs one after the other without a success between them. */
function longestFull(failed: readonly AccessRecord[], served: readonly AccessRecord[]): AccessRecord[] {
  let best: AccessRecord[] = [];
  let run: AccessRecord[] = [];
  for (const f of failed) {
    const last = run.at(-1);
    if (last && served.some((s) => s.until.lo > last.until.lo && s.at.lo < f.at.hi)) run = [];
    run.push(f);
    if (requests(run) > requests(best)) best = [...run];
  }
  return best;
}

function requests(runs: readonly AccessRecord[]): number {
  return runs.reduce((n, r) => n + r.count, 0);
}

function* told(entrance: Entrance, w: Window): Iterable<Finding> {
  const first = w.failed[0];
  const last = w.failed.at(-1);
  if (!first || !last) return;
  const failed = requests(w.failed);
  const total = failed + requests(w.served);
  const full = isFull(w);
  const onset: Stamp = { lo: first.began?.lo ?? first.at.lo, hi: first.at.hi, grade: 'A' };
  const end: Stamp | undefined = w.after
    ? { lo: last.until.lo, hi: Math.max(w.after.at.hi, last.until.hi), grade: 'A' }
    : undefined;
  const statuses = statusesOf(w.failed);
  for (const surface of entrance.surfaces) {
    yield {
      type: full ? outage.id : degraded.id,
      entity: surface,
      onset,
      ...(end ? { end } : {}),
      severity: failed < BLIP ? 1 : full ? 3 : 2,
      statement: sentence(surface.name, w, full, failed, total, statuses, entrance),
      evidence: evidenceOf(w, entrance),
      attrs: {
        failed,
        total,
        share: Math.round((failed / total) * 1000) / 1000,
        statuses: Object.keys(statuses).join(','),
        impact: full ? 'full' : 'partial',
        entrance: entrance.name,
        ...(isCut(entrance, w) ? { alreadyFailing: 1 } : {}),
        how: entrance.how,
        ...fullSpan(w, full),
      },
      names: entrance.service ? [entrance.service] : entrance.suspects,
    };
  }
}

function isFull(w: Window): boolean {
  const first = w.full[0];
  const last = w.full.at(-1);
  if (!first || !last) return false;
  return requests(w.full) >= BLIP && (last.until.hi - first.at.lo >= 2 * SECOND || w.served.length === 0);
}

/** It failed when the log begins: the log was rotated or cut, and the first failure is not in it. */
function isCut(entrance: Entrance, w: Window): boolean {
  return entrance.failsFromStart && w.failed[0] === entrance.records[0];
}

function fullSpan(w: Window, full: boolean): Record<string, string> {
  const first = w.full[0];
  const last = w.full.at(-1);
  return full && first && last ? { fullFrom: iso(first.at.lo), fullUntil: iso(last.until.lo) } : {};
}

function statusesOf(runs: readonly AccessRecord[]): Record<string, number> {
  const out: Record<string, number> = {};
  for (const r of runs) for (const [s, n] of Object.entries(r.statuses)) out[s] = (out[s] ?? 0) + n;
  return out;
}

function sentence(
  name: string,
  w: Window,
  full: boolean,
  failed: number,
  total: number,
  statuses: Readonly<Record<string, number>>,
  entrance: Entrance,
): string {
  const [only, ...others] = Object.entries(statuses);
  const codes = others.length > 0 || !only ? ` (${listed(Object.entries(statuses).map(([s, n]) => `${n} × ${s}`))})` : ` with ${only[0]}`;
  const share = failed === total && total > 1 ? `all ${counted(total, 'request')}` : `${failed} of ${counted(total, 'request')}`;
  const whole = full && failed < total ? ', for some time all of them' : '';
  const behind = entrance.service ? ` Behind it stands ${labelOf(entrance.service)} (${entrance.how}).` : '';
  const already = isCut(entrance, w) ? ' It failed already when the log begins.' : '';
  return `${name}: ${share} failed${codes}${whole}.${already}${behind}`;
} // prettier-ignore

function evidenceOf(w: Window, entrance: Entrance): Evidence[] {
  const first = w.failed[0];
  const last = w.failed.at(-1);
  const cited: Evidence[] = [];
  if (first) cited.push(citeAccess(first, first.evidence, first.at.lo));
  if (last) cited.push(citeAccess(last, last.lastEvidence, last.until.lo));
  if (w.after) cited.push(citeAccess(w.after, w.after.evidence, w.after.at.lo));
  return [...cited, ...entrance.evidence.slice(0, 3)];
}

function citeAccess(r: AccessRecord, at: AccessRecord['evidence'], time: number): Evidence {
  const codes = Object.keys(r.statuses).join(' ');
  const text = `${r.entrance} ${r.host ?? ''} ${r.backend ?? ''} ${r.server ?? ''} ${codes} ${r.flags ?? ''}`;
  const line = at === r.lastEvidence ? r.lines?.last : r.lines?.first;
  return { ...at, at: time, excerpt: line ?? oneLine(text, 400) };
}
