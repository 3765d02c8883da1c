import { LimitHit } from './fault.js';
import type { Budget } from './member.js';

/** Small streams may be as dense as they like: a few zeros compress a thousandfold. */
const RATIO_FROM = 64 * 2 ** 20;

/** Counts what was unpacked against the budget. */
export class Meter {
  readonly budget: Budget;
  private bytes = 0;
  private seen = 0;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** True when nothing more may be read. */
  get exhausted(): boolean {
    return this.bytes > this.budget.totalBytes || this.seen > this.budget.members;
  }

  /** Bytes so far. */
  get unpacked(): number {
    return this.bytes;
  }

  member(): void {
    this.seen += 1;
  }

  add(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.budget.totalBytes) {
      throw new LimitHit(`limit of ${this.budget.totalBytes} unpacked bytes reached`);
    }
  }

  /** What one compressed stream may give: total and density are watched. */
  watch(): { in(bytes: number): void; out(bytes: number): void } {
    let packed = 0;
    let unpacked = 0;
    return {
      in: (bytes) => (packed += bytes),
      out: (bytes) => {
        unpacked += bytes;
        this.add(bytes);
        if (unpacked > RATIO_FROM && unpacked > packed * this.budget.ratio) {
          throw new LimitHit(
            `unpacks to more than ${this.budget.ratio} times its size, as decompression bombs do`,
          );
        }
      },
    };
  }
}
