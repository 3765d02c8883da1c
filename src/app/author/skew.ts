import { SECOND, shift, type Stamp } from '../../base/index.js';
import type { Capture, CaptureRecord, SourceInfo } from '../../model/index.js';
import { ownEvent } from '../../model/index.js';
import type { Decisions } from './decisions.js';

/** True when the author's name means this source: its path, the end of it, or the node that wrote it. */
function means(name: string, s: SourceInfo): boolean {
  if (s.path === name || s.path.endsWith(`/${name}`) || s.path.endsWith(`!${name}`)) return true;
  return s.origin?.node === name || (s.entity?.kind === 'Node' && s.entity.name === name);
}

/** Names of clocks that no source of the capture goes by. */
export function unknownClocks(capture: Capture, skew: Decisions['skew']): readonly string[] {
  return skew.map((k) => k.name).filter((name) => !capture.sources.some((s) => means(name, s)));
}

/** The capture with the clocks moved that the author knows to be wrong, before anything is concluded from it. */
export function withSkew(capture: Capture, skew: Decisions['skew']): Capture {
  if (skew.length === 0) return capture;
  const by = new Map<number, number>();
  for (const s of capture.sources) {
    const last = skew.findLast((k) => means(k.name, s));
    if (last) by.set(s.id, last.seconds);
  }
  const sources = capture.sources.map((s) => {
    const seconds = by.get(s.id);
    return seconds === undefined ? s : moved(s, seconds);
  });
  const records = capture.records.map((r) => {
    const seconds = by.get(r.evidence.source);
    return seconds === undefined ? r : shifted(r, seconds * SECOND);
  });
  return { ...capture, sources, records };
}

function moved(s: SourceInfo, seconds: number): SourceInfo {
  const ms = seconds * 1000;
  return {
    ...s,
    ...(s.span ? { span: shift(s.span, seconds * SECOND) } : {}),
    clock: {
      zone: s.clock?.zone ?? 'UTC',
      offsetMs: { lo: ms, hi: ms },
      how: `moved by ${seconds > 0 ? '+' : ''}${seconds} s by the author`,
    },
  };
}

/** Every stamp that the source itself wrote; the time of the capture is not one of them. */
function shifted(r: CaptureRecord, by: number): CaptureRecord {
  const at = (s: Stamp): Stamp => (s.grade === 'X' ? s : shift(s, by));
  switch (r.kind) {
    case 'event':
      return { ...ownEvent(r), first: at(r.first), last: at(r.last) };
    case 'message':
    case 'request':
      return { ...r, at: at(r.at), until: at(r.until) };
    case 'access':
      return {
        ...r,
        at: at(r.at),
        until: at(r.until),
        ...(r.began ? { began: at(r.began) } : {}),
        ...(r.lastBegan ? { lastBegan: at(r.lastBegan) } : {}),
      };
    case 'alert':
      return {
        ...r,
        at: at(r.at),
        ...(r.pendingSince ? { pendingSince: at(r.pendingSince) } : {}),
        ...(r.ended ? { ended: at(r.ended) } : {}),
        ...(r.acknowledged ? { acknowledged: at(r.acknowledged) } : {}),
      };
    case 'statement':
    case 'report':
      return { ...r, at: at(r.at) };
    case 'metric':
      return { ...r, points: r.points.map(([t, v]) => [t + by, v] as const) };
    case 'object':
    case 'alert-rule':
      return r;
  }
}
