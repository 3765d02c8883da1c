import { saidOffset } from './clock-offsets.js';
import type { TimeHint } from './capture-times.js';
import { matches } from './glob.js';
import type { SettleOptions, SettleSource } from './settle-source.js';
import type { SourceClock } from '../model/index.js';

/**
 * `kubectl logs --previous` without --timestamps keeps the container's own zoneless stamps; the log of the
 * instance after it, wrapped in zoned stamps, tells in which zone that container writes.
 */
export function ownZonesOf(sources: readonly SettleSource[]): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const { path, reading } of sources) {
    if (reading.ownZone !== undefined) zones.set(currentOf(path), reading.ownZone);
  }
  return zones;
}

/** One path for the current and the previous log of a container: "app.previous.log", "app-prev.log", "previous.log". */
function currentOf(path: string): string {
  return path.replace(/(?:[-._]prev(?:ious)?(?=\.)|(?<=\/|[-._])(?:previous|current)(?=\.))/, '');
}

/** Of nearly all sources, one for all of them. */
const PRINTED = { clock: { zone: 'UTC', how: 'printed in the source' }, given: undefined } as const;

/** The zone of a source's stamps and how it is known; `given` when they must be moved by it. */
export function clockOf(
  { path, reading }: SettleSource,
  said: readonly TimeHint[],
  ownZones: ReadonlyMap<string, string>,
  options: SettleOptions,
): { clock: SourceClock; given: string | undefined } | undefined {
  const isZoneless =
    reading.zone === 'unknown' || (reading.zone === undefined && reading.yearlessSpan !== undefined);
  if (!isZoneless) {
    const isTimed = reading.span !== undefined || reading.yearlessSpan !== undefined;
    if (!isTimed) return undefined;
    return reading.zone === undefined || reading.zone === 'UTC'
      ? PRINTED
      : { clock: { zone: reading.zone, how: PRINTED.clock.how }, given: undefined };
  }
  const named = options.timeZones?.find(([pattern]) => matches(pattern, path))?.[1];
  if (named !== undefined && saidOffset(named) === undefined) {
    return { clock: { zone: named, how: 'named by the user' }, given: named };
  }
  if (reading.place.zone !== undefined) {
    return { clock: { zone: reading.place.zone, how: "the collector's habit" }, given: reading.place.zone };
  }
  const own = ownZones.get(currentOf(path));
  if (own !== undefined) {
    const how = "as the same container's current log, whose runtime stamps name their zone";
    return { clock: { zone: own, how }, given: own };
  }
  const host = said.find(
    ({ folder, hostZone }) => hostZone !== undefined && (folder === '' || path.startsWith(`${folder}/`)),
  );
  if (host?.hostZone !== undefined) {
    return { clock: { zone: host.hostZone, how: "the host's own date output" }, given: host.hostZone };
  }
  return { clock: { zone: 'unknown', how: 'not printed; read as UTC' }, given: undefined };
}
