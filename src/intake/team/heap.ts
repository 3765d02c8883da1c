import { setFlagsFromString } from 'node:v8';

/** Of what lives: so much may be added before the collector of garbage looks through the heap again, in percent. */
const MAY_GROW = 20;

/**
 * Records of a large capture live to the end. Left to itself the collector waits until as much garbage lies beside
 * them as there are records; while a large capture is read it is to come oftener.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${MAY_GROW}`);
}

/** As it was. */
export function letHeapGrow(): void {
  setFlagsFromString('--heap-growing-percent=0');
}
