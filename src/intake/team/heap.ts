import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/**
 * Of what lives: how much may be added before the collector of garbage looks through the heap again, in percent, once
 * so much of the heap is in use, bytes. The larger the heap, the more garbage a percent stands for.
 */
const STEPS: readonly (readonly [from: number, mayGrow: number])[] = [
  [192 * 2 ** 20, 25],
  [64 * 2 ** 20, 75],
];
/** Leaves it to the collector. */
const ITS_OWN = 0;

/**
 * Records of a large capture live to the end. Left to itself the collector waits until as much garbage lies beside
 * them as there are records, and more; once they are many it is to come oftener, until all is read.
 */
export class HeapKeeper {
  private mayGrow = ITS_OWN;

  /** Called now and then. */
  look(): void {
    const used = getHeapStatistics().used_heap_size;
    const [, mayGrow = ITS_OWN] = STEPS.find(([from]) => used >= from) ?? [];
    if (mayGrow === ITS_OWN || (this.mayGrow !== ITS_OWN && mayGrow >= this.mayGrow)) return;
    this.set(mayGrow);
  }

  /** The collector as it was. */
  end(): void {
    if (this.mayGrow !== ITS_OWN) this.set(ITS_OWN);
  }

  private set(mayGrow: number): void {
    this.mayGrow = mayGrow;
    setFlagsFromString(`--heap-growing-percent=${mayGrow}`);
  }
}
