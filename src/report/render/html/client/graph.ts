/** The causal graph: what led to a condition and what it led to; size; the way to the evidence. */
export const graph = String.raw`
function graphIncident(node) {
  const figure = node.closest('[data-graph]');
  return figure ? figure.dataset.graph : '';
}

// Every link and condition that can be reached from one, against or along the arrows.
function reach(links, id, from, to) {
  const seen = new Set([id]);
  const on = new Set();
  const queue = [id];
  while (queue.length) {
    const at = queue.shift();
    for (const link of links) {
      if (link.dataset[from] !== at) continue;
      on.add(link);
      if (!seen.has(link.dataset[to])) {
        seen.add(link.dataset[to]);
        queue.push(link.dataset[to]);
      }
    }
  }
  return { seen, on };
}

function focusOn(svg, id) {
  const shown = all('.link', svg).filter((l) => svg.classList.contains('all') || !(l.classList.contains('v-alternative') || l.classList.contains('v-refuted')));
  const up = reach(shown, id, 'to', 'from');
  const down = reach(shown, id, 'from', 'to');
  for (const link of all('.link', svg)) link.classList.toggle('on', up.on.has(link) || down.on.has(link));
  for (const node of all('.node', svg)) node.classList.toggle('on', up.seen.has(node.dataset.condition) || down.seen.has(node.dataset.condition));
  svg.classList.add('focus');
}

function showNode(node) {
  if (innerWidth < 832) closeDrawer(false);
  node.scrollIntoView({ block: 'center', inline: 'center' });
  focusOn(node.closest('svg'), node.dataset.condition);
  node.focus({ preventScroll: true });
}

function startGraph(figure) {
  const svg = find('.graph', figure);
  const scroller = find('.graph-scroll', figure);
  const wide = Number(svg.getAttribute('width'));
  const high = Number(svg.getAttribute('height'));
  let scale = 1;
  const size = (s) => {
    scale = Math.min(2.5, Math.max(0.25, s));
    svg.setAttribute('width', Math.round(wide * scale));
    svg.setAttribute('height', Math.round(high * scale));
  };
  const fit = () => (scroller.clientWidth - 4) / wide;
  size(Math.max(0.8, Math.min(1, fit())));
  for (const button of all('[data-zoom]', figure)) {
    button.addEventListener('click', () => size(button.dataset.zoom === 'fit' ? Math.min(1.4, fit()) : scale * (button.dataset.zoom === 'in' ? 1.25 : 0.8)));
  }
  const open = (node) => openCondition(conditionIndex(figure.dataset.graph, node.dataset.condition), node);
  for (const node of all('.node', svg)) {
    node.addEventListener('pointerenter', () => focusOn(svg, node.dataset.condition));
    node.addEventListener('focus', () => focusOn(svg, node.dataset.condition));
    node.addEventListener('pointerleave', () => svg.classList.remove('focus'));
    node.addEventListener('blur', () => svg.classList.remove('focus'));
    node.addEventListener('click', () => open(node));
    node.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      open(node);
    });
  }
  const toggle = find('[data-graph-all]', figure);
  if (toggle) toggle.addEventListener('change', () => svg.classList.toggle('all', toggle.checked));
  const first = find('.node.r-root-cause', svg);
  if (first && wide * scale > scroller.clientWidth) {
    const box = first.getBoundingClientRect();
    scroller.scrollLeft = box.left - scroller.getBoundingClientRect().left - scroller.clientWidth / 2 + box.width / 2;
  }
}
`;
