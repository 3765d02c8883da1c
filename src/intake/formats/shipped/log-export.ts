import { isObject } from '../../../base/index.js';
import type { Locator } from '../../../model/index.js';
import type { Format, ReadContext, Reader } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { DEFAULT_BUDGET } from '../../source/member.js';
import { parseSpanned } from '../json-spans.js';
import type { CutSink } from '../kube/cutter.js';
import { JsonCutter } from '../kube/cutter.js';
import { Entries } from './entries.js';
import { entriesOf, isExport } from './envelopes.js';
import { shippedOf } from './record.js';
import { LOG_EXPORTS } from './samples.js';

/**
 * What log stores answer: lines of many containers with the names of their pods, audit events and Events of
 * the API among them. One JSON document, a bare array, or a value per line.
 */
export const logExport: Format = {
  id: 'log-export',
  title: 'export of a log store',
  grammar:
    'Loki query_range; Elasticsearch and OpenSearch hits; CloudWatch filter-log-events; Cloud Logging LogEntry (GKE); Azure ContainerLogV2 and KubeEvents; Datadog logs',
  samples: LOG_EXPORTS,
  sniff(head) {
    const json = jsonHead(head);
    return json !== undefined && isExport(json) ? 0.99 : 0;
  },
  open: (context) => new ExportReader(context),
};

class ExportReader implements Reader, CutSink {
  private readonly context: ReadContext;
  private readonly entries: Entries;
  private readonly cutter: JsonCutter;

  constructor(context: ReadContext) {
    this.context = context;
    this.entries = new Entries(context);
    this.cutter = new JsonCutter(this, DEFAULT_BUDGET.valueBytes);
  }

  chunk(bytes: Buffer): void {
    this.cutter.chunk(bytes);
  }

  end(): void {
    this.cutter.end();
    this.entries.end();
  }

  list(): void {
    // A bare array of entries.
  }

  item(bytes: Buffer, offset: number): boolean {
    return this.value(bytes, offset);
  }

  document(bytes: Buffer, offset: number, _length: number, isList: boolean): void {
    if (!isList && !this.value(bytes, offset))
      this.context.problem({ message: 'value is not JSON; left out', offset });
  }

  overlong(_bytes: Buffer, offset: number, isEnd: boolean): void {
    if (isEnd) this.context.problem({ message: 'value larger than is read; left out', offset });
  }

  stray(): void {
    // What a shell or client said around its answer.
  }

  broken(offset: number): void {
    this.context.problem({ message: 'the JSON breaks off here', offset });
  }

  private value(bytes: Buffer, offset: number): boolean {
    const { value, brokenAt, spanOf } = parseSpanned(bytes);
    if (brokenAt !== undefined || !isObject(value)) return false;
    const { source } = this.context;
    const entries = entriesOf(value).map(({ value: said, spot }) => {
      const span = spanOf(spot) ?? { offset: 0, length: bytes.length };
      const evidence: Locator = { source, offset: offset + span.offset, length: span.length };
      return { said, evidence };
    });
    // Stores answer with the newest first; a log goes forward.
    const [first, last] = [shippedOf(entries[0]?.said ?? {}), shippedOf(entries.at(-1)?.said ?? {})];
    if ((first?.at?.lo ?? 0) > (last?.at?.lo ?? Infinity)) entries.reverse();
    for (const { said, evidence } of entries) this.entries.take(said, evidence);
    return true;
  }
}
