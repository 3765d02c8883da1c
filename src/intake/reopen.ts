import { capturePaths } from './paths.js';
import type { Budget, Member } from './source/member.js';
import { DEFAULT_BUDGET } from './source/member.js';
import { Meter } from './source/meter.js';
import type { Input } from './source/roots.js';
import { rootsOf } from './source/roots.js';
import { members } from './source/walk.js';

interface Walked {
  readonly member: Member;
  readonly label: string;
}

/**
 * The bytes of one source of a capture, read anew, by its path in the capture; `nth` counts sources of the
 * same path. Paths are settled only when all members are known, so what was named is walked twice: once
 * for the names, once for the bytes. Throws BrokenSource where the source breaks off.
 */
export async function* openSource(
  inputs: readonly Input[],
  path: string,
  nth = 0,
  budget: Partial<Budget> = {},
): AsyncGenerator<Buffer> {
  const limits = { ...DEFAULT_BUDGET, ...budget };
  const seen: { path: string; packed: boolean; label: string; isContainer: boolean }[] = [];
  for await (const { member, label } of walked(inputs, limits)) {
    const { path: inner, packed, broken } = member;
    seen.push({ path: inner, packed, label, isContainer: broken !== undefined });
  }
  const found = capturePaths(seen).flatMap((p, i) => (p === path ? [i] : []));
  const wanted = found[nth];
  if (wanted === undefined) throw new Error(`${path} is no longer in the capture`);
  let at = 0;
  for await (const { member } of walked(inputs, limits)) {
    if (at++ !== wanted) continue;
    yield* member.bytes();
    return;
  }
}

/** A file of the capture with its bytes, or why there are none. */
export interface Leaf {
  /** Path in the capture, as its sources have it. */
  readonly path: string;
  readonly refused?: string;
  /** To be consumed before the next leaf is asked for. */
  bytes(): AsyncIterable<Buffer>;
}

/** Every file of what was named, archives opened, to be read as bytes; walked twice as for {@link openSource}. */
export async function* leaves(inputs: readonly Input[], budget: Partial<Budget> = {}): AsyncGenerator<Leaf> {
  const limits = { ...DEFAULT_BUDGET, ...budget };
  const seen: { path: string; packed: boolean; label: string; isContainer: boolean }[] = [];
  for await (const { member, label } of walked(inputs, limits)) {
    seen.push({ path: member.path, packed: member.packed, label, isContainer: member.broken !== undefined });
  }
  const paths = capturePaths(seen);
  let at = 0;
  for await (const { member } of walked(inputs, limits)) {
    const path = paths[at++] ?? member.path;
    const refused = member.refused ?? member.broken?.message;
    yield { path, bytes: () => member.bytes(), ...(refused === undefined ? {} : { refused }) };
  }
}

async function* walked(inputs: readonly Input[], budget: Budget): AsyncGenerator<Walked> {
  const meter = new Meter(budget);
  for (const root of await rootsOf(inputs, meter)) {
    for await (const member of members(root, meter)) yield { member, label: root.label };
  }
}
