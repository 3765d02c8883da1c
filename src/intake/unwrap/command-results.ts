import { isObject } from '../../base/index.js';
import { placeOfCommand } from '../command-place.js';
import type { Head, Place } from '../format.js';
import { parseSpanned, type Span } from '../formats/json-spans.js';
import { placeOf } from '../layouts/index.js';
import { plainCommand } from '../session/prompts.js';
import { OffsetMap } from './offset-map.js';
import type { Rewrite } from './rewritten.js';

/**
 * What Ansible keeps of a command, in a file of its own or in the log of a playbook:
 *
 *   {"changed": true, "cmd": ["kubectl", "get", "pods"], "rc": 0, "stdout": "NAME ...\nweb-0 ...", "stdout_lines": [...]}
 *   changed: [node-1] => {"cmd": "df -h", "rc": 0, "stdout": "..."}
 *
 * Each output is read for itself, as output of its command on its host; evidence lies inside of the JSON text.
 */
const KEYS = /"(?:rc|cmd|stdout_lines|delta)": ?/;

/** True for a text with such results near its top. */
export function holdsResults({ text, place }: Head): boolean {
  if ((place.pod ?? place.container) !== undefined) return false;
  if (!text.includes('stdout":') && !text.includes('stdout_lines":')) return false;
  return (
    /"(?:[\w.]+\.)?stdout(?:_lines)?": ?["[]/.test(text) && KEYS.test(text) && opening(text, 0) !== undefined
  );
}

interface Opening {
  readonly at: number;
  readonly host: string | undefined;
}

/** The next JSON value of a text: at its start or the start of a line, or behind the name of a host. */
const OPENS =
  /(?:^|\n)(?:(?:[a-z]+: \[(?<task>[\w.:-]+)(?: -> [^\]]*)?\](?:: [A-Z! ]+)?(?: \(item=[^\n]{0,500}\))?|(?<adhoc>[\w.:-]+) \| [A-Z!]+) => )?[[{]/g;

function opening(text: string, from: number): Opening | undefined {
  OPENS.lastIndex = from;
  const found = OPENS.exec(text);
  if (found === null) return undefined;
  const host = found.groups?.['task'] ?? found.groups?.['adhoc'];
  return { at: found.index + found[0].length - 1, host };
}

/** Every output in them, with the place of its command. */
export function* resultsOf(bytes: Buffer, place: Place): Generator<Rewrite> {
  // Offsets of characters are those of bytes.
  const text = bytes.toString('latin1');
  let at = 0;
  for (let next = opening(text, at); next !== undefined; next = opening(text, at)) {
    const { value, brokenAt, spanOf } = parseSpanned(bytes.subarray(next.at));
    const span = spanOf(value);
    at = next.at + Math.max(1, span?.length ?? brokenAt ?? 1);
    yield* inValue(value, next.host ?? place.node, (part) => {
      const own = spanOf(part);
      if (own === undefined) return undefined;
      return { offset: own.offset + (next?.at ?? 0), length: own.length };
    });
  }

  function* inValue(
    value: unknown,
    host: string | undefined,
    spanOf: (value: unknown) => Span | undefined,
  ): Generator<Rewrite> {
    if (Array.isArray(value)) for (const item of value as unknown[]) yield* inValue(item, host, spanOf);
    if (!isObject(value)) return;
    const own = resultOf(value, host, spanOf);
    if (own !== undefined) {
      yield own;
      return;
    }
    for (const [key, child] of Object.entries(value)) {
      if (key !== 'hosts' || !isObject(child)) yield* inValue(child, host, spanOf);
      else for (const [name, result] of Object.entries(child)) yield* inValue(result, name, spanOf);
    }
  }

  function resultOf(
    value: Readonly<Record<string, unknown>>,
    host: string | undefined,
    spanOf: (value: unknown) => Span | undefined,
  ): Rewrite | undefined {
    const span = spanOf(value);
    const key = Object.keys(value).find((k) => /(?:^|\.)stdout$/.test(k) && typeof value[k] === 'string');
    const list = Object.keys(value).find((k) => /(?:^|\.)stdout_lines$/.test(k) && Array.isArray(value[k]));
    const isResult = key !== undefined ? KEYS_OF.some((k) => k in value) : list !== undefined;
    const name = key ?? list;
    if (span === undefined || name === undefined || !isResult) return undefined;
    const decoded = stringsAt(bytes, span, name);
    if (decoded.text.trim() === '') return undefined;
    return { ...decoded, place: placeFor(value['cmd'], host) };
  }

  function placeFor(cmd: unknown, host: string | undefined): Place {
    const own = host === undefined || host === 'localhost' || host === '127.0.0.1' ? place.node : host;
    const command = Array.isArray(cmd)
      ? cmd.map(String).join(' ')
      : typeof cmd === 'string'
        ? cmd.trim()
        : '';
    const zone = place.zone === undefined ? {} : { zone: place.zone };
    if (command === '') return { ...zone, ...(own === undefined ? {} : { node: own }) };
    // Of a script of several lines nobody can tell which one printed what.
    const plain = command.includes('\n') ? '' : plainCommand(command);
    return { ...zone, ...(plain === '' ? {} : placeOfCommand(plain, own, placeOf)) };
  }
}

const KEYS_OF = ['rc', 'cmd', 'stdout_lines', 'delta'] as const;

/** The text under a key of an object: one string, or the lines of a list; with where each of its bytes stands. */
function stringsAt(bytes: Buffer, { offset, length }: Span, key: string): { text: string; map: OffsetMap } {
  const map = new OffsetMap();
  const parts: string[] = [];
  const add = (text: string, from: number, count: number): void => {
    parts.push(text);
    map.copied(from, count);
  };
  const [start, isList] = valueAt(bytes, offset, offset + length, key);
  let at = start;
  for (let n = 0; at < offset + length; n += 1) {
    if (n > 0) add('\n', at, 1);
    at = unescaped(bytes, at + 1, add);
    if (!isList) break;
    while (at < offset + length && bytes[at] !== QUOTE && bytes[at] !== CLOSE) at += 1;
    if (bytes[at] === CLOSE) break;
  }
  return { text: `${parts.join('')}\n`, map };
}

const QUOTE = 34;
const BACKSLASH = 92;
const CLOSE = 93;

/** Where the first string under the key of the object begins, and whether it stands in a list. */
function valueAt(
  bytes: Buffer,
  from: number,
  to: number,
  key: string,
): readonly [at: number, isList: boolean] {
  let depth = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === CLOSE) depth -= 1;
    else if (byte === QUOTE) {
      const end = stringEnd(bytes, at);
      const found = depth === 1 && bytes.toString('utf8', at + 1, end) === key;
      const after = found
        ? /^\s*:\s*(\[?)\s*(?=")/.exec(bytes.toString('latin1', end + 1, end + 4096))
        : null;
      if (after !== null) return [end + 1 + after[0].length, after[1] === '['];
      at = end;
    }
  }
  return [to, false];
}

function stringEnd(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
}

/** Decodes a JSON string from behind its first quote; the offset behind its last one. */
function unescaped(
  bytes: Buffer,
  start: number,
  add: (text: string, from: number, count: number) => void,
): number {
  let from = start;
  const end = stringEnd(bytes, start - 1);
  for (let at = start; at < end; at += 1) {
    if (bytes[at] !== BACKSLASH) continue;
    if (at > from) add(bytes.toString('utf8', from, at), from, at - from);
    const isCode = bytes[at + 1] === 0x75;
    // A pair of codes is one character.
    const isPair = isCode && /^\\u[dD][89abAB]..\\u[dD][c-fC-F]/.test(bytes.toString('latin1', at, at + 12));
    const size = isPair ? 12 : isCode ? 6 : 2;
    const text = textOf(bytes.toString('latin1', at, at + size));
    add(text, at + size - 1, Buffer.byteLength(text));
    at += size - 1;
    from = at + 1;
  }
  if (end > from) add(bytes.toString('utf8', from, end), from, end - from);
  return end + 1;
}

function textOf(escape: string): string {
  try {
    const text: unknown = JSON.parse(`"${escape}"`);
    return typeof text === 'string' ? text : '?';
  } catch {
    return '?';
  }
}
