import { redact, redactedLines } from '../../app/index.js';
import { UsageError, type Args } from '../args.js';
import { pathsOf } from '../common.js';

/** `inquest redact PATH -o OUT [--also WORD]...` */
export async function redactCommand(args: Args): Promise<number> {
  const [path, ...more] = pathsOf(args);
  if (path === undefined || path === '-' || more.length > 0)
    throw new UsageError('redact takes one capture: a folder, a file or an archive');
  const out = args.text('output');
  if (out === undefined || out === '-')
    throw new UsageError('redact needs -o OUT: a new folder or .tar.gz for the result');
  const done = await redact(path, out, args.texts('also'));
  if (!args.flag('quiet')) process.stdout.write(`${redactedLines(done, out).join('\n')}\n`);
  return 0;
}
