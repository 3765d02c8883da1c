/**
 * Reading JSON that came from outside: nothing is trusted, everything may be absent or of another
 * type. A path that does not lead to a value of the asked type gives undefined (or an empty list).
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Path = readonly (string | number)[];

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function dig(value: unknown, ...path: Path): unknown {
  let at: unknown = value;
  for (const step of path) {
    if (typeof step === 'number') {
      if (!Array.isArray(at)) return undefined;
      at = at[step];
    } else {
      if (!isObject(at)) return undefined;
      at = at[step];
      // What every object inherits: JSON holds no functions, and nothing that is this one.
      if (typeof at === 'function' || at === Object.prototype) return undefined;
    }
  }
  return at;
}

export function digText(value: unknown, ...path: Path): string | undefined {
  const found = dig(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** {@link digText} of one step, for what is asked of objects by the million. */
export function textIn(
  object: Readonly<Record<string, unknown>> | undefined,
  key: string,
): string | undefined {
  const found = object?.[key];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function digNumber(value: unknown, ...path: Path): number | undefined {
  const found = dig(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function digFlag(value: unknown, ...path: Path): boolean | undefined {
  const found = dig(value, ...path);
  return typeof found === 'boolean' ? found : undefined;
}

export function digList(value: unknown, ...path: Path): readonly unknown[] {
  const found = dig(value, ...path);
  return Array.isArray(found) ? (found as unknown[]) : [];
}

export function digObject(value: unknown, ...path: Path): Readonly<Record<string, unknown>> | undefined {
  const found = dig(value, ...path);
  return isObject(found) ? found : undefined;
}

/** A map of strings such as labels; entries of other types are dropped. */
export function digStrings(value: unknown, ...path: Path): Readonly<Record<string, string>> {
  const out: Record<string, string> = {};
  for (const [key, v] of Object.entries(digObject(value, ...path) ?? {})) {
    if (typeof v === 'string') out[key] = v;
    else if (typeof v === 'number' || typeof v === 'boolean') out[key] = String(v);
  }
  return out;
}
