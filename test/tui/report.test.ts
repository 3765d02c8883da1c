import { describe, expect, it } from 'vitest';
import { inline, markdown, wrapLine } from '../../src/tui/panes/markdown.js';
import { tableRows } from '../../src/tui/panes/table.js';
import { lineWidth, plainText } from '../../src/tui/text/line.js';
import { act, press, shown, stateOf } from './support/driver.js';

const text = (lines: readonly Parameters<typeof plainText>[0][]): string[] =>
  lines.map((l) => plainText(l).trimEnd());

describe('the draft as text', () => {
  it('shows emphasis, code, pictures and links without their marks', () => {
    expect(
      text(markdown('**High** · *proposed* [E1] `etcd` ![All of it.](charts/a.png) <br/> 3 * 4', 90)),
    ).toEqual(['High · proposed [E1] etcd (chart: All of it.)   3 * 4'.replace('   ', ' ')]);
    expect(inline('a **b** c').map((s) => s.tone)).toEqual(['plain', 'strong', 'plain']);
  });

  it('keeps a quote together, its empty line too', () => {
    expect(text(['> **To fill in:** who?', '>', '> all'].flatMap((t) => markdown(t, 40)))).toEqual([
      '▏ To fill in: who?', '▏', '▏ all',
    ]); // prettier-ignore
  });

  it('wraps emphasis over lines, and words longer than a line', () => {
    const lines = wrapLine(inline('**one two three** four ' + 'x'.repeat(25)), 10);
    expect(lines.every((l) => lineWidth(l) <= 10)).toBe(true);
    expect(text(lines).join('')).not.toContain('*');
  });
});

describe('a table of the draft', () => {
  const TABLE = [
    '| What | From | What was seen |',
    '| --- | --- | --- |',
    '| Node `worker-1` | 22:30:02 | The kubelet gets no state from the runtime \\| none. [E8] |',
    '| **etcd** | 22:30:11 | slow |',
  ];

  it('stands in columns, long cells on several lines', () => {
    const rows = tableRows(TABLE, 50);
    expect(rows.flatMap((r) => text(r.lines))).toEqual([
      'What           From      What was seen',
      'Node worker-1  22:30:02  The kubelet gets no state',
      '                         from the runtime | none.',
      '                         [E8]',
      'etcd           22:30:11  slow',
    ]);
    expect(rows.flatMap((r) => r.lines).every((l) => lineWidth(l) <= 50)).toBe(true);
  });

  it('is told row by row where columns cannot be read', () => {
    expect(text(tableRows(TABLE, 24)[0]?.lines ?? [])).toEqual([
      'What: Node worker-1', '  From: 22:30:02', '  What was seen: The', '  kubelet gets no state', '  from the runtime |', '  none. [E8]', '',
    ]); // prettier-ignore
  });
});

describe('a mark of the draft', () => {
  it('leads to its bytes', () => {
    const draft = press(stateOf(100, 30), 'R');
    const at = shown(draft).findIndex((l) => l.includes('[E2]'));
    const first = shown(draft).findIndex((l) => l.startsWith('▸'));
    const there = press(draft, ...Array.from({ length: at - first }, () => 'j'), 'enter');
    expect(there.pane).toBe('evidence');
    expect(there.asks).toMatchObject([{ kind: 'context' }]);
  });

  it('still does after the author decided something', () => {
    const { analysis } = stateOf().scene;
    const next = act(stateOf(), {
      kind: 'honoured',
      honoured: { analysis, report: 'only [E1]', proofs: ['E-5'] },
    });
    expect(press(next, 'R', 'enter').pane).toBe('evidence');
  });
});
