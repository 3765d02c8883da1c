import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPager } from '../../src/app/browse/pager.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inquest-pager-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A pager that writes down how it was called and what it was given. */
function pager(name: string, script = `cat > "${'$'}0.in"`): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nfor a in "$@"; do echo "$a"; done > "$0.args"\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function* bytes(...parts: readonly string[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield await Promise.resolve(Buffer.from(part));
}

describe('the pager of the user', () => {
  it('gets the whole source, its own arguments, and the line where it is of the family of less', async () => {
    const path = pager('less');
    await openPager(bytes('one\n', 'two\n'), 2, { PAGER: `${path} -R` });
    expect(readFileSync(`${path}.in`, 'utf8')).toBe('one\ntwo\n');
    expect(readFileSync(`${path}.args`, 'utf8')).toBe('-R\n+2\n');
  });

  it('gets no line that it would take for a file name', async () => {
    const path = pager('bat');
    await openPager(bytes('x'), 7, { PAGER: path });
    expect(readFileSync(`${path}.args`, 'utf8')).toBe('');
  });

  it('may be left before it has read all: that is no fault', async () => {
    const path = pager('less', 'exit 0');
    const endless = async function* (): AsyncGenerator<Buffer> {
      for (let i = 0; i < 2000; i++) yield await Promise.resolve(Buffer.alloc(65_536, 120));
    };
    await openPager(endless(), 1, { PAGER: path });
  });

  it('says when there is no such program', async () => {
    await expect(openPager(bytes('x'), 1, { PAGER: join(folder, 'gone') })).rejects.toThrow('ENOENT');
  });
});
