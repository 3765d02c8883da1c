import type { Keyed } from './pseudonyms.js';

/** Addresses that say nothing of anybody: loopback, unspecified, broadcast, metadata, well-known resolvers. */
const PUBLIC =
  /^(?:0\.|127\.|169\.254\.|22[4-9]\.|2[34]\d\.|255\.|8\.8\.(?:8\.8|4\.4)$|1\.(?:1\.1\.1|0\.0\.1)$)/;

/** Leading bits that say which private range it is, and stay. */
const PRIVATE: readonly (readonly [pattern: RegExp, bits: number])[] = [
  [/^10\./, 8],
  [/^192\.168\./, 16],
  [/^172\.(?:1[6-9]|2\d|3[01])\./, 12],
  [/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./, 10],
];

/** Is the address in a range that anybody may use at home? */
export function isPrivate(address: string): boolean {
  return PRIVATE.some(([range]) => range.test(address));
}

/**
 * Other addresses of the same shape. Two that share a prefix share one afterwards, so that an address is
 * still in its network; private ranges stay private.
 */
export class Addresses {
  readonly #keyed: Keyed;
  readonly #flips = new Map<string, number>();
  readonly #known = new Map<string, string>();
  constructor(keyed: Keyed) {
    this.#keyed = keyed;
  }

  v4(address: string): string {
    if (PUBLIC.test(address)) return address;
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    const octets = address.split('.').map(Number);
    if (octets.some((o) => o > 255)) return address;
    const bits = octets.map((o) => o.toString(2).padStart(8, '0')).join('');
    const kept = PRIVATE.find(([p]) => p.test(address))?.[1] ?? 0;
    let out = bits.slice(0, kept);
    for (let i = kept; i < 32; i += 1) out += String(Number(bits[i]) ^ this.#flip(bits.slice(0, i)));
    const made = [0, 8, 16, 24].map((i) => String(Number.parseInt(out.slice(i, i + 8), 2))).join('.');
    this.#known.set(address, made);
    return made;
  }

  /** The scope (fe80, fd00, 2001 ...) stays; the rest are other digits of the same count. */
  v6(address: string): string {
    const [scope = '', ...rest] = address.split(':');
    const digits = this.#keyed.hex(`v6 ${address}`, 64);
    let at = 0;
    return [scope, ...rest.map((group) => digits.slice(at, (at += group.length)))].join(':');
  }

  /** A locally administered one. */
  mac(address: string): string {
    const hex = this.#keyed.hex(`mac ${address.toLowerCase()}`, 10);
    return ['02', ...(hex.match(/../g) ?? [])].join(':');
  }

  #flip(prefix: string): number {
    const known = this.#flips.get(prefix);
    if (known !== undefined) return known;
    const flip = (this.#keyed.bytes(`v4 ${prefix}`)[0] ?? 0) & 1;
    this.#flips.set(prefix, flip);
    return flip;
  }
}
