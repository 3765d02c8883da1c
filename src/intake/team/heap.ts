import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** From so much on it matters how much garbage lies beside what lives. */
const LARGE = 64 * 2 ** 20;
/** Of what lives: so much may be added before the collector of garbage looks through the heap again, in percent. */
const MAY_GROW = 50;

/**
 * Records of a large capture live to the end. Left to itself the collector waits until as much garbage lies beside
 * them as there are records; once they are many it is to come oftener, until all is read.
 */
export class HeapKeeper {
  private isTight = false;

  /** Called now and then. */
  look(): void {
    if (this.isTight || getHeapStatistics().used_heap_size < LARGE) return;
    this.isTight = true;
    setFlagsFromString(`--heap-growing-percent=${MAY_GROW}`);
  }

  /** The collector as it was. */
  end(): void {
    if (this.isTight) setFlagsFromString('--heap-growing-percent=0');
  }
}
