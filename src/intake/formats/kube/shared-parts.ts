/**
 * Pods of one workload differ in a few words and repeat the rest: environment, probes, mounts, tolerations.
 * In a large list equal parts are made one, so that memory grows with what differs.
 */
const MOST = 400_000;
/** After so many new objects it shows whether they repeat at all. */
const TRIAL = 20_000;
/** Keys of longer texts cost more than they save. */
const LONGEST = 2000;

interface Known {
  readonly id: number;
  readonly value: unknown;
}

export class SharedParts {
  private known = new Map<string, Known>();
  private next = 1;
  private met = 0;
  private made = 0;
  private gaveUp = false;

  /** The same value, its parts replaced, in place, by equal ones that were met before. */
  share(value: unknown): unknown {
    if (this.gaveUp) return value;
    const { value: kept } = this.keep(value);
    if (this.made > TRIAL && this.met < this.made / 2) {
      this.gaveUp = true;
      this.known = new Map();
    }
    return kept;
  }

  private keep(value: unknown): Known {
    if (isList(value)) {
      let key = '[';
      value.forEach((item, i) => {
        const part = this.keep(item);
        key += `${part.id},`;
        value[i] = part.value;
      });
      return this.once(key, value);
    }
    if (isMembers(value)) return this.keepObject(value);
    if (typeof value !== 'string') return this.once(`=${String(value)}`, value);
    return value.length > LONGEST ? { id: this.next++, value } : this.once(`"${value}`, value);
  }

  private keepObject(value: Record<string, unknown>): Known {
    let key = '{';
    for (const [name, inner] of Object.entries(value)) {
      const part = this.keep(inner);
      // With its length, so that no name can look like two.
      key += `${name.length} ${name} ${part.id},`;
      value[name] = part.value;
    }
    const before = this.next;
    const kept = this.once(key, value);
    if (kept.id < before) this.met += 1;
    else this.made += 1;
    return kept;
  }

  private once(key: string, value: unknown): Known {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    // Ids are never given again, so a forgotten part is only no longer shared.
    if (this.known.size >= MOST) this.known = new Map();
    const made = { id: this.next++, value };
    this.known.set(key, made);
    return made;
  }
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
