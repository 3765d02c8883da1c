import { parentPort, workerData } from 'node:worker_threads';
import { readShare } from './share.js';
import type { Task } from './task.js';

/** A helper's thread: starts with a task, sends shares until there are no more. */
await readShare(workerData as Task, (shares) => parentPort?.postMessage(shares));
