import { BINDINGS, GROUPS } from '../keys/bindings.js';
import { PANE_ABOUT } from '../panes/index.js';
import { entry, type Body, type Entry } from '../panes/pane.js';
import type { UiState } from '../state/state.js';
import { span } from '../text/line.js';
import { COMMANDS } from '../update/command.js';

/** Everything that can be pressed or typed, from the same tables that do it. */
export function helpBody(state: UiState): Body {
  const here = state.pane;
  const entries = GROUPS.flatMap((group): Entry[] => [
    entry([span(group.toUpperCase(), 'title')]),
    ...BINDINGS.filter((b) => b.group === group).map((b) => {
      const works = b.panes === undefined || b.panes.includes(here);
      return entry([
        span(`  ${b.keys.join(' ').padEnd(14)}`, works ? 'key' : 'dim'),
        span(b.about, works ? 'plain' : 'dim'),
        span(works ? '' : `  (in ${b.panes?.join(', ') ?? ''})`, 'dim'),
      ]);
    }),
  ]);
  return {
    head: [[span('KEYS', 'title'), span('  j k scroll, q closes', 'dim')]],
    entries: [
      ...entries,
      entry([span('PANES', 'title')]),
      ...PANE_ABOUT.map((p) => entry([span(`  ${p.title.padEnd(14)}`, 'key'), span(p.about)])),
      entry([span('PALETTE', 'title'), span('  after :', 'dim')]),
      ...COMMANDS.map((c) =>
        entry([span(`  ${c.name.padEnd(10)}`, 'key'), span(c.takes.padEnd(28), 'dim'), span(c.about)]),
      ),
      entry([span('FILTERS', 'title'), span('  after &', 'dim')]),
      ...FILTERS.map(([form, about]) => entry([span(`  ${form.padEnd(28)}`, 'key'), span(about)])),
      entry([span('SIGNS', 'title')]),
      ...SIGNS.map(([sign, about]) => entry([span(`  ${sign.padEnd(28)}`, 'key'), span(about)])),
    ],
  };
}

const FILTERS: readonly (readonly [string, string])[] = [
  ['back-off', 'text, entity or source contains it, whatever the case'],
  ['/time(d)? ?out/i', 'regular expression over the text'],
  ['ns:shop kind:po name:web', 'entity; "|" between choices'],
  ['source:kubelet type:change', 'file or component; type of row'],
  ['sev:warn', 'this bad or worse'],
  ['-l app=web   -f wb0', 'labels; fuzzy over names'],
  ['! before it', 'hides what matches instead'],
];

const SIGNS: readonly (readonly [string, string])[] = [
  ['✖ FAIL  ▲ WARN  • note  · info', 'how bad it is'],
  ['~ ? after a time', 'corrected for a wrong clock; inferred'],
  ['≈ “ ” about a time', 'dated back by a rule; a person said so'],
  ['×12', 'as often, folded into one line; x unfolds'],
  ['◆', 'bookmarked'],
  ['[pinned] [rejected]', 'what you said of a finding'],
];
