/** Milliseconds since 1970 by the clock of the world, which no host of it can read. */
export type Millis = number;

interface Task {
  readonly at: Millis;
  readonly turn: number;
  readonly run: () => void;
}

/** What is due, in order of time; of one instant, in the order it was asked for (a binary heap). */
export class Queue {
  private readonly heap: Task[] = [];
  private turns = 0;
  private clock: Millis;

  constructor(start: Millis) {
    this.clock = start;
  }

  /** The present of the world. */
  get now(): Millis {
    return this.clock;
  }

  /** Does something at a time, or now when that is past. */
  at(at: Millis, run: () => void): void {
    this.heap.push({ at: Math.max(at, this.clock), turn: this.turns++, run });
    this.rise(this.heap.length - 1);
  }

  /** Does something after a while. */
  after(wait: number, run: () => void): void {
    this.at(this.clock + wait, run);
  }

  /** Lets the world go on until a time. */
  runUntil(end: Millis): void {
    for (let first = this.heap[0]; first !== undefined && first.at <= end; first = this.heap[0]) {
      this.takeFirst();
      this.clock = first.at;
      first.run();
    }
    this.clock = end;
  }

  private takeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink();
  }

  private rise(from: number): void {
    for (let i = from; i > 0;) {
      const up = (i - 1) >> 1;
      if (!this.swapIfEarlier(i, up)) return;
      i = up;
    }
  }

  private sink(): void {
    for (let i = 0; ;) {
      const left = 2 * i + 1;
      const child = this.isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.swapIfEarlier(child, i)) return;
      i = child;
    }
  }

  private isEarlier(i: number, j: number): boolean {
    const [a, b] = [this.heap[i], this.heap[j]];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.turn < b.turn);
  }

  private swapIfEarlier(i: number, j: number): boolean {
    const [a, b] = [this.heap[i], this.heap[j]];
    if (a === undefined || b === undefined || !this.isEarlier(i, j)) return false;
    this.heap[i] = b;
    this.heap[j] = a;
    return true;
  }
}
