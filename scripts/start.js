// `npm start`: without arguments the bundled sample is analysed; with arguments they go to inquest as they are.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const args =
  given.length > 0
    ? given
    : ['analyze', 'samples/registry-node-outage/capture.tar.gz', '-o', 'reports/registry-node-outage'];
const run = spawnSync(process.execPath, [`${root}dist/cli/main.js`, ...args], {
  stdio: 'inherit',
  ...(given.length > 0 ? {} : { cwd: root }),
});
process.exit(run.status ?? 70);
