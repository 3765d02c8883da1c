/** Texts kept at hand; a power of two. */
const SLOTS = 256;
/** Letters of a text that say where it is kept; what differs elsewhere only takes another's place. */
const LETTERS = 16;

/**
 * What was made of the last texts. Each has one place in a table that stays, where the next one is put over it: a map
 * that is emptied again and again leaves tables behind that keep alive what they held.
 */
export class Recent<V> {
  private readonly texts = new Array<string | undefined>(SLOTS).fill(undefined);
  private readonly values = new Array<V | undefined>(SLOTS).fill(undefined);

  get(text: string): V | undefined {
    const slot = slotOf(text);
    return this.texts[slot] === text ? this.values[slot] : undefined;
  }

  set(text: string, value: V): void {
    const slot = slotOf(text);
    this.texts[slot] = text;
    this.values[slot] = value;
  }
}

function slotOf(text: string): number {
  const step = Math.max(1, Math.floor(text.length / LETTERS));
  let hash = text.length;
  for (let at = 0; at < text.length; at += step) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOTS - 1);
}
