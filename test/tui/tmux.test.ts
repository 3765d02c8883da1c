import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtLauncher } from './support/build.js';

const HAS_TMUX = spawnSync('tmux', ['-V']).status === 0;
const SOCKET = `inquest-${String(process.pid)}`;

function tmux(...args: string[]): string {
  return execFileSync('tmux', ['-L', SOCKET, '-f', '/dev/null', ...args], { encoding: 'utf8' });
}

async function until(what: string, test: () => boolean): Promise<void> {
  for (let i = 0; i < 150; i++) {
    if (test()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`never: ${what}\n${screen()}`);
}

function screen(): string {
  return tmux('capture-pane', '-p', '-t', 's');
}

function flag(name: string): string {
  return tmux('display-message', '-p', '-t', 's', `#{${name}}`).trim();
}

function keys(...names: string[]): void {
  tmux('send-keys', '-t', 's', ...names);
}

/** A real terminal, with the words that the shell prints after the program has gone. */
describe.skipIf(!HAS_TMUX)('in tmux (skipped where tmux is not installed)', () => {
  let launcher: ReturnType<typeof builtLauncher>;

  beforeAll(() => {
    launcher = builtLauncher();
  });

  afterAll(() => {
    spawnSync('tmux', ['-L', SOCKET, 'kill-server']);
    launcher.remove();
  });

  function pidFile(): string {
    return join(launcher.home, 'pid');
  }

  async function start(columns: number, rows: number, words: string, ready = 'quit'): Promise<void> {
    spawnSync('tmux', ['-L', SOCKET, 'kill-server']);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const node = `sh -c 'echo $$ > ${pidFile()}; exec node ${launcher.path} ${words}'`;
    const run = `echo before; ${node}; echo code=$?; stty -a | tr ';' '\\n' | grep -w icanon; echo shell; exec sh`;
    tmux('new-session', '-d', '-s', 's', '-x', String(columns), '-y', String(rows), '-e', 'CI=true', run);
    tmux('set-option', '-g', 'status', 'off');
    tmux('resize-window', '-t', 's', '-x', String(columns), '-y', String(rows));
    await until(`the screen says ${ready}`, () => screen().includes(ready));
  }

  async function restored(code: number): Promise<void> {
    // the line that stty had to say stands before it
    await until('the shell is back', () => /^shell$/m.test(screen()));
    expect(screen()).toContain('before');
    expect(screen()).toContain(`code=${String(code)}`);
    expect(screen()).toMatch(/(^|\s)icanon/m);
    expect(flag('alternate_on')).toBe('0');
    expect(flag('cursor_flag')).toBe('1');
  }

  it('opens with progress, takes keys singly and in bursts, and leaves no trace', async () => {
    await start(100, 30, 'slow', 'reading the capture');
    await until('the summary', () => screen().includes('[Summary]'));
    expect(flag('alternate_on')).toBe('1');
    expect(flag('cursor_flag')).toBe('0');
    expect(screen()).toContain('ROOT CAUSE');
    keys('7');
    await until('the timeline', () => screen().includes('[Timeline]'));
    keys('g');
    keys('-l', 'jjjjjjj');
    await until(
      'seven lines down',
      () =>
        screen()
          .split('\n')
          .findIndex((l) => l.startsWith('▸')) ===
        screen()
          .split('\n')
          .findIndex((l) => l.includes('[Timeline]')) +
          8,
    );
    keys('Down', 'Up', 'PageDown', 'End');
    await until('the end', () => screen().includes('▸'));
    keys('Escape');
    keys('q');
    await restored(0);
  });

  /** tmux tells the program of a new size when it likes; on a busy machine it is told again until it heard. */
  async function resized(columns: number, rows: number): Promise<void> {
    const size = `${String(columns)}x${String(rows)}`;
    await until(`the pane is ${size}`, () => {
      tmux('resize-window', '-t', 's', '-x', String(columns), '-y', String(rows));
      return `${flag('pane_width')}x${flag('pane_height')}` === size;
    });
  }

  it('redraws at another size, larger and smaller', async () => {
    await start(100, 30, '');
    await resized(60, 15);
    await until('the small frame', () => {
      // One look: between two the program may have drawn.
      const lines = screen().trimEnd().split('\n');
      return (
        lines.length === 15 &&
        lines.some((l) => l.includes('[Summary]')) &&
        lines.every((l) => [...l].length <= 60)
      );
    });
    await resized(140, 45);
    await until('the large frame', () => {
      const text = screen().trimEnd();
      return text.includes('Coverage') && text.split('\n').length === 45;
    });
    keys('C-c');
    await restored(0);
  });

  it('puts the terminal back on SIGTERM', async () => {
    await start(80, 24, '');
    process.kill(Number(readFileSync(pidFile(), 'utf8')), 'SIGTERM');
    await restored(143);
  });

  it('puts the terminal back when something of ours breaks, and says what', async () => {
    await start(80, 24, 'throw');
    keys('7', 'e', 'd');
    await restored(70);
    expect(screen()).toContain('failed: the port broke');
  });
});
