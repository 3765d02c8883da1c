import { Writable } from 'node:stream';
import { Box, render, Text, type Instance } from 'ink';
import { memo, type ReactElement } from 'react';

const Row = memo(function Row({ text }: { readonly text: string }): ReactElement {
  return <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>;
});

/** The screen as Ink sees it: one line of text per row, already composed, nothing that could wrap. */
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

/** Mounts Ink on a frame of our own and hands each picture on. */
export class InkFrame {
  readonly #sink: Sink;
  #ink: Instance | undefined;

  constructor(frame: (text: string) => void) {
    this.#sink = new Sink(80, 24, frame);
  }

  draw(lines: readonly string[], columns: number): void {
    this.#sink.columns = columns;
    this.#sink.rows = lines.length;
    const tree = <Frame lines={lines} columns={columns} />;
    if (this.#ink) {
      this.#ink.rerender(tree);
      return;
    }
    // The sink has what Ink uses of a terminal: write, columns, rows, isTTY and events.
    const stdout = this.#sink as unknown as NodeJS.WriteStream;
    this.#ink = render(tree, { stdout, debug: true, exitOnCtrlC: false, patchConsole: false });
  }

  close(): void {
    this.#ink?.unmount();
    this.#ink = undefined;
  }
}
