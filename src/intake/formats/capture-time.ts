import type { Instant, Stamp } from '../../base/index.js';
import { HOUR, SECOND, digText, isCredible, parseTime, utc } from '../../base/index.js';
import type { Locator } from '../../model/index.js';
import type { Format, Head, ReadContext, Reader } from '../format.js';
import { foreignDate } from './foreign-date.js';
import { zoneOffset } from '../zones.js';

/**
 * Files whose only content is when the capture was made: a line of RFC 3339 (captured-at.txt), Go's
 * time.String in must-gather's "timestamp" (start and end), `date`, `timedatectl`-like dates, or a small JSON
 * object with "captured_at" and "timezone". Emitted as a report whose data is {capturedAt, zone}.
 */
export const captureTimeFormat: Format = {
  id: 'capture-time',
  title: 'time of capture',
  grammar: 'RFC 3339; Go time.Time.String; date(1)',
  samples: [
    '2026-07-01T19:22:41Z\n',
    '2026-07-01 19:20:01.915016 +0200 CEST m=+1.651641915\n2026-07-01 19:22:41.632016 +0200 CEST m=+138.368642668\n',
    'Wed Jul  1 19:22:41 UTC 2026\n',
    '{\n "captured_at": "2026-07-01T19:22:41",\n "timezone": "+08:00"\n}',
  ],
  sniff: (head) => (head.whole && timesIn(head).length > 0 ? 0.95 : 0),
  open: (context) => new CaptureTimeReader(context),
};

/** A longer file says more than a time. */
const LONGEST = 4096;

interface Said {
  readonly at: Instant;
  readonly width: number;
  /** Undefined when the text names no zone: `at` is then the reading of an unknown clock. */
  readonly zone: string | undefined;
}

function timesIn(head: Pick<Head, 'text'>): readonly Said[] {
  if (head.text.length > LONGEST) return [];
  const trimmed = head.text.trim();
  if (trimmed.startsWith('{')) return fromJson(trimmed);
  const lines = trimmed.split('\n').map((line) => line.trim());
  if (lines.length > 3) return [];
  const times = lines.map(timeOf);
  return times.every((time) => time !== undefined && isCredible(time.at))
    ? times.filter((time) => time !== undefined)
    : [];
}

function fromJson(text: string): readonly Said[] {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    // Some other text in braces.
    return [];
  }
  const key = ['captured_at', 'capturedAt', 'capture_time', 'collected_at', 'collectedAt'];
  const said = key.map((name) => digText(value, name)).find((found) => found !== undefined);
  const time = said === undefined ? undefined : timeOf(said);
  if (time === undefined) return [];
  const zone = digText(value, 'timezone') ?? digText(value, 'time_zone') ?? digText(value, 'tz');
  if (time.zone !== undefined || zone === undefined) return [time];
  const offset = zoneOffset(zone, time.at);
  return offset === undefined ? [time] : [{ ...time, at: time.at - offset, zone }];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DATE =
  /^(?:\w{3},? )?(\w{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)(?: ([AP]M))?(?: ([A-Z]{1,5}|[+-]\d\d:?\d\d))? (\d{4})$/;
const DAY_FIRST =
  /^(?:\w{3},? )?(\d{1,2}) (\w{3}) (\d{4}),? (\d\d):(\d\d):(\d\d)(?: ([AP]M))?(?: ([A-Z]{1,5}|[+-]\d\d:?\d\d))?$/;
const GO = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d{4}) \S+(?: m=[+-][\d.]+)?$/;

/** The answer of a clock in one line (`date` in any of its forms), when it names its zone. */
export function clockLine(text: string): Stamp | undefined {
  const line = text.trim();
  if (/^\d{10}$/.test(line))
    return { lo: Number(line) * SECOND, hi: (Number(line) + 1) * SECOND, grade: 'A' };
  const said = timeOf(line);
  return said?.zone === undefined ? undefined : { lo: said.at, hi: said.at + said.width, grade: 'A' };
}

function timeOf(line: string): Said | undefined {
  const go = GO.exec(line);
  const parsed = parseTime(go === null ? line : `${go[1] ?? ''}${go[2] ?? ''}`);
  if (parsed !== undefined) {
    const zone = go?.[2] ?? /(?:Z|[+-]\d\d:?\d\d)$/i.exec(line)?.[0];
    return { at: parsed.lo, width: parsed.hi - parsed.lo, zone: zone === 'Z' ? 'UTC' : zone };
  }
  const date = DATE.exec(line);
  if (date !== null && MONTHS.includes(date[1] ?? '')) {
    const [, month, day, hour, minute, second, half, zone, year] = date;
    return civil([year, month, day, hour, minute, second], half, zone);
  }
  const other = DAY_FIRST.exec(line);
  if (other === null) return foreign(line);
  const [, day, month, year, hour, minute, second, half, zone] = other;
  return civil([year, month, day, hour, minute, second], half, zone);
}

function foreign(line: string): Said | undefined {
  const date = foreignDate(line);
  if (date === undefined || date.month > 12) return undefined;
  const { year, month, day, time, zone } = date;
  const parts = [String(year), MONTHS[month - 1], ...[day, ...time].map(String)];
  return civil(parts, undefined, zone);
}

function civil(
  parts: readonly (string | undefined)[],
  half: string | undefined,
  zone: string | undefined,
): Said | undefined {
  const [year, monthName = '', day, hour, minute, second] = parts;
  const month = MONTHS.indexOf(monthName) + 1;
  if (month === 0) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const local = utc(Number(year), month, Number(day), 0, Number(minute), Number(second)) + hours * HOUR;
  const offset = zone === undefined ? undefined : zoneOffset(zone, local);
  return {
    at: local - (offset ?? 0),
    width: SECOND,
    zone: offset === undefined ? undefined : (zone ?? 'UTC'),
  };
}

class CaptureTimeReader implements Reader {
  private readonly context: ReadContext;
  private readonly parts: Buffer[] = [];

  constructor(context: ReadContext) {
    this.context = context;
  }

  chunk(bytes: Buffer): void {
    this.parts.push(Buffer.from(bytes));
  }

  end(): void {
    const bytes = Buffer.concat(this.parts);
    const text = bytes.toString('utf8').replace(/\r\n/g, '\n');
    const latest = timesIn({ text }).reduce<Said | undefined>(
      (a, b) => (a !== undefined && a.at > b.at ? a : b),
      undefined,
    );
    if (latest === undefined) return;
    const start = text.length - text.trimStart().length;
    const length = Math.max(1, bytes.toString('utf8').trim().length);
    const evidence: Locator = { source: this.context.source, offset: start, length };
    if (latest.zone !== undefined) this.context.describe({ zone: latest.zone });
    this.context.emit({
      kind: 'report',
      topic: 'other',
      at: { lo: latest.at, hi: latest.at + latest.width, grade: latest.zone === undefined ? 'C' : 'A' },
      data: { capturedAt: latest.at, zone: latest.zone ?? null },
      text: text.trim(),
      evidence,
    });
  }
}
