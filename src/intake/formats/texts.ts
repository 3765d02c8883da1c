import type { Format } from '../format.js';
import { commandErrors, kubectlDescribe, kubectlTable } from './kubectl/kubectl.js';

/** Formats of this family. */
export const textFormats: readonly Format[] = [kubectlDescribe, kubectlTable, commandErrors];
