import type { Block } from '../../blocks.js';
import { n } from '../svg/xml.js';
import { html } from './inline.js';

type Phases = Extract<Block, { kind: 'phases' }>;

/** Least share of the bar that a stretch is drawn with, so that a short one can be seen. */
const LEAST = 0.012;

/** How the time of an incident was spent: a bar to scale, and under it the instants with their words. */
export function phasesHtml({ phases, marks }: Phases, id: string): string {
  const total = phases.reduce((s, p) => s + (p.to - p.from), 0);
  const shares = phases.map((p) => Math.max(LEAST, (p.to - p.from) / Math.max(total, 1)));
  const sum = shares.reduce((s, v) => s + v, 0);
  let at = 0;
  const bars = phases.map((p, i) => {
    const wide = ((shares[i] ?? 0) / sum) * 1000;
    const rect = `<rect class="p-${p.tone}" x="${n(at)}" y="0" width="${n(Math.max(wide - 2, 1))}" height="14"/>`;
    at += wide;
    return rect;
  });
  const steps = marks.map((m, i) => {
    const phase = phases.find((p) => p.mark === i);
    const rest =
      phase === undefined
        ? ''
        : `<span class="stretch p-${phase.tone}"><i aria-hidden="true"></i>${html(phase.label)} <b>${html(phase.words)}</b></span>`;
    return `<li><span class="clock">${html(m.clock)}</span> <span class="instant">${html(m.label)}</span>${rest}</li>`;
  });
  return (
    `<div class="phases" id="${id}"><svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">${bars.join('')}</svg>` +
    `<ol>${steps.join('')}</ol></div>`
  );
}
