import { incidentFolders, junit, outcomeLines, verify, writeFiles } from '../../app/index.js';
import { UsageError, type Args } from '../args.js';
import { pathsOf } from '../common.js';

/** `inquest verify DIR... [--json] [--junit FILE] [--jobs N]` */
export async function verifyCommand(args: Args): Promise<number> {
  const folders = await incidentFolders(pathsOf(args, 'folders with expected.yaml'));
  const jobs = Number(args.text('jobs') ?? '1');
  if (!Number.isInteger(jobs) || jobs < 1) throw new UsageError('--jobs takes a whole number from 1');
  const json = args.flag('json');
  const outcomes = await verify(folders, {
    jobs,
    onOutcome: (o) => {
      if (!json && !args.flag('quiet')) process.stdout.write(`${outcomeLines(o).join('\n')}\n`);
    },
  });
  if (json) process.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
  const file = args.text('junit');
  if (file !== undefined) await writeFiles('.', [{ path: file, bytes: junit(outcomes) }]);
  return outcomes.some((o) => o.error !== undefined || o.differences.length > 0) ? 1 : 0;
}
