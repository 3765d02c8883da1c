/** The one choke point for text that came from a capture and is going to a person. */

const ANSI = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
/** C0 (but tab and newline), DEL, C1. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Without ANSI escapes, control and bidirectional-override characters. */
export function clean(text: string): string {
  return text.replace(ANSI, '').replace(CONTROL, '').replace(BIDI, '');
}

/** {@link clean}, white space folded, cut between words before `width` characters with an ellipsis. */
export function oneLine(text: string, width = 300): string {
  const flat = clean(text).replace(/\s+/g, ' ').trim();
  if (flat.length <= width) return flat;
  const cut = flat.slice(0, width - 1);
  // Never inside a word or a stamp, unless that one word is most of the text.
  const blank = cut.lastIndexOf(' ');
  return `${blank > width * 0.6 ? cut.slice(0, blank).replace(/[,;:]$/, '') : cut}…`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[], conjunction = 'and'): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1) ?? ''}`;
}

/** "1 pod", "3 pods". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Names of products that titles begin with; names with capitals inside ("MySQL", "DNS") are told by their shape. */
const PRODUCTS = /^(?:Argo|Calico|Cilium|Corefile|Helm|Karpenter|Kustomization|Longhorn)\b/;

/** A title inside a sentence: "Image pull fails" → "image pull fails"; a name keeps its capital. */
export function lowerFirst(title: string): string {
  const word = /^[A-Z][a-z]+(?![A-Za-z])|^A /.test(title);
  return word && !PRODUCTS.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/**
 * A letter of the names that controllers draw, as a part of a regular expression: no vowels, and no 0, 1 or 3
 * (k8s.io/apimachinery/pkg/util/rand).
 */
export const DRAWN_LETTER = '[bcdfghjklmnpqrstvwxz2456789]';
