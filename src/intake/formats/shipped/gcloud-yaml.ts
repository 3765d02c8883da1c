import { isObject } from '../../../base/index.js';
import { parse } from 'yaml';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { spanOf, wholeLines } from '../whole-text.js';
import { Entries } from './entries.js';

/** What `gcloud logging read` prints when it is not asked for JSON: a YAML document for each entry, the newest first. */
export const gcloudYaml: Format = {
  id: 'log-export-yaml',
  title: 'entries of Cloud Logging in YAML',
  grammar: 'google.logging.v2.LogEntry; gcloud logging read',
  samples: [
    "---\ninsertId: a1\nlogName: projects/p/logs/stderr\nresource:\n  labels:\n    container_name: app\n    namespace_name: shop\n    pod_name: web-0\n  type: k8s_container\nseverity: ERROR\ntextPayload: 'dial tcp 10.0.0.1:5432: connect: connection refused'\ntimestamp: '2026-07-01T19:22:41.123Z'\n",
  ],
  sniff: ({ text }) =>
    /^insertId: \S/m.test(text) && /^resource:\s*$/m.test(text) && /^timestamp: /m.test(text) ? 0.97 : 0,
  open: (context) => wholeLines(context, (lines) => readEntries(lines, context)),
};

function readEntries(lines: readonly Line[], context: ReadContext): void {
  const documents: Line[][] = [[]];
  for (const line of lines) {
    if (/^---\s*$/.test(line.text)) documents.push([]);
    else documents.at(-1)?.push(line);
  }
  const entries = new Entries(context);
  for (const document of documents.reverse()) {
    const [first] = document;
    const value = first === undefined ? undefined : parsed(document, context);
    if (first !== undefined && isObject(value))
      entries.take({ ...value }, spanOf(context, first, document.at(-1)));
  }
  entries.end();
}

function parsed(document: readonly Line[], context: ReadContext): unknown {
  try {
    const text = document.map((line) => line.text).join('\n');
    return parse(text, { uniqueKeys: false, maxAliasCount: 100, logLevel: 'error' }) as unknown;
  } catch {
    const { offset = 0, line = 1 } = document[0] ?? {};
    context.problem({ message: 'an entry is no YAML; left out', offset, line });
    return undefined;
  }
}
