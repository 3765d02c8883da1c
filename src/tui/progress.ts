import type { Progress } from '../app/ports.js';
import type { Size } from './state/layout.js';
import { fitLine, span, type Line } from './text/line.js';
import { fit } from './text/visible.js';

/** The screen while the capture is being read. */
export function progressFrame(progress: Progress, size: Size): readonly Line[] {
  const room = Math.max(1, Math.min(40, size.columns - 4));
  const filled = Math.round(Math.max(0, Math.min(1, progress.done ?? 0)) * room);
  const bar: Line =
    progress.done === undefined
      ? []
      : [span('  '), span('█'.repeat(filled), 'title'), span('░'.repeat(room - filled), 'frame')];
  const lines: Line[] = [
    [span(' inquest', 'title')],
    [],
    [span(fit(`  ${progress.stage} ...`, size.columns))],
    bar,
    [],
    [span('  ctrl-c stops', 'dim')],
  ];
  return Array.from({ length: size.rows }, (_, i) => fitLine(lines[i] ?? [], size.columns));
}
