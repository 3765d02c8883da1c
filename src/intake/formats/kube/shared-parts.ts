/**
 * Pods of one workload differ in a few words and repeat the rest: environment, probes, mounts, tolerations.
 * In a large list equal parts are made one, so that memory grows with what differs.
 */
const MOST = 400_000;
/** Keys of longer texts cost more than they save. */
const LONGEST = 2000;

interface Known {
  readonly id: number;
  readonly value: unknown;
}

export class SharedParts {
  private known = new Map<string, Known>();
  private next = 1;

  /** The same value, its parts replaced by equal ones that were met before. */
  share(value: unknown): unknown {
    return this.keep(value).value;
  }

  private keep(value: unknown): Known {
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      let key = '[';
      const parts = items.map((item) => {
        const part = this.keep(item);
        key += `${part.id},`;
        return part.value;
      });
      return this.once(key, () => parts);
    }
    if (typeof value === 'object' && value !== null) return this.keepObject(value);
    if (typeof value !== 'string') return this.once(`=${String(value)}`, () => value);
    return value.length > LONGEST ? { id: this.next++, value } : this.once(`"${value}`, () => value);
  }

  private keepObject(value: object): Known {
    let key = '{';
    const parts: [string, unknown][] = [];
    for (const [name, inner] of Object.entries(value)) {
      const part = this.keep(inner);
      // With its length, so that no name can look like two.
      key += `${name.length} ${name} ${part.id},`;
      parts.push([name, part.value]);
    }
    return this.once(key, () => Object.fromEntries(parts));
  }

  private once(key: string, make: () => unknown): Known {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    // Ids are never given again, so a forgotten part is only no longer shared.
    if (this.known.size >= MOST) this.known = new Map();
    const made = { id: this.next++, value: make() };
    this.known.set(key, made);
    return made;
  }
}
