import { parse } from 'yaml';
import { openSource } from '../../src/intake/index.js';
import type { Analysis, EvidenceEntry } from '../../src/model/index.js';

/**
 * Holds each piece of evidence against the bytes that it names. An excerpt is what stands there, or a field of the
 * object that stands there ("status.phase: Running"), or our digest of it: then every name and number in it
 * must stand there too.
 */
export class EvidenceChecker {
  readonly #analysis: Analysis;
  readonly #paths: readonly string[];
  readonly #held = new Map<string, Buffer>();

  constructor(analysis: Analysis, paths: readonly string[]) {
    this.#analysis = analysis;
    this.#paths = paths;
  }

  /** Undefined when the evidence holds; else what is wrong with it. */
  async fault(id: string): Promise<string | undefined> {
    const e = this.#analysis.evidence[id];
    if (e === undefined) return 'no such evidence';
    const source = this.#analysis.capture.sources.find((s) => s.id === e.source);
    if (source === undefined) return `no source ${e.source}`;
    const bytes = await this.#bytes(e.source);
    if (e.offset + e.length > bytes.length) return `ends after the source (${source.path})`;
    const line = lineAt(bytes, e.offset);
    if (e.line !== undefined && line !== e.line) return `stands in line ${line}, not in line ${e.line}`;
    const said = bytes.subarray(e.offset, e.offset + e.length).toString();
    return says(said, e, source.path) ? undefined : `"${e.excerpt}" is not what stands there: ${said.slice(0, 300)}`;
  } // prettier-ignore

  async #bytes(id: string): Promise<Buffer> {
    const held = this.#held.get(id);
    if (held) return held;
    const { sources } = this.#analysis.capture;
    const path = sources.find((s) => s.id === id)?.path ?? '';
    const nth = sources.filter((s) => s.path === path).findIndex((s) => s.id === id);
    const chunks: Buffer[] = [];
    for await (const chunk of openSource(this.#paths, path, nth, {})) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    this.#held.set(id, bytes);
    return bytes;
  }
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let i = bytes.indexOf(10); i >= 0 && i < offset; i = bytes.indexOf(10, i + 1)) line += 1;
  return line;
}

function says(said: string, e: EvidenceEntry, path: string): boolean {
  const words = flat(e.excerpt).replace(/…$/, '');
  const text = flat(said);
  return text.includes(words) || eventSays(text, words) || fieldSays(said, words) || digestSays(text, words, path) || runSays(text, words);
} // prettier-ignore

/** "Reason: message", as `kubectl get events` puts two fields together. */
function eventSays(text: string, words: string): boolean {
  const [reason = '', ...rest] = words.split(': ');
  return rest.length > 0 && text.includes(reason) && text.includes(rest.join(': ').replace(/:$/, ''));
}

/** A run of requests of one kind: its first or last line has the entrance and one of the statuses. */
function runSays(text: string, words: string): boolean {
  const m = /^(\S+) (\S*?)\/?\S* ([\d, ]+?)(?: \S+)?$/.exec(words);
  return m !== null && text.includes(m[1] ?? '') && (m[3] ?? '').split(/[, ]+/).some((code) => text.includes(` ${code} `));
} // prettier-ignore

/** Escapes of JSON and logfmt undone, colours and runs of white space gone. */
function flat(text: string): string {
  const plain = text.replace(/\\n|\\t/g, ' ').replace(/\\(["\\/])/g, '$1').replace(/\\u00([0-7][0-9a-f])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))); // prettier-ignore
  return plain.replace(/\u001b\[[0-9;]*m/g, '').replace(/\s+/g, ' ').trim(); // prettier-ignore
}

const parsed = (text: string): unknown => JSON.parse(text);
const parsedYaml = (text: string): unknown => parse(text);

/** The object that stands there, as JSON or as YAML, where it may be an item of a list. */
function objectOf(said: string): unknown {
  for (const read of [parsed, parsedYaml]) {
    try {
      const at = read(said);
      if (typeof at === 'object') return Array.isArray(at) && at.length === 1 ? at[0] : at;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** "status.conditions[1]: {...}" against the object itself. */
function fieldSays(said: string, words: string): boolean {
  const m = /^([\w./~-]+(?:\[\d+\])?(?:[.\w[\]/-]*)): (.*)$/.exec(words);
  let at = objectOf(said);
  if (at === undefined) return false;
  for (let rest = (m?.[1] ?? '').replace(/\[(\d+)\]/g, '.$1'); rest !== '';) {
    if (typeof at !== 'object' || at === null) return false;
    // Names of labels and annotations have dots themselves: the longest key that fits is meant.
    const keys = Object.entries(at).filter(([k]) => rest === k || rest.startsWith(`${k}.`));
    const [best] = keys.sort(([a], [b]) => b.length - a.length);
    rest = best === undefined ? '' : rest.slice(best[0].length + 1);
    at = best?.[1];
  }
  const wanted = m?.[2] ?? '';
  if (typeof at === 'string') return flat(at).startsWith(flat(wanted));
  if (at === undefined) return wanted === 'null';
  // Readers may leave fields of an object out (and cut it): each "name":value of the excerpt stands there.
  const there = flat(JSON.stringify(at));
  return (
    there.startsWith(flat(wanted)) ||
    [...wanted.matchAll(/"[^"]+":(?:"(?:[^"\\]|\\.)*"|[\w.-]+(?=[,}]))/g)].every(([pair]) =>
      there.includes(flat(pair)),
    )
  );
}

/** Names and numbers of a digest: "alice delete Pod media/encode-1 (200)". */
function digestSays(text: string, words: string, path: string): boolean {
  const names = words.split(/[\s,;:()"[\]{}]+/).flatMap((w) => w.split('/')).filter((w) => /[\d._@-]/.test(w) && /[a-z0-9]/i.test(w)); // prettier-ignore
  const plain = text.toLowerCase();
  return names.length > 0 && names.every((n) => {
    const name = n.toLowerCase().replace(/[.=]+$/, '').replace(/z$/, '');
    return plain.includes(name) || path.toLowerCase().includes(name);
  }); // prettier-ignore
}
