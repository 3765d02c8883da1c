import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BrokenSource, reason } from './fault.js';
import type { Meter } from './meter.js';

const CHUNK = 256 * 1024;

/** The bytes of a file on disk. Each chunk is a buffer of its own, so that it may be kept. */
export async function* fileBytes(path: string, meter: Meter): AsyncGenerator<Buffer> {
  let offset = 0;
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new BrokenSource(`cannot be opened (${reason(error)})`);
  });
  try {
    const { size } = await file.stat();
    for (;;) {
      const room = Buffer.allocUnsafeSlow(Math.min(CHUNK, Math.max(size - offset, 4096)));
      const { bytesRead } = await file.read(room, 0, room.length, offset);
      if (bytesRead === 0) return;
      offset += bytesRead;
      meter.add(bytesRead);
      yield room.subarray(0, bytesRead);
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'LimitHit') throw error;
    throw new BrokenSource(`cannot be read on (${reason(error)})`, offset);
  } finally {
    await file.close();
  }
}

/** True when something lies there: run from sources, files that are built do not. */
export function isThere(file: URL): boolean {
  return existsSync(fileURLToPath(file));
}
