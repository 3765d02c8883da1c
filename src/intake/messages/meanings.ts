import type { LogLine, MessagePattern } from '../log-line.js';
import type { Callee } from './callee.js';
import { calleeOf } from './callee.js';
import type { Family } from './catalogue.js';
import { CATALOGUE } from './catalogue.js';
import type { Hits } from './hits.js';
import { reasonOf } from './reason.js';
import { subjectOf } from './subject.js';
import { templateOf } from './template.js';

type Level = 'fatal' | 'error' | 'warning' | 'info';

/** What a line means: a message of the catalogue, or an error that it does not know. */
export interface Meaning {
  readonly id: string;
  readonly severity: Level;
  readonly fields: Readonly<Record<string, string>>;
}

const RANK: Readonly<Record<Level, number>> = { info: 0, warning: 1, error: 2, fatal: 3 };

/** Which of the API's paths was asked tells nothing of why it did not answer. */
const API_PATH = /^https:\/\/[^/]+\/(?:apis?|openapi)(?:\/|$)/;

/** What the caller was about to do when the call failed: "failed to get ads: rpc error: ...". */
const CALL = /(?:^|[=:] ?)(?<call>[a-z][\w -]{4,60}): rpc error: /;

/** An info line counts as a failed call only when it says that something failed. */
const SAYS_FAILURE =
  /error|fail|exception|refus|denied|unable|can ?not|could not|n't |timed ?out|panic|no such/i;

/** `text` and all fields as "key=value": what patterns are tried on. */
export function haystackOf(line: LogLine): string {
  const { fields } = line;
  let out = line.text;
  for (const key of Object.keys(fields)) out += ` ${key}=${fields[key] ?? ''}`;
  return out;
}

type Fields = Record<string, string>;
type Groups = Readonly<Record<string, string | undefined>> | undefined;

/** Groups of alternatives are numbered (port, port2, port3): they are one field. By the name of the group. */
const FIELD_OF = new Map<string, string>();

function fieldOf(group: string): string {
  let field = FIELD_OF.get(group);
  if (field === undefined) FIELD_OF.set(group, (field = group.replace(/\d+$/, '')));
  return field;
}

/** Adds what the groups of a match caught to the fields that are not known yet. */
function capture(into: Fields, groups: Groups): void {
  if (groups === undefined) return;
  for (const name of Object.keys(groups)) {
    const value = groups[name];
    if (value !== undefined && value !== '') into[fieldOf(name)] ??= value.trim();
  }
}

/** What is worked out of a line at most once, however many patterns match it. */
class Reading {
  readonly line: LogLine;
  readonly text: string;
  private readonly hits: Hits;
  private told: { readonly reason: string | undefined } | undefined;
  private called: Callee | undefined;

  constructor(line: LogLine, text: string, hits: Hits) {
    this.line = line;
    this.hits = hits;
    this.text = text;
  }

  get reason(): string | undefined {
    this.told ??= { reason: reasonOf(this.text, (reason) => this.hits.reason(reason)) };
    return this.told.reason;
  }

  /** Only where a call failed, or the pattern has picked out a URL. */
  callee(url: string | undefined): Callee {
    const mayBe = (address: number): boolean => this.hits.address(address);
    if (url !== undefined) return calleeOf(this.text, url, mayBe);
    if (this.reason === undefined) return {};
    this.called ??= calleeOf(this.text, undefined, mayBe);
    return this.called;
  }
}

/** The fields that the pattern itself captures. */
function ownFields(pattern: MessagePattern, { line, text }: Reading, groups: Groups): Fields {
  const own: Fields = {};
  capture(own, groups);
  for (const find of pattern.finds ?? []) capture(own, find.exec(text)?.groups);
  if (pattern.take === undefined) return own;
  for (const [field, key] of Object.entries(pattern.take)) {
    const value = line.fields[key];
    if (value !== undefined && value !== '') own[field] ??= value;
  }
  return own;
}

