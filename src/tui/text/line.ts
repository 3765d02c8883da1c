import type { Tone } from '../theme.js';
import { fit, headOf, visible, widthOf } from './visible.js';

/** A piece of a line with its meaning; what meaning looks like is the theme's business. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One line of the screen. */
export type Line = readonly Span[];

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

/** A line of one meaning. */
export function line(text: string, tone: Tone = 'plain'): Line {
  return [{ text, tone }];
}

/** Without tones: what a reader without colours sees. */
export function plainText(of: Line): string {
  return of.map((s) => s.text).join('');
}

export function lineWidth(of: Line): number {
  return of.reduce((n, s) => n + widthOf(visible(s.text)), 0);
}

/** The line in exactly `width` cells. */
export function fitLine(of: Line, width: number): Line {
  const out: Span[] = [];
  let used = 0;
  for (const s of of) {
    const text = visible(s.text);
    const wide = widthOf(text);
    if (used + wide > width) {
      out.push({ text: cutAt(text, width - used), tone: s.tone });
      return out;
    }
    out.push({ text, tone: s.tone });
    used += wide;
  }
  if (used < width) out.push({ text: ' '.repeat(width - used), tone: 'plain' });
  return out;
}

function cutAt(text: string, room: number): string {
  if (room <= 0) return '';
  // A character of two cells may end just before the edge: two cells more tell that something was cut.
  return fit(headOf(text, room + 2), room);
}

/** Left part and right part in one line; the left one gives way. */
export function apart(left: Line, right: Line, width: number): Line {
  const room = width - lineWidth(right);
  return room < 4 ? fitLine(left, width) : [...fitLine(left, room), ...right];
}
