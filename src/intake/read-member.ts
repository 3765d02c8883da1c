import type { Reading } from './reading.js';
import { BrokenSource, LimitHit, reason } from './source/fault.js';
import type { Member } from './source/member.js';

/** Reads the bytes of a member; true when a limit stopped it. `pulse` is called between two chunks. */
export async function readMember(
  member: Member,
  reading: Reading,
  pulse: () => void = () => undefined,
): Promise<boolean> {
  const { whole } = member;
  if (whole !== undefined) {
    pulse();
    if (whole.length > 0) reading.chunk(whole);
    reading.end();
    return false;
  }
  let isLimited = false;
  let cut: string | undefined;
  try {
    for await (const chunk of member.bytes()) {
      pulse();
      reading.chunk(chunk);
      if (reading.isDeclined) break;
    }
  } catch (error) {
    if (!(error instanceof BrokenSource || error instanceof LimitHit)) throw error;
    cut = reason(error);
    isLimited = error instanceof LimitHit;
  }
  reading.end();
  if (cut !== undefined) reading.cutOff(cut, reading.bytes);
  return isLimited;
}
