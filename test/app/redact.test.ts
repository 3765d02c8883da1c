import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze, redact, toldOf, type Told } from '../../src/app/index.js';
import { leaves, readCapture } from '../../src/intake/index.js';
import { namesOf, rewriter, secretsOf } from '../../src/redact/index.js';

const samples = join(import.meta.dirname, '../../samples');

/** The story without what the alphabet decides: the order of equals, and the ids of what is not told. */
function story(told: Told): unknown {
  return told.incidents
    .map((i) => ({
      status: i.status,
      severity: i.severity,
      roots: i.roots.map((r) => `${r.name} ${r.confidence}`).sort(),
      roles: Object.entries(i.roles).map(String).sort(),
      links: Object.entries(i.links)
        .map(([name, verdict]) => `${name.replace(/-[0-9a-f]{8}(?= →| \()/g, '')} ${verdict}`)
        .sort(),
      figures: i.figures,
    }))
    .map((i) => JSON.stringify(i))
    .sort();
}

/** Addresses and people as they are written, found without what the program knows of names. */
const WRITTEN: readonly RegExp[] = [
  /(?<![\w.-])(?:10|100|172|192)(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g,
  /\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/g,
  /\b(?:fd|fe|2)[0-9a-f]{2,3}:[0-9a-f:]*::[0-9a-f:]+/g,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
];

function writtenIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((t) => WRITTEN.flatMap((r) => t.match(r) ?? [])));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((f) => statSync(join(folder, f)).isFile());
}

describe('a redacted capture', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'inquest-redact-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(readdirSync(samples).sort())('of %s tells the same story with other names', async (name) => {
    const path = join(samples, name, 'capture.tar.gz');
    const out = join(folder, name);
    const done = await redact(path, out);
    expect(done.leftOut).toEqual([]);
    const capture = await readCapture([path]);
    const named = namesOf(capture);
    const secrets = secretsOf(capture);
    const others = [...named.replaced].filter((w) => w.length >= 6);
    const literal = [...secrets.hidden].map((t) => t.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const all = [...others, 'alice', ...literal].join('|');
    const leak = new RegExp(all, 'i');
    for (const file of filesIn(out)) {
      expect(file).not.toMatch(leak);
      expect(leak.exec(readFileSync(join(out, file), 'latin1'))?.[0], file).toBeUndefined();
    }
    const before: string[] = [];
    for await (const leaf of leaves([path])) {
      for await (const bytes of leaf.bytes()) before.push(bytes.toString('latin1'));
    }
    const written = writtenIn(before);
    const after = writtenIn(filesIn(out).map((file) => readFileSync(join(out, file), 'latin1')));
    expect([...after].filter((found) => written.has(found) && !/^(?:ff:|00:00)/.test(found))).toEqual([]);
    const renamed = rewriter(named, secrets).path(JSON.stringify(toldOf((await analyze([path])).analysis)));
    const now = toldOf((await analyze([out])).analysis);
    expect(story(now)).toEqual(story(JSON.parse(renamed) as Told));
  });

  it('may be one archive, which says the same and is the same each time', async () => {
    const path = join(samples, 'multi-site-cascade', 'capture.tar.gz');
    const once = join(folder, 'made', 'kept.tar.gz');
    const twice = join(folder, 'made-again', 'kept.tar.gz');
    const done = await redact(path, once);
    expect(readdirSync(join(folder, 'made'))).toEqual(['kept.tar.gz']);
    const unpacked = join(folder, 'unpacked');
    await redact(path, unpacked);
    const told = toldOf((await analyze([once])).analysis);
    expect(story(told)).toEqual(story(toldOf((await analyze([unpacked])).analysis)));
    expect((await readCapture([once])).sources.map((s) => s.path).sort()).toEqual([...done.written].sort());
    await redact(path, twice);
    expect(readFileSync(twice).equals(readFileSync(once))).toBe(true);
    await expect(redact(path, once)).rejects.toThrow(/is there already/);
    await expect(redact(path, join(folder, 'made'))).rejects.toThrow(/not empty/);
  }, 120_000);

  it('is written into a new folder only, outside of the capture', async () => {
    const path = join(samples, 'multi-site-cascade');
    await expect(redact(path, join(path, 'out'))).rejects.toThrow(/inside the capture/);
    await expect(redact(path, samples)).rejects.toThrow(/not empty/);
    await expect(redact(path, join(path, '../multi-site-cascade/README.md'))).rejects.toThrow();
  });
});
