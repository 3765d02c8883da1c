import type { BrowseHost, BrowseOpener, BrowsePort } from '../app/ports.js';

export { rowsOfAnalysis } from './rows/of-analysis.js';
export { ROW_KINDS, RowWriter } from './rows/writer.js';
export { readSession } from './state/session.js';

/**
 * Browses a capture in the terminal until the user leaves; answers the exit code. Rejects when there is
 * no terminal, when opening fails, and for faults of our own, each time with the terminal put back.
 * Ink and React are loaded here and not before, so that other commands do not wait for them.
 */
export async function runBrowse(source: BrowsePort | BrowseOpener, host: BrowseHost): Promise<number> {
  if (host.stdin.isTTY !== true || host.stdout.isTTY !== true) {
    throw new Error('browse needs a terminal for both input and output');
  }
  // React's development build keeps a mark of every render and doubles the time per frame.
  if (host.env) host.env['NODE_ENV'] ??= 'production';
  const { mount } = await import('./mount.js');
  return mount(source, host);
}
