import { describe, expect, it } from 'vitest';
import { iso } from '../../src/base/index.js';
import type { Ask, UiState } from '../../src/tui/state/state.js';
import { cursorRow } from '../../src/tui/state/state.js';
import { subjectOf } from '../../src/tui/subject.js';
import { act, press, shown, stateOf, typed } from './support/driver.js';
import { at, INCIDENT } from './support/fixture.js';

function timeline(): UiState {
  return press(stateOf(), '7');
}

/** The timeline with the cursor on the row that says this. */
function on(state: UiState, text: string): UiState {
  const found = press(typed(press(state, '/'), text), 'enter');
  expect(cursorRow(found)?.text).toContain(text);
  return found;
}

function asked<K extends Ask['kind']>(state: UiState, kind: K): Extract<Ask, { kind: K }> | undefined {
  return state.asks.find((a): a is Extract<Ask, { kind: K }> => a.kind === kind);
}

describe('opening', () => {
  it('shows what happened on the first page, and stands at T0 in the timeline', () => {
    const text = shown(stateOf()).join('\n');
    for (const words of [
      INCIDENT.title,
      'ROOT CAUSE',
      'credential wrong',
      'high confidence',
      'orders.example.test',
      '4 min 33 s',
    ]) {
      expect(text).toContain(words);
    }
    expect(cursorRow(timeline())?.text).toBe('T0 trigger');
  });

  it('leads from each line of the summary to its proof', () => {
    const state = stateOf();
    const line = shown(state).findIndex((l) => l.includes('no endpoints'));
    const first = shown(state).findIndex((l) => l.startsWith('▸'));
    const down = press(state, ...Array.from({ length: line - first }, () => 'j'));
    const row = cursorRow(press(down, 'enter'));
    expect(row?.text).toBe('no ready address behind Service api');
  });
});

describe('moving', () => {
  it('goes by line, page, half page and to the ends', () => {
    const state = press(timeline(), 'g');
    expect(state.cursor).toBe(0);
    expect(press(state, 'j', 'j', 'k').cursor).toBe(1);
    const end = press(state, 'G');
    expect(end.cursor).toBe(end.view.items - 1);
    expect(press(state, 'space').cursor).toBeGreaterThan(press(state, 'ctrl-d').cursor);
    expect(press(end, 'j').cursor).toBe(end.cursor);
  });

  it('seeks failures, warnings, gaps and rows of the same entity, both ways', () => {
    const state = press(timeline(), 'g', 'e');
    expect(cursorRow(state)?.severity).toBe(3);
    expect(cursorRow(press(state, 'w'))?.severity).toBeGreaterThanOrEqual(2);
    const gap = press(timeline(), 's');
    expect(cursorRow(gap)?.kind).toBe('gap');
    const pod = on(timeline(), 'password authentication');
    const next = press(pod, 'o');
    expect(cursorRow(next)?.entity).toEqual(cursorRow(pod)?.entity);
    expect(press(next, 'O').cursor).toBe(pod.cursor);
  });

  it('says when there is nothing further, and stays', () => {
    const state = press(timeline(), 'G', 'e');
    expect(state.message?.text).toContain('no further');
    expect(state.cursor).toBe(state.view.items - 1);
  });

  it('walks panes, back and forward', () => {
    const state = press(stateOf(), 'C', 'L', 'R');
    expect(press(state, '[').pane).toBe('lanes');
    expect(press(state, '[', '[').pane).toBe('chain');
    expect(press(state, '[', '[', ']').pane).toBe('lanes');
    expect(press(state, '-').pane).toBe('lanes');
    expect(press(stateOf(), 'tab', 'tab').pane).toBe('lanes');
    expect(press(stateOf(), 'shift-tab').pane).toBe('coverage');
  });
});

