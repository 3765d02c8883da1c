import { describe, expect, it } from 'vitest';
import { parsePayload, timeOf } from '../../../src/intake/formats/log-reader/parse.js';
import { unwrap } from '../../../src/intake/formats/log-reader/wrappers.js';
import type { LogLine } from '../../../src/intake/log-line.js';
import { UNTIMED } from '../../../src/intake/hints.js';
import { CATALOGUE, Hits, Scanner, haystackOf, meaningsOf } from '../../../src/intake/messages/index.js';
import { NOISE } from '../../../src/intake/messages/noise.js';

const scanner = new Scanner();

/** A sample line as the reader sees it, with what its bytes hold. */
function read(raw: string, program: string): { line: LogLine; hits: Hits } {
  const wrapped = unwrap(raw);
  const parsed = parsePayload(wrapped.text);
  const time = timeOf(wrapped.at, parsed.at);
  scanner.clear();
  scanner.scan(Buffer.from(raw));
  return {
    hits: new Hits(scanner.numbersMet()),
    line: {
      at: time === undefined ? UNTIMED : { lo: time.lo, hi: time.hi, grade: 'A' },
      severity: parsed.severity,
      text: parsed.text,
      fields: parsed.fields,
      origin: { program: wrapped.program ?? parsed.program ?? program },
      evidence: { source: 0, offset: 0, length: raw.length },
    },
  };
}

const anchors = (anchor: string | readonly string[]): readonly string[] =>
  typeof anchor === 'string' ? [anchor] : anchor;

describe('message catalogue', () => {
  CATALOGUE.forEach(({ pattern, family }, index) => {
    const title = `${family} ${pattern.id} (${anchors(pattern.anchor)[0] ?? ''})`;

    it(`${title}: its samples match it`, () => {
      expect(pattern.samples.length).toBeGreaterThan(0);
      for (const sample of pattern.samples) {
        const { line, hits } = read(sample, pattern.programs?.[0] ?? 'app');
        expect(hits.messages(), sample).toContain(index);
        const meanings = meaningsOf(line, haystackOf(line), hits);
        if (pattern.id === NOISE) expect(meanings, sample).toEqual([]);
        else
          expect(
            meanings.map(({ id }) => id),
            sample,
          ).toContain(pattern.id);
      }
    });

    if (pattern.gives !== undefined) {
      it(`${title}: the first sample gives its fields`, () => {
        const { line, hits } = read(pattern.samples[0] ?? '', pattern.programs?.[0] ?? 'app');
        const found = meaningsOf(line, haystackOf(line), hits).find(({ id }) => id === pattern.id);
        expect(found?.fields).toMatchObject(pattern.gives ?? {});
      });
    }
  });

  it('has anchors that quoting cannot change', () => {
    for (const { pattern } of CATALOGUE) {
      for (const anchor of anchors(pattern.anchor)) {
        expect(anchor, pattern.id).not.toMatch(/["'\\<>&\n]/);
        expect(anchor.length, pattern.id).toBeGreaterThanOrEqual(4);
      }
    }
  });

  it('has ids in kebab-case, and a source for every wording', () => {
    for (const { pattern } of CATALOGUE) {
      expect(pattern.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(pattern.origin.length).toBeGreaterThan(3);
    }
  });
});
