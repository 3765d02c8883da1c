import { dirname } from 'node:path';
import { loadAnalysis } from '../../app/index.js';
import { UsageError, type Args } from '../args.js';
import { pathsOf } from '../common.js';
import { deliver, formatsOf } from './analyze.js';

/** `inquest report ANALYSIS.json [-o DIR] [--format ...]` */
export async function reportCommand(args: Args): Promise<number> {
  const [path, ...more] = pathsOf(args, 'an analysis.json');
  if (path === undefined || more.length > 0) throw new UsageError('report takes one analysis.json');
  await deliver(args, await loadAnalysis(path), formatsOf(args), args.text('output') ?? dirname(path));
  return 0;
}
