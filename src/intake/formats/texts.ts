import type { Format } from '../format.js';
import { envoyLog } from './access/envoy.js';
import { haproxyLog } from './access/haproxy.js';
import { jsonAccessLog } from './access/json.js';
import { clfLog } from './access/nginx.js';
import { commandErrors, kubectlDescribe, kubectlTable } from './kubectl/kubectl.js';

/** Formats of this family. */
export const textFormats: readonly Format[] = [
  kubectlDescribe,
  kubectlTable,
  commandErrors,
  haproxyLog,
  clfLog,
  envoyLog,
  jsonAccessLog,
];
