import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { byText } from '../base/index.js';

/** Nothing of the machine that packed it: the same files give the same archive. */
const OWNER = { mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' };

/** Packs files of a folder into a .tar.gz, below one folder of the given name. */
export async function packFolder(
  folder: string,
  files: Iterable<string>,
  archive: string,
  top: string,
): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createGzip({ level: 9 }), createWriteStream(archive, { flags: 'wx' }));
  const feed = async (): Promise<void> => {
    for (const file of [...files].sort(byText)) {
      const path = join(folder, file);
      const { size } = await stat(path);
      await pipeline(createReadStream(path), tar.entry({ ...OWNER, name: `${top}/${file}`, size }));
    }
    tar.finalize();
  };
  const fed = feed().catch((fault: unknown) => {
    tar.destroy(fault instanceof Error ? fault : new Error(String(fault)));
    throw fault;
  });
  await Promise.all([written, fed]);
}
