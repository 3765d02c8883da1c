import { readFile } from 'node:fs/promises';
import type { Instant } from '../base/index.js';
import { explain } from '../cause/index.js';
import { detect } from '../detect/index.js';
import { InputError, readCapture, type Input, type Progress } from '../intake/index.js';
import { parseProfile, type Profile } from '../measure/index.js';
import type { Analysis } from '../model/index.js';
import { buildCase } from '../world/index.js';
import { honoured, readDecisions, withSkew, type AuthorFile } from './author/index.js';
import type { Findings } from './findings.js';
import { heldInputs } from './held-input.js';
import { withSurroundings } from './surroundings.js';
import { unreadable } from './unreadable.js';
import { narrow, type Filter } from './narrow.js';

export interface AnalyzeOptions {
  readonly asOf?: Instant;
  /** [glob pattern or "" for all sources, zone] */
  readonly timeZones?: readonly (readonly [pattern: string, zone: string])[];
  /** Patterns of paths in the capture: what matches none is left out. */
  readonly only?: readonly string[];
  /** Files with notes of the responders. */
  readonly notes?: readonly string[];
  /** Path of the profile (YAML). */
  readonly profile?: string;
  /** What the author of the draft decided, from the files that hold it. */
  readonly author?: readonly AuthorFile[];
  readonly filter?: Filter;
  /** Bytes after decompression above which reading stops and the result is partial. */
  readonly totalBytes?: number;
  /** Threads that may read a large capture at once. */
  readonly jobs?: number;
  /** False leaves out the lines around what is cited, and the second reading that they take. */
  readonly surroundings?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Analyzed {
  readonly analysis: Analysis;
  readonly findings: Findings;
  /** True when a limit was hit: exit status 4. */
  readonly partial: boolean;
  /** Detectors that failed: faults of ours. */
  readonly failures: readonly { readonly detector: string; readonly message: string }[];
}

/** The main job: reads, rebuilds the world, detects, explains, measures, and composes the analysis. */
export async function analyze(paths: readonly Input[], options: AnalyzeOptions = {}): Promise<Analyzed> {
  const profile = await profileAt(options.profile);
  const inputs = heldInputs([...paths, ...(options.notes ?? [])]);
  const read = await readCapture(inputs.first, {
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.timeZones === undefined ? {} : { timeZones: options.timeZones }),
    ...(options.only === undefined ? {} : { only: options.only }),
    ...(options.totalBytes === undefined ? {} : { budget: { totalBytes: options.totalBytes } }),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const nothing = unreadable(read);
  if (nothing !== undefined) throw new InputError(nothing, nothing);
  const decisions = readDecisions(options.author ?? [], read.sources.length);
  const capture = withSkew(read, decisions.skew);
  const world = buildCase(options.filter ? narrow(capture, options.filter) : capture);
  const detection = detect(world);
  const explanation = explain(world, detection.conditions, detection.types);
  const findings: Findings = { capture, world, detection, explanation, profile };
  const analysis = honoured(findings, decisions);
  return {
    analysis:
      options.surroundings === false ? analysis : await withSurroundings(analysis, inputs.again() ?? []),
    findings,
    partial: capture.truncated,
    failures: detection.failures,
  };
}

/** Reads a profile; undefined without a path. */
export async function profileAt(path: string | undefined): Promise<Profile | undefined> {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new InputError(path, `${path}: the profile cannot be read`);
  }
  return parseProfile(text);
}
