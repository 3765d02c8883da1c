import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file to write, relative to the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly bytes: Buffer | string;
}

/** Writes files below a folder, making folders as needed; returns the full paths in order. */
export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<string[]> {
  const written: string[] = [];
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.bytes);
    written.push(path);
  }
  return written;
}

/** Writes one file where a user said, absolute or from here. */
export async function writeFileTo(path: string, bytes: Buffer | string): Promise<void> {
  await writeFiles(dirname(path), [{ path: basename(path), bytes }]);
}
