import { layOut, type Placed, type Routed } from '../../charts/layout.js';
import type { GraphSpec } from '../../charts/graph.js';
import { namedRef } from '../../prose/names.js';
import { ROLE_WORDS } from '../../prose/words.js';
import { label, n, xml } from './xml.js';

const W = 210;
const H = 66;

const TONE: Readonly<Record<string, string>> = {
  'root-cause': 'fault',
  trigger: 'change',
  contributing: 'change',
  amplifier: 'symptom',
  'recovery-blocker': 'symptom',
  'observer-fault': 'change',
  unexplained: 'symptom',
};

/** A corner mark beside the colour, so that a role can be told without it. */
const SIGN: Readonly<Record<string, string>> = {
  'root-cause': 'M0 -6L6 6L-6 6Z',
  trigger: 'M0 -6L6 0L0 6L-6 0Z',
  contributing: 'M-5 -5H5V5H-5Z',
  amplifier: 'M-5 4L0 -5L5 4M-5 7L0 -2L5 7',
  'recovery-blocker': 'M-5 -5L5 5M5 -5L-5 5',
};

function nodeSvg({ node, x, y }: Placed): string {
  const tone = node.surface ? 'symptom' : (TONE[node.role] ?? 'context');
  const left = x - W / 2;
  const sign = node.surface ? 'M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0' : SIGN[node.role];
  const role = node.surface ? 'impact' : ROLE_WORDS[node.role];
  const { kind, name } = namedRef(node.entity);
  return (
    `<g class="node t-${tone} r-${xml(node.role)}" data-condition="${xml(node.id)}" tabindex="0" role="button" aria-label="${label(`${kind} ${name}, ${node.label}, ${node.clock}, ${role}. Open the evidence.`, 300)}">` +
    `<rect class="box" x="${n(left)}" y="${n(y)}" width="${W}" height="${H}" rx="7"/><rect class="edge" x="${n(left)}" y="${n(y)}" width="5" height="${H}" rx="2"/>` +
    `<text class="kind" x="${n(left + 15)}" y="${n(y + 18)}">${label(kind, 22)}</text><text class="time" x="${n(left + W - 10)}" y="${n(y + 18)}" text-anchor="end">${label(node.clock.length > 12 ? node.clock.slice(0, 8) : node.clock, 12)}</text>` +
    `<text class="name" x="${n(left + 15)}" y="${n(y + 37)}">${label(name, 27)}</text><text class="what" x="${n(left + 15)}" y="${n(y + 55)}">${label(node.label, sign === undefined ? 33 : 29)}</text>` +
    (sign === undefined
      ? ''
      : `<path class="sign" transform="translate(${n(left + W - 15)} ${n(y + 51)})" d="${sign}"/>`) +
    '</g>'
  );
}

/** A smooth way through the waypoints; vertical at both ends. */
function way(points: Routed['points']): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let d = `M${n(first[0])} ${n(first[1])}`;
  let [px, py] = first;
  for (const [x, y] of rest) {
    const bend = (y - py) * 0.5;
    d += px === x ? `V${n(y)}` : `C${n(px)} ${n(py + bend)} ${n(x)} ${n(y - bend)} ${n(x)} ${n(y)}`;
    [px, py] = [x, y];
  }
  return d;
}

function edgeSvg({ edge, points }: Routed, id: string): string {
  const title = `${edge.mechanism}${edge.lag === '' ? '' : ` (${edge.lag})`}`;
  return `<path class="link v-${edge.verdict}${edge.keeps ? ' keeps' : ''}" data-from="${xml(edge.from)}" data-to="${xml(edge.to)}" d="${way(points)}" marker-end="url(#${id}-${edge.verdict === 'guard' ? 'dot' : 'arrow'})"><title>${label(title, 200)}</title></path>`;
}

/** The causal graph as SVG: causes above, what users met below. */
export function graphSvg(graph: GraphSpec, id: string): string {
  const layout = layOut(graph, { node: [W, H], gap: [18, 44] });
  const defs =
    `<defs><marker id="${id}-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8Z"/></marker>` +
    `<marker id="${id}-dot" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="6" markerHeight="6"><circle class="head" cx="4" cy="4" r="3"/></marker></defs>`;
  return (
    `<svg class="graph" width="${n(layout.width)}" height="${n(layout.height)}" viewBox="0 0 ${n(layout.width)} ${n(layout.height)}" role="group" aria-label="${label(graph.alt, 300)}">${defs}` +
    `<g class="links">${layout.edges.map((e) => edgeSvg(e, id)).join('')}</g><g class="nodes">${layout.nodes.map(nodeSvg).join('')}</g></svg>`
  );
}
