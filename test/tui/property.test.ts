import { describe, expect, it } from 'vitest';
import { BINDINGS } from '../../src/tui/keys/bindings.js';
import { frameOf, painted } from '../../src/tui/frame.js';
import { bodyOf } from '../../src/tui/panes/index.js';
import { lineWidth } from '../../src/tui/text/line.js';
import { layoutFor, type UiState } from '../../src/tui/state/state.js';
import { update } from '../../src/tui/update/update.js';
import { RowWriter } from '../../src/tui/index.js';
import { act, press, stateOf } from './support/driver.js';
import { QUIET } from './support/fixture.js';
import { fixturePort, fixtureRows } from './support/port.js';

const KEYS = [
  ...BINDINGS.flatMap((b) => b.keys),
  ...'!ßs:eq 失%\u0001',
  'delete',
  'ctrl-w',
  'ctrl-a',
  'ctrl-k',
].filter((k) => k !== 'ctrl-c' && k !== 'q');

/** Numbers that look random and are the same every time. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

function check(state: UiState, how: string): void {
  const { columns, rows } = state.size;
  const { items } = state.view;
  expect(state.cursor, how).toBeGreaterThanOrEqual(0);
  expect(state.cursor, how).toBeLessThan(Math.max(1, items));
  expect(state.top, how).toBeGreaterThanOrEqual(0);
  expect(state.top, how).toBeLessThanOrEqual(state.cursor);
  expect(state.cursor - state.top, how).toBeLessThan(Math.max(1, layoutFor(state).body));
  if (state.pane !== 'timeline') {
    const { entries } = bodyOf(state);
    const place = state.lists[state.pane];
    expect(place.cursor, how).toBeGreaterThanOrEqual(0);
    expect(place.cursor, how).toBeLessThan(Math.max(1, entries.length));
  }
  const frame = frameOf(state);
  expect(frame.length, how).toBe(rows);
  for (const line of frame) {
    if (lineWidth(line) !== columns)
      expect.fail(`${how}: a line of ${String(lineWidth(line))} in ${String(columns)} columns`);

    const rest = painted(line, 'rich').replace(/\u001b\[[0-9;]*m/g, '');

    if (/[\u0000-\u001f\u007f-\u009f]/.test(rest)) expect.fail(`${how}: a control character in the frame`);
  }
}

const HOSTILE = 'x\u001b[2J\u001b]0;t\u0007\u202e\r\n\u009b失\ud800 ' + '長'.repeat(200);

function hostileRows(): ReturnType<typeof fixtureRows> {
  const writer = new RowWriter();
  const source = writer.origin({ id: 's1', path: HOSTILE, label: HOSTILE });
  for (let i = 0; i < 60; i++) {
    const entity = { kind: HOSTILE.slice(0, 9), namespace: `\u001b[31m${String(i % 3)}`, name: HOSTILE };
    writer.add({
      lo: i * 1e12,
      hi: i * 1e12 + 5,
      severity: 3,
      kind: 'fault',
      source,
      offset: i,
      entity,
      text: HOSTILE,
    });
  }
  return writer.finish();
}

const PORTS = [
  ['the incident', () => fixturePort()],
  ['no incident', () => fixturePort({ analysis: QUIET, rows: fixtureRows(QUIET, 30) })],
  ['nothing at all', () => fixturePort({ analysis: { ...QUIET, background: [], timeline: [], evidence: {} }, rows: new RowWriter().finish(), report: '' })],
  ['hostile rows', () => fixturePort({ rows: hostileRows(), title: HOSTILE, report: HOSTILE })],
] as const; // prettier-ignore

const SIZES = [[40, 10], [80, 24], [120, 40], [200, 60], [7, 3], [1, 1]] as const; // prettier-ignore

describe('whatever is pressed', () => {
  for (const [name, port] of PORTS) {
    it(`the selection stays in range and the frame within the screen: ${name}`, () => {
      SIZES.forEach(([columns, rows], size) => {
        const roll = dice(size * 977 + name.length);
        let state = stateOf(columns, rows, port());
        const log: string[] = [];
        for (let i = 0; i < 140; i++) {
          const key = KEYS[roll(KEYS.length)] ?? 'j';
          log.push(key);
          state = roll(25) === 0 ? outside(state, roll) : press(state, key);
          check(state, `${name} ${String(columns)}x${String(rows)}: ${log.slice(-12).join(' ')}`);
        }
      });
    });
  }
});

/** Something that is not a key: another size, bytes that came, figures anew. */
function outside(state: UiState, roll: (below: number) => number): UiState {
  const lines = Array.from({ length: roll(40) }, (_, i) => ({ offset: i * 10, line: i + 1, text: HOSTILE }));
  switch (roll(5)) {
    case 0:
      return act(state, { kind: 'resize', columns: 1 + roll(130), rows: 1 + roll(50) });
    case 1: {
      const { source = 's1', offset = 0 } = state.raw ?? {};
      return act(state, {
        kind: 'context-read',
        source,
        offset,
        context: { path: HOSTILE, lines, at: roll(40) },
      });
    }
    case 2:
      return act(state, { kind: 'honoured', honoured: { analysis: QUIET, report: 'new', proofs: [] } });
    case 3:
      return act(state, { kind: 'object-read', entity: 'Pod/a/b', text: `kind: Pod\n${HOSTILE}` });
    default:
      return update(state, { kind: 'wheel', by: roll(7) - 3 });
  }
}
