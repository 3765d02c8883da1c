import type { Ref } from '../../model/index.js';
import type { Block, ListItem, Span, Spans, TableRow } from '../blocks.js';

/** Short makers for the parts of a sentence and for the common blocks. */

export function text(words: string): Span {
  return { kind: 'text', text: words };
}

export function strong(words: string): Span {
  return { kind: 'strong', text: words };
}

export function code(words: string): Span {
  return { kind: 'code', text: words };
}

/** `words` between backticks are code. */
export function withCode(words: string): Spans {
  return words.split('`').flatMap((part, i) => (part === '' ? [] : [i % 2 === 1 ? code(part) : text(part)]));
} // prettier-ignore

export function entity(ref: Ref): Span {
  return { kind: 'entity', ref };
}

export function blank(ask: string): Span {
  return { kind: 'blank', ask };
}

/** The citation of a claim; nothing when there is nothing to cite. */
export function cite(...groups: readonly (readonly string[] | undefined)[]): readonly Span[] {
  const evidence = [...new Set(groups.flatMap((g) => g ?? []))];
  return evidence.length === 0 ? [] : [{ kind: 'cite', evidence }];
}

export function paragraph(...spans: readonly Span[]): Block {
  return { kind: 'paragraph', spans };
}

/** A paragraph of plain words. */
export function say(words: string): Block {
  return paragraph(text(words));
}

export function heading(words: string): Block {
  return { kind: 'heading', text: words };
}

export function bullets(items: readonly Spans[]): Block {
  return { kind: 'list', ordered: false, items: items.map((spans) => ({ spans, notes: [] })) };
}

export function steps(items: readonly ListItem[]): Block {
  return { kind: 'list', ordered: true, items };
}

export function cells(...row: readonly (Span | Spans | string)[]): TableRow {
  return { cells: row.map((c) => (typeof c === 'string' ? [text(c)] : 'kind' in c ? [c] : c)) };
}

/** A table whose rows assert something of the world: each row must cite. */
export function claims(columns: readonly string[], rows: readonly TableRow[]): Block {
  return { kind: 'table', columns, rows, claims: true };
}

export function table(columns: readonly string[], rows: readonly TableRow[]): Block {
  return { kind: 'table', columns, rows, claims: false };
}

export function question(ask: string, why?: string): Block {
  return why === undefined ? { kind: 'question', ask } : { kind: 'question', ask, why };
}

/** Words that open a sentence and are never a name, so that they may take a capital. */
const OPENERS =
  /^(?:a|after|all|an|at|before|began|both|each|every|failing|first|from|had|heartbeats|held|in|it|its|leases|logs|may|members|more|most|names|no|nodes|none|not|nobody|nothing|of|on|one|only|pods|recorded|requests|seen|some|still|that|the|there|these|they|this|what|was|were|when|whenever|where|whether|while|who|whom|whose|with|without|would)(?= )/;

/** A clause as a sentence: with a full stop, and a capital where its first word is no name. */
export function sentence(words: string): string {
  const trimmed = words.trim().replace(OPENERS, (w) => w.charAt(0).toUpperCase() + w.slice(1));
  return trimmed === '' || /[.!?…:”"]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
