import type { Stamp } from '../../../base/index.js';
import { digList, digText, isObject, stampOf } from '../../../base/index.js';
import type { Locator, ObjectRecord } from '../../../model/index.js';
import { parse } from 'yaml';
import type { Format, Head, ReadContext, Reader } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import { interner } from '../../interner.js';
import { ByteLineSplitter, decode } from '../../lines.js';
import { DEFAULT_BUDGET } from '../../source/member.js';
import { parseBlockYaml } from './block-yaml.js';
import { isClientLine } from '../kubectl/output.js';
import { looksLikeEvent } from './event.js';
import { emitObject } from './object.js';
import { KUBE_YAML_SAMPLES } from './samples.js';

/**
 * API objects in YAML: documents between "---" lines, or a List whose items are "- " at one indentation. Cut
 * line by line, so that a large List is never held. Comments may say what the file is the output of
 * ("# $ kubectl get ...") and when a document was captured.
 */
export const kubeYamlFormat: Format = {
  id: 'kube-yaml',
  title: 'API objects in YAML',
  grammar: 'YAML 1.2; sigs.k8s.io/yaml; kubectl -o yaml',
  samples: KUBE_YAML_SAMPLES,
  sniff: sniffKubeYaml,
  open: (context) => new KubeYamlReader(context),
};

