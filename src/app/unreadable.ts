import type { Capture } from '../model/index.js';

/**
 * Why nothing at all was read, when all that was named breaks off before its first byte of content: an analysis of that
 * would say "no incident". Undefined for everything else, also for what is empty or not recognised.
 */
export function unreadable({ sources }: Capture): string | undefined {
  const [first] = sources;
  const isBroken = sources.every((s) => s.format === 'container' && s.status === 'partial' && s.bytes === 0);
  if (first === undefined || !isBroken) return undefined;
  return `${first.path}: nothing of it can be read (${first.problems[0]?.message ?? 'broken off'})`;
}
