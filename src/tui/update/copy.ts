import { iso } from '../../base/index.js';
import { labelOf } from '../../model/index.js';
import { cursorEntry } from '../panes/index.js';
import { ask, say, type UiState } from '../state/state.js';
import { plainText } from '../text/line.js';
import { visible } from '../text/visible.js';
import { subjectOf } from '../subject.js';

/** Puts the line on the clipboard, with what a reader needs to find it again. */
export function copyText(state: UiState): UiState {
  const { row, place } = subjectOf(state);
  const path =
    row?.origin?.path ?? state.scene.analysis.capture.sources.find((s) => s.id === place?.source)?.path;
  const where = place === undefined ? '' : ` [${path ?? place.source} byte ${String(place.offset)}]`;
  const text =
    row === undefined
      ? plainText(cursorEntry(state)?.line ?? []).trim()
      : `${iso(row.lo)} ${row.entity === undefined ? '' : `${labelOf(row.entity)}: `}${row.text}`;
  if (text === '') return say(state, 'nothing to copy', 'dim');
  return ask(say(state, 'copied', 'good'), { kind: 'copy', text: visible(`${text}${where}`) });
}
