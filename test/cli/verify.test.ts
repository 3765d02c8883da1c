import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inquest, ROOT } from '../support/program.js';

const sample = join(ROOT, 'samples/multi-site-cascade');

describe('inquest verify', () => {
  let folder = '';
  let held = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'inquest-verify-'));
    held = join(folder, 'held');
    mkdirSync(held);
    copyFileSync(join(sample, 'capture.tar.gz'), join(held, 'capture.tar.gz'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('--update shows the change, and writes nothing without a terminal', () => {
    const file = join(held, 'expected.yaml');
    const text = 'incidents:\n  - name: lost\n    about: Node/worker-3\n    status: resolved # told so\n';
    writeFileSync(file, text);
    const shown = inquest(['verify', held, '--update']);
    expect(shown.out).toContain('-     status: resolved # told so\n+     status: active # told so');
    expect(shown.out).toContain('no terminal to ask on');
    expect(shown.status).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(text);
    const written = inquest(['verify', held, '--update', '--yes']);
    expect(written.out).toContain(`written: ${file}`);
    expect(written.status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(text.replace('resolved', 'active'));
    const again = inquest(['verify', held, '--update', '--yes']);
    expect([again.status, again.out.includes('written')]).toEqual([0, false]);
  });

  it('--update never takes out what must not be blamed', () => {
    const file = join(held, 'expected.yaml');
    writeFileSync(file, 'neverBlame: [Node/worker-3]\n');
    const run = inquest(['verify', held, '--update', '--yes']);
    expect(run.status).toBe(1);
    expect(run.out).toContain('left to you');
    expect(readFileSync(file, 'utf8')).toBe('neverBlame: [Node/worker-3]\n');
  });

  it('--update drafts expectations where there are none, and they hold', () => {
    const file = join(held, 'expected.yaml');
    rmSync(file);
    expect(inquest(['verify', held]).status).toBe(3);
    const shown = inquest(['verify', held, '--update']);
    expect([shown.status, existsSync(file)]).toEqual([1, false]);
    expect(inquest(['verify', held, '--update', '-y']).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^# Drafted by inquest from its own analysis/);
    const run = inquest(['verify', held]);
    expect(run.out).toMatch(/^ok {4}held \(\d+ expectations\)/);
    expect(run.status).toBe(0);
  });

  it('--update keeps what names the notes, and reads them for the draft', () => {
    const file = join(held, 'expected.yaml');
    writeFileSync(file, 'notes: [notes.txt]\n');
    writeFileSync(join(held, 'notes.txt'), '2026-11-20T23:38:00Z on it, acknowledged\n');
    expect(inquest(['verify', held, '--update', '-y']).status).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^notes: \[notes.txt\]\n# Drafted/);
    expect(text).toContain('count: 3');
  });

  it('--against says what is told differently than in results kept before', () => {
    const old = join(folder, 'old.json');
    expect(inquest(['verify', sample, '--save', old, '--quiet']).status).toBe(0);
    const same = inquest(['verify', sample, '--against', old]);
    expect(same.out).toContain('nothing is told differently');
    expect(same.status).toBe(0);
    const saved = readFileSync(old, 'utf8');
    writeFileSync(old, saved.replaceAll('"status": "active"', '"status": "resolved"'));
    const drifted = inquest(['verify', sample, '--against', old]);
    expect(drifted.out).toContain('    before: resolved\n    now:    active');
    expect(drifted.status).toBe(1);
    const json: unknown = JSON.parse(inquest(['verify', sample, '--against', old, '--json']).out);
    expect(json).toMatchObject([{ differences: [], drift: [{ before: 'resolved', now: 'active' }, {}, {}] }]);
  });

  it('--against takes a saved analysis too', () => {
    const out = join(folder, 'out');
    inquest(['analyze', join(sample, 'capture.tar.gz'), '-o', out, '--format', 'json', '--quiet']);
    const same = inquest(['verify', sample, '--against', join(out, 'analysis.json')]);
    expect(same.out).toContain('nothing is told differently');
    expect(inquest(['verify', sample, held, '--against', join(out, 'analysis.json')]).status).toBe(3);
    expect(inquest(['verify', sample, '--against', join(folder, 'nothing.json')]).status).toBe(3);
  });

  it('says the same in the same order, however many are worked on at once', () => {
    const folders = join(ROOT, 'test/fixtures/real');
    const one = inquest(['verify', folders, held, '--json']);
    const three = inquest(['verify', folders, held, '--json', '--jobs', '3']);
    expect(three.out).toBe(one.out);
    expect(three.status).toBe(one.status);
    expect(inquest(['verify', folders, '--jobs', '0']).status).toBe(2);
  });

  it('refuses what makes no sense together', () => {
    expect(inquest(['verify', held, '--update', '--json']).status).toBe(2);
    expect(inquest(['verify', held, '--yes']).status).toBe(2);
  });
});