/** Comments, prompts and warnings of the client above its answer. */
const BEFORE = /^(?:#|\$ |Warning: )/;

function sniffKubeYaml(head: Head): number {
  const lines = head.text.split('\n', 2000).map((line) => line.trimEnd());
  const body = lines.filter((line) => line !== '' && !BEFORE.test(line) && !isClientLine(line));
  const first = body[0] ?? '';
  if (!/^(?:---(?:\s.*)?|[A-Za-z]\w*:(?:\s.*)?|- apiVersion:.*)$/.test(first)) return 0;
  const has = (shape: RegExp): boolean => body.some((line) => shape.test(line));
  if (has(/^apiVersion: \S/) && has(/^kind: \S/)) return 0.95;
  if (has(/^(?: {0,2})- apiVersion: \S/)) return 0.95;
  if (has(/^kind: \w*List$/) && has(/^items:/)) return 0.9;
  if (has(/^apiVersion: \S/) && (has(/^items:/) || has(/^metadata:/) || has(/^data:/))) return 0.9;
  return head.place.objectKind !== undefined && has(/^metadata:/) ? 0.6 : 0;
}

/** The full parser takes a second for some three megabytes. */
const MAX_ODD = 8 * 2 ** 20;

/** Lines of one document or one item of a List. */
interface Block {
  readonly lines: string[];
  readonly offset: number;
  readonly line: number;
  end: number;
  size: number;
}

class KubeYamlReader implements Reader {
  private readonly context: ReadContext;
  private readonly splitter: ByteLineSplitter;
  private document: Block | undefined;
  private item: Block | undefined;
  /** Indentation of the dashes of the List being read. */
  private dash: number | undefined;
  private inItems = false;
  private index = 0;
  private waiting: { object: Record<string, unknown>; evidence: Locator }[] = [];
  /** Time that a comment gave for the documents after it. */
  private at: Stamp = UNTIMED;
  private readonly same = interner();

  constructor(context: ReadContext) {
    this.context = context;
    this.splitter = new ByteLineSplitter(
      (bytes, offset, length, line) => this.line(decode(bytes), offset, length, line),
      {
        maxBytes: DEFAULT_BUDGET.valueBytes,
      },
    );
  }

  chunk(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  end(): void {
    this.splitter.end();
    this.endDocument();
  }

  private line(text: string, offset: number, length: number, line: number): void {
    if (text.startsWith('---') && /^---(?:\s|$)/.test(text)) return this.endDocument();
    if (text.startsWith('#') || text.startsWith('$ ')) {
      // Inside a document "#" at the line's start is a comment too: a block's text is indented.
      if (text.startsWith('#')) this.comment(text);
      return;
    }
    if (text === '...') return this.endDocument();
    if (
      this.document === undefined &&
      (text.trim() === '' || text.startsWith('Warning: ') || isClientLine(text))
    )
      return;
    this.document ??= { lines: [], offset, line, end: offset + length, size: 0 };
    if (this.inItems && this.takeItemLine(text, offset, length, line)) return;
    if (/^items:\s*$/.test(text)) {
      this.inItems = true;
      this.dash = undefined;
      this.index = 0;
      this.add(this.document, 'items: []', offset + length);
      return;
    }
    this.add(this.document, text, offset + length);
  }

  private comment(text: string): void {
    const said = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/.exec(text)?.[0];
    if (said === undefined || this.document !== undefined) return;
    this.at = stampOf(said) ?? this.at;
  }

  /** True when the line belongs to an item of the List. */
  private takeItemLine(text: string, offset: number, length: number, line: number): boolean {
    const blank = text.trim() === '';
    const indent = text.length - text.trimStart().length;
    const isDash = !blank && text[indent] === '-' && (text.length === indent + 1 || text[indent + 1] === ' ');
    if (this.dash === undefined && isDash && indent <= 8) this.dash = indent;
    if (this.dash !== undefined && isDash && indent === this.dash) {
      this.endItem();
      this.item = { lines: [], offset: offset + indent, line, end: offset + length, size: 0 };
      this.add(this.item, `${' '.repeat(indent + 1)}${text.slice(indent + 1)}`, offset + length);
      return true;
    }
    if (this.item !== undefined && (blank || indent > (this.dash ?? 0))) {
      // A blank line may be the end of the text before it.
      this.add(this.item, text, blank ? this.item.end : offset + length);
      return true;
    }
    if (blank) return true;
    this.endItem();
    this.inItems = false;
    return false;
  }

  private add(block: Block, text: string, end: number): void {
    block.size += text.length + 1;
    block.end = end;
    if (block.size <= DEFAULT_BUDGET.valueBytes) block.lines.push(text);
  }

  private endItem(): void {
    const item = this.item;
    this.item = undefined;
    if (item === undefined) return;
    const value = this.parse(item, `/items/${this.index}`);
    const evidence = { ...this.spot(item), pointer: `/items/${this.index}` };
    this.index += 1;
    if (!isObject(value)) return;
    if (digText(value, 'kind') !== undefined || looksLikeEvent(value)) this.emit({ ...value }, evidence);
    else this.waiting.push({ object: { ...value }, evidence });
  }

  private endDocument(): void {
    this.endItem();
    const document = this.document;
    this.document = undefined;
    this.inItems = false;
    if (document === undefined) return;
    const value = this.parse(document, '');
    const waiting = this.waiting;
    this.waiting = [];
    if (this.index > 0 || waiting.length > 0) {
      const kind = digText(value, 'kind')?.replace(/List$/, '') ?? '';
      for (const { object, evidence } of waiting) {
        this.emit({ kind: kind === '' ? this.context.place.objectKind : kind, ...object }, evidence);
      }
      this.index = 0;
      return;
    }
    const evidence = { ...this.spot(document), pointer: '' };
    if (isObject(value)) this.take({ ...value }, evidence);
    else if (Array.isArray(value)) {
      value.forEach((item: unknown, i) => {
        if (isObject(item)) this.take({ ...item }, { ...evidence, pointer: `/${i}` });
      });
    }
  }

  private take(object: Record<string, unknown>, evidence: Locator): void {
    const items = digList(object, 'items');
    if (items.length > 0 && /List$/.test(digText(object, 'kind') ?? '')) {
      // A List in flow style, or one that stood inside of another.
      const kind = digText(object, 'kind')?.replace(/List$/, '') ?? '';
      items.forEach((item, i) => {
        const pointer = `${evidence.pointer ?? ''}/items/${i}`;
        if (isObject(item))
          this.emit(kind === '' ? { ...item } : { kind, ...item }, { ...evidence, pointer });
      });
      return;
    }
    if (digText(object, 'kind') === undefined && this.context.place.objectKind !== undefined) {
      object['kind'] = this.context.place.objectKind;
    }
    this.emit(object, evidence);
  }

  private emit(object: Record<string, unknown>, evidence: Locator): void {
    // Output of a get is the API's answer, also where the collector took fields out of it.
    const shape: ObjectRecord['shape'] = 'full';
    const isAnswer = /^(?:kubectl|oc) get\b/.test(this.context.place.command ?? '');
    emitObject(this.context, { object, evidence, at: this.at, shape, isAnswer, same: this.same });
  }

  private spot({ offset, end, line }: Block): Locator {
    return { source: this.context.source, offset, length: Math.max(1, end - offset), line };
  }

  private parse(block: Block, pointer: string): unknown {
    if (block.size > DEFAULT_BUDGET.valueBytes) {
      this.context.problem({
        message: `YAML value larger than is read; left out`,
        offset: block.offset,
        line: block.line,
      });
      return undefined;
    }
    const text = block.lines.join('\n');
    try {
      return parseBlockYaml(`${text}\n`);
    } catch {
      // Not what the tools write: the full parser decides.
      return this.parseAny(`${text}\n`, block, pointer);
    }
  }

  private parseAny(text: string, block: Block, pointer: string): unknown {
    if (text.length > MAX_ODD) {
      this.context.problem({
        message: 'large YAML value of unusual style; left out',
        offset: block.offset,
        line: block.line,
      });
      return undefined;
    }
    try {
      // A billion laughs need aliases; API objects have none.
      return parse(text, { uniqueKeys: false, maxAliasCount: 100, logLevel: 'error' }) as unknown;
    } catch (error) {
      const [said = 'cannot be parsed'] = String(error instanceof Error ? error.message : error).split('\n');
      const words = /call stack/.test(said) ? 'nested deeper than is read; left out' : said;
      const where = pointer === '' ? 'document' : pointer;
      this.context.problem({ message: `YAML ${where}: ${words}`, offset: block.offset, line: block.line });
      return undefined;
    }
  }
}
