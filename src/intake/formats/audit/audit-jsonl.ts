import { digList, digText, isObject } from '../../../base/index.js';
import type { Locator, RequestRecord } from '../../../model/index.js';
import type { Format, Head, ReadContext, Reader } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import { jsonHead } from '../../json-head.js';
import { ByteLineSplitter, decode } from '../../lines.js';
import { DEFAULT_BUDGET } from '../../source/member.js';
import { goesOn, isPerson, requestRecord, sharing, weigh } from './request.js';
import { AUDIT_SAMPLES } from './samples.js';

/**
 * The API server's audit log: one audit.k8s.io Event per line, for each stage of a request (all stages
 * share an auditID; the last tells the outcome). Webhook backends send EventLists; older servers left out
 * apiVersion.
 */
export const auditJsonlFormat: Format = {
  id: 'audit-jsonl',
  title: 'API server audit log',
  grammar: 'k8s.io/apiserver pkg/apis/audit/v1 types.go; plugin/pkg/audit/log',
  samples: AUDIT_SAMPLES,
  sniff: sniffAudit,
  open: (context) => new AuditReader(context),
};

function sniffAudit(head: Head): number {
  const keys = jsonHead(head)?.keys;
  if (keys === undefined) return 0;
  for (const path of ['', 'items[].', '[].']) {
    const isAudit =
      keys.has(`${path}auditID`) || keys.get(`${path}apiVersion`)?.startsWith('audit.k8s.io') === true;
    if (isAudit && (keys.has(`${path}verb`) || keys.has(`${path}stage`) || path !== '')) return 1;
  }
  return keys.get('apiVersion')?.startsWith('audit.k8s.io') === true ? 1 : 0;
}

/** Statuses of pods and nodes beyond this many say nothing that the kept ones do not. */
const MAX_STATUS = 20_000;
/** The same failure over and over: the first ones and one in ten after them. */
const MAX_ALIKE = 100;
/** Requests under way at one time; beyond it a start is told at once, and its end once more. */
const MAX_OPEN = 50_000;

class AuditReader implements Reader {
  private readonly context: ReadContext;
  private readonly splitter: ByteLineSplitter;
  private statuses = 0;
  private readonly alike = new Map<string, number>();
  private total = 0;
  private kept = 0;
  private broken = 0;
  private readonly codes = new Map<number, number>();
  private first: Locator | undefined;
  private readonly same = sharing();
  /** Answered, not ended yet, by audit ID: the end of the capture may come before theirs. */
  private readonly open = new Map<string, RequestRecord>();

  constructor(context: ReadContext) {
    this.context = context;
    this.splitter = new ByteLineSplitter(
      (bytes, offset, length, line) => this.line(bytes, { source: context.source, offset, length, line }),
      { maxBytes: DEFAULT_BUDGET.valueBytes },
    );
  }

  chunk(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  end(): void {
    this.splitter.end();
    if (this.first === undefined) return;
    for (const record of this.open.values()) {
      this.count(record.code);
      this.kept += 1;
      this.context.emit(record);
    }
    const codes = Object.fromEntries([...this.codes].sort(([a], [b]) => a - b));
    this.context.emit({
      kind: 'report',
      topic: 'other',
      at: UNTIMED,
      data: { audit: { requests: this.total, kept: this.kept, codes } },
      text: `${this.total} requests in the audit log, ${this.kept} of them kept`,
      evidence: this.first,
    });
  }

  private line(bytes: Buffer, evidence: Locator): void {
    if (bytes.length < 2) return;
    const text = decode(bytes);
    if (this.isDull(text)) return;
    let value: unknown;
    try {
      value = JSON.parse(text) as unknown;
    } catch {
      // Not JSON: said once, with the first place.
      if (text.trim() !== '' && this.broken === 0) {
        this.context.problem({
          message: 'line is not JSON',
          offset: evidence.offset,
          line: evidence.line ?? 0,
        });
      }
      this.broken += 1;
      return;
    }
    const list = Array.isArray(value) ? value : digList(value, 'items');
    if (list.length === 0) return this.event(value, evidence);
    const base = Array.isArray(value) ? '' : '/items';
    list.forEach((event, i) => this.event(event, { ...evidence, pointer: `${base}/${i}` }));
  }

  /** Reads by components that succeeded are most of a log: told without parsing, by the order of the keys. */
  private isDull(text: string): boolean {
    const stage = text.indexOf('"stage":"');
    if (stage < 0 || text.startsWith('"RequestReceived"', stage + 8)) return stage >= 0;
    const verb = text.indexOf('"verb":"', stage);
    if (verb < 0 || !/^(?:get|list|watch)"/.test(text.slice(verb + 8, verb + 14))) return false;
    const user = text.indexOf('"username":"system:', verb);
    const code = text.indexOf('"code":', verb);
    if (user < 0 || user > verb + 200 || code < 0 || text.includes('"impersonatedUser"')) return false;
    const status = Number.parseInt(text.slice(code + 7, code + 10), 10);
    if (!(status >= 200 && status < 400)) return false;
    if (!text.startsWith('"ResponseStarted"', stage + 8)) this.count(status);
    return true;
  }

  private count(code: number): void {
    this.total += 1;
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  private event(event: unknown, evidence: Locator): void {
    if (!isObject(event)) return;
    this.first ??= evidence;
    const weight = weigh(event);
    const stage = digText(event, 'stage');
    if (stage === undefined || stage === 'ResponseComplete' || stage === 'Panic') {
      const status = event['responseStatus'];
      const code = isObject(status) && typeof status['code'] === 'number' ? status['code'] : 0;
      this.count(code);
    }
    if (weight === undefined) return;
    if (weight === 'status' && ++this.statuses > MAX_STATUS) return;
    const record = requestRecord(event, weight, evidence, this.same);
    if (record === undefined) return;
    this.context.covers(record.at.lo);
    const id = digText(event, 'auditID') ?? '';
    if (goesOn(event) && this.open.size < MAX_OPEN) {
      this.open.set(id, record);
      return;
    }
    this.open.delete(id);
    if (weight === 'failure' && !isPerson(record.user) && this.isOneOfMany(record.user, record)) return;
    this.kept += 1;
    this.context.emit(record);
  }

  private isOneOfMany(
    user: string,
    record: { verb: string; code: number; about: { kind: string }; message?: string },
  ): boolean {
    const words = (record.message ?? '').replace(/\d+|"[^"]*"/g, '#').slice(0, 120);
    const key = `${user} ${record.verb} ${record.about.kind} ${record.code} ${words}`;
    const seen = (this.alike.get(key) ?? 0) + 1;
    this.alike.set(key, seen);
    return seen > MAX_ALIKE && seen % 10 !== 0;
  }
}
