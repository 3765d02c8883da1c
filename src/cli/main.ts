#!/usr/bin/env node
import { InputError, ProfileError, TOOL_VERSION } from '../app/index.js';
import { helpText, parse, UsageError, type Args } from './args.js';
import { analyzeCommand } from './commands/analyze.js';
import { browseCommand } from './commands/browse.js';
import { explainCommand } from './commands/explain.js';
import { inventoryCommand } from './commands/inventory.js';
import { redactCommand } from './commands/redact.js';
import { reportCommand } from './commands/report.js';
import { signaturesCommand } from './commands/signatures.js';
import { verifyCommand } from './commands/verify.js';

type Command = (args: Args) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  analyze: analyzeCommand,
  report: reportCommand,
  browse: browseCommand,
  inventory: inventoryCommand,
  explain: explainCommand,
  redact: redactCommand,
  signatures: signaturesCommand,
  verify: verifyCommand,
};

async function run(argv: readonly string[]): Promise<number> {
  const args = parse(argv);
  if (args.flag('version')) {
    process.stdout.write(`${TOOL_VERSION}\n`);
    return 0;
  }
  if (args.flag('help') || args.command === undefined || args.command === 'help') {
    process.stdout.write(helpText());
    return args.command === undefined && !args.flag('help') ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, args.command) ? COMMANDS[args.command] : undefined;
  if (!command) throw new UsageError(`unknown command ${args.command}; see inquest --help`);
  return command(args);
}

/** Faults of ours are told with what to send us, never as a bare stack. */
function fault(error: unknown): number {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    [
      'inquest: a fault of inquest itself; nothing is wrong with your capture.',
      `Please report it with this text, the command line and the output of \`inquest inventory --json\`:`,
      `inquest ${TOOL_VERSION}, node ${process.version}, ${process.platform}`,
      stack.replace(/\(?file:\/\/\S*\/(dist|src)\//g, '($1/'),
      '',
    ].join('\n'),
  );
  return 70;
}

process.on('SIGINT', () => process.exit(130));
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError || error instanceof ProfileError) {
    process.stderr.write(`inquest: ${error.message}\n`);
    process.exitCode = 2;
  } else if (error instanceof InputError) {
    process.stderr.write(`inquest: ${error.message}\n`);
    process.exitCode = 3;
  } else {
    process.exitCode = fault(error);
  }
}
