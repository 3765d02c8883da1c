import { Worker } from 'node:worker_threads';
import { isThere } from '../source/file.js';
import { Claims } from './claims.js';
import type { Share, Shares, Task } from './task.js';

const SCRIPT = new URL('./thread.js', import.meta.url);

/** Threads that help to read a large capture. */
export class Helpers {
  private readonly count: number;
  private readonly task: Task;
  private readonly claims: Claims;
  private readonly workers: Worker[] = [];
  private readonly ends: Promise<void>[] = [];
  private readonly shares = new Map<number, Share>();

  constructor(count: number, task: Omit<Task, 'claims'>) {
    this.count = count;
    this.claims = Claims.ofMembers(task.budget.members + 1);
    this.task = { ...task, claims: this.claims.memory };
  }

  /** Helpers where there are to be any; run from sources, which no thread can load, there are none. */
  static of(count: number, task: Omit<Task, 'claims'>): Helpers | undefined {
    return count > 0 && isThere(SCRIPT) ? new Helpers(count, task) : undefined;
  }

  /** Called once the capture has turned out to be large; only the first time matters. */
  start(): void {
    if (this.workers.length > 0) return;
    for (let i = 0; i < this.count; i += 1) this.begin();
  }

  /** True when the member is the caller's to read, false when a helper has it. */
  take(member: number): boolean {
    return this.claims.take(member);
  }

  /** What the helpers have read, when all are through. What one of them had when it failed is not there. */
  async all(): Promise<ReadonlyMap<number, Share>> {
    await Promise.all(this.ends);
    return this.shares;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private begin(): void {
    const worker = new Worker(SCRIPT, { workerData: this.task });
    this.workers.push(worker);
    const end = new Promise<void>((resolve) => {
      worker.on('message', (shares: Shares) => {
        for (const share of shares) this.shares.set(share.member, share);
        if (shares.length === 0) resolve();
      });
      worker.on('error', () => resolve());
      worker.on('exit', () => resolve());
    });
    this.ends.push(end);
  }
}
