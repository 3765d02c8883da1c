import { oneLine } from '../base/index.js';
import { leaves, type Input } from '../intake/index.js';
import type { Analysis, EvidenceEntry } from '../model/index.js';

/**
 * The raw lines around what is cited: a reader wants to see what stood before and after a line of a log. They are
 * read in a second pass over the capture, so only where that costs little; the analysis holds them, since a report is
 * rendered from it alone.
 */
export type Surroundings = NonNullable<EvidenceEntry['around']>;

/** Unpacked bytes of a capture that are worth a second pass, and of one source that is held for it. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_OF_ONE = 16 * 2 ** 20;
const MOST_PLACES = 2000;
const LINES = 2;
const WIDTH = 240;
const NEWLINE = 10;

/** The analysis with the lines around the cited lines of logs; the same one where a second pass is not possible. */
export async function withSurroundings(analysis: Analysis, inputs: readonly Input[]): Promise<Analysis> {
  const wanted = placesOf(analysis);
  const bytes = analysis.capture.sources.reduce((n, s) => n + s.bytes, 0);
  if (wanted.size === 0 || bytes > MOST_BYTES || inputs.length === 0) return analysis;
  const found = new Map<string, Surroundings>();
  try {
    for await (const leaf of leaves(inputs)) {
      const places = wanted.get(leaf.path);
      if (places === undefined || leaf.refused !== undefined) continue;
      const whole = await held(leaf.bytes());
      if (whole === undefined) continue;
      for (const [id, e] of places) {
        const lines = around(whole, e);
        // a line of JSON says less than what was taken from it
        if (!lines.line.startsWith('{')) found.set(id, lines);
      }
    }
  } catch {
    // The capture changed or broke off since it was read: what is cited stands without its surroundings.
    return analysis;
  }
  const evidence = Object.entries(analysis.evidence).map(([id, e]) => {
    const lines = found.get(id);
    return [id, lines === undefined ? e : { ...e, around: lines }] as const;
  });
  return { ...analysis, evidence: Object.fromEntries(evidence) };
}

/** Cited lines of logs by the path of their source; JSON has no lines that say anything. */
function placesOf(analysis: Analysis): ReadonlyMap<string, readonly (readonly [string, EvidenceEntry])[]> {
  const paths = new Map<string, number>();
  for (const s of analysis.capture.sources) paths.set(s.path, (paths.get(s.path) ?? 0) + 1);
  const once = new Map(
    analysis.capture.sources.flatMap((s) => (paths.get(s.path) === 1 ? [[s.id, s.path] as const] : [])),
  );
  const out = new Map<string, (readonly [string, EvidenceEntry])[]>();
  let places = 0;
  for (const [id, e] of Object.entries(analysis.evidence)) {
    const path = once.get(e.source);
    if (path === undefined || e.line === undefined || e.pointer !== undefined) continue;
    if (places++ >= MOST_PLACES) break;
    out.set(path, [...(out.get(path) ?? []), [id, e]]);
  }
  return out;
}

async function held(bytes: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MOST_OF_ONE) return undefined;
    chunks.push(Buffer.from(chunk));
  }
  const whole = Buffer.concat(chunks);
  return whole.subarray(0, 4096).includes(0) ? undefined : whole;
}

function around(whole: Buffer, { offset, length }: EvidenceEntry): Surroundings {
  const start = whole.lastIndexOf(NEWLINE, Math.max(0, offset - 1)) + 1;
  const begin = offset === 0 ? 0 : start;
  const end = ending(whole, Math.max(begin, offset + Math.max(0, length - 1)));
  const before: string[] = [];
  let at = begin;
  while (before.length < LINES && at > 0) {
    const from = at < 2 ? 0 : whole.lastIndexOf(NEWLINE, at - 2) + 1;
    before.unshift(text(whole, from, at));
    at = from;
  }
  const after: string[] = [];
  at = end;
  while (after.length < LINES && at < whole.length) {
    const to = ending(whole, at);
    after.push(text(whole, at, to));
    at = to;
  }
  return { before, line: text(whole, begin, end, 2 * WIDTH), after };
}

/** Where the line that holds a byte ends, its line feed included. */
function ending(whole: Buffer, from: number): number {
  const feed = whole.indexOf(NEWLINE, from);
  return feed < 0 ? whole.length : feed + 1;
}

function text(whole: Buffer, from: number, to: number, width = WIDTH): string {
  return oneLine(whole.toString('utf8', from, Math.min(to, from + 8 * width)), width);
}
