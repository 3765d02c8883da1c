import type { Millis } from './queue.js';

interface Line {
  readonly at: Millis;
  readonly text: string;
}

/** Log files by path, line by line, with when each was really written. */
export class LogFiles {
  private readonly files = new Map<string, Line[]>();

  /** Adds a line to a file. */
  write(path: string, at: Millis, text: string): void {
    const lines = this.files.get(path);
    if (lines === undefined) this.files.set(path, [{ at, text }]);
    else lines.push({ at, text });
  }

  /** Text of each file as it stands at a time, without what was rotated away before another. */
  upTo(at: Millis, from: Millis): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    for (const [path, lines] of this.files) {
      const kept = lines.filter((l) => l.at >= from && l.at <= at);
      if (kept.length > 0) texts.set(path, kept.map((l) => `${l.text}\n`).join(''));
    }
    return texts;
  }
}
