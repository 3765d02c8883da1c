import type { BrowseHost, BrowseOpener, BrowsePort, Progress } from '../app/ports.js';
import { Effects, wordsOf } from './effects.js';
import { frameOf, painted } from './frame.js';
import { initialState } from './initial.js';
import type { Key } from './keys/decode.js';
import { actionOf } from './keys/dispatch.js';
import { progressFrame } from './progress.js';
import type { UiAction } from './state/action.js';
import type { Size } from './state/layout.js';
import { readSession } from './state/session.js';
import { say, type UiState } from './state/state.js';
import { InkFrame } from './terminal/ink-frame.js';
import { Keyboard } from './terminal/keyboard.js';
import { Screen } from './terminal/screen.js';
import { depthOf, type Depth } from './theme.js';
import { update } from './update/update.js';

/** Exit codes of shells for a signal: 128 and its number. */
const SIGNALS: readonly (readonly [string, number])[] = [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129], ['SIGQUIT', 131]]; // prettier-ignore
/** The terminal went away, as a hangup does. */
const GONE = 129;
/** A stop takes hold a little after it was asked for; where nothing stops us, we go on. */
const STOP_WAIT_MS = 50;
/** Moments at which the process is about to end without asking us. */
const LAST_MOMENTS: readonly string[] = ['exit', 'uncaughtExceptionMonitor'];

/** Runs the screen until the user leaves; answers the exit code. The terminal is put back on every way out. */
export function mount(source: BrowsePort | BrowseOpener, host: BrowseHost): Promise<number> {
  return new Browser(host).run(source);
}

class Browser {
  readonly #host: BrowseHost;
  readonly #screen: Screen;
  readonly #keyboard: Keyboard;
  readonly #ink: InkFrame;
  readonly #depth: Depth;
  #state: UiState | undefined;
  #progress: Progress = { stage: 'opening' };
  #effects: Effects | undefined;
  #drawing: NodeJS.Immediate | undefined;
  #end: ((code: number) => void) | undefined;
  #fail: ((fault: unknown) => void) | undefined;
  #lent = false;
  #stopping: NodeJS.Timeout | undefined;
  readonly #unhook: (() => void)[] = [];

  constructor(host: BrowseHost) {
    this.#host = host;
    this.#depth = depthOf(host.env ?? {});
    this.#screen = new Screen(host.stdout);
    this.#ink = new InkFrame((frame) => { this.#screen.paint(frame); }); // prettier-ignore
    const typed = this.#guarded((keys: readonly Key[]) => { this.#typed(keys); }); // prettier-ignore
    this.#keyboard = new Keyboard(host.stdin, typed, () => { this.#leave(GONE); }); // prettier-ignore
  }

