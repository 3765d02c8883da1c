import { HOUR, MINUTE, parseTime, type Grade, type Instant, type Stamp } from '../../base/index.js';
import { capturedAt } from './captured.js';
import type { ReadContext } from '../format.js';
import { fromZone } from '../zones.js';

/** A collection that took longer than this tells nothing of the zone of its outputs. */
const COLLECTION = 20 * MINUTE;
/** Clocks of two machines may differ. */
const AHEAD = 2 * MINUTE;

/**
 * Zone of texts that print none: the one that the place gives; else the whole or half hour by which the
 * newest stamp of the text (`newest`, read as UTC) must be moved to lie just before the capture. A text
 * that is not up to date at the capture gives no offset, and is read as UTC.
 */
export function zoneOf(context: ReadContext, newest: Instant | undefined): string | undefined {
  if (context.place.zone !== undefined) return context.place.zone;
  const captured = capturedAt(context);
  if (captured === undefined || newest === undefined) return undefined;
  const half = HOUR / 2;
  for (let step = 0; step <= 28; step += 1) {
    for (const offset of step === 0 ? [0] : [step * half, -step * half]) {
      const at = newest - offset;
      if (offset > 14 * HOUR || offset < -12 * HOUR) continue;
      if (at <= captured.hi + AHEAD && at > captured.lo - COLLECTION) return spelledZone(offset);
    }
  }
  return undefined;
}

/** An offset as ISO 8601 writes it: "+08:00". */
export function spelledZone(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A printed time, in the given zone where it names none. */
export function zonedStamp(text: string, zone: string | undefined, grade: Grade = 'A'): Stamp | undefined {
  const t = parseTime(text);
  if (!t) return undefined;
  const lo = t.zoned || zone === undefined ? t.lo : (fromZone(t.lo, zone) ?? t.lo);
  return { lo, hi: lo + (t.hi - t.lo), grade };
}
