/** Archive suffixes as people write them; contents decide how a file is read, names only how it is called. */
const SUFFIX = /\.(?:tgz|txz|tzst|zip|tar|(?:tar\.)?(?:gz|xz|zst|bz2|zstd))$/i;

export interface SafeName {
  readonly path: string;
  /** Why the member is not opened. */
  readonly refused?: string;
}

/** A member's name as a relative path; names that point out of the archive are refused. */
export function safeName(name: string): SafeName {
  // Control characters have no place in a path.
  const clean = name.replace(/\\/g, '/').replace(/[\u0000-\u001f\u007f]/g, '\ufffd');
  const parts = clean.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    return {
      path: parts.map((part) => (part === '..' ? '__' : part)).join('/'),
      refused: 'path leads out of the archive',
    };
  }
  if (/^(?:\/|[A-Za-z]:\/)/.test(clean)) return { path: parts.join('/'), refused: 'absolute path' };
  return parts.length === 0 ? { path: '(no name)', refused: 'no name' } : { path: parts.join('/') };
}

/** "node-7.tar.gz" → "node-7" */
export function withoutSuffix(name: string): string {
  const bare = name.replace(SUFFIX, '');
  return bare === '' ? name : bare;
}
