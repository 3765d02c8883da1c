import { describe, expect, it } from 'vitest';
import { frameOf, painted } from '../../src/tui/frame.js';
import { widthOf } from '../../src/tui/text/visible.js';
import { press, running, settled, stateOf, shown, typed } from './support/driver.js';
import { fixturePort } from './support/port.js';

const SIZES = [[40, 10], [80, 24], [120, 40], [200, 60]] as const; // prettier-ignore

describe.each(SIZES)('on a terminal of %i by %i', (columns, rows) => {
  it('fills the screen and never more, in every pane', async () => {
    const { terminal, send, done } = await running(columns, rows);
    const titles = ['Summary', 'Timeline', 'Lanes', 'Chain', 'Entity', 'Evidence', 'Report', 'Coverage'];
    for (const title of titles) {
      expect(terminal.text()).toContain(`[${title}]`);
      expect(terminal.screen()[0]).toContain('inquest orders-outage');
      expect(terminal.screen().at(-1)).toMatch(/q (?:quit|back)/);
      await send('\t');
    }
    expect(terminal.lowest).toBe(rows);
    expect(terminal.widest).toBeLessThanOrEqual(columns);
    await send('q');
    expect(await done).toBe(0);
  });

  it('tells the root cause without scrolling', () => {
    const text = shown(stateOf(columns, rows)).join(' ');
    if (rows < 24) expect(text.replace(/\s+/g, ' ')).toContain('Orders unavailable for 16 minutes');
    else {
      expect(text).toContain('Secret pantry/db-credentials · credential wrong');
      expect(text).toContain('HOW IT WENT');
    }
  });
});

describe('the timeline', () => {
  it('tells time, severity, source, entity, text and count at 120 columns', () => {
    const lines = shown(press(stateOf(120, 40), '7'));
    const row = lines.find((l) => l.includes('password authentication'));
    expect(row).toMatch(
      /^ {2}09:14:39\.000 {2}✖ FAIL app {10}Pod pantry\/api-6c8f5d7b9-x2x4z {2}password authentication/,
    );
    expect(lines.find((l) => l.includes('Readiness probe'))).toMatch(/×\d+ –09:1\d:\d\d/);
    expect(lines.find((l) => l.includes('T0 trigger'))).toMatch(/^▸━━ 09:14:02 {2}T0 trigger ━+/);
    expect(lines.find((l) => l.includes('no word of Node n3'))).toMatch(/^ ╌╌ 09:16:00–09:24:00/);
  });

  it('keeps what matters at 40 columns', () => {
    const row = shown(press(stateOf(40, 20), '7', 'e')).find((l) => l.startsWith('▸'));
    expect(row).toMatch(/^▸ 09:14:02 {2}✖ db-credentials: rotation/);
  });

  it('shows detail, source, offset and finding of the row below', () => {
    const text = shown(press(stateOf(120, 40), '7', 'e', 'e')).join('\n');
    expect(text).toContain('pods/pantry/api/app.log byte');
    expect(text).toContain('Container app exits 1 right after start');
  });

  it('marks hits in the text and beside the scrollbar', () => {
    const state = press(typed(press(stateOf(80, 24), '7', '/'), 'password'), 'enter');
    const hit = frameOf(press(state, 'k')).find((line) => line.some((s) => s.tone === 'hit'));
    expect(hit?.find((s) => s.tone === 'hit')?.text).toBe('password');
    expect(shown(state).some((l) => l.endsWith('◂'))).toBe(true);
  });
});

describe('lanes', () => {
  it('draws a bar per entity and condition, open ends, marks and blind stretches', () => {
    const lines = shown(press(stateOf(120, 40), 'L'));
    expect(lines.find((l) => l.includes('credential wrong') && l.includes('│'))).toMatch(/│ {3}█{50,}/);
    expect(lines.find((l) => l.includes('scaled out') && l.includes('│'))).toMatch(/▓+▸/);
    expect(lines.some((l) => /T.*I.*D.*A.*R/.test(l))).toBe(true);
  });
});

describe('coverage', () => {
  it('puts what was not read whole first, with the reason, and tells the gaps', () => {
    const text = shown(press(stateOf(120, 40), 'K')).join('\n');
    expect(text.indexOf('kubelet.log  ')).toBeLessThan(text.indexOf('events.log'));
    expect(text).toContain('ends in the middle of a line (line 900)');
    expect(text).toContain('no kubelet log of n3 was collected');
    expect(text).toMatch(/clock \+2\.5 s/);
  });
});

describe('without colour', () => {
  it('says the same: severity by glyph and word, the pane in brackets, the cursor by a sign', () => {
    const state = press(stateOf(120, 40), '7', 'e');
    const mono = frameOf(state).map((l) => painted(l, 'mono'));

    const codes = new Set(mono.join('').match(/\u001b\[[0-9;]*m/g));
    expect([...codes].filter((c) => !/^\u001b\[(0|1|2|4|7|1;4)m$/.test(c))).toEqual([]);
    const text = shown(state).join('\n');
    for (const sign of ['✖ FAIL', '· info', '[Timeline]', '▸']) expect(text).toContain(sign);
  });
});

describe('text of a capture', () => {
  it('cannot speak to the terminal', async () => {
    const port = fixturePort();
    const evil = {
      ...port,
      report: 'a\u001b]52;c;aGFja2Vk\u0007\u009b2J\u0008\r',
      title: '\u001b[2J\u001b]0;x\u0007',
    };
    const { terminal, send, done } = await running(80, 24, evil);
    await send('R');
    expect(terminal.text()).toContain('␛]52;c;aGFja2Vk␇');
    expect(terminal.clipboard).toEqual([]);
    for (const line of terminal.screen()) expect(widthOf(line)).toBeLessThanOrEqual(80);
    await send('q');
    await settled();
    await done;
  });
});
