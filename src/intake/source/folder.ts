import { lstatSync, readdir, type Stats } from 'node:fs';
import glob from 'fast-glob';
import { byText } from '../../base/index.js';

/** A file of a folder, or something that is listed but not opened. */
export interface FolderEntry {
  readonly path: string;
  readonly file: string;
  readonly size?: number;
  readonly modifiedAt?: number;
  readonly refused?: string;
}

/** Everything below a folder, dot files too, by path; symbolic links are named and not followed. */
export async function listFolder(folder: string): Promise<readonly FolderEntry[]> {
  const closed: FolderEntry[] = [];
  const found = await glob('**', {
    cwd: folder,
    dot: true,
    onlyFiles: false,
    followSymbolicLinks: false,
    suppressErrors: true,
    objectMode: true,
    fs: { readdir: watching(folder, closed) },
  });
  const entries = found.flatMap((entry): FolderEntry[] => {
    if (entry.dirent.isDirectory()) return [];
    const about = { path: entry.path, file: `${folder}/${entry.path}` };
    if (entry.dirent.isSymbolicLink()) return [{ ...about, refused: 'symbolic link, not followed' }];
    if (!entry.dirent.isFile()) return [{ ...about, refused: 'device, pipe or socket, not read' }];
    const stats = statsOf(about.file);
    if (stats === undefined)
      return [{ ...about, refused: 'cannot be found by this name, which is no UTF-8 or is gone' }];
    return [{ ...about, size: stats.size, modifiedAt: Math.trunc(stats.mtimeMs * 1000) }];
  });
  return [...entries, ...closed].sort((a, b) => byText(a.path, b.path));
}

/** Asked for each file by itself: one that cannot be found takes nothing else of its folder with it. */
function statsOf(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    // A folder on the way that nobody may enter: reading it says so.
    return undefined;
  }
}

/** readdir that remembers the folders that it could not open: they must not vanish silently. */
function watching(folder: string, closed: FolderEntry[]): typeof readdir {
  const list = (
    path: string,
    options: { withFileTypes: true },
    callback: (...result: unknown[]) => void,
  ): void => {
    readdir(path, options, (error, entries) => {
      if (error !== null) {
        const inside = path.slice(folder.length).replace(/^\/+/, '');
        closed.push({
          path: inside,
          file: path,
          refused: `folder cannot be read (${error.code ?? error.message})`,
        });
      }
      callback(error, entries);
    });
  };
  return list as unknown as typeof readdir;
}
