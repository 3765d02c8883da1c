import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inquest, ROOT } from '../support/program.js';

function script(name: string, ...args: readonly string[]): { status: number | null; out: string } {
  const run = spawnSync(process.execPath, [join(ROOT, 'scripts', name), ...args], { encoding: 'utf8' });
  return { status: run.status, out: run.stdout + run.stderr };
}

describe('scripts', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'inquest-scripts-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('shrink-capture leaves what the expectations rest on', () => {
    const held = join(ROOT, 'test/fixtures/real/object-image-pull-fail');
    const capture = join(held, 'capture.tar.gz');
    const expected = join(held, 'expected.yaml');
    const out = join(folder, 'capture');
    const run = script('shrink-capture.js', capture, '-o', out, '--expected', expected);
    expect(run.out).toMatch(/before: 2 files, 37 KiB\n[^]*after: {2}\d file/);
    expect(run.status).toBe(0);
    expect(Number(/(\d+\.\d) % of the bytes/.exec(run.out)?.[1])).toBeLessThan(50);
    copyFileSync(expected, join(folder, 'expected.yaml'));
    expect(inquest(['verify', folder]).status).toBe(0);
    // Never over what is there already.
    expect(script('shrink-capture.js', capture, '-o', out).status).toBe(2);
  });

  it('mutate finds what a sample holds, and what it does not', () => {
    const run = script('mutate.js', join(ROOT, 'samples/multi-site-cascade'));
    expect(run.out).toMatch(/^red {3}detector node-unreachable: multi-site-cascade/m);
    expect(run.out).toMatch(/^red {3}relation owns: multi-site-cascade/m);
    expect(run.out).toMatch(/^detectors: \d+, \d+ turn a sample red/m);
  });
});
