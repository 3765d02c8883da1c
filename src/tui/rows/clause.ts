import type { RowKind } from '../../app/ports.js';
import { kindOfResource, type Ref } from '../../model/index.js';
import { ROW_KINDS } from './writer.js';

/**
 * One filter as a person types it. Terms stand side by side and all must hold; "|" gives choices.
 *   back-off            the text, the entity or the source contains this, whatever the case
 *   /time(d)? ?out/i    regular expression over the text
 *   ns:shop kind:po name:web entity:web-0 source:kubelet type:change sev:warn
 *   -l app=web          labels of the entity      -f wb0   fuzzy over entity names
 *   ! before it         hides what matches instead
 */
export interface Clause {
  readonly text: string;
  readonly exclude: boolean;
  readonly terms: readonly Term[];
}

export type Term =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regex'; readonly regex: RegExp }
  | { readonly kind: 'severity'; readonly least: number }
  | { readonly kind: 'type'; readonly types: readonly RowKind[] }
  | { readonly kind: 'source'; readonly values: readonly string[] }
  | { readonly kind: 'entity'; readonly part: EntityPart; readonly values: readonly string[] }
  | { readonly kind: 'labels'; readonly pairs: readonly (readonly [string, string | undefined])[] }
  | { readonly kind: 'fuzzy'; readonly text: string };

export type EntityPart = 'namespace' | 'kind' | 'name' | 'any';

/** Severity by number: the four-letter words of the screen are SEVERITY_WORDS in lower case. */
const SEVERITY_NAMES: Readonly<Record<string, number>> = {
  info: 0, context: 0, all: 0, note: 1, minor: 1, warn: 2, warning: 2, fail: 3, error: 3, severe: 3, critical: 3,
}; // prettier-ignore

export function severityNamed(word: string): number | undefined {
  const digit = /^[0-3]$/.test(word) ? Number(word) : undefined;
  return digit ?? SEVERITY_NAMES[word.toLowerCase().replace(/^>=?/, '')];
}

/** Reads a filter; a string answers what is wrong with it. */
export function parseClause(input: string): Clause | string {
  const text = input.trim();
  const exclude = text.startsWith('!');
  const body = (exclude ? text.slice(1) : text).trim();
  if (body === '') return 'an empty filter';
  const terms = termsOf(body);
  return typeof terms === 'string' ? terms : { text, exclude, terms };
}

function termsOf(body: string): readonly Term[] | string {
  const regex = /^\/(.+?)\/(i?)$/.exec(body);
  if (regex) return regexTerm(regex[1] ?? '', regex[2] ?? '');
  if (body.startsWith('-l ')) return [{ kind: 'labels', pairs: pairsOf(body.slice(3)) }];
  if (body.startsWith('-f ')) return [{ kind: 'fuzzy', text: body.slice(3).trim().toLowerCase() }];
  const terms: Term[] = [];
  const words: string[] = [];
  for (const word of body.split(/\s+/)) {
    const field = /^(sev|severity|ns|namespace|kind|name|entity|source|src|type):(.+)$/.exec(word);
    if (!field) {
      words.push(word);
      continue;
    }
    const term = fieldTerm(field[1] ?? '', (field[2] ?? '').split('|'));
    if (typeof term === 'string') return term;
    terms.push(term);
  }
  return words.length === 0 ? terms : [...terms, { kind: 'text', text: words.join(' ') }];
}

function regexTerm(source: string, flags: string): readonly Term[] | string {
  try {
    return [{ kind: 'regex', regex: new RegExp(source, flags) }];
  } catch {
    return `not a regular expression: ${source}`;
  }
}

function pairsOf(text: string): (readonly [string, string | undefined])[] {
  return text
    .trim()
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1).replace(/^=/, '')];
    });
}

function fieldTerm(field: string, values: readonly string[]): Term | string {
  const lower = values.map((v) => v.toLowerCase());
  switch (field) {
    case 'sev':
    case 'severity': {
      const least = severityNamed(lower[0] ?? '');
      return least === undefined ? `no severity "${values[0] ?? ''}"` : { kind: 'severity', least };
    }
    case 'type': {
      const types = ROW_KINDS.filter((kind) => lower.includes(kind));
      return types.length === 0 ? `no type "${values.join('|')}"` : { kind: 'type', types };
    }
    case 'source':
    case 'src':
      return { kind: 'source', values: lower };
    case 'ns':
    case 'namespace':
      return { kind: 'entity', part: 'namespace', values: lower };
    case 'kind':
      return { kind: 'entity', part: 'kind', values: lower.map((v) => kindOfResource(v).toLowerCase()) };
    case 'name':
      return { kind: 'entity', part: 'name', values: lower };
    default:
      return { kind: 'entity', part: 'any', values: lower };
  }
}

/** Does an entity satisfy an entity term? Namespace and kind whole, names by a part of them. */
export function entityMatches(ref: Ref, part: EntityPart, values: readonly string[]): boolean {
  const name = ref.name.toLowerCase();
  const namespace = (ref.namespace ?? '').toLowerCase();
  switch (part) {
    case 'namespace':
      return values.includes(namespace) || (ref.kind === 'Namespace' && values.includes(name));
    case 'kind':
      return values.includes(ref.kind.toLowerCase());
    case 'name':
      return values.some((v) => name.includes(v));
    case 'any': {
      const label = entityText(ref);
      return values.some((v) => label.includes(v));
    }
  }
}

/** The words under which an entity is found: kind, namespace, name, in lower case. */
export function entityText(ref: Ref): string {
  const path = ref.namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`;
  return `${ref.kind} ${path}`.toLowerCase();
}

/** Do the letters stand in this order somewhere in the text? */
export function fuzzy(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
