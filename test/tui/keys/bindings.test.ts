import { describe, expect, it } from 'vitest';
import { BINDINGS, bindingOf } from '../../../src/tui/keys/bindings.js';
import { hintsFor } from '../../../src/tui/keys/hints.js';
import { PANES } from '../../../src/tui/state/state.js';
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
    for (const key of ['ctrl-q', 'ctrl-\\']) expect(keys.has(key)).toBe(false);
  });

  it('hints in every pane at keys that work there, each with a word', () => {
    for (const pane of PANES) {
      const { wanted, always } = hintsFor({ ...stateOf(200, 24), pane });
      for (const { key, word } of [...wanted, ...always]) {
        expect(bindingOf(key, pane), `${key} in ${pane}`).toBeDefined();
        expect(word, `${key} in ${pane}`).not.toBe('');
      }
    }
  });

  it('hints at what an open panel takes', () => {
    expect(shown(press(stateOf(80, 24), 'f')).at(-1)).toMatch(/enter set or lift.*! hide.*q close/);
    expect(shown(press(stateOf(80, 24), '?')).at(-1)).toMatch(/j k scroll.*q close/);
  });

  it('always hints at help and quit, whatever the width', () => {
    for (const width of [30, 40, 80, 200]) {
      const last = shown(stateOf(width, 24)).at(-1) ?? '';
      expect(last).toContain('? help');
      expect(last).toContain('q quit');
    }
  });
});