describe('search', () => {
  it('finds, goes on, goes back and wraps to the first hit', () => {
    const state = press(typed(press(timeline(), 'G', '/'), 'back-off'), 'enter');
    expect(state.search?.total).toBe(2);
    expect(cursorRow(state)?.text).toContain('Back-off');
    const second = press(state, 'n');
    expect(second.cursor).toBeGreaterThan(state.cursor);
    expect(press(second, 'N').cursor).toBe(state.cursor);
  });

  it('never takes typed letters for commands', () => {
    const state = typed(press(timeline(), '/'), 'jkqG?:&');
    expect(state.prompt?.text).toBe('jkqG?:&');
    expect(state.leaving).toBe(false);
    expect(press(state, 'esc').prompt).toBeUndefined();
  });

  it('takes prefixes of k9s as filters', () => {
    const state = press(typed(press(timeline(), '/'), '!healthz'), 'enter');
    expect(state.lens.clauses.map((c) => c.text)).toEqual(['!healthz']);
  });

  it('edits the prompt as a shell does', () => {
    const state = typed(press(timeline(), '/'), 'kube let');
    expect(press(state, 'ctrl-w').prompt?.text).toBe('kube ');
    expect(press(state, 'ctrl-u').prompt?.text).toBe('');
    expect(typed(press(state, 'home'), 'x').prompt?.text).toBe('xkube let');
    expect(press(state, 'left', 'backspace').prompt?.text).toBe('kube lt');
    const again = press(press(state, 'enter'), '/', 'up');
    expect(again.prompt?.text).toBe('kube let');
  });
});

describe('filters', () => {
  it('stack, tell what they hide, are lifted together and undone one by one', () => {
    const one = press(typed(press(timeline(), '&'), 'ns:pantry'), 'enter');
    const two = press(typed(press(one, '&'), '!probe'), 'enter');
    expect(two.view.rows.length).toBeLessThan(one.view.rows.length);
    expect(two.view.rows.length + two.view.hidden).toBe(two.scene.table.count);
    expect(shown(two)[0]).toContain('hidden');
    expect(press(two, 'ctrl-f').view.hidden).toBe(0);
    const undone = press(two, 'backspace');
    expect(undone.lens.clauses.map((c) => c.text)).toEqual(['ns:pantry']);
    expect(press(undone, 'ctrl-r').lens.clauses.length).toBe(2);
    expect(press(press(two, '&'), 'enter').lens.clauses.length).toBe(1);
  });

  it('keep the cursor on the same row', () => {
    const state = on(timeline(), 'no ready address');
    const filtered = press(typed(press(state, '&'), 'service'), 'enter');
    expect(cursorRow(filtered)?.text).toBe('no ready address behind Service api');
  });

  it('say what would be kept before Enter', () => {
    const state = typed(press(timeline(), '&'), 'ns:pantry');
    expect(asked(state, 'count')?.text).toBe('ns:pantry');
    const counted = act(state, {
      kind: 'counted',
      prompt: 'filter',
      text: 'ns:pantry',
      preview: 'keeps 5, hides 7',
    });
    expect(shown(counted).at(-1)).toContain('keeps 5, hides 7');
    const late = act(state, { kind: 'counted', prompt: 'filter', text: 'ns:p', preview: 'old' });
    expect(late.prompt?.preview).toBe('');
  });

  it('keep marks in sight under any filter', () => {
    const state = press(typed(press(timeline(), '&'), 'nothing like this'), 'enter');
    expect(shown(state).join('\n')).toContain('T0 trigger');
  });

  it('narrow to one entity with its owners', () => {
    const state = press(on(timeline(), 'password authentication'), '\\');
    expect(state.lens.focus?.family).toEqual(['Deployment/pantry/api']);
    expect(shown(state)[0]).toContain('api-6c8f5d7b9-x2x4z');
    expect(press(state, '\\').lens.focus).toBeUndefined();
  });

  it('are chosen from what is there', () => {
    const panel = press(timeline(), 'f');
    const text = shown(panel).join('\n');
    expect(text).toContain('SEVERITY');
    expect(text).toContain('NAMESPACE');
    const at = shown(panel).findIndex((l) => l.includes('☐ log'));
    const head = shown(panel).findIndex((l) => l.startsWith('▸'));
    const chosen = press(panel, ...Array.from({ length: at - head }, () => 'j'), 'enter');
    expect(chosen.lens.clauses.map((c) => c.text)).toEqual(['type:log']);
    const excluded = press(panel, ...Array.from({ length: at - head }, () => 'j'), '!');
    expect(excluded.lens.clauses.map((c) => c.text)).toEqual(['!type:log']);
  });

  it('raise the floor of severity and come round', () => {
    const state = press(timeline(), 'F', 'F');
    expect(state.lens.floor).toBe(2);
    expect(press(state, 'F', 'F').lens.floor).toBe(0);
  });
});

