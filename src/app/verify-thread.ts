import { parentPort } from 'node:worker_threads';
import type { Task } from './verify-bench.js';
import { verifyFolder } from './verify-folder.js';

/** The thread's side of a workbench: a folder comes in, what came of it goes out. */
parentPort?.on('message', ({ folder, draft }: Task) => {
  void verifyFolder(folder, draft).then((verified) => parentPort?.postMessage(verified));
});
