import { Worker } from 'node:worker_threads';
import type { LogOrigin } from '../../model/index.js';
import { interner } from '../interner.js';
import { outcomeOf } from '../outcome.js';
import { isThere } from '../source/file.js';
import { Claims } from './claims.js';
import type { Share, Shares, Task } from './task.js';

/** The place is told by the path. */
const NO_PLACE = {};

const SCRIPT = new URL('./thread.js', import.meta.url);

/**
 * Of what a helper makes nearly nothing lives longer than a line: a small young generation holds that as well, and a
 * limit to the old one (20 to 40 MB live) makes the collector come before much garbage lies there; 100 MB are saved.
 */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

/** Threads that help to read a large capture. */
export class Helpers {
  private readonly count: number;
  private readonly task: Task;
  private readonly claims: Claims;
  private readonly workers: Worker[] = [];
  private readonly ends: Promise<void>[] = [];
  private readonly same = interner();
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

  /** What came from a thread is a copy, each with texts and lists of its own. */
  private compact(share: Share): Share {
    const { member, mark, outcome, isLimited } = share;
    const { origin, format } = outcome;
    const named = origin === undefined ? undefined : withNames(origin, this.same);
    const small = outcomeOf({ ...outcome, format: this.same(format), origin: named }, NO_PLACE);
    return { member, mark, outcome: small, isLimited };
  }

  private begin(): void {
    const worker = new Worker(SCRIPT, { workerData: this.task, resourceLimits: LIMITS });
    this.workers.push(worker);
    const end = new Promise<void>((resolve) => {
      worker.on('message', (shares: Shares) => {
        for (const share of shares) this.shares.set(share.member, this.compact(share));
        if (shares.length === 0) resolve();
      });
      worker.on('error', () => resolve());
      worker.on('exit', () => resolve());
    });
    this.ends.push(end);
  }
}

/** With names that are one string however many sources they stand in: what came from a thread is a copy. */
function withNames(origin: LogOrigin, same: (text: string) => string): LogOrigin {
  const { program, node, pod, container } = origin;
  return {
    ...origin,
    program: same(program),
    ...(node === undefined ? {} : { node: same(node) }),
    ...(pod?.namespace === undefined ? {} : { pod: { ...pod, namespace: same(pod.namespace) } }),
    ...(container === undefined ? {} : { container: same(container) }),
  };
}