describe('time', () => {
  it('makes windows about the cursor, zooms, pans and shows all again', () => {
    const state = press(on(timeline(), 'password authentication'), '2');
    const { window } = state.lens;
    expect(window && window.hi - window.lo).toBe(60_000_000);
    expect(cursorRow(state)?.text).toContain('password authentication');
    const zoomed = press(state, 'z').lens.window;
    expect(zoomed && zoomed.hi - zoomed.lo).toBe(30_000_000);
    const later = press(state, ')').lens.window;
    expect(later && window && later.lo - window.lo).toBe(30_000_000);
    expect(press(state, '0').lens.window).toBeUndefined();
  });

  it('tells times as UTC, in the zone of the source, from T0 and from the row above', () => {
    const state = on(timeline(), 'every request answered');
    const line = (s: UiState): string => shown(s).find((l) => l.startsWith('▸')) ?? '';
    expect(line(state)).toContain('09:15:07');
    expect(line(press(state, 't'))).toContain('11:15:07');
    expect(line(press(state, 't', 't'))).toContain('+1:05');
    expect(line(press(state, 't', 't', 't'))).toContain('+0:00');
  });

  it('goes to an instant by palette', () => {
    const go = (text: string): string | undefined => {
      const state = press(typed(press(timeline(), ':'), text), 'enter');
      const row = cursorRow(state);
      return row && row.lo >= 0 ? iso(row.lo).slice(11, 19) : undefined;
    };
    expect(go('goto 09:29:50')).toBe('09:29:50');
    expect(go('09:31:21')).toBe('09:31:21');
    expect(go('goto T0')).toBe('09:14:02');
    expect(press(typed(press(timeline(), ':'), 'goto nowhere'), 'enter').message?.tone).toBe('fail');
  });
});

describe('the chain', () => {
  it('is walked from effect to cause and back, in the timeline too', () => {
    const surface = on(timeline(), 'every request answered');
    const service = press(surface, '<');
    expect(cursorRow(service)?.text).toBe('no ready address behind Service api');
    const pod = press(service, '<');
    expect(subjectOf(pod).condition?.id).toBe('c-pod2');
    expect(press(pod, '<', '<').message?.text).toContain('begins here');
    expect(subjectOf(press(pod, '>')).condition?.id).toBe('c-service');
  });

  it('is drawn once per condition, with what was ruled out', () => {
    const text = shown(press(stateOf(), 'C')).join('\n');
    expect(text.match(/├─▸|└─▸/g)).toHaveLength(5);
    expect(text).toMatch(/Service pantry\/api · no endpoints {2}\+1 cause/);
    expect(text).toContain('LOOKED AT AND NOT TAKEN');
    expect(text).toContain('7 min after the first 503');
  });

  it('draws a ring without a beginning all the same', () => {
    const state = stateOf();
    const ring = {
      ...INCIDENT,
      rootCauses: [],
      links: INCIDENT.links
        .filter((l) => l.from === 'c-pod' && l.to === 'c-service')
        .flatMap((l) => [l, { ...l, from: l.to, to: l.from }]),
    };
    const analysis = { ...state.scene.analysis, incidents: [ring] };
    const text = shown(
      press(act(state, { kind: 'honoured', honoured: { analysis, report: '', proofs: [] } }), 'C'),
    ).join('\n');
    expect(text).toMatch(/api-6c8f5d7b9-x2x4z · crash looping {2}\+1 cause/);
    expect(text).toMatch(/└─▸ ✖ Service pantry\/api/);
  });
});

