/** Bytes that arrive in chunks, to be looked at, read by count, or passed on. Nothing is copied but at seams. */
export class ByteSource {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private held: Buffer[] = [];
  private heldLength = 0;
  private ended = false;
  private taken = 0;
  private failure: { readonly error: unknown } | undefined;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** How many bytes have been read or passed on. */
  get offset(): number {
    return this.taken;
  }

  /** How many bytes came in. */
  get received(): number {
    return this.taken + this.heldLength;
  }

  /** The next bytes, `count` of them or fewer at the end; they stay to be read. */
  async peek(count: number): Promise<Buffer> {
    while (this.heldLength < count && (await this.more()));
    const first = this.held[0];
    if (first === undefined) return Buffer.alloc(0);
    if (first.length < count && this.held.length > 1) this.held = [Buffer.concat(this.held)];
    return (this.held[0] ?? first).subarray(0, count);
  }

  async read(count: number): Promise<Buffer> {
    const bytes = await this.peek(count);
    this.drop(bytes.length);
    return bytes;
  }

  /** The next `count` bytes when they have come in and lie in one piece; else nothing is read. */
  readNow(count: number): Buffer | undefined {
    const first = this.held[0];
    if (first === undefined || first.length < count) return undefined;
    const bytes = first.subarray(0, count);
    this.drop(count);
    return bytes;
  }

  /** Passes on `count` bytes or what is there. */
  async *take(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      const part = await this.next(left);
      if (part === undefined) return;
      left -= part.length;
      yield part;
    }
  }

  /** Leaves out `count` bytes or what is there. */
  async skip(count: number): Promise<number> {
    let left = count;
    while (left > 0) {
      const part = await this.next(left);
      if (part === undefined) break;
      left -= part.length;
    }
    return count - left;
  }

  rest(): AsyncGenerator<Buffer> {
    return this.take(Number.POSITIVE_INFINITY);
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.chunks.return?.();
  }

  private async next(most: number): Promise<Buffer | undefined> {
    if (this.held.length === 0 && !(await this.more())) return undefined;
    const first = this.held[0];
    if (first === undefined) return undefined;
    const part = first.length > most ? first.subarray(0, most) : first;
    this.drop(part.length);
    return part;
  }

  private drop(count: number): void {
    this.taken += count;
    this.heldLength -= count;
    let left = count;
    while (left > 0) {
      const first = this.held[0];
      if (first === undefined) return;
      if (first.length > left) {
        this.held[0] = first.subarray(left);
        return;
      }
      left -= first.length;
      this.held.shift();
    }
  }

  /** The next chunk. Where it breaks off is told when all that came before was read. */
  private async arriving(): Promise<IteratorResult<Uint8Array> | undefined> {
    if (this.failure === undefined) {
      try {
        return await this.chunks.next();
      } catch (error) {
        this.failure = { error };
      }
    }
    if (this.heldLength > 0) return undefined;
    throw this.failure.error;
  }

  private async more(): Promise<boolean> {
    if (this.ended) return false;
    const step = await this.arriving();
    if (step === undefined) return false;
    if (step.done === true) {
      this.ended = true;
      return false;
    }
    const { value } = step;
    if (value.length === 0) return this.more();
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.length);
    this.held.push(bytes);
    this.heldLength += bytes.length;
    return true;
  }
}
