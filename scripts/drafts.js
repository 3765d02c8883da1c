// Writes the committed drafts under reports/ anew, one for each sample with a capture.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
for (const name of readdirSync(`${root}samples`).sort()) {
  const capture = `samples/${name}/capture.tar.gz`;
  if (!existsSync(root + capture)) continue;
  const run = spawnSync(
    process.execPath,
    ['dist/cli/main.js', 'analyze', capture, '-o', `reports/${name}`, '-q'],
    { cwd: root, stdio: 'inherit' },
  );
  if (run.status !== 0) process.exit(run.status ?? 70);
}
