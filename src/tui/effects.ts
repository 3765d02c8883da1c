import type { BrowsePort, ExportRow } from '../app/ports.js';
import { iso } from '../base/index.js';
import { labelOf } from '../model/index.js';
import { countBits, matching, parseClause, rowOf, textBits } from './rows/index.js';
import type { UiAction } from './state/action.js';
import type { Ask, UiState } from './state/state.js';
import type { Screen } from './terminal/screen.js';
import { grouped } from './widgets/header.js';

/** What the effects need of the machine that runs the screen. */
export interface Machine {
  readonly port: BrowsePort;
  readonly screen: Screen;
  readonly state: () => UiState;
  readonly send: (action: UiAction) => void;
  /** Gives the terminal away for as long as the work takes. */
  readonly lend: (work: () => Promise<void>) => Promise<void>;
  /** Stops the program until the shell lets it go on. */
  readonly suspend: () => void;
}

/** Typing goes on while the count waits for a pause. */
const COUNT_WAIT_MS = 80;

/** Does what the state asked for. Failures come back as words on the bottom line. */
export class Effects {
  readonly #machine: Machine;
  #saving: Promise<void> = Promise.resolve();
  #honours = 0;
  #counting: NodeJS.Timeout | undefined;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Resolves when everything that was to be saved is saved. */
  settled(): Promise<void> {
    clearTimeout(this.#counting);
    return this.#saving;
  }

  perform(ask: Ask): void {
    const { port, screen, send } = this.#machine;
    switch (ask.kind) {
      case 'context':
        this.#reading(ask);
        return;
      case 'save':
        this.#saving = this.#saving
          .then(() => port.saveSession(ask.session))
          .catch(this.#failed('not saved'));
        return;
      case 'honour': {
        const turn = ++this.#honours;
        port.honour(ask.session).then((honoured) => {
          if (turn === this.#honours) send({ kind: 'honoured', honoured });
        }, this.#failed('figures not renewed'));
        return;
      }
      case 'page':
        this.#machine
          .lend(() => port.page?.(ask.source, ask.offset) ?? Promise.resolve())
          .catch(this.#failed('no pager'));
        return;
      case 'object':
        (port.object?.(ask.entity, ask.at) ?? Promise.resolve(undefined)).then(
          (text) => { send({ kind: 'object-read', entity: ask.entity, text }); },
          this.#failed('no object'),
        ); // prettier-ignore
        return;
      case 'export':
        port.exportView({ format: ask.format, name: ask.name, rows: exportRows(this.#machine.state()) }).then(
          (where) => { send({ kind: 'told', text: `written to ${where}`, failed: false }); },
          this.#failed('not written'),
        ); // prettier-ignore
        return;
      case 'copy':
        screen.copy(ask.text);
        return;
      case 'count':
        this.#count(ask);
        return;
      case 'suspend':
        this.#machine.suspend();
        return;
      case 'mouse':
        screen.mouse(ask.on);
        return;
    }
  }

  #reading(ask: Extract<Ask, { kind: 'context' }>): void {
    const { port, send } = this.#machine;
    const { source, offset } = ask;
    port.context(source, offset, ask.before, ask.after).then(
      (context) => { send({ kind: 'context-read', source, offset, context }); },
      (fault: unknown) => { send({ kind: 'context-read', source, offset, context: `cannot be read: ${wordsOf(fault)}` }); },
    ); // prettier-ignore
  }

  #count(ask: Extract<Ask, { kind: 'count' }>): void {
    clearTimeout(this.#counting);
    this.#counting = setTimeout(() => {
      const preview = previewOf(this.#machine.state(), ask);
      this.#machine.send({ kind: 'counted', prompt: ask.prompt, text: ask.text, preview });
    }, COUNT_WAIT_MS);
  }

  readonly #failed =
    (what: string) =>
    (fault: unknown): void => {
      this.#machine.send({ kind: 'told', text: `${what}: ${wordsOf(fault)}`, failed: true });
    };
}

function previewOf(state: UiState, ask: Extract<Ask, { kind: 'count' }>): string {
  const { rows, abilities } = state.scene;
  if (ask.prompt === 'search' && !/^(!|-l |-f )/.test(ask.text))
    return `${grouped(countBits(textBits(rows, ask.text)))} rows hold it`;
  const clause = parseClause(ask.text);
  if (typeof clause === 'string') return clause;
  const kept = countBits(matching(rows, clause, abilities.labels));
  return `keeps ${grouped(kept)}, hides ${grouped(rows.count - kept)}`;
}

/** What went wrong, in words. */
export function wordsOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/** The rows of the view, one at a time: a view of millions is never held as objects. */
export function* exportRows(state: UiState): Generator<ExportRow> {
  for (const id of state.view.rows) {
    const row = rowOf(state.scene.table, id);
    if (row === undefined) continue;
    yield {
      at: iso(row.lo),
      until: iso(row.hi),
      severity: row.severity,
      kind: row.kind,
      source: row.origin?.id ?? '',
      path: row.origin?.path ?? '',
      offset: row.offset,
      entity: row.entity === undefined ? '' : labelOf(row.entity),
      text: row.text,
      count: row.times,
    };
  }
}
