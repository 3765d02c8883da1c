import { groupBy, iso, listed, MINUTE, sortedBy, type Stamp } from '../base/index.js';
import { labelOf, type Evidence, type Incident } from '../model/index.js';
import { alertEvidence, evidenceOn } from './basis.js';
import { isUnrouted, type Awareness } from './detection.js';
import type { Measured } from './input.js';
import { firstPages, type Replayed } from './replay/replay.js';
import type { IncidentInstants } from './instants.js';
import { installedRules } from './replay/installed.js';

/** With what it rests on; nothing where it is told that the capture holds nothing. */
export type BlindSpot = Omit<NonNullable<Incident['blindSpots']>[number], 'evidence'> & {
  readonly evidence: readonly Evidence[];
};

/** Where nobody was told, where nobody could see, and where the monitoring itself was hit. */
export function blindSpotsOf(
  m: Measured,
  at: IncidentInstants,
  aware: Awareness,
  replayed: readonly Replayed[],
): readonly BlindSpot[] {
  return [...detectionGaps(m, at, aware, replayed), ...diagnosisGaps(m, at), ...metaGaps(m, aware, replayed)];
}

/** Minutes between two instants, as a range; undefined when nothing would have been saved. */
function saved(detect: Stamp | undefined, heard: Stamp | undefined): { lo: number; hi: number } | undefined {
  if (!detect || !heard || detect.hi <= heard.lo) return undefined;
  const tenth = (micros: number): number => Math.round((Math.max(0, micros) / MINUTE) * 10) / 10;
  return { lo: tenth(detect.lo - heard.hi), hi: tenth(detect.hi - heard.lo) };
}

function detectionGaps(
  m: Measured,
  at: IncidentInstants,
  aware: Awareness,
  replayed: readonly Replayed[],
): BlindSpot[] {
  const out: BlindSpot[] = [];
  const pages = firstPages(replayed);
  const detect = at.detect;
  const silent = aware.alerts.length === 0;
  const { proposed, stock } = pages;
  if (proposed?.heard) {
    const saves = saved(detect, proposed.heard);
    if (saves || silent) {
      out.push({
        kind: 'detection',
        statement: `${silent ? 'No alert is known to have told anyone. ' : ''}${proposed.rule.name} on ${labelOf(proposed.entity)} would have paged at ${iso(proposed.heard.lo)} (latest ${iso(proposed.heard.hi)})${saves ? '' : '; not before people knew'}.`,
        signal: `${proposed.rule.name}: ${proposed.rule.meaning}`,
        ...(saves ? { savesMinutes: saves } : {}),
        evidence: evidenceOn(m, proposed.entity),
      });
    }
  }
  if (silent || !stock) {
    const near = sortedBy(
      replayed,
      (r) => r.rule.wait,
      (r) => r.rule.name,
    ).find(
      (r) =>
        r.pack === 'stock' &&
        !r.fires &&
        /ReplicasMismatch|NotReady|CrashLooping|ContainerWaiting/.test(r.rule.name),
    );
    const why = stock?.heard
      ? `the first page of the stock rules would have come at ${iso(stock.heard.lo)} (${stock.rule.name})`
      : near
        ? `${near.rule.name} (${near.about}) ${near.why}`
        : 'no stock rule watches what failed';
    out.push({
      kind: 'detection',
      statement: `The stock rules would not have helped in time: ${why}.`,
      signal:
        'a rule on what users meet (external probe, share of failed requests) that waits a minute, not fifteen',
      ...optional(saved(detect, stock?.heard)),
      evidence: evidenceOn(m, stock?.entity ?? near?.entity),
    });
  }
  return out;
}

function optional(saves: { lo: number; hi: number } | undefined): {
  savesMinutes?: { lo: number; hi: number };
} {
  return saves ? { savesMinutes: saves } : {};
}

