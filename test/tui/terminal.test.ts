import { describe, expect, it } from 'vitest';
import type { BrowseOpener } from '../../src/app/ports.js';
import { runBrowse } from '../../src/tui/index.js';
import { FakeKeyboard, FakeTerminal } from './support/fake-terminal.js';
import { running, settled, type Running } from './support/driver.js';
import { fixturePort } from './support/port.js';

function isRestored({ terminal, keyboard, life }: Running): void {
  expect(terminal.alternate).toBe(false);
  expect(terminal.cursorHidden).toBe(false);
  expect(terminal.wraps).toBe(true);
  expect(terminal.paste).toBe(false);
  expect(terminal.mouse).toBe(false);
  expect(keyboard.raw).toBe(false);
  expect(keyboard.listenerCount('data')).toBe(0);
  expect(terminal.listenerCount('resize')).toBe(0);
  expect(life.eventNames()).toEqual([]);
}

describe('the terminal is put back', () => {
  it('after q', async () => {
    const run = await running(80, 24);
    expect(run.terminal.alternate).toBe(true);
    expect(run.terminal.cursorHidden).toBe(true);
    expect(run.keyboard.raw).toBe(true);
    await run.send('q');
    expect(await run.done).toBe(0);
    isRestored(run);
  });

  it('after ctrl-c, in a prompt too', async () => {
    const run = await running(80, 24);
    await run.send('/abc\u0003');
    expect(await run.done).toBe(0);
    isRestored(run);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const)('after %s', async (signal, code) => {
    const run = await running(80, 24);
    await run.send(':mouse\r');
    expect(run.terminal.mouse).toBe(true);
    run.life.emit(signal);
    expect(run.terminal.alternate).toBe(false);
    expect(await run.done).toBe(code);
    isRestored(run);
  });

  it.each(['end', 'error'])('when the keyboard goes away (%s)', async (event) => {
    const run = await running(80, 24);
    run.keyboard.emit(event);
    expect(run.terminal.alternate).toBe(false);
    expect(await run.done).toBe(129);
    isRestored(run);
  });

  it('while the shell has it after ctrl-z or a stop from outside, and is taken again as it was', async () => {
    const stops: boolean[] = [];
    const run = await running(80, 24, fixturePort(), () => stops.push(run.terminal.alternate));
    await run.send('7:mouse\r');
    for (const ask of [() => run.keyboard.type('\u001a'), () => run.life.emit('SIGTSTP')]) {
      ask();
      expect(run.terminal.alternate).toBe(false);
      expect(run.terminal.mouse).toBe(false);
      expect(run.keyboard.raw).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(run.terminal.alternate).toBe(true);
      expect(run.terminal.mouse).toBe(true);
      expect(run.terminal.text()).toContain('[Timeline]');
    }
    expect(stops).toEqual([false, false]);
    await run.send('q');
    await run.done;
    isRestored(run);
  });

  it('before an uncaught exception is printed, and at exit', async () => {
    for (const moment of ['uncaughtExceptionMonitor', 'exit']) {
      const run = await running(80, 24);
      run.life.emit(moment);
      expect(run.terminal.alternate).toBe(false);
      expect(run.keyboard.raw).toBe(false);
      run.life.emit('SIGTERM');
      await run.done;
      isRestored(run);
    }
  });

  it('after a fault of our own, which is told to the caller', async () => {
    const port = fixturePort({
      describe: () => {
        throw new Error('the port broke');
      },
    });
    const run = await running(80, 24, port);
    await run.send('7ed');
    await expect(run.done).rejects.toThrow('the port broke');
    isRestored(run);
  });

  it('when opening fails, and when it is given up', async () => {
    const failing: BrowseOpener = () => Promise.reject(new Error('no such capture'));
    const failed = await running(80, 24, failing);
    await expect(failed.done).rejects.toThrow('no such capture');
    isRestored(failed);
    const endless: BrowseOpener = (progress) => {
      progress({ stage: 'reading', done: 0.5 });
      return new Promise(() => undefined);
    };
    const given = await running(80, 24, endless);
    expect(given.terminal.text()).toContain('reading ...');
    expect(given.terminal.text()).toContain('████████████████████░░░░');
    await given.send('\u0003');
    expect(await given.done).toBe(130);
    isRestored(given);
  });

  it('while a pager has it, and taken again after that', async () => {
    const held: { release?: () => void } = {};
    const port = fixturePort({ page: () => new Promise<void>((resolve) => { held.release = resolve; }) }); // prettier-ignore
    const run = await running(80, 24, port);
    await run.send('7eV');
    expect(run.terminal.alternate).toBe(false);
    expect(run.keyboard.raw).toBe(false);
    held.release?.();
    await settled();
    expect(run.terminal.alternate).toBe(true);
    expect(run.terminal.text()).toContain('[Timeline]');
    await run.send('q');
    await run.done;
    isRestored(run);
  });
});

describe('a terminal', () => {
  it('may change its size at any time', async () => {
    const run = await running(120, 40);
    run.terminal.resizeTo(60, 12);
    await settled();
    expect(run.terminal.screen().at(-1)).toContain('q quit');
    expect(run.terminal.text()).toContain('[Summary]');
    run.terminal.resizeTo(140, 50);
    await settled();
    expect(run.terminal.text()).toContain('Coverage');
    await run.send('q');
    await run.done;
  });

  it('counts every key of a burst, and draws once for all of them', async () => {
    const run = await running(80, 24);
    await run.send('7g');
    const before = run.terminal.written.split('\u001b[?2026h').length;
    await run.send('jjjjj');
    expect(run.terminal.written.split('\u001b[?2026h').length - before).toBe(1);
    const cursor = run.terminal.screen().findIndex((l) => l.startsWith('▸'));
    const top = run.terminal.screen().findIndex((l) => l.includes('[Timeline]')) + 1;
    expect(cursor - top).toBe(5);
    await run.send('q');
    await run.done;
  });

  it('writes little when little changes', async () => {
    const run = await running(120, 40);
    await run.send('7g');
    const before = run.terminal.written.length;
    await run.send('j');
    expect(run.terminal.written.length - before).toBeLessThan(4000);
    await run.send('q');
    await run.done;
  });

  it('is required', async () => {
    const stdin = Object.assign(new FakeKeyboard(), { isTTY: false });
    const attempt = runBrowse(fixturePort(), { stdin, stdout: new FakeTerminal(80, 24) });
    await expect(attempt).rejects.toThrow('needs a terminal');
  });
});

describe('what the author does', () => {
  it('is saved beside the capture before the program ends, and shown in the draft', async () => {
    const port = fixturePort();
    const run = await running(120, 40, port);
    await run.send('7/password auth\rD');
    await run.send('R/Marks\r');
    expect(run.terminal.text()).toContain('Marks: {"detect":"2031-05-06T09:14:39Z"}');
    await run.send('7m&ns:pantry\r\u0003');
    await run.done;
    expect(port.saved.at(-1)?.filters).toEqual(['ns:pantry']);
    expect(port.saved.at(-1)?.marks.detect).toBe('2031-05-06T09:14:39Z');
    expect(port.saved.at(-1)?.bookmarks).toHaveLength(1);
  });

  it('is taken up again, even from a sidecar that was edited by hand', async () => {
    const sidecar = {
      marks: { t0: '2031-05-06T09:15:06Z', detect: 'yesterday' },
      filters: ['ns:pantry'],
      bookmarks: 'none',
      notes: { 'c-pod': 7 },
    };
    const run = await running(120, 40, fixturePort({ loadSession: () => Promise.resolve(sidecar) }));
    await run.send('7');
    expect(run.terminal.text()).toContain('T0 trigger (set by hand)');
    expect(run.terminal.screen()[0]).toContain('ns:pantry');
    await run.send('q');
    await run.done;
  });

  it('is not lost when the sidecar does not read: that is told at once', async () => {
    const broken = fixturePort({ loadSession: () => Promise.reject(new SyntaxError('Unexpected token')) });
    const run = await running(120, 40, broken);
    expect(run.terminal.screen().at(-1)).toContain('does not read and is set aside');
    await run.send('q');
    await run.done;
  });

  it('is told when it cannot be saved', async () => {
    const run = await running(
      120,
      40,
      fixturePort({ saveSession: () => Promise.reject(new Error('read-only file system')) }),
    );
    await run.send('7em');
    expect(run.terminal.screen().at(-1)).toContain('not saved: read-only file system');
    await run.send('q');
    await run.done;
  });

  it('reaches the clipboard and the file that was named', async () => {
    const port = fixturePort();
    const run = await running(120, 40, port);
    await run.send('7/password auth\rc');
    expect(run.terminal.clipboard[0]).toContain('password authentication failed');
    await run.send('&ns:pantry\r:export csv view.csv\r');
    expect(run.terminal.screen().at(-1)).toContain('written to view.csv');
    expect([...(port.exported[0]?.rows ?? [])].some((r) => r.text.includes('password authentication'))).toBe(
      true,
    );
    await run.send('q');
    await run.done;
  });

  it('shows the bytes of a proof with their neighbours', async () => {
    const run = await running(120, 40);
    await run.send('7/password auth\rv');
    expect(run.terminal.text()).toContain('pods/pantry/api/app.log line 3');
    expect(run.terminal.text()).toMatch(/┃ 3 │ .*password authentication failed/);
    await run.send('qq');
    expect(await run.done).toBe(0);
  });
});
