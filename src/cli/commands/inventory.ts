import { inventory, inventoryLines } from '../../app/index.js';
import type { Args } from '../args.js';
import { analyzeOptions, endProgress, inputsOf, pathsOf } from '../common.js';

/** `inquest inventory PATH... [--json]` */
export async function inventoryCommand(args: Args): Promise<number> {
  const found = await inventory(inputsOf(pathsOf(args)), analyzeOptions(args));
  endProgress(args);
  const text = args.flag('json')
    ? JSON.stringify(found.summary, null, 2)
    : inventoryLines(found, args.flag('verbose')).join('\n');
  process.stdout.write(`${text}\n`);
  if (found.unreadable !== undefined) process.stderr.write(`inquest: ${found.unreadable}\n`);
  return found.partial ? 4 : found.unreadable === undefined ? 0 : 3;
}
