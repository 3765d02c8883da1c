// All gates, quick ones first; the first that fails ends the run and says which it was.
import { spawnSync } from 'node:child_process';

const GATES = [
  ['types', 'npx', ['tsc', '--noEmit']],
  ['format', 'npx', ['prettier', '--check', '--log-level', 'warn', 'src', 'test', 'scripts']],
  ['lint', 'npx', ['eslint', '--max-warnings', '0', 'src', 'test']],
  ['rooms', 'npx', ['depcruise', '--config', '.dependency-cruiser.mjs', 'src']],
  ['dead code', 'npx', ['knip']],
  ['tests', 'npx', ['vitest', 'run']],
];

const only = new Set(process.argv.slice(2));
for (const [name, command, args] of GATES) {
  if (only.size > 0 && !only.has(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    process.stdout.write(`\ngate failed: ${name}\n`);
    process.exit(status ?? 1);
  }
}
process.stdout.write('\nall gates passed\n');
