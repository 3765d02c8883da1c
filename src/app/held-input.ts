import type { Input } from '../intake/index.js';

/** Packed bytes of a stream that are kept for a second look; a larger one is read once. */
const MOST_HELD = 32 * 2 ** 20;

/** Inputs to be read, and the same ones to be read once more where that can be done. */
export interface HeldInputs {
  readonly first: readonly Input[];
  /** Undefined when a stream was longer than is kept; to be asked for after the first reading. */
  again(): readonly Input[] | undefined;
}

/** Standard input comes once: what is small enough is kept as it passes, so that cited lines can be shown with their neighbours. */
export function heldInputs(inputs: readonly Input[]): HeldInputs {
  const held = inputs.map((input) => (typeof input === 'string' ? input : new HeldStream(input.stream)));
  return {
    first: held.map((input) => (typeof input === 'string' ? input : { path: '-', stream: input.passing() })),
    again: () => {
      const again: Input[] = [];
      for (const input of held) {
        const stream = typeof input === 'string' ? undefined : input.kept();
        if (typeof input === 'string') again.push(input);
        else if (stream === undefined) return undefined;
        else again.push({ path: '-', stream });
      }
      return again;
    },
  };
}

class HeldStream {
  private readonly stream: AsyncIterable<Uint8Array>;
  private chunks: Uint8Array[] | undefined = [];
  private size = 0;

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.stream = stream;
  }

  async *passing(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.stream) {
      this.size += chunk.length;
      if (this.size > MOST_HELD) this.chunks = undefined;
      else this.chunks?.push(Uint8Array.from(chunk));
      yield chunk;
    }
  }

  /** What passed, which is all that was asked for; may be walked more than once. Undefined when it was too much. */
  kept(): AsyncIterable<Uint8Array> | undefined {
    const { chunks } = this;
    if (chunks === undefined) return undefined;
    return {
      async *[Symbol.asyncIterator]() {
        for (const chunk of chunks) yield await Promise.resolve(chunk);
      },
    };
  }
}
