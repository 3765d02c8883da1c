import { visibleLine } from '../../visible.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute of HTML and SVG alike. */
export function xml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/** A label on a drawing: one line, cut to what has room. */
export function label(text: string, most: number): string {
  const line = visibleLine(text, 400);
  return xml(line.length <= most ? line : `${line.slice(0, Math.max(1, most - 1)).trimEnd()}…`);
}

/** A coordinate with at most one decimal, so that the same drawing has the same bytes. */
export function n(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}