/** A URL is only told where it says more than that the API was asked. */
const CALLED = ['host', 'port', 'path', 'dns'] as const;

/** What a message tells: its subject first, then the call that failed, then what the pattern itself picks out. */
function fieldsOf(pattern: MessagePattern, reading: Reading, groups: Groups): Readonly<Fields> {
  const own = ownFields(pattern, reading, groups);
  const { reason, text } = reading;
  const isApplication = pattern.id.startsWith('app-');
  const callee = reading.callee(own['url']);
  const out = subjectOf(reading.line, text, pattern.id);
  if (reason !== undefined) out['reason'] = reason;
  const call = isApplication ? CALL.exec(text)?.groups?.['call'] : undefined;
  if (call !== undefined) out['call'] = call;
  const service = pattern.id === 'app-dependency-no-instance' ? own['service'] : undefined;
  if (service !== undefined) out['host'] = service;
  for (const name of CALLED) {
    const value = callee[name];
    if (value !== undefined) out[name] = value;
  }
  for (const name of Object.keys(own)) if (name !== 'url') out[name] = own[name] ?? '';
  if (callee.url !== undefined && (isApplication || !API_PATH.test(callee.url))) out['url'] = callee.url;
  return pattern.says === undefined ? out : { ...out, ...pattern.says };
}

/** How strongly an application's line may speak: no louder than the line itself. */
function capped(pattern: Level, line: LogLine['severity']): Level {
  return line === 'unknown' || RANK[line] >= RANK[pattern] ? pattern : line;
}

/** Programs of Kubernetes distributions run under names of their own. */
function saidBy(pattern: MessagePattern, line: LogLine): boolean {
  return (
    pattern.programs === undefined ||
    pattern.programs.some((program) => line.origin.program.startsWith(program))
  );
}

/** The message with the error that its fields carry beside it, as a person wants to read it. */
export function saidOf(line: LogLine): string {
  const error = line.fields['err'] ?? line.fields['error'] ?? line.fields['exception'];
  return error === undefined || line.text.includes(error) ? line.text : `${line.text}: ${error}`;
}

/** An error, warning or fatal line that the catalogue does not know, by its template. */
function unexplained(line: LogLine): readonly Meaning[] {
  if (line.severity === 'unknown' || line.severity === 'info') return [];
  const template = templateOf(saidOf(line));
  return template === ''
    ? []
    : [{ id: `log-${line.severity}`, severity: line.severity, fields: { template } }];
}

/** Whether a family still has a say, after what was found before it (see Family). */
function asked(family: Family, line: LogLine, explained: boolean, found: number): boolean {
  if (family === 'noise') return line.severity !== 'fatal';
  if (family === 'application') return !explained;
  return family !== 'listening' || found === 0;
}

/**
 * All that a line means. `text` is its {@link haystackOf}, `hits` what was met in its bytes: no other pattern can match.
 */
export function meaningsOf(line: LogLine, text: string, hits: Hits): readonly Meaning[] {
  const out: Meaning[] = [];
  let reading: Reading | undefined;
  let explained = false;
  for (const index of hits.messages()) {
    const entry = CATALOGUE[index];
    if (entry === undefined || !saidBy(entry.pattern, line)) continue;
    const { family, pattern } = entry;
    if (!asked(family, line, explained, out.length)) continue;
    if (out.some((meaning) => meaning.id === pattern.id)) continue;
    reading ??= new Reading(line, text, hits);
    if (family === 'application' && line.severity === 'info' && !SAYS_FAILURE.test(text)) continue;
    const match = pattern.pattern?.exec(text);
    if (pattern.pattern !== undefined && !match) continue;
    if (family === 'noise') return [];
    const severity = family === 'platform' ? pattern.severity : capped(pattern.severity, line.severity);
    out.push({ id: pattern.id, severity, fields: fieldsOf(pattern, reading, match?.groups) });
    explained ||= family === 'application' || (family === 'platform' && pattern.severity !== 'info');
  }
  return out.length > 0 ? out : unexplained(line);
}
