import { hintsFor, type Hint } from '../keys/hints.js';
import type { UiState } from '../state/state.js';
import { PROMPT_SIGNS } from '../update/prompt.js';
import { apart, fitLine, lineWidth, span, type Line, type Span } from '../text/line.js';
import { afterCells, visible, widthOf } from '../text/visible.js';

/** The last line: what is being typed, else what was just said, else the keys that matter here. */
export function bottomLine(state: UiState): Line {
  const { columns } = state.size;
  if (state.prompt) return promptLine(state);
  if (state.message) return fitLine([span(' '), span(state.message.text, state.message.tone)], columns);
  return fitLine(hints(state), columns);
}

function hints(state: UiState): Line {
  const room = state.size.columns - 1;
  const { wanted, always } = hintsFor(state);
  const kept = always.reduce((n, hint) => n + widthOfHint(hint), 0);
  const out: Span[] = [];
  let used = 0;
  for (const hint of [...wanted, ...always]) {
    const width = widthOfHint(hint);
    if (used + width + (always.includes(hint) ? 0 : kept) > room) continue;
    out.push(span(` ${hint.key}`, 'key'), span(` ${hint.word} `, 'dim'));
    used += width;
  }
  return out;
}

function widthOfHint({ key, word }: Hint): number {
  return key.length + word.length + 3;
}

/** The prompt with its caret, scrolled so that the caret is seen, and what Enter would find. */
function promptLine(state: UiState): Line {
  const { prompt } = state;
  const { columns } = state.size;
  if (prompt === undefined) return [];
  const sign = PROMPT_SIGNS[prompt.kind];
  const chars = [...visible(prompt.text)];
  const before = chars.slice(0, prompt.caret).join('');
  const at = chars[prompt.caret] ?? ' ';
  const after = chars.slice(prompt.caret + 1).join('');
  const room = Math.max(4, columns - widthOf(sign) - 3);
  const hidden = Math.max(0, widthOf(before) + 1 - room);
  const left: Line = [
    span(' '),
    span(sign, 'key'),
    span(hidden > 0 ? `…${afterCells(before, hidden + 1)}` : before),
    span(at, 'select'),
    span(after),
  ];
  const right: Line = prompt.preview === '' ? [] : [span(` ${visible(prompt.preview)} `, 'dim')];
  return lineWidth(left) + lineWidth(right) <= columns ? apart(left, right, columns) : fitLine(left, columns);
}
