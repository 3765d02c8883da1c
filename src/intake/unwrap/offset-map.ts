import type { Locator } from '../../model/index.js';

/** Where the bytes of a text that was taken out of another one lie in that: pieces that were copied as they are. */
export class OffsetMap {
  private readonly to: number[] = [];
  private readonly from: number[] = [];
  private length = 0;

  /** The next `count` bytes of the text are those at `from` of the source. */
  copied(from: number, count: number): void {
    if (count === 0) return;
    const last = this.to.length - 1;
    const goesOn = last >= 0 && (this.from[last] ?? 0) + this.length - (this.to[last] ?? 0) === from;
    if (!goesOn) {
      this.to.push(this.length);
      this.from.push(from);
    }
    this.length += count;
  }

  /** The offset in the source. */
  raw(offset: number): number {
    let low = 0;
    let high = this.to.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((this.to[mid] ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    return (this.from[low] ?? 0) + offset - (this.to[low] ?? 0);
  }

  /** The place in the source; what was taken out inside of it is cited with it. */
  located(at: Locator): Locator {
    const offset = this.raw(at.offset);
    const length = at.length === 0 ? 0 : this.raw(at.offset + at.length - 1) + 1 - offset;
    return { ...at, offset, length: Math.max(length, 0) };
  }
}
