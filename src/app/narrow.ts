import { overlaps, type Instant, type Interval } from '../base/index.js';
import type { Capture, CaptureRecord, Ref } from '../model/index.js';

/** What the user wants looked at; what is cut away is not known to be absent, only not looked at. */
export interface Filter {
  readonly since?: Instant;
  readonly until?: Instant;
  readonly namespaces?: readonly string[];
  readonly nodes?: readonly string[];
}

/** The capture without records outside the filter. Objects are kept: they are the world, not what happened. */
export function narrow(capture: Capture, filter: Filter): Capture {
  const window: Interval = { lo: filter.since ?? -Infinity, hi: filter.until ?? Infinity };
  return { ...capture, records: capture.records.filter((r) => inTime(r, window) && inPlace(r, filter)) };
}

function inTime(r: CaptureRecord, window: Interval): boolean {
  switch (r.kind) {
    case 'object':
    case 'report':
    case 'alert-rule':
    case 'metric':
      return true;
    case 'event':
      return overlaps({ lo: r.first.lo, hi: r.last.hi }, window);
    case 'message':
    case 'request':
    case 'access':
      return overlaps({ lo: r.at.lo, hi: r.until.hi }, window);
    case 'alert':
    case 'statement':
      return overlaps(r.at, window);
  }
}

function inPlace(r: CaptureRecord, filter: Filter): boolean {
  const about = aboutOf(r);
  const namespace = about?.namespace;
  if (filter.namespaces && namespace !== undefined && !filter.namespaces.includes(namespace)) return false;
  const node = r.kind === 'message' ? r.origin.node : r.kind === 'event' ? r.host : undefined;
  return !filter.nodes || node === undefined || filter.nodes.includes(node);
}

function aboutOf(r: CaptureRecord): Ref | undefined {
  if (r.kind === 'event' || r.kind === 'request') return r.about;
  if (r.kind === 'message') return r.origin.pod;
  return undefined;
}
