/** Strings by number, in order of first use. */
export class Numbering {
  readonly names: string[] = [];
  private readonly known = new Map<string, number>();

  of(name: string): number {
    const found = this.known.get(name);
    if (found !== undefined) return found;
    this.known.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }
}
