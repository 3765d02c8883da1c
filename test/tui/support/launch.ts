/**
 * Runs the browser over the fixture in a real terminal: what the tmux tests start.
 * Arguments: "throw" makes the port break when an entity is described; "slow" opens with progress.
 */
import type { BrowseOpener } from '../../../src/app/ports.js';
import { runBrowse } from '../../../src/tui/index.js';
import { fixturePort } from './port.js';

const words = process.argv.slice(2);

const port = words.includes('throw')
  ? fixturePort({
      describe: () => {
        throw new Error('the port broke');
      },
    })
  : fixturePort();

const slow: BrowseOpener = async (progress) => {
  for (let i = 0; i <= 10; i++) {
    progress({ stage: 'reading the capture', done: i / 10 });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return port;
};

const { stdin, stdout, env } = process;
runBrowse(words.includes('slow') ? slow : port, { stdin, stdout, env, life: process }).then(
  (code) => {
    stdout.write(`left with ${String(code)}\n`);
    process.exitCode = code;
  },
  (fault: unknown) => {
    stdout.write(`failed: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 70;
  },
);
