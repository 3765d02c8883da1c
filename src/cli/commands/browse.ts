import { authorFiles, openBrowse } from '../../app/index.js';
import { rowsOfAnalysis, RowWriter, runBrowse } from '../../tui/index.js';
import { UsageError, type Args } from '../args.js';
import { analyzeOptions, pathsOf } from '../common.js';

/** `inquest browse PATH...` */
export async function browseCommand(args: Args): Promise<number> {
  const paths = pathsOf(args);
  if (paths.includes('-'))
    throw new UsageError('browse takes keys from standard input: name the capture as a file or folder');
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new UsageError('browse needs a terminal for input and output; use analyze or report in scripts');
  const { stdin, stdout, env } = process;
  if (args.flag('no-color')) env['NO_COLOR'] = '1';
  const author = await authorFiles([], undefined, args.texts('author'));
  return runBrowse(
    (onProgress) =>
      openBrowse(paths, {
        analyze: { ...analyzeOptions(args), author },
        sink: new RowWriter(),
        rowsAlone: rowsOfAnalysis,
        env,
        onProgress,
      }),
    { stdin, stdout, life: process, stop: () => process.kill(0, 'SIGTSTP'), env },
  );
}
