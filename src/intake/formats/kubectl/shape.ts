/** Small readings that describe and the tables share: from printed words to the API's JSON. */

export type Fields = Readonly<Record<string, unknown>>;

/** Without members that are undefined, or empty objects that say nothing. */
export function compact(fields: Fields): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) out[key] = value;
  return out;
}

/** {@link compact}, undefined when nothing is left. */
export function compactOrNone(fields: Fields): Record<string, unknown> | undefined {
  const out = compact(fields);
  return Object.keys(out).length > 0 ? out : undefined;
}

const NOTHING = new Set(['', '<none>', '<unset>', '<unknown>', '<nil>', '<error>', '<no value>']);

/** A printed value; undefined for what kubectl prints when there is none. */
export function printed(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  return NOTHING.has(trimmed) ? undefined : trimmed;
}

/** A whole number; undefined for anything else. */
export function whole(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^-?\d+$/.test(trimmed) ? Number(trimmed) : undefined;
}

export function flag(text: string | undefined): boolean | undefined {
  const word = text?.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** A number where it is one, else the text: ports, percentages. */
export function intOrText(text: string): number | string {
  return whole(text) ?? text;
}

/** "a=b,c=d" as a map; parts without "=" get an empty value. */
export function labelMap(items: readonly string[]): Record<string, string> | undefined {
  const out: Record<string, string> = {};
  for (const item of items) {
    const trimmed = printed(item);
    if (trimmed === undefined) continue;
    const at = trimmed.indexOf('=');
    if (at < 0) out[trimmed] = '';
    else out[trimmed.slice(0, at)] = trimmed.slice(at + 1);
  }
  return Object.keys(out).length > 0 ? out : undefined;
}

/** The printed form of a label selector: "app=web,tier in (a,b),!canary". */
export function labelSelector(text: string | undefined): Record<string, unknown> | undefined {
  const bare = printed(text);
  if (bare === undefined) return undefined;
  const matchLabels: Record<string, string> = {};
  const matchExpressions: unknown[] = [];
  for (const part of bare.split(/,(?![^(]*\))/)) {
    const set = /^(\S+) (in|notin) \(([^)]*)\)$/.exec(part.trim());
    if (set) {
      const operator = set[2] === 'in' ? 'In' : 'NotIn';
      matchExpressions.push({ key: set[1] ?? '', operator, values: (set[3] ?? '').split(',') });
      continue;
    }
    const at = part.indexOf('=');
    if (part.startsWith('!')) matchExpressions.push({ key: part.slice(1), operator: 'DoesNotExist' });
    else if (at < 0) matchExpressions.push({ key: part.trim(), operator: 'Exists' });
    else if (part[at - 1] === '!') {
      matchExpressions.push({ key: part.slice(0, at - 1), operator: 'NotIn', values: [part.slice(at + 1)] });
    } else matchLabels[part.slice(0, at).trim()] = part.slice(at + 1);
  }
  return compactOrNone({
    matchLabels: Object.keys(matchLabels).length > 0 ? matchLabels : undefined,
    matchExpressions: matchExpressions.length > 0 ? matchExpressions : undefined,
  });
}

const ACCESS: Readonly<Record<string, string>> = {
  RWO: 'ReadWriteOnce',
  ROX: 'ReadOnlyMany',
  RWX: 'ReadWriteMany',
  RWOP: 'ReadWriteOncePod',
};

/** "RWO,ROX" in the API's words. */
export function accessModes(text: string | undefined): string[] | undefined {
  return printed(text)
    ?.split(',')
    .map((mode) => ACCESS[mode.trim()] ?? mode.trim());
}

/** "Kind/name" of "Controlled By" as an owner reference; the API group is not printed. */
export function ownerOf(text: string | undefined): unknown[] | undefined {
  const m = /^([A-Za-z]+)\/(\S+)/.exec(printed(text) ?? '');
  return m ? [{ kind: m[1], name: m[2], controller: true }] : undefined;
}

/** "10.0.0.1:80,[fd00::1]:80" as addresses with ports. */
export function hostPorts(text: string): { ip: string; port: number }[] {
  return [...text.matchAll(/(?:\[([0-9a-fA-F:.]+)\]|([0-9a-fA-F.:]+?)):(\d+)(?=$|[,\s])/g)].map((m) => ({
    ip: m[1] ?? m[2] ?? '',
    port: Number(m[3]),
  }));
}
