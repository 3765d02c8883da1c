import { analyze, explainLines } from '../../app/index.js';
import { UsageError, type Args } from '../args.js';
import { analyzeOptions, endProgress, inputsOf } from '../common.js';

/** `inquest explain PATH... ENTITY` */
export async function explainCommand(args: Args): Promise<number> {
  const entity = args.positionals.at(-1);
  const paths = args.positionals.slice(0, -1);
  if (entity === undefined || paths.length === 0)
    throw new UsageError('explain needs a capture and an entity: inquest explain capture.tar.gz pod/web-0');
  const { analysis, partial } = await analyze(inputsOf(paths), analyzeOptions(args));
  endProgress(args);
  const told = explainLines(analysis, entity);
  if (!told.ok) throw new UsageError(told.why);
  process.stdout.write(`${told.lines.join('\n')}\n`);
  return partial ? 4 : 0;
}