  async run(source: BrowsePort | BrowseOpener): Promise<number> {
    const ended = new Promise<number>((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
    });
    this.#hook();
    try {
      this.#screen.enter();
      this.#keyboard.open();
      this.#open(source).catch((fault: unknown) => this.#fail?.(fault));
      const code = await ended;
      this.#restore();
      await this.#effects?.settled();
      return code;
    } finally {
      this.#restore();
      for (const off of this.#unhook) off();
      clearImmediate(this.#drawing);
      clearTimeout(this.#stopping);
      this.#ink.close();
    }
  }

  async #open(source: BrowsePort | BrowseOpener): Promise<void> {
    this.#draw();
    const port = typeof source === 'function' ? await source((p) => { this.#advance(p); }) : source; // prettier-ignore
    let unread: string | undefined;
    const kept = await port.loadSession().catch((fault: unknown) => {
      unread = `what was kept beside the capture does not read and is set aside when you decide anew: ${wordsOf(fault)}`;
    });
    const session = readSession(kept);
    this.#effects = new Effects({
      port,
      screen: this.#screen,
      state: () => this.#state ?? initialState(port, session, this.#size()),
      send: this.#guarded((action: UiAction) => { this.#act(action); }),
      lend: (work) => this.#lend(work),
      suspend: () => { this.#suspend(); },
    }); // prettier-ignore
    const first = initialState(port, session, this.#size());
    this.#state = unread === undefined ? first : say(first, unread, 'fail');
    this.#draw();
  }

  #advance(progress: Progress): void {
    this.#progress = progress;
    this.#schedule();
  }

  #typed(keys: readonly Key[]): void {
    for (const key of keys) {
      if (this.#state === undefined) {
        if (key.name === 'ctrl-c' || key.name === 'q') this.#end?.(130);
        continue;
      }
      const action = actionOf(this.#state, key);
      if (action) this.#act(action);
    }
  }

  #act(action: UiAction): void {
    if (this.#state === undefined) return;
    this.#state = update(this.#state, action);
    for (const ask of this.#state.asks) this.#effects?.perform(ask);
    if (this.#state.leaving) this.#end?.(0);
    else this.#schedule();
  }

  /** One picture for all that happened at once. */
  #schedule(): void {
    this.#drawing ??= setImmediate(this.#guarded(() => { this.#draw(); })); // prettier-ignore
  }

  #draw(): void {
    clearImmediate(this.#drawing);
    this.#drawing = undefined;
    if (!this.#screen.entered) return;
    const size = this.#size();
    const lines = this.#state === undefined ? progressFrame(this.#progress, size) : frameOf(this.#state);
    this.#ink.draw(lines.map((l) => painted(l, this.#depth)), size.columns); // prettier-ignore
  }

  #size(): Size {
    const { columns, rows } = this.#host.stdout;
    return { columns: Math.max(1, columns ?? 80), rows: Math.max(1, rows ?? 24) };
  }

  async #lend(work: () => Promise<void>): Promise<void> {
    this.#lent = true;
    this.#restore();
    try {
      await work();
    } finally {
      this.#retake();
    }
  }

  /** Takes the terminal again, as it was. */
  #retake(): void {
    this.#lent = false;
    this.#screen.enter();
    this.#keyboard.open();
    if (this.#state?.mouse === true) this.#screen.mouse(true);
    this.#redraw();
  }

  #redraw(): void {
    this.#screen.invalidate();
    const { columns, rows } = this.#size();
    if (this.#state) this.#state = update(this.#state, { kind: 'resize', columns, rows });
    this.#draw();
  }

  #leave(code: number): void {
    this.#restore();
    this.#end?.(code);
  }

  /** Gives the terminal back and stops until the shell lets us go on. */
  #suspend(): void {
    const { stop, life } = this.#host;
    if (stop === undefined || this.#lent) return;
    this.#lent = true;
    this.#restore();
    life?.off('SIGTSTP', this.#asked);
    stop();
    this.#stopping = setTimeout(this.#guarded(() => {
      life?.on('SIGTSTP', this.#asked);
      this.#retake();
    }), STOP_WAIT_MS); // prettier-ignore
  }

  /** Asked from outside to stop. */
  readonly #asked = (): void => {
    this.#suspend();
  };

  #restore(): void {
    this.#keyboard.close();
    this.#screen.leave();
  }

  /** Our own fault must not leave a raw terminal behind: it ends the run, after the terminal is back. */
  #guarded<T extends readonly unknown[]>(work: (...args: T) => void): (...args: T) => void {
    return (...args) => {
      try {
        work(...args);
      } catch (fault) {
        this.#restore();
        this.#fail?.(fault);
      }
    };
  }

  #hook(): void {
    const { stdout, life } = this.#host;
    const resized = this.#guarded(() => {
      if (!this.#lent) this.#redraw();
    });
    stdout.on('resize', resized);
    this.#unhook.push(() => stdout.off('resize', resized));
    const hear = (event: string, listener: () => void): void => {
      life?.on(event, listener);
      this.#unhook.push(() => life?.off(event, listener));
    };
    for (const [signal, code] of SIGNALS) {
      hear(signal, () => {
        this.#leave(code);
      });
    }
    const restore = (): void => { this.#restore(); }; // prettier-ignore
    for (const moment of LAST_MOMENTS) hear(moment, restore);
    if (this.#host.stop) hear('SIGTSTP', this.#asked);
    hear('SIGCONT', this.#guarded(() => { this.#resume(); })); // prettier-ignore
  }

  /** Stopped and continued from outside: the shell has reset the terminal meanwhile. */
  #resume(): void {
    if (this.#lent || !this.#screen.entered) return;
    this.#restore();
    this.#retake();
  }
}
