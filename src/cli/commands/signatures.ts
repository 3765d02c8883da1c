import { signatureLines } from '../../app/index.js';
import { UsageError, type Args } from '../args.js';

/** `inquest signatures [ID]` */
export async function signaturesCommand(args: Args): Promise<number> {
  const id = args.positionals[0];
  const lines = signatureLines(id, args.flag('json'));
  if (!lines)
    throw new UsageError(`no condition, detector or rule ${id ?? ''}; inquest signatures lists them`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return Promise.resolve(0);
}
