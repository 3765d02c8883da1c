import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze, redact, toldOf, type Told } from '../../src/app/index.js';
import { readCapture } from '../../src/intake/index.js';
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
    const renamed = rewriter(named, secrets).path(JSON.stringify(toldOf((await analyze([path])).analysis)));
    const now = toldOf((await analyze([out])).analysis);
    expect(story(now)).toEqual(story(JSON.parse(renamed) as Told));
  });

  it('is written into a new folder only, outside of the capture', async () => {
    const path = join(samples, 'multi-site-cascade');
    await expect(redact(path, join(path, 'out'))).rejects.toThrow(/inside the capture/);
    await expect(redact(path, samples)).rejects.toThrow(/not empty/);
    await expect(redact(path, join(path, '../multi-site-cascade/README.md'))).rejects.toThrow();
  });
});
