import { rename, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AuthorFile } from '../author/index.js';
import type { Session } from '../ports.js';

/** The parsed sidecar; undefined when there is none. Throws for one that does not read as JSON. */
export async function loadSidecar(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return JSON.parse(text);
}

/**
 * Written beside and moved into place, so that a full disk leaves the old one whole. One that somebody edited and that
 * does not read any more is set aside, never written over.
 */
export async function saveSidecar(path: string, session: Session): Promise<void> {
  const isRead = await loadSidecar(path).then(
    () => true,
    (fault: unknown) => !(fault instanceof SyntaxError),
  );
  if (!isRead) await rename(path, `${path}.unread`);
  const fresh = `${path}.new`;
  await writeFile(fresh, sessionText(session));
  await rename(fresh, path);
}

/** The session as it is written, and so as `analyze` will read it. */
export function sessionFile(path: string, session: Session): AuthorFile {
  return { name: basename(path), text: sessionText(session) };
}

function sessionText(session: Session): string {
  return `${JSON.stringify(session, null, 2)}\n`;
}