describe('proof', () => {
  it('asks for the bytes around the row and shows them with file, line and offset', () => {
    const state = press(on(timeline(), 'password authentication'), 'v');
    const ask = asked(state, 'context');
    expect(ask?.source).toBe('s2');
    const context = {
      path: 'pods/pantry/api/app.log',
      lines: [{ offset: ask?.offset ?? 0, line: 3, text: 'fatal pq' }],
      at: 0,
    };
    const read = act(state, { kind: 'context-read', source: 's2', offset: ask?.offset ?? 0, context });
    const text = shown(read).join('\n');
    expect(text).toContain('pods/pantry/api/app.log line 3');
    expect(text).toContain(`byte ${String(ask?.offset)}`);
    const other = act(state, { kind: 'context-read', source: 's2', offset: 1, context });
    expect(other.raw?.context).toBeUndefined();
  });

  it('goes from one proof of a finding to the next', () => {
    const state = press(stateOf(), 'C', 'v');
    expect(asked(state, 'context')?.offset).toBe(0);
    const next = press(state, 'o');
    expect(asked(next, 'context')?.source).toBe('s2');
    expect(asked(press(next, 'o'), 'context')?.offset).toBe(0);
    expect(press(press(on(timeline(), 'GET /healthz'), 'v'), 'o').message?.text).toContain('no other proof');
  });

  it('stops at the line of an object that says it', () => {
    const texts = [
      '{',
      '  "spec": {',
      '    "replicas": 0,',
      '    "selector": {',
      '      "app": "web"',
      '    }',
      '  }',
      '}',
      '{',
      '  "selector": 1',
    ];
    const lines = texts.map((text, i) => ({ offset: i * 100, text }));
    const raw = { source: 's', offset: 0, length: 800, context: undefined };
    const at = (words: string): number => {
      const state = { ...press(stateOf(), 'C', 'v'), raw: { ...raw, words } };
      const read = act(state, {
        kind: 'context-read',
        source: 's',
        offset: 0,
        context: { path: 'p', lines, at: 0 },
      });
      return read.lists.evidence.cursor;
    };
    expect(at('spec.selector: {"app":"web"}')).toBe(3);
    expect(at('spec.replicas: 0')).toBe(2);
    expect(at('nothing of this')).toBe(0);
  });

  it('describes an entity at the instant of the row, and goes to its owner', () => {
    const state = press(on(timeline(), 'password authentication'), 'd');
    const text = shown(state).join('\n');
    expect(text).toContain('as of 2031-05-06 09:14:39');
    expect(text).toContain('● ✖ crash looping');
    expect(text).toContain('runs on');
    const owner = press(state, 'J');
    expect(owner.entity).toBe('Deployment/pantry/api');
    expect(press(owner, '[').entity).toBe(state.entity);
  });

  it('asks for the pager, the raw object and the clipboard', () => {
    const state = on(timeline(), 'password authentication');
    expect(asked(press(state, 'V'), 'page')?.source).toBe('s2');
    expect(asked(press(state, 'y'), 'object')?.entity).toContain('Pod/pantry');
    expect(asked(press(state, 'c'), 'copy')?.text).toMatch(/^2031-05-06T09:14:39Z .*app\.log byte \d+\]$/);
  });
});

