/**
 * Parts of names with two letters: initials, a country, a company ("cc-se-core-01"). They are parts of everything else as well,
 * so they are replaced only beside the neighbours that they have in a name of the capture, or where one is a name by itself. One
 * letter with a number ("n1", "v2") counts and names nobody.
 */
const SHORT = /^[a-z]{2}\d{0,2}$/;

/** Words of the trade, of units and of the language: they name nobody. */
const KNOWN_SHORT: ReadonlySet<string> = new Set(
  `
ai am an api app as at az be bi by ca cd ci cm cn cp cr db dc do dr ds eb ep fs gb gc gi go gp gw ha id if in io ip is it js
kb ki kv lb lo ls mb mi ml mq ms my nd ng no nr ns of ok on or os pb pg ph pi po pr ps pv py qa rb rc rd ro rs rw sa sc sh
so sp sq st sv tb td tf th ti tl to tv tx ui up vm vs we
`
    .split(/\s+/)
    .filter((w) => w !== ''),
);

/** Behind the owner's part of a host name: "shop.co.uk". */
const SECOND_LEVEL: ReadonlySet<string> = new Set(['ac', 'co', 'com', 'edu', 'gov', 'net', 'org']);
/** Host names that no registrar gives away. */
const PRIVATE_TOP: ReadonlySet<string> = new Set([
  'svc',
  'local',
  'internal',
  'arpa',
  'localhost',
  'localdomain',
]);
const HOST = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;

/** What of the names is replaced beside its neighbours only. */
export interface ShortParts {
  /** Names by themselves: replaced wherever they stand as a word. */
  readonly whole: ReadonlySet<string>;
  /** Parts of longer names and owners of domains, without their digits. */
  readonly parts: ReadonlySet<string>;
  /** Neighbours in a name, as {@link pairOf} says. */
  readonly pairs: ReadonlySet<string>;
  /** Those that stay. */
  readonly kept: ReadonlySet<string>;
}

/** Collects short parts from names. */
export class ShortNames {
  readonly #whole = new Set<string>();
  readonly #parts = new Set<string>();
  readonly #pairs = new Set<string>();
  readonly #kept = new Set<string>();
  readonly #owners = new Set<string>();

  add(name: string): void {
    const tokens = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    tokens.forEach((token, i) => {
      if (!SHORT.test(token)) return;
      const letters = lettersOf(token);
      if (KNOWN_SHORT.has(letters)) {
        this.#kept.add(letters);
        return;
      }
      if (tokens.length === 1) this.#whole.add(token);
      this.#parts.add(letters);
      for (const [a, b] of [[tokens[i - 1], token], [token, tokens[i + 1]]] as const)
        if (a !== undefined && b !== undefined) this.#pairs.add(pairOf(a, b));
    });
  } // prettier-ignore

  /** The part of a host name that its owner has registered says who he is, even where it is a word ("target.com"). */
  addHost(host: string): void {
    const labels = host.toLowerCase().replace(/:\d+$/, '').split('.');
    const top = labels.at(-1) ?? '';
    if (!HOST.test(labels.join('.')) || PRIVATE_TOP.has(top)) return;
    const at = top.length === 2 && labels.length > 2 && SECOND_LEVEL.has(labels.at(-2) ?? '') ? -3 : -2;
    const owner = labels.at(at) ?? '';
    const behind = labels.at(at + 1) ?? '';
    const [last = ''] = /[a-z0-9]+$/.exec(owner) ?? [];
    const letters = lettersOf(last);
    if (letters.length < 2) return;
    this.#owners.add(letters);
    this.#pairs.add(pairOf(last, behind));
  }

  /** Without those that are names of fields; owners only where their word is not replaced everywhere as it is. */
  finish(isField: (word: string) => boolean, isPlain: (word: string) => boolean): ShortParts {
    const parts = new Set([...this.#parts].filter((p) => !isField(p)));
    return {
      whole: new Set([...this.#whole].filter((w) => !isField(w))),
      parts: new Set([...parts, ...[...this.#owners].filter((o) => o.length < 3 || isPlain(o))]),
      pairs: this.#pairs,
      kept: new Set([...this.#kept, ...[...this.#parts].filter(isField)]),
    };
  }
}

function lettersOf(token: string): string {
  return token.replace(/\d+$/, '');
}

/** Two neighbours, whatever their numbers: "core-01" and "core-02" are alike. */
function pairOf(a: string, b: string): string {
  return `${a} ${b}`.toLowerCase().replace(/\d+/g, '0');
}

const COMPOUND = /[A-Za-z0-9]+(?:[-._@]+[A-Za-z0-9]+)+/g;

/** Replaces short parts of names in a text, each beside a neighbour that it is known to have. */
export function shortened(
  text: string,
  { parts, pairs }: ShortParts,
  said: (letters: string) => string,
): string {
  if (parts.size === 0) return text;
  return text.replace(COMPOUND, (compound) => {
    const pieces = compound.split(/([-._@]+)/);
    return pieces
      .map((token, i) => {
        const letters = token.replace(/\d+$/, '');
        if (!parts.has(letters.toLowerCase())) return token;
        const left = pieces[i - 2];
        const right = pieces[i + 2];
        const isName =
          (left !== undefined && pairs.has(pairOf(left, token))) ||
          (right !== undefined && pairs.has(pairOf(token, right)));
        return isName ? said(letters) + token.slice(letters.length) : token;
      })
      .join('');
  });
}
