import { describe, expect, it } from 'vitest';
import { BINDINGS } from '../../../src/tui/keys/bindings.js';
import { press, shown, stateOf } from '../support/driver.js';

describe('the key table', () => {
  it('gives no key two meanings', () => {
    const keys = BINDINGS.flatMap((b) => b.keys);
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([]);
  });

  it('shows every binding in the help', () => {
    const help = press(stateOf(120, 200), '?');
    const text = shown(help).join('\n');
    for (const b of BINDINGS) expect(text).toContain(b.about);
  });

  it('leaves alone what terminals and shells need', () => {
    const keys = new Set(BINDINGS.flatMap((b) => b.keys));
    for (const key of ['ctrl-z', 'ctrl-q', 'ctrl-\\']) expect(keys.has(key)).toBe(false);
  });

  it('always hints at help and quit, whatever the width', () => {
    for (const width of [30, 40, 80, 200]) {
      const last = shown(stateOf(width, 24)).at(-1) ?? '';
      expect(last).toContain('? help');
      expect(last).toContain('q quit');
    }
  });
});
