import { MINUTE } from '../../base/index.js';
import type { UiAction } from '../state/action.js';
import type { PaneId } from '../state/state.js';

/** What a key means. The one table that dispatch, help, hints and the docs are made from. */
export interface Binding {
  readonly keys: readonly string[];
  readonly action: UiAction;
  /** Word for the hint line, where hints.ts names the key. */
  readonly hint: string;
  readonly about: string;
  readonly group: Group;
  /** Panes where it works; everywhere when absent. */
  readonly panes?: readonly PaneId[];
}

export type Group = 'Move' | 'Find' | 'Filter' | 'Time' | 'Go to' | 'Author' | 'Panes' | 'Out';

export const GROUPS: readonly Group[] = ['Move', 'Panes', 'Go to', 'Find', 'Filter', 'Time', 'Author', 'Out'];

function on(
  keys: string,
  action: UiAction,
  group: Group,
  hint: string,
  about: string,
  panes?: readonly PaneId[],
): Binding {
  const binding = { keys: keys.split(' '), action, hint, about, group };
  return panes === undefined ? binding : { ...binding, panes };
}

const TIMELINE: readonly PaneId[] = ['timeline'];

export const BINDINGS: readonly Binding[] = [
  on('enter', { kind: 'open' }, 'Go to', 'open', 'go where the line leads; in the timeline, details and then its bytes'),
  on('tab', { kind: 'pane-step', by: 1 }, 'Panes', 'next pane', 'next pane'),
  on('shift-tab', { kind: 'pane-step', by: -1 }, 'Panes', '', 'previous pane'),
  on('1', { kind: 'pane', to: 'summary' }, 'Panes', 'summary', 'summary: what happened'),
  on('7', { kind: 'pane', to: 'timeline' }, 'Panes', 'timeline', 'timeline'),
  on('L', { kind: 'pane', to: 'lanes' }, 'Panes', 'lanes', 'lanes'),
  on('C', { kind: 'pane', to: 'chain' }, 'Panes', 'chain', 'causal chain'),
  on('R', { kind: 'pane', to: 'report' }, 'Panes', 'draft', 'the draft'),
  on('K', { kind: 'pane', to: 'coverage' }, 'Panes', 'coverage', 'coverage: what is known'),
  on('}', { kind: 'incident', by: 1 }, 'Panes', 'next incident', 'next incident'),
  on('{', { kind: 'incident', by: -1 }, 'Panes', '', 'previous incident'),

  on('j down', { kind: 'move', by: 1, unit: 'line' }, 'Move', 'down', 'one line down'),
  on('k up', { kind: 'move', by: -1, unit: 'line' }, 'Move', '', 'one line up'),
  on('space pgdn', { kind: 'move', by: 1, unit: 'page' }, 'Move', 'page', 'one page down'),
  on('b pgup', { kind: 'move', by: -1, unit: 'page' }, 'Move', '', 'one page up'),
  on('ctrl-d', { kind: 'move', by: 1, unit: 'half' }, 'Move', '', 'half a page down'),
  on('ctrl-u', { kind: 'move', by: -1, unit: 'half' }, 'Move', '', 'half a page up'),
  on('g home', { kind: 'move', by: -1, unit: 'all' }, 'Move', '', 'to the start'),
  on('G end', { kind: 'move', by: 1, unit: 'all' }, 'Move', '', 'to the end'),
  on('l right', { kind: 'across', by: 1 }, 'Move', 'right', 'text to the left; in lanes, later'),
  on('h left', { kind: 'across', by: -1 }, 'Move', 'left', 'text to the right; in lanes, earlier'),

  on('/', { kind: 'prompt', which: 'search' }, 'Find', 'search', 'search (!, -l and -f before it filter, as in k9s)'),
  on('n', { kind: 'seek', what: 'hit', by: 1 }, 'Find', 'next hit', 'next hit'),
  on('N', { kind: 'seek', what: 'hit', by: -1 }, 'Find', '', 'previous hit'),
  on('e', { kind: 'seek', what: 'error', by: 1 }, 'Find', 'next fail', 'next FAIL row'),
  on('E', { kind: 'seek', what: 'error', by: -1 }, 'Find', '', 'previous FAIL row'),
  on('w', { kind: 'seek', what: 'warning', by: 1 }, 'Find', 'next warn', 'next WARN or FAIL row'),
  on('W', { kind: 'seek', what: 'warning', by: -1 }, 'Find', '', 'previous WARN or FAIL row'),
  on('s', { kind: 'seek', what: 'gap', by: 1 }, 'Find', 'next gap', 'next gap in the evidence'),
  on('S', { kind: 'seek', what: 'gap', by: -1 }, 'Find', '', 'previous gap'),
  on('o', { kind: 'seek', what: 'same-entity', by: 1 }, 'Find', 'same entity', 'next row of the same entity; in evidence, the next proof'),
  on('O', { kind: 'seek', what: 'same-entity', by: -1 }, 'Find', '', 'previous row of the same entity, or proof'),
  on('u', { kind: 'seek', what: 'bookmark', by: 1 }, 'Find', '', 'next bookmark'),
  on('U', { kind: 'seek', what: 'bookmark', by: -1 }, 'Find', '', 'previous bookmark'),

  on('&', { kind: 'prompt', which: 'filter' }, 'Filter', 'filter', 'add a filter; empty takes the last away'),
  on('ctrl-f', { kind: 'filters-toggle' }, 'Filter', '', 'all filters off and on'),
  on('f', { kind: 'overlay', which: 'facets' }, 'Filter', 'facets', 'choose from what is there: severity, type, source, kind, namespace'),
  on('F', { kind: 'floor' }, 'Filter', 'severity', 'least severity: all, note, WARN, FAIL'),
  on('\\', { kind: 'focus' }, 'Filter', 'only this', 'only this entity with its owners and what it owns'),
  on('x', { kind: 'fold', which: 'here' }, 'Filter', 'unfold', 'unfold the repeats of this row', TIMELINE),
  on('X', { kind: 'fold', which: 'all' }, 'Filter', '', 'fold or unfold all repeats', TIMELINE),
  on('backspace', { kind: 'undo' }, 'Filter', 'undo', 'undo: filters, windows, marks, notes'),
  on('ctrl-r', { kind: 'redo' }, 'Filter', '', 'do it again'),

  on('i', { kind: 'histogram' }, 'Time', '', 'histogram on or off'),
  on('z +', { kind: 'zoom', by: 1 }, 'Time', 'zoom', 'half the time about the cursor'),
  on('Z _', { kind: 'zoom', by: -1 }, 'Time', '', 'twice the time'),
  on('0', { kind: 'window', micros: undefined }, 'Time', 'all of time', 'all of time'),
  on('2', { kind: 'window', micros: MINUTE }, 'Time', '', '1 minute about the cursor'),
  on('3', { kind: 'window', micros: 5 * MINUTE }, 'Time', '', '5 minutes'),
  on('4', { kind: 'window', micros: 15 * MINUTE }, 'Time', '', '15 minutes'),
  on('5', { kind: 'window', micros: 30 * MINUTE }, 'Time', '', '30 minutes'),
  on('6', { kind: 'window', micros: 60 * MINUTE }, 'Time', '', '1 hour'),
  on(')', { kind: 'pan', by: 1 }, 'Time', 'later', 'later by half a window'),
  on('(', { kind: 'pan', by: -1 }, 'Time', 'earlier', 'earlier by half a window'),
  on('t', { kind: 'clock' }, 'Time', 'clock', 'times as UTC, as the source wrote them, from T0, from the row above'),

  on('p', { kind: 'detail' }, 'Go to', 'details', 'details below, on or off'),
  on('<', { kind: 'cause' }, 'Go to', 'cause', 'to the cause'),
  on('>', { kind: 'effect' }, 'Go to', 'effect', 'to the effect'),
  on('v', { kind: 'evidence' }, 'Go to', 'bytes', 'raw lines in context'),
  on('V', { kind: 'page-out' }, 'Go to', 'pager', 'the file in your pager, at that line'),
  on('d', { kind: 'entity' }, 'Go to', 'entity', 'the entity as it was then'),
  on('J', { kind: 'owner' }, 'Go to', 'owner', 'its owner'),
  on('y', { kind: 'object' }, 'Go to', 'object', 'its raw object'),
  on('[', { kind: 'trail', by: -1 }, 'Go to', 'back', 'back to the place before'),
  on(']', { kind: 'trail', by: 1 }, 'Go to', '', 'forward again'),
  on('-', { kind: 'last-pane' }, 'Go to', '', 'the pane before this one'),

  on('T', { kind: 'mark', name: 't0' }, 'Author', 'T0 here', 'T0, the trigger, is here'),
  on('D', { kind: 'mark', name: 'detect' }, 'Author', 'detected', 'detected here'),
  on('A', { kind: 'mark', name: 'mitigate' }, 'Author', 'acted', 'mitigated here: the first action that helped'),
  on('P', { kind: 'judge', verdict: 'pinned' }, 'Author', 'pin', 'pin the finding: I vouch for it'),
  on('B', { kind: 'judge', verdict: 'rejected' }, 'Author', 'reject', 'reject the finding'),
  on(';', { kind: 'prompt', which: 'note' }, 'Author', 'note', 'note on the finding, or comment on the row'),
  on('#', { kind: 'prompt', which: 'tag' }, 'Author', '', 'tags of the row', TIMELINE),
  on('a', { kind: 'prompt', which: 'event' }, 'Author', '', 'add an event that no source tells'),
  on('m', { kind: 'bookmark', range: false }, 'Author', 'bookmark', 'bookmark', TIMELINE),
  on('M', { kind: 'bookmark', range: true }, 'Author', '', 'bookmark from the last bookmark to here', TIMELINE),

  on('c', { kind: 'copy' }, 'Out', 'copy', 'copy the line with its source and offset'),
  on('ctrl-s', { kind: 'prompt', which: 'save' }, 'Out', 'save', 'write the view to a file'),
  on(':', { kind: 'prompt', which: 'command' }, 'Out', 'command', 'palette: goto, window, mark, export, skew ...'),
  on('?', { kind: 'overlay', which: 'help' }, 'Out', 'help', 'all keys'),
  on('q', { kind: 'back' }, 'Out', 'quit', 'back, then out'),
  on('esc', { kind: 'escape' }, 'Out', '', 'back; never out'),
  on('ctrl-z', { kind: 'suspend' }, 'Out', '', 'to the shell; fg comes back'),
  on('ctrl-c', { kind: 'quit' }, 'Out', '', 'out at once'),
]; // prettier-ignore

const BY_KEY: ReadonlyMap<string, Binding> = new Map(
  BINDINGS.flatMap((b) => b.keys.map((key) => [key, b] as const)),
);

/** The binding of a key in a pane. */
export function bindingOf(key: string, pane: PaneId): Binding | undefined {
  const binding = BY_KEY.get(key);
  return binding?.panes === undefined || binding.panes.includes(pane) ? binding : undefined;
}
