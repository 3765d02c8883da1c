import { digText } from '../../../base/index.js';
import type { Locator } from '../../../model/index.js';
import type { ReadContext } from '../../format.js';
import { requestRecord, weigh } from '../audit/request.js';
import { eventRecord, looksLikeEvent } from '../kube/event.js';
import { LogReader } from '../log-reader/reader.js';
import { azureEvent } from './azure.js';
import { innerOf, type Entry } from './envelopes.js';
import { googleAudit } from './google.js';
import { asLine, shippedOf } from './record.js';

/** Entries of a log store, each read as what it is: an audit event, an Event of the API, a line of a log. */
export class Entries {
  private readonly context: ReadContext;
  private readonly lines: LogReader;
  private strange = 0;
  private strangeAt = 0;

  constructor(context: ReadContext) {
    this.context = context;
    this.lines = new LogReader(context);
  }

  end(): void {
    this.lines.end();
    if (this.strange === 0) return;
    const message = `${this.strange} entries name no pod, node or component, or hold no line`;
    this.context.problem({ message, offset: this.strangeAt });
  }

  /** One entry, and where it stands. */
  take(said: Entry['value'], evidence: Locator): void {
    const inner = innerOf(said) ?? said;
    const audit = googleAudit(inner) ?? (digText(inner, 'auditID') === undefined ? undefined : inner);
    if (audit !== undefined) return this.audit(audit, evidence);
    const payload = inner['jsonPayload'];
    const event = looksLikeEvent(payload) ? payload : azureEvent(inner);
    const record = event === undefined ? undefined : eventRecord(event, evidence);
    if (record !== undefined) return this.context.emit(record);
    const shipped = shippedOf(inner);
    if (shipped === undefined) {
      if (this.strange === 0) this.strangeAt = evidence.offset;
      this.strange += 1;
      return;
    }
    const { offset, length, line } = evidence;
    this.lines.line(Buffer.from(asLine(shipped)), offset, length, line ?? 0);
  }

  private audit(event: unknown, evidence: Locator): void {
    const weight = weigh(event);
    const record = weight === undefined ? undefined : requestRecord(event, weight, evidence);
    if (record !== undefined) this.context.emit(record);
  }
}
