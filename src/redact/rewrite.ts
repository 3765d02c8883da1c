import { KNOWN_WORDS } from './known-words.js';
import { Addresses, isPrivate } from './addresses.js';
import { Keyed, partPseudonyms, pseudonyms, spokenFor } from './pseudonyms.js';
import type { Named } from './names.js';
import { shortened } from './short.js';
import { SECRET_SHAPES, type Secrets } from './secrets.js';

/** Turns text of the capture, and paths in it, into text that names nobody. The same word gives the same word. */
export interface Rewriter {
  text(original: string): string;
  /** A path: as text, without looking for secrets. */
  path(original: string): string;
  /** How often something was replaced so far. */
  readonly counts: { readonly names: number; readonly addresses: number; readonly secrets: number };
}

/** Words at least this long are found inside longer ones as well ("ShopDown", "shopdb"). */
const INSIDE = 6;
/** Longer runs of letters are data, not names. */
const LONGEST_TOKEN = 64;

const TOKEN = /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*/g;
const V4 = /(?<![A-Za-z0-9.])(\d{1,3}(?:\.\d{1,3}){3})(?![A-Za-z0-9]|\.\d)(\/\d{1,2}\b)?( {2,})?/g;
/** The address in the names of cloud machines: "ip-10-0-3-7.ec2.internal". */
const DASHED = /(?<=\bip-)\d{1,3}(?:-\d{1,3}){3}(?![\w])/g;
const V6 =
  /(?<![\w.])(?<!\b[0-9a-f]{1,4}:)(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|(?:[0-9a-f]{1,4}:){2,6}:)(?!\w|:[0-9a-f])/gi;
const MAC = /(?<![\w-])(?<!\b[0-9a-f]{2}:)[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?!\w|:[0-9a-f]{2}\b)/gi;
/** Someone's address; "ci@", "admin@" name no one. */
const PERSON =
  /\b(?!(?:admin|root|ci|bot|system|noreply|no-reply|support|info|git)@)([A-Za-z][\w.+-]*)(?=@[a-z0-9-]+(?:\.[a-z0-9-]+)+)/g;
const OPAQUE = /[A-Za-z0-9+/=_-]{6,}/g;

/** A rewriter for one capture: its names, its secrets. */
export function rewriter(named: Named, { hidden: secrets, places }: Secrets): Rewriter {
  const keyed = new Keyed([...named.replaced, ...named.short.parts, ...secrets]);
  const pairs = partPseudonyms(named.short.parts, keyed);
  const words = new Map(pseudonyms(named.replaced, keyed));
  for (const w of named.short.whole) words.set(w, (pairs.get(w.slice(0, 2)) ?? w.slice(0, 2)) + w.slice(2));
  const long = [...words.keys()].filter((w) => w.length >= INSIDE);
  const addresses = new Addresses(keyed);
  const tokens = new Map<string, string>();
  const counts = { names: 0, addresses: 0, secrets: 0 };
  const pair = (letters: string): string => {
    counts.names += 1;
    return inCaseOf(letters, pairs.get(letters.toLowerCase()) ?? letters);
  };
  const token = (t: string): string => {
    const known = tokens.get(t);
    const made = known ?? spoken(t, words, long);
    if (known === undefined) tokens.set(t, made);
    if (made !== t) counts.names += 1;
    return made;
  };
  // A person may be called like a word of the trade: then only the address is taken for the person.
  const person = (who: string): string =>
    who.replace(TOKEN, (t) => {
      const made = token(t);
      return made === t && t.length > 1 ? (people.get(t.toLowerCase()) ?? name(t)) : made;
    });
  const people = new Map<string, string>();
  const name = (t: string): string => {
    const made = spokenFor(t.toLowerCase(), keyed);
    people.set(t.toLowerCase(), made);
    counts.names += 1;
    return made;
  };
  const hide = (secret: string): string => {
    counts.secrets += 1;
    const shown = `redacted-${keyed.hex(secret, 8)}`;
    return /^[A-Za-z0-9+/]{8,}={0,2}$/.test(secret) && secret.length % 4 === 0
      ? Buffer.from(`${shown}-`).toString('base64')
      : shown;
  };
  const opaque = [...secrets]
    .filter((s) => !/^[A-Za-z0-9+/=_-]+$/.test(s))
    .sort((a, b) => b.length - a.length);
  const literal = opaque.length === 0 ? undefined : new RegExp(opaque.flatMap(spellings).join('|'), 'g');
  const names = (text: string): string =>
    shortened(text, named.short, pair)
      .replace(MAC, (m) => addresses.mac(m))
      .replace(V6, (m) => addresses.v6(m))
      .replace(V4, (...match: unknown[]) => {
        const [found = '', ip = '', mask, gap] = match
          .slice(0, 4)
          .map((m) => (typeof m === 'string' ? m : ''));
        const [offset, whole] = match.slice(4);

        if (isVersion(ip, Number(offset), String(whole))) return found;
        const made = addresses.v4(ip);
        if (made !== ip) counts.addresses += 1;
        return `${made}${mask ?? ''}${padded(gap ?? '', ip.length - made.length)}`;
      })
      .replace(DASHED, (ip) => addresses.v4(ip.replaceAll('-', '.')).replaceAll('.', '-'))
      .replace(PERSON, (who) => person(who))
      .replace(TOKEN, token);
  const recoded = (place: string): string =>
    Buffer.from(names(Buffer.from(place, 'base64').toString('latin1')), 'latin1').toString('base64');
  const safe = (text: string): string => {
    let out = literal ? text.replace(literal, hide) : text;
    if (secrets.size > 0) out = out.replace(OPAQUE, (t) => (secrets.has(t) ? hide(t) : t));
    if (places.size > 0) out = out.replace(OPAQUE, (t) => (places.has(t) ? recoded(t) : t));
    for (const shape of SECRET_SHAPES) out = shapeless(out, shape, hide);
    return out;
  };
  return { text: (t) => names(safe(t)), path: names, counts };
}

