import { dig, digList, digObject, digText, isObject, parseTime } from '../../../base/index.js';
import { kindOfResource } from '../../../model/index.js';
import type { Locator } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import { jsonHead, jsonStart } from '../../json-head.js';
import { parseSpanned } from '../json-spans.js';
import { parseCommand } from '../kubectl/command.js';
import { compact } from '../kubectl/shape.js';
import { wholeBytes } from '../whole-text.js';
import type { Cells } from './columns.js';
import { tableKind } from './kinds.js';
import { readRow } from './tables.js';

/**
 * The table that the API server makes for `kubectl get` ("Accept: application/json;as=Table"): columns with
 * names, rows of printed cells, and beside each row the metadata of its object.
 */
const SAMPLE = `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"123456"},"columnDefinitions":[{"name":"Name","type":"string","format":"name","description":"Name must be unique within a namespace.","priority":0},{"name":"Ready","type":"string","format":"","description":"The aggregate readiness state of this pod for accepting traffic.","priority":0},{"name":"Status","type":"string","format":"","description":"The aggregate status of the containers in this pod.","priority":0},{"name":"Restarts","type":"string","format":"","description":"The number of times the containers in this pod have been restarted.","priority":0},{"name":"Age","type":"string","format":"","description":"CreationTimestamp","priority":0},{"name":"IP","type":"string","format":"","description":"podIP","priority":1},{"name":"Node","type":"string","format":"","description":"node","priority":1}],"rows":[{"cells":["web-5d9c7f6b8-x7k2p","0/1","CrashLoopBackOff","7 (2m10s ago)","16m","10.244.1.7","worker-1"],"object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"web-5d9c7f6b8-x7k2p","namespace":"shop","uid":"7d05bcbb-1797-481a-b4e1-4a16bf5de193","creationTimestamp":"2026-07-01T19:43:41Z","labels":{"app":"web"}}}}]}
`;

export const tableJson: Format = {
  id: 'kube-table-json',
  title: 'Table that the API server made, in JSON',
  grammar: 'k8s.io/apimachinery/pkg/apis/meta/v1 Table; kubernetes.io/docs/reference/using-api/api-concepts',
  samples: [SAMPLE],
  deferred: true,
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    if (keys?.get('kind') !== 'Table') return 0;
    return keys.get('apiVersion')?.startsWith('meta.k8s.io/') === true ? 0.99 : 0;
  },
  open: (context) => wholeBytes(context, (bytes) => readTableJson(bytes, context)),
};

function readTableJson(bytes: Buffer, context: ReadContext): void {
  const start = Math.max(0, jsonStart(bytes.toString('latin1', 0, 1 << 16)));
  const { value, brokenAt, spanOf } = parseSpanned(bytes.subarray(start));
  if (brokenAt !== undefined) {
    context.problem({ message: 'JSON breaks off inside a table', offset: start + brokenAt });
  }
  const names = digList(value, 'columnDefinitions').map((c) => (digText(c, 'name') ?? '').toUpperCase());
  const asked = askedOf(context);
  const kind = tableKind({ names, starts: [], aligned: true }, asked);
  if (kind === undefined) {
    return context.problem({ message: 'a table whose columns and path tell no kind', offset: start });
  }
  digList(value, 'rows').forEach((row, i) => {
    const span = spanOf(row);
    if (span === undefined) return;
    const evidence: Locator = {
      source: context.source,
      offset: start + span.offset,
      length: span.length,
      pointer: `/rows/${i}`,
    };
    readRow(cellsOf(row, names), kind, evidence, context, metadataOf(row));
  });
}

/** What was asked for: the command, the path, or the self link of old servers. */
function askedOf(context: ReadContext): string | undefined {
  const { command, objectKind } = context.place;
  const kinds = command === undefined ? [] : parseCommand(command).kinds;
  return kinds.length === 1 ? kinds[0] : objectKind === undefined ? undefined : kindOfResource(objectKind);
}

function cellsOf(row: unknown, names: readonly string[]): Cells {
  const cells: readonly unknown[] = digList(row, 'cells');
  return Object.fromEntries(names.map((name, i) => [name, printedCell(cells[i])]));
}

function printedCell(cell: unknown): string {
  return typeof cell === 'string' ? cell : cell === null || cell === undefined ? '' : JSON.stringify(cell);
}

/** Name, namespace, uid and the like of the row's object, where the server was asked to include it. */
function metadataOf(row: unknown): Record<string, unknown> | undefined {
  const metadata = digObject(row, 'object', 'metadata');
  if (metadata === undefined || digText(metadata, 'name') === undefined) return undefined;
  const created = digText(metadata, 'creationTimestamp') ?? '';
  const labels = dig(metadata, 'labels');
  return compact({
    ...metadata,
    managedFields: undefined,
    labels: isObject(labels) ? labels : undefined,
    creationTimestamp: parseTime(created) === undefined ? undefined : created,
  });
}
