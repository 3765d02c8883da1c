import { createHash } from 'node:crypto';

/** Short stable id from content: the same content has the same id on every machine. */
export function digest(text: string, length = 10): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/**
 * A number of 53 bits for a text, where a hundred thousand texts are too many to keep: that two of a million have the
 * same one is as likely as one in ten thousand.
 */
export function markOf(text: string): number {
  let high = 0;
  let low = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 0x5bd1e995);
    low = (Math.imul(low, 31) + code + (high >>> 15)) | 0;
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
