import type { Format } from '../format.js';

/** Formats of this family. */
export const logFormats: readonly Format[] = [];
