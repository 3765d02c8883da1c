import { createInterface } from 'node:readline/promises';
import {
  earlier,
  incidentFolders,
  isGreen,
  junit,
  keep,
  outcomeLines,
  proposal,
  toldOf,
  verify,
  writeFileTo,
  type Proposal,
  type Told,
} from '../../app/index.js';
import { countOption, UsageError, type Args } from '../args.js';
import { pathsOf } from '../common.js';

/** `inquest verify DIR... [--update [--yes]] [--against OLD.json] [--save FILE] [--json] [--junit FILE] [--jobs N]` */
export async function verifyCommand(args: Args): Promise<number> {
  const update = args.flag('update');
  const json = args.flag('json');
  if (update && json) throw new UsageError('--update shows a diff and asks: leave --json out');
  if (args.flag('yes') && !update) throw new UsageError('--yes answers --update: say both');
  const jobs = countOption(args, 'jobs') ?? 1;
  const folders = await incidentFolders(pathsOf(args, 'folders with expected.yaml'), update);
  const old = args.text('against');
  const told = new Map<string, Told>();
  const proposals: Promise<Proposal>[] = [];
  const outcomes = await verify(folders, {
    jobs,
    draft: update,
    ...(old === undefined ? {} : { against: await earlier(old, folders) }),
    onOutcome: (o, analysis, folder) => {
      if (!json && !args.flag('quiet')) process.stdout.write(`${outcomeLines(o).join('\n')}\n`);
      if (analysis) told.set(o.name, toldOf(analysis));
      if (analysis && update) proposals.push(proposal(folder, o, analysis));
    },
  });
  if (json) process.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
  const file = args.text('junit');
  if (file !== undefined) await writeFileTo(file, junit(outcomes));
  const save = args.text('save');
  if (save !== undefined) await writeFileTo(save, keep(inOrder(outcomes, told)));
  if (!update) return outcomes.every(isGreen) ? 0 : 1;
  const settled = await offer(args, await Promise.all(proposals));
  return settled && outcomes.every((o) => o.error === undefined) ? 0 : 1;
}

/** By the order of the folders, whichever was done first. */
function inOrder(outcomes: readonly { name: string }[], told: ReadonlyMap<string, Told>): Map<string, Told> {
  return new Map(
    outcomes.flatMap(({ name }) => {
      const t = told.get(name);
      return t ? [[name, t] as const] : [];
    }),
  );
}

/** Shows each proposed change and writes it when a person, or --yes, agrees. True when nothing differs any more. */
async function offer(args: Args, proposals: readonly Proposal[]): Promise<boolean> {
  let settled = true;
  for (const p of proposals) {
    if (p.diff.length > 0) process.stdout.write(`\n--- ${p.path}\n${p.diff.join('\n')}\n`);
    if (p.left > 0) {
      settled = false;
      process.stdout.write(
        `${p.path}: ${p.left} of the differences are left to you: what is missing altogether, or must not be said, is not rewritten by a program\n`,
      );
    }
    if (p.diff.length === 0) continue;
    if (await agreed(args, `Write this to ${p.path}? [y/N] `)) {
      await writeFileTo(p.path, p.text);
      process.stdout.write(`written: ${p.path}\n`);
    } else {
      settled = false;
      process.stdout.write(`not written: ${p.path}\n`);
    }
  }
  return settled;
}

async function agreed(args: Args, question: string): Promise<boolean> {
  if (args.flag('yes')) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    process.stdout.write('no terminal to ask on: look at the diff, then run it again with --yes\n');
    return false;
  }
  const line = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await line.question(question)).trim());
  } finally {
    line.close();
  }
}
