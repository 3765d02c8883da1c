import type { Format } from './format.js';
import { auditJsonlFormat } from './formats/audit/audit-jsonl.js';
import { captureTimeFormat } from './formats/capture-time.js';
import { hostNameFormat } from './formats/host-name.js';
import { kubeJsonFormat } from './formats/kube/kube-json.js';
import { kubeYamlFormat } from './formats/kube/kube-yaml.js';
import { logFormats } from './formats/logs.js';
import { tableJson } from './formats/tables/table-json.js';
import { textFormats } from './formats/texts.js';

/**
 * Every format that is read. Ties of sniffing go to the first, so the more exact grammar stands before
 * the more tolerant one: API objects, then tool outputs, then logs.
 */
export const FORMATS: readonly Format[] = [
  captureTimeFormat,
  hostNameFormat,
  { ...auditJsonlFormat, folds: true },
  tableJson,
  kubeJsonFormat,
  kubeYamlFormat,
  ...textFormats,
  ...logFormats.map((format) => ({ ...format, folds: true })),
];
