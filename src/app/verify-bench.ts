import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { verifyFolder, type Verified } from './verify-folder.js';

/** A place where one incident at a time is worked on: this thread, or one of its own. */
interface Workbench {
  verify(folder: string, draft: boolean): Promise<Verified>;
  close(): Promise<void>;
}

/** What is sent to the thread. */
export interface Task {
  readonly folder: string;
  readonly draft: boolean;
}

const SCRIPT = new URL('./verify-thread.js', import.meta.url);

/** A thread of its own where that is asked for; run from sources, which no thread can load, there is none. */
export function workbench(thread: boolean): Workbench {
  if (!thread || !existsSync(fileURLToPath(SCRIPT)))
    return { verify: verifyFolder, close: () => Promise.resolve() };
  const worker = new Worker(SCRIPT);
  return {
    verify: (folder, draft) =>
      new Promise((resolve, reject) => {
        worker.removeAllListeners();
        worker.once('message', resolve);
        worker.once('error', reject);
        const task: Task = { folder, draft };
        worker.postMessage(task);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
