/**
 * Who reads which member. Every thread walks the whole capture, as only the whole of a packed stream can be
 * unpacked, and takes what nobody has taken: who is slow takes less. What is read does not depend on who did it.
 */
export class Claims {
  readonly memory: SharedArrayBuffer;
  private readonly taken: Uint8Array;

  /** `memory`: of the thread that made the claims. */
  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.taken = new Uint8Array(memory);
  }

  /** For so many members; what comes after them the first thread reads alone. */
  static ofMembers(count: number): Claims {
    return new Claims(new SharedArrayBuffer(count));
  }

  /** True for the first who asks for a member. */
  take(member: number): boolean {
    return member < this.taken.length && Atomics.compareExchange(this.taken, member, 0, 1) === 0;
  }

  isTaken(member: number): boolean {
    return member >= this.taken.length || Atomics.load(this.taken, member) !== 0;
  }
}