/** Root causes that no log or metric of the capture states, and time that passed between knowing and knowing why. */
function diagnosisGaps(m: Measured, at: IncidentInstants): BlindSpot[] {
  const out: BlindSpot[] = [];
  const inferred = m.incident.rootCauses.filter((x) => x.epistemic === 'inferred');
  for (const [x, ...more] of groupBy(inferred, (r) => r.type).values()) {
    if (!x) continue;
    const on = listed([...new Set([x, ...more].map((r) => labelOf(r.entity)))]);
    out.push({
      kind: 'diagnosis',
      statement: `Nothing in the capture states the cause itself; it follows from other signs: ${x.statement}`,
      signal: `logs or metrics of ${on} that show it directly`,
      evidence: x.evidence.slice(0, 3),
    });
  }
  const dark = m.c.coverage.gaps.filter(
    (g) => g.entity && m.incident.conditions.some((x) => g.entity && x.entity.name === g.entity.name),
  );
  for (const g of dark.slice(0, 3)) {
    out.push({
      kind: 'diagnosis',
      statement: `${g.entity ? labelOf(g.entity) : 'A source'}: ${g.why}.`,
      signal: g.wouldTell,
      evidence: evidenceOn(m, g.entity),
    });
  }
  if (at.detect && at.diagnose && at.diagnose.lo - at.detect.hi > 5 * MINUTE && inferred.length === 0) {
    const spent = Math.round((at.diagnose.lo - at.detect.hi) / MINUTE);
    const causes = listed(m.incident.rootCauses.map((x) => labelOf(x.entity)));
    out.push({
      kind: 'diagnosis',
      statement: `${spent} min and more lay between knowing that something was wrong and naming the cause.`,
      signal: `a view that leads from the symptom to ${causes === '' ? 'its cause' : causes} along the dependencies`,
      evidence: m.incident.rootCauses.flatMap((x) => x.evidence.slice(0, 1)),
    });
  }
  return out;
}

/** The monitoring depends on what failed; alerts go nowhere; no rules are known. */
function metaGaps(m: Measured, aware: Awareness, replayed: readonly Replayed[]): BlindSpot[] {
  const out: BlindSpot[] = [];
  const observers = m.incident.conditions.filter((x) => m.incident.roleOf(x.id) === 'observer-fault');
  for (const x of observers) {
    out.push({
      kind: 'meta',
      statement: `Monitoring was hit itself: ${x.statement}`,
      signal: 'a watchdog outside the cluster that pages when the monitoring falls silent',
      evidence: x.evidence.slice(0, 3),
    });
  }
  const unrouted = aware.alerts.filter(isUnrouted);
  if (unrouted.length > 0) {
    const names = [...new Set(unrouted.map((a) => a.name))];
    out.push({
      kind: 'meta',
      statement: `${names.length === 1 ? 'An alert' : `${names.length} alerts`} fired but went to no one (receiver ${unrouted[0]?.receivers[0] ?? 'none'}): ${listed(names.slice(0, 5))}.`,
      signal: 'a route with a receiver that pages',
      evidence: unrouted.slice(0, 5).map(alertEvidence),
    });
  }
  const unheard = replayed.find((r) => r.fires && !r.heard && /no ready replica to send/.test(r.why));
  if (unheard)
    out.push({
      kind: 'meta',
      statement: `${unheard.rule.name} ${unheard.why}.`,
      signal: 'an alert path outside the failure domain',
      evidence: evidenceOn(m, unheard.entity),
    });
  const suppressed = m.c.alerts.filter((a) => a.state === 'suppressed' && aware.alerts.includes(a));
  if (suppressed.length > 0) {
    out.push({
      kind: 'meta',
      statement: `Silenced or inhibited while it mattered: ${listed([...new Set(suppressed.map((a) => a.name))].slice(0, 5))}.`,
      signal: 'silences that end, and that name what they cover',
      evidence: suppressed.slice(0, 5).map(alertEvidence),
    });
  }
  if (installedRules(m.c, m.profile).length === 0 && aware.alerts.length === 0) {
    out.push({
      kind: 'meta',
      statement:
        'The capture holds no alerting rules and no alerts: whether any rule was in force is not known.',
      signal:
        'the answer of /api/v1/rules of Prometheus and /api/v2/alerts of Alertmanager in the next capture',
      evidence: [],
    });
  }
  return out;
}
