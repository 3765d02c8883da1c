import { INK, TONES, type Tint } from '../../../charts/palette.js';

function declarations(side: keyof Tint, important = ''): string {
  const all: readonly (readonly [string, Tint])[] = [...Object.entries(INK), ...Object.entries(TONES)];
  return all.map(([name, tint]) => `--${name}:${tint[side]}${important}`).join(';');
}

/** Colours of the light side, for paper, whatever the reader's screen is set to. */
export function lightTokens(important: boolean): string {
  return `color-scheme:light;${declarations('light', important ? ' !important' : '')}`;
}

/** Custom properties for both sides: the system decides, the reader may override. */
export function tokens(): string {
  const tones = Object.keys(TONES).map((name) => `.t-${name}{--c:var(--${name})}`).join('');
  return `:root{${lightTokens(false)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${declarations('dark')}}}
:root[data-theme=dark]{color-scheme:dark;${declarations('dark')}}
:root{--sans:"Inter",-apple-system,BlinkMacSystemFont,"Segoe UI Variable Text","Segoe UI",Roboto,"Noto Sans",Cantarell,"Liberation Sans",Arial,system-ui,sans-serif;--mono:ui-monospace,"SF Mono","Cascadia Mono","JetBrains Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;--radius:8px;--wide:71rem}
${tones}`;
} // prettier-ignore