function shapeless(text: string, shape: RegExp, hide: (secret: string) => string): string {
  return text.replace(shape, (...args: unknown[]) => {
    const whole = String(args[0]);
    const groups = args.at(-1);
    const keep = typeof groups === 'object' && groups !== null && 'keep' in groups ? String(groups.keep) : '';
    const secret = whole.slice(keep.length);
    return secret.startsWith('redacted-') ? whole : `${keep}${hide(secret)}`;
  });
}

/** A token in other words, in the case it was written in. */
function spoken(token: string, words: ReadonlyMap<string, string>, long: readonly string[]): string {
  if (token.length > LONGEST_TOKEN) return token;
  const lower = token.toLowerCase();
  const whole = words.get(lower);
  if (whole !== undefined) return inCaseOf(token, whole);
  // "OOMKilled" is the trade's, even where somebody has called a namespace "oomkill".
  const parts = token.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  if (parts.every((part) => part.length < 3 || KNOWN_WORDS.has(part.toLowerCase()))) return token;
  let out = token;
  for (const word of long) {
    const at = out.toLowerCase().indexOf(word);
    if (at < 0) continue;
    const part = out.slice(at, at + word.length);
    out = out.slice(0, at) + inCaseOf(part, words.get(word) ?? word) + out.slice(at + word.length);
  }
  return out;
}

function inCaseOf(model: string, word: string): string {
  if (model === model.toLowerCase()) return word;
  if (model === model.toUpperCase()) return word.toUpperCase();
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** As it stands, and as it stands inside JSON. */
function spellings(secret: string): string[] {
  const plain = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const inJson = JSON.stringify(secret).slice(1, -1);
  return inJson === secret ? [plain(secret)] : [plain(secret), plain(inJson)];
}

/** Four numbers joined to a word by "-" or "_", and no private address: "1.2.3.4-rc1". */
function isVersion(ip: string, at: number, whole: string): boolean {
  if (isPrivate(ip)) return false;
  const before = /(?<!\.\d{1,3})[-_]$/.test(whole.slice(Math.max(0, at - 5), at));
  return before || /^[-_](?!\d{1,3}\.\d)/.test(whole.slice(at + ip.length, at + ip.length + 6));
}

/** Keeps the next column of a table where it was, as far as there is room. */
function padded(gap: string, by: number): string {
  return gap === '' ? '' : ' '.repeat(Math.max(2, gap.length + by));
}
