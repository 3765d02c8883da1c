import { createHash } from 'node:crypto';

/** Short stable id from content: the same content has the same id on every machine. */
export function digest(text: string, length = 10): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
