import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'dist/cli/main.js');
const sample = join(root, 'samples/multi-site-cascade/capture.tar.gz');

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function inquest(args: readonly string[], input?: Buffer): Run {
  const run = spawnSync(process.execPath, [program, ...args], {
    encoding: 'buffer',
    ...(input ? { input } : {}),
    maxBuffer: 2 ** 28,
  });
  return { status: run.status, out: run.stdout.toString(), err: run.stderr.toString() };
}

describe('the command line', () => {
  let folder = '';
  beforeAll(() => {
    if (!existsSync(program)) throw new Error('dist is missing: npm run build');
    folder = mkdtempSync(join(tmpdir(), 'inquest-cli-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('helps, and says its version', () => {
    const help = inquest(['--help']);
    expect(help.status).toBe(0);
    for (const word of ['analyze', 'report', 'inventory', 'explain', 'verify', 'signatures', 'Exit status'])
      expect(help.out).toContain(word);
    expect(inquest(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('exits 3 when nothing of what was named can be read, as a file and as standard input', () => {
    const broken = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), Buffer.alloc(40, 0xff)]);
    const file = join(folder, 'broken.tgz');
    writeFileSync(file, broken);
    for (const [args, input] of [
      [['inventory', file], undefined],
      [['inventory', '-'], broken],
      [['analyze', '-', '-o', join(folder, 'none')], broken],
    ] as const) {
      const run = inquest(args, input);
      expect(run.status, args.join(' ')).toBe(3);
      expect(run.err).toMatch(/^inquest: \S+: nothing of it can be read \(gzip data broken off or damaged/);
    }
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('shows the lines around what is cited, also of standard input', () => {
    const args = ['--format', 'json', '-o', '-', '--quiet'];
    const ofFile = inquest(['analyze', sample, ...args]).out;
    expect(ofFile).toContain('"around"');
    expect(inquest(['analyze', '-', ...args], readFileSync(sample)).out === ofFile).toBe(true);
  });

  it('exits 2 on wrong usage, with the remedy', () => {
    for (const args of [
      [],
      ['frobnicate'],
      ['analyze'],
      ['analyze', '--no-such-option'],
      ['analyze', sample, '--format', 'pdf'],
      ['analyze', sample, '--as-of', 'yesterday'],
      ['explain', sample],
      ['report', 'a', 'b'],
      ['signatures', 'no-such-thing'],
    ]) {
      const run = inquest(args);
      expect(run.status, args.join(' ')).toBe(2);
      expect(run.err + run.out, args.join(' ')).not.toContain('    at ');
    }
  });

  it('exits 3 on what cannot be read at all', () => {
    const missing = inquest(['analyze', join(folder, 'nothing.tar.gz'), '-o', folder]);
    expect(missing.status).toBe(3);
    expect(missing.err).toContain('nothing.tar.gz');
    writeFileSync(join(folder, 'bad.json'), '{"not": "ours"}');
    expect(inquest(['report', join(folder, 'bad.json')]).status).toBe(3);
  });

  it('writes the draft, and renders it again from the analysis alone, byte for byte', () => {
    const out = join(folder, 'out');
    const run = inquest(['analyze', sample, '-o', out]);
    expect(run.status).toBe(0);
    expect(run.out).toContain('report.html');
    expect(run.out.trim().split('\n').length).toBeLessThanOrEqual(10);
    for (const file of ['report.md', 'report.html', 'analysis.json'])
      expect(existsSync(join(out, file)), file).toBe(true);
    const again = join(folder, 'again');
    expect(inquest(['report', join(out, 'analysis.json'), '-o', again]).status).toBe(0);
    for (const file of ['report.md', 'report.html', 'analysis.json'])
      expect(readFileSync(join(again, file), 'utf8'), file).toBe(readFileSync(join(out, file), 'utf8'));
  });

  it('takes the template that a profile names, and that of the command line before it', () => {
    const out = join(folder, 'own');
    inquest(['analyze', sample, '-o', out, '--format', 'json', '--quiet']);
    const saved = join(out, 'analysis.json');
    writeFileSync(join(folder, 'ours.md'), '# Ours\n\n## What it was\n{{summary}}\n\n## Who called?\n- How many?\n');
    writeFileSync(join(folder, 'team.yaml'), 'template: ours.md\n');
    writeFileSync(join(folder, 'sre.yaml'), 'template: google-sre\n');
    const draft = (...more: string[]): string =>
      inquest(['report', saved, '-o', '-', '--format', 'md', ...more]).out;
    expect(draft('--profile', join(folder, 'team.yaml'))).toMatch(/### What it was\n[\s\S]*### Who called\?\n\n> \*\*To fill in:\*\* How many\?/);
    expect(draft('--profile', join(folder, 'sre.yaml'))).toContain('### Root causes\n');
    expect(draft('--profile', join(folder, 'sre.yaml'), '--template', 'atlassian')).toContain('### Lead-up\n');
    writeFileSync(join(folder, 'lost.yaml'), 'template: lost.md\n');
    const lost = inquest(['report', saved, '-o', '-', '--format', 'md', '--profile', join(folder, 'lost.yaml')]);
    expect([lost.status, lost.err]).toEqual([3, expect.stringContaining('lost.md')]);
  }); // prettier-ignore

  it('reads standard input and writes standard output', () => {
    const run = inquest(['analyze', '-', '-o', '-', '--format', 'json', '--quiet'], readFileSync(sample));
    expect(run.status).toBe(0);
    const analysis = JSON.parse(run.out) as { incidents: unknown[] };
    expect(analysis.incidents.length).toBeGreaterThanOrEqual(3);
  });

  it('says in so many words that a capture without trouble has none', () => {
    const healthy = join(folder, 'nodes.json');
    writeFileSync(
      healthy,
      JSON.stringify({
        kind: 'List',
        apiVersion: 'v1',
        items: [
          {
            kind: 'Node',
            apiVersion: 'v1',
            metadata: { name: 'n1' },
            status: {
              conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-03-04T08:00:00Z' }],
            },
          },
        ],
      }),
    );
    const run = inquest(['analyze', healthy, '-o', join(folder, 'healthy')]);
    expect(run.status).toBe(0);
    expect(run.out).toContain('No incident was found');
  });

  it('takes inventory for a person and for a program', () => {
    const person = inquest(['inventory', sample]);
    expect(person.status).toBe(0);
    expect(person.out).toMatch(/nodes: worker-1, worker-2, worker-3/);
    const program_ = JSON.parse(inquest(['inventory', sample, '--json']).out) as {
      sources: unknown[];
      gaps: unknown[];
    };
    expect(program_.sources.length).toBeGreaterThan(50);
    expect(program_.gaps.length).toBeGreaterThan(0);
  });

  it('explains backwards from one entity', () => {
    const run = inquest(['explain', sample, 'deployment/monitoring/grafana']);
    expect(run.status).toBe(0);
    expect(run.out).toContain('because');
    expect(run.out).toContain('worker-3');
  });

  it('verifies, exits 1 on a difference, and prints expected and found', () => {
    const incident = join(folder, 'incident');
    const run = inquest(['verify', join(root, 'samples/multi-site-cascade')]);
    expect(run.out).toMatch(/^ok /);
    expect(run.status).toBe(0);
    writeFileSync(join(folder, 'expected.yaml'), `capture: ${sample}\ncount: 99\n`);
    const wrong = inquest(['verify', folder]);
    expect([incident, wrong.status]).toEqual([incident, 1]);
    expect(wrong.out).toContain('expected: 99 incidents');
  });

  it('lists the catalogue and documents one entry', () => {
    expect(inquest(['signatures']).out).toMatch(/\d+ conditions, \d+ detectors, \d+ causal rules/);
    const one = inquest(['signatures', 'image-not-found']);
    expect(one.status).toBe(0);
    expect(one.out).toContain('looks like, but is not');
  });
});