describe('the author', () => {
  it('sets T0, detection and mitigation, which are saved and honoured at once', () => {
    const state = press(on(timeline(), 'no ready address'), 'T');
    expect(state.session.marks).toEqual({ t0: at('09:15:06') });
    expect(asked(state, 'save')?.session.marks).toEqual({ t0: at('09:15:06') });
    expect(asked(state, 'honour')).toBeDefined();
    expect(shown(state).join('\n')).toContain('T0 trigger (set by hand)');
    const marks = press(press(state, 'D'), 'A').session.marks;
    expect(Object.keys(marks).sort()).toEqual(['detect', 'mitigate', 't0']);
    expect(press(state, 'backspace').session.marks).toEqual({});
  });

  it('takes a mark back when it is set on the same instant again', () => {
    const once = press(on(timeline(), 'no ready address'), 'D');
    expect(press(on(once, 'no ready address'), 'D').session.marks).toEqual({});
  });

  it('pins and rejects findings, never both', () => {
    const state = on(timeline(), 'password authentication');
    const pinned = press(state, 'P');
    expect(pinned.session.pinned).toEqual(['c-pod']);
    const rejected = press(pinned, 'B');
    expect(rejected.session).toMatchObject({ pinned: [], rejected: ['c-pod'] });
    expect(press(rejected, 'B').session.rejected).toEqual([]);
  });

  it('writes notes on findings, comments and tags on rows, and events of its own', () => {
    const finding = press(
      typed(press(on(timeline(), 'password authentication'), ';'), 'seen before'),
      'enter',
    );
    expect(finding.session.notes).toEqual({ 'c-pod': 'seen before' });
    expect(shown(press(finding, 'C')).join('\n')).toContain('“seen before”');
    const row = on(timeline(), 'GET /healthz');
    const tagged = press(typed(press(row, '#'), 'noise, later'), 'enter');
    expect(tagged.session.bookmarks[0]?.tags).toEqual(['noise', 'later']);
    const commented = press(typed(press(tagged, ';'), 'harmless'), 'enter');
    expect(commented.session.bookmarks).toHaveLength(1);
    expect(commented.session.bookmarks[0]?.comment).toBe('harmless');
    const event = press(typed(press(row, 'a'), 'called the vendor'), 'enter');
    expect(event.session.events[0]?.text).toBe('called the vendor');
    expect(shown(event).join('\n')).toContain('called the vendor');
  });

  it('bookmarks rows and ranges and walks them', () => {
    const one = press(timeline(), 'g', 'm');
    expect(one.session.bookmarks).toHaveLength(1);
    expect(one.asks.map((a) => a.kind)).toEqual(['save']);
    const range = press(one, 'j', 'j', 'M');
    expect(range.session.bookmarks).toHaveLength(3);
    expect(press(range, 'g', 'u').cursor).toBe(1);
    expect(press(range, 'G', 'U').cursor).toBe(2);
    expect(press(one, 'm').session.bookmarks).toEqual([]);
  });

  it('honours what came back', () => {
    const state = stateOf();
    const analysis = { ...state.scene.analysis, incidents: [{ ...INCIDENT, title: 'Another title' }] };
    const next = act(state, { kind: 'honoured', honoured: { analysis, report: '# New draft', proofs: [] } });
    expect(shown(next).join('\n')).toContain('Another title');
    expect(shown(press(next, 'R')).join('\n')).toContain('New draft');
  });
});

describe('the palette', () => {
  const run = (text: string): UiState => press(typed(press(timeline(), ':'), text), 'enter');

  it('filters, floors, windows, marks, exports and opens panes', () => {
    expect(run('filter ns:pantry').lens.clauses).toHaveLength(1);
    expect(run('sev warn').lens.floor).toBe(2);
    expect(run('window 09:14 09:16').lens.window).toBeDefined();
    expect(run('mark restore').session.marks.restore).toBeDefined();
    expect(asked(run('export csv out.csv'), 'export')).toEqual({
      kind: 'export',
      format: 'csv',
      name: 'out.csv',
    });
    expect(run('coverage').pane).toBe('coverage');
    expect(run('cov').pane).toBe('coverage');
    expect(run('skew n2 +3s').session.skew).toEqual({ n2: 3 });
    expect(run('entity coredns').entity).toBe('Deployment/kube-system/coredns');
    expect(run('quit').leaving).toBe(true);
  });

  it('names what it does not know, and completes', () => {
    expect(run('frobnicate').message?.tone).toBe('fail');
    expect(run('e').message?.text).toContain('could be');
    const state = press(typed(press(timeline(), ':'), 'cov'), 'tab');
    expect(state.prompt?.text).toBe('coverage ');
  });
});

describe('leaving', () => {
  it('closes one thing at a time; Escape never leaves, q does at the bottom', () => {
    const deep = press(on(timeline(), 'password authentication'), 'd', '?');
    expect(deep.overlay).toBe('help');
    const closed = press(deep, 'q');
    expect(closed.overlay).toBeUndefined();
    const up = press(closed, 'q');
    expect(up.pane).toBe('timeline');
    expect(up.leaving).toBe(false);
    expect(press(up, 'esc', 'esc', 'esc').leaving).toBe(false);
    expect(press(up, 'q').leaving).toBe(true);
    expect(press(typed(press(up, '/'), 'abc'), 'ctrl-c').leaving).toBe(true);
  });
});
