import type { Locator } from '../../model/index.js';
import type { Place } from '../format.js';
import type { PartReading, PartStart } from '../parts.js';
import type { OffsetMap } from './offset-map.js';

/** A text that stands in a source in other clothes: as a JSON string, in lines cut by a terminal. */
export interface Rewrite {
  readonly text: string;
  readonly map: OffsetMap;
  readonly place: Place;
}

/** No playbook's log is longer. */
const MOST = 64 * 2 ** 20;
const MOST_PARTS = 5000;

/** Gives each text to a reading of its own when the whole source has come. */
export class Rewritten<T extends PartReading> {
  readonly parts: { readonly start: PartStart; readonly reading: T }[] = [];
  /** True when more came than is read. */
  isFull = false;
  private readonly place: Place;
  private readonly textsIn: (bytes: Buffer, place: Place) => Iterable<Rewrite>;
  private readonly open: (place: Place) => T;
  private readonly held: Buffer[] = [];
  private size = 0;

  constructor(
    place: Place,
    textsIn: (bytes: Buffer, place: Place) => Iterable<Rewrite>,
    open: (place: Place) => T,
  ) {
    this.place = place;
    this.textsIn = textsIn;
    this.open = open;
  }

  chunk(bytes: Buffer): void {
    if (this.size < MOST) this.held.push(Buffer.from(bytes));
    else this.isFull = true;
    this.size += bytes.length;
  }

  end(): void {
    for (const { text, map, place } of this.textsIn(Buffer.concat(this.held), this.place)) {
      this.isFull ||= this.parts.length >= MOST_PARTS;
      if (this.isFull) return;
      const reading = this.open(place);
      const locate = (at: Locator): Locator => withoutLine(map.located(at));
      this.parts.push({ start: { offset: 0, lines: undefined, place, locate }, reading });
      reading.chunk(Buffer.from(text));
      reading.end();
    }
  }
}

/** Lines of the text are none of the file. */
function withoutLine({ source, offset, length, pointer }: Locator): Locator {
  return { source, offset, length, ...(pointer === undefined ? {} : { pointer }) };
}
