import { Writable } from 'node:stream';
import { Box, render, Text, type Instance } from 'ink';
import { memo, type ReactElement } from 'react';

const Row = memo(function Row({ text }: { readonly text: string }): ReactElement {
  return <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>;
});

/** Lines of the screen as Ink sees them: one text per row, already composed, nothing that could wrap. */
export function Frame(props: { readonly lines: readonly string[]; readonly columns: number }): ReactElement {
  return (
    <Box flexDirection="column" width={props.columns} height={props.lines.length}>
      {props.lines.map((text, i) => (
        <Row key={i} text={text} />
      ))}
    </Box>
  );
}

/** Takes Ink's frames in place of a terminal: with `debug` set each frame is written whole, once. */
class Sink extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly #frame: (text: string) => void;

  constructor(columns: number, rows: number, frame: (text: string) => void) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
    this.#frame = frame;
  }

  override _write(chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    const text = typeof chunk === 'string' ? chunk : String(chunk);
    if (text !== '') this.#frame(text);
    done();
  }
}

/** Lines remembered before the memory is emptied: some thirty large screens. */
const REMEMBERED = 2_000;

/**
 * Mounts Ink on lines of our own and hands each picture on. Ink takes the line apart cell by cell, which
 * for a whole screen costs more than all else that a key sets off; a line that it has drawn before is
 * therefore not drawn again, wherever it stands now. Scrolling by a line draws one line.
 */
export class InkFrame {
  readonly #sink: Sink;
  readonly #frame: (text: string) => void;
  readonly #drawn = new Map<string, string>();
  #ink: Instance | undefined;
  #output: readonly string[] = [];

  constructor(frame: (text: string) => void) {
    this.#frame = frame;
    this.#sink = new Sink(80, 24, (text) => {
      this.#output = text.split('\n');
    });
  }

  draw(lines: readonly string[], columns: number): void {
    if (this.#drawn.size > REMEMBERED) this.#drawn.clear();
    const fresh = [...new Set(lines)].filter((line) => !this.#drawn.has(line));
    if (fresh.length > 0) this.#render(fresh, columns);
    this.#frame(lines.map((line) => this.#drawn.get(line) ?? line).join('\n'));
  }

  close(): void {
    this.#ink?.unmount();
    this.#ink = undefined;
  }

  /** Ink writes within the call; where it sees no difference to what it drew last, it writes nothing. */
  #render(lines: readonly string[], columns: number): void {
    this.#sink.columns = columns;
    this.#sink.rows = lines.length;
    this.#output = [];
    const tree = <Frame lines={lines} columns={columns} />;
    if (this.#ink) this.#ink.rerender(tree);
    else {
      // The sink has what Ink uses of a terminal: write, columns, rows, isTTY and events.
      const stdout = this.#sink as unknown as NodeJS.WriteStream;
      this.#ink = render(tree, { stdout, debug: true, exitOnCtrlC: false, patchConsole: false });
    }
    lines.forEach((line, i) => this.#drawn.set(line, this.#output[i] ?? line));
  }
}
