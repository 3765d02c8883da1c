import { iso, type Instant } from '../../base/index.js';
import { keyOf, labelOf, type Ref, type Series } from '../../model/index.js';
import type { Case } from '../case.js';
import { edges, requestRate } from './edges.js';
import { endpointsReady } from './endpoints.js';
import { eventRate } from './event-rate.js';
import type { Track } from './level.js';
import { readyReplicas } from './replicas.js';
import { restarts } from './waiting.js';

/**
 * The tracks as lines of charts: ready replicas and endpoints, restarts, events and requests per minute.
 * `keep` chooses the entities whose lines are wanted.
 */
export function seriesOf(c: Case, keep: (entity: Ref) => boolean = () => true): readonly Series[] {
  const end = c.asOf.hi;
  return [
    ...readyReplicas(c)
      .filter((t) => keep(t.entity))
      .map((t) => stepSeries(t, 'Ready replicas', 'pods', end)),
    ...endpointsReady(c)
      .filter((t) => keep(t.entity))
      .map((t) => stepSeries(t, 'Ready endpoints', 'endpoints', end)),
    ...restartSeries(c, keep),
    ...eventSeries(c),
    ...requestSeries(c),
  ].filter((s) => s.points.length > 0);
}

function stepSeries(track: Track, title: string, unit: string, end: Instant): Series {
  const points: (readonly [string, number])[] = [];
  const gaps: (readonly [string, string])[] = [];
  track.levels.forEach((level, i) => {
    const until = track.levels[i + 1]?.from ?? end;
    if (level.lo === level.hi) points.push([iso(level.from), level.lo]);
    else if (until > level.from) gaps.push([iso(level.from), iso(until)]);
  });
  return {
    id: `${unit}:${keyOf(track.entity)}`,
    title: `${title} of ${labelOf(track.entity)}`,
    group: 'ready-replicas',
    shape: 'step',
    unit,
    entity: track.entity,
    points,
    ...(gaps.length > 0 ? { gaps } : {}),
  };
}

function restartSeries(c: Case, keep: (entity: Ref) => boolean): Series[] {
  return restarts(c).flatMap((r): Series[] => {
    const total = Math.max(r.count, r.starts.length - 1);
    if (total < 1 || !keep(r.pod)) return [];
    const unseen = total - (r.starts.length - 1);
    return [
      {
        id: `restarts:${keyOf(r.pod)}`,
        title: `Restarts of ${labelOf(r.pod)}`,
        group: 'restarts',
        shape: 'step',
        unit: 'restarts',
        entity: r.pod,
        points: r.starts.map((at, i) => [iso(at), (i === 0 ? 0 : unseen) + i] as const),
      },
    ];
  });
}

function eventSeries(c: Case): Series[] {
  return eventRate(c).map((rate) => ({
    id: `events:${rate.type}`,
    title: `${rate.type} events per minute`,
    group: 'events',
    shape: 'count',
    unit: 'events',
    points: rate.minutes.map(([minute, n]) => [iso(minute), n] as const),
  }));
}

function requestSeries(c: Case): Series[] {
  return edges(c).flatMap((edge) => {
    const rate = requestRate(edge);
    const line = (what: string, unit: string, value: (m: (typeof rate)[number]) => number): Series => ({
      id: `requests-${what}:${edge.id}`,
      title: `${what === 'share' ? 'Share of failed requests' : `Requests ${what}`} at ${edge.id}`,
      group: 'requests',
      shape: what === 'share' ? 'share' : 'count',
      unit,
      points: rate.map((m) => [iso(m.minute), value(m)] as const),
    });
    return [
      line('total', 'requests', (m) => m.total),
      line('failed', 'requests', (m) => m.failed),
      line('share', 'share', (m) => (m.total === 0 ? 0 : Math.round((m.failed / m.total) * 10_000) / 10_000)),
    ];
  });
}
