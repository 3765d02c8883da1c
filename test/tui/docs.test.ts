import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BINDINGS } from '../../src/tui/keys/bindings.js';

describe('docs/browse.md', () => {
  it('tells every key as the program means it', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/browse.md'), 'utf8').replace(/ +/g, ' ');
    for (const b of BINDINGS) {
      expect(text).toContain(`| ${b.keys.map((k) => `\`${k}\``).join(' ')} | ${b.about}`);
    }
  });
});
