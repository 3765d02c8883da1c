/**
 * What the screen's words mean, and how each meaning looks. Panes name meanings only. Severity is told by
 * a glyph and a word as well, so that no meaning rests on colour; with NO_COLOR only weight is left.
 */
export type Tone =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'title'
  | 'key'
  | 'info'
  | 'note'
  | 'warn'
  | 'fail'
  | 'good'
  | 'change'
  | 'mark'
  | 'gap'
  | 'hit'
  | 'entity'
  | 'source'
  | 'cause'
  | 'effect'
  | 'select'
  | 'frame';

interface Look {
  /** SGR parameters with 256 colours, with 16, and without any. */
  readonly rich: string;
  readonly basic: string;
  readonly mono: string;
}

const LOOKS: Readonly<Record<Tone, Look>> = {
  plain: { rich: '', basic: '', mono: '' },
  dim: { rich: '38;5;245', basic: '90', mono: '2' },
  strong: { rich: '1', basic: '1', mono: '1' },
  title: { rich: '1;38;5;75', basic: '1;36', mono: '1' },
  key: { rich: '1;38;5;110', basic: '36', mono: '1' },
  info: { rich: '38;5;245', basic: '90', mono: '' },
  note: { rich: '38;5;110', basic: '34', mono: '' },
  warn: { rich: '38;5;179', basic: '33', mono: '1' },
  fail: { rich: '1;38;5;203', basic: '1;31', mono: '1' },
  good: { rich: '38;5;114', basic: '32', mono: '' },
  change: { rich: '38;5;176', basic: '35', mono: '' },
  mark: { rich: '1;38;5;221', basic: '1;33', mono: '1' },
  gap: { rich: '38;5;137', basic: '33', mono: '2' },
  hit: { rich: '1;4;38;5;221', basic: '1;4;33', mono: '1;4' },
  entity: { rich: '38;5;151', basic: '36', mono: '' },
  source: { rich: '38;5;103', basic: '90', mono: '' },
  cause: { rich: '1;38;5;203', basic: '1;31', mono: '1' },
  effect: { rich: '38;5;215', basic: '33', mono: '' },
  select: { rich: '7', basic: '7', mono: '7' },
  frame: { rich: '38;5;239', basic: '90', mono: '2' },
};

export type Depth = 'rich' | 'basic' | 'mono';

/** How many colours the terminal can and may show. https://no-color.org: set and not empty means none. */
export function depthOf(env: Readonly<Record<string, string | undefined>>): Depth {
  const term = env['TERM'] ?? '';
  if ((env['NO_COLOR'] ?? '') !== '' || term === 'dumb') return 'mono';
  if ((env['COLORTERM'] ?? '') !== '' || term.includes('256')) return 'rich';
  return 'basic';
}

/** Text in the look of a tone. */
export function styled(text: string, tone: Tone, depth: Depth): string {
  const code = LOOKS[tone][depth];
  return code === '' || text === '' ? text : `\u001b[${code}m${text}\u001b[0m`;
}

export const SEVERITY_TONES: readonly Tone[] = ['info', 'note', 'warn', 'fail'];
/** Four letters each, so that columns stand; upper case is what a person should look at. */
export const SEVERITY_WORDS: readonly string[] = ['info', 'note', 'WARN', 'FAIL'];
export const SEVERITY_GLYPHS: readonly string[] = ['·', '•', '▲', '✖'];
