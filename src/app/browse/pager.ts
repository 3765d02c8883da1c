import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Shows a source in the user's pager; less and its kin open at the line. Resolves when it is closed. */
export async function openPager(
  bytes: AsyncIterable<Buffer>,
  line: number | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const words = (env['PAGER'] ?? 'less').split(/\s+/).filter((w) => w !== '');
  const [program = 'less', ...args] = words;
  const isLess = /(^|\/)(less|more|most)$/.test(program);
  const at = line !== undefined && isLess ? [`+${line}`] : [];
  const child = spawn(program, [...args, ...at], { stdio: ['pipe', 'inherit', 'inherit'] });
  const closed = once(child, 'close');
  // A pager that is left early closes its end: that is no fault.
  const fed = pipeline(Readable.from(bytes), child.stdin).catch(() => undefined);
  await closed;
  child.stdin.destroy();
  await fed;
}
