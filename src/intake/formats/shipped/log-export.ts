import { digText, isObject } from '../../../base/index.js';
import type { Locator } from '../../../model/index.js';
import { requestRecord, weigh } from '../audit/request.js';
import type { Format, ReadContext, Reader } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { DEFAULT_BUDGET } from '../../source/member.js';
import { parseSpanned } from '../json-spans.js';
import type { CutSink } from '../kube/cutter.js';
import { JsonCutter } from '../kube/cutter.js';
import { eventRecord, looksLikeEvent } from '../kube/event.js';
import { LogReader } from '../log-reader/reader.js';
import { entriesOf, innerOf, isExport, type Entry } from './envelopes.js';
import { googleAudit } from './google.js';
import { asLine, shippedOf } from './record.js';
import { LOG_EXPORTS } from './samples.js';

/**
 * What log stores answer: lines of many containers with the names of their pods, audit events and Events of
 * the API among them. One JSON document, a bare array, or a value per line.
 */
export const logExport: Format = {
  id: 'log-export',
  title: 'export of a log store',
  grammar:
    'Loki query_range; Elasticsearch and OpenSearch hits; CloudWatch filter-log-events; Cloud Logging LogEntry (GKE); Azure ContainerLogV2; Datadog logs',
  samples: LOG_EXPORTS,
  sniff(head) {
    const json = jsonHead(head);
    return json !== undefined && isExport(json) ? 0.99 : 0;
  },
  open: (context) => new ExportReader(context),
};

class ExportReader implements Reader, CutSink {
  private readonly context: ReadContext;
  private readonly lines: LogReader;
  private readonly cutter: JsonCutter;
  private strange = 0;
  private strangeAt = 0;

  constructor(context: ReadContext) {
    this.context = context;
    this.lines = new LogReader(context);
    this.cutter = new JsonCutter(this, DEFAULT_BUDGET.valueBytes);
  }

  chunk(bytes: Buffer): void {
    this.cutter.chunk(bytes);
  }

  end(): void {
    this.cutter.end();
    this.lines.end();
    if (this.strange === 0) return;
    const message = `${this.strange} entries name no pod, node or component, or hold no line`;
    this.context.problem({ message, offset: this.strangeAt });
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
    for (const { said, evidence } of entries) this.entry(said, evidence);
    return true;
  }

  private entry(said: Entry['value'], evidence: Locator): void {
    const inner = innerOf(said) ?? said;
    const audit = googleAudit(inner) ?? (digText(inner, 'auditID') === undefined ? undefined : inner);
    if (audit !== undefined) return this.audit(audit, evidence);
    const payload = inner['jsonPayload'];
    const event = looksLikeEvent(payload) ? eventRecord(payload, evidence) : undefined;
    if (event !== undefined) return this.context.emit(event);
    const shipped = shippedOf(inner);
    if (shipped === undefined) {
      if (this.strange === 0) this.strangeAt = evidence.offset;
      this.strange += 1;
      return;
    }
    this.lines.line(Buffer.from(asLine(shipped)), evidence.offset, evidence.length, 0);
  }

  private audit(event: unknown, evidence: Locator): void {
    const weight = weigh(event);
    const record = weight === undefined ? undefined : requestRecord(event, weight, evidence);
    if (record !== undefined) this.context.emit(record);
  }
}
