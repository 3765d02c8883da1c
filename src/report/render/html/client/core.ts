/** Data, small makers, times. Everything else of the page's script stands on these. */
export const core = String.raw`
const D = JSON.parse(document.getElementById('data').textContent);
const find = (selector, root) => (root || document).querySelector(selector);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

function make(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

// The shapes of the kinds are taken from the filter chips, so that there is one source for them.
function shapeOf(kind) {
  const path = find('.chip .glyph.t-' + kind + ' path');
  return path ? path.getAttribute('d') : '';
}

function glyph(kind) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'glyph t-' + kind);
  svg.setAttribute('viewBox', '-8 -8 16 16');
  svg.setAttribute('width', '13');
  svg.setAttribute('height', '13');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', shapeOf(kind));
  svg.append(path);
  return svg;
}

const isoOf = (ms) => new Date(ms).toISOString();
const dayOf = (ms) => isoOf(ms).slice(0, 10);

// A time of day, with the date where it is not the day of the first incident.
const baseDay = D.incidents.length && D.incidents[0].from !== null ? dayOf(D.incidents[0].from) : '';
function clock(ms, fine) {
  const text = isoOf(Math.floor(ms));
  const time = fine && !text.endsWith('.000Z') ? text.slice(11, 23) : text.slice(11, 19);
  return text.slice(0, 10) === baseDay ? time : text.slice(0, 10) + ' ' + time;
}

function stretch(lo, hi) {
  return hi - lo <= 1000 ? clock(lo, true) : clock(lo, true) + ' to ' + clock(hi, true);
}

let colours = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  colours = {};
  for (const name of ['fault', 'symptom', 'change', 'detection', 'action', 'recovery', 'context', 'ink', 'muted', 'line', 'strong', 'surface', 'page', 'accent', 'raised']) {
    colours[name] = style.getPropertyValue('--' + name).trim();
  }
}

const ROLE_TONE = {
  'root-cause': 'fault', trigger: 'change', contributing: 'change', amplifier: 'symptom',
  'recovery-blocker': 'symptom', 'observer-fault': 'change', unexplained: 'symptom',
};
const toneOfRole = (role) => ROLE_TONE[role] || 'context';

const tip = find('#tip');
function showTip(x, y, lines) {
  tip.replaceChildren();
  lines.forEach((line, i) => tip.append(make(i === 0 ? 'strong' : 'div', '', line)));
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  const left = Math.min(Math.max(6, x + 14), innerWidth - box.width - 8);
  const top = y + 18 + box.height > innerHeight ? y - box.height - 12 : y + 18;
  tip.style.left = left + 'px';
  tip.style.top = Math.max(6, top) + 'px';
}
function hideTip() {
  tip.hidden = true;
}
`;
