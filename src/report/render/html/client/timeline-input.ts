/** Filters, buttons, pointer, wheel and keys of a timeline. */
export const timelineInput = String.raw`
Object.assign(Timeline.prototype, {
  refresh() {
    this.crop();
    this.root.dataset.from = Math.round(this.from);
    this.root.dataset.to = Math.round(this.to);
    find('[data-readout]', this.root).textContent = this.readout();
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
      this.drawMini();
      this.drawList();
    });
  },

  refilter() {
    find('.tl-list', this.root).scrollTop = 0;
    this.filter();
    this.refresh();
  },

  resetFilters() {
    this.kinds = new Set(R.kinds.map((_, i) => i));
    this.severity = 0;
    this.source = '';
    this.query = '';
    for (const box of all('[data-kind]', this.root)) box.checked = true;
    find('[data-severity]', this.root).value = '0';
    find('[data-source]', this.root).value = '';
    find('[data-search]', this.root).value = '';
    this.filter();
  },

  zoom(factor, at) {
    const centre = at === undefined ? (this.from + this.to) / 2 : at;
    this.setSpan(centre - (centre - this.from) * factor, centre + (this.to - centre) * factor);
    this.refresh();
  },

  pan(share) {
    const by = (this.to - this.from) * share;
    this.setSpan(this.from + by, this.to + by);
    this.refresh();
  },

  bindFilters() {
    for (const box of all('[data-kind]', this.root)) {
      const kind = R.kinds.indexOf(box.dataset.kind);
      box.addEventListener('change', () => {
        if (box.checked) this.kinds.add(kind);
        else this.kinds.delete(kind);
        this.refilter();
      });
    }
    const follow = (name, event, key) =>
      find('[' + name + ']', this.root).addEventListener(event, (e) => {
        this[key] = key === 'severity' ? Number(e.target.value) : key === 'query' ? e.target.value.trim().toLowerCase() : e.target.value;
        this.refilter();
      });
    follow('data-severity', 'change', 'severity');
    follow('data-source', 'change', 'source');
    follow('data-search', 'input', 'query');
    for (const button of all('[data-pan]', this.root)) button.addEventListener('click', () => this.pan(Number(button.dataset.pan) * 0.3));
    for (const button of all('[data-zoom]', this.root)) {
      button.addEventListener('click', () => {
        const how = button.dataset.zoom;
        if (how === 'in') this.zoom(0.5);
        else if (how === 'out') this.zoom(2);
        else {
          if (how === 'fit') this.incidentSpan();
          else this.setSpan(this.least, this.most);
          this.refresh();
        }
      });
    }
  },

  hit(event) {
    const x = event.offsetX;
    const y = event.offsetY;
    for (let i = (this.hits || []).length - 1; i >= 0; i--) {
      const h = this.hits[i];
      if (x >= h.x0 && x <= h.x1 && y >= h.y0 && y <= h.y1 && y > this.head && x >= this.gutter) return h;
    }
    return null;
  },

  hover(event) {
    const h = this.hit(event);
    this.canvas.style.cursor = h ? 'pointer' : '';
    if (!h) return hideTip();
    if (h.row !== undefined) {
      const many = R.count[h.row] > 1 ? ' ×' + R.count[h.row] : '';
      return showTip(event.clientX, event.clientY, [clock(R.lo[h.row], true) + ' ' + R.kinds[R.kind[h.row]], D.entities[R.entity[h.row]], R.text[h.row] + many]);
    }
    const c = D.conditions[h.condition];
    showTip(event.clientX, event.clientY, [c.c + ', ' + (D.roles[c.r] || c.r), clock(c.f, true) + ' to ' + (c.t === null ? 'the capture' : clock(c.t, true)), c.s]);
  },

  bindPointer() {
    const canvas = this.canvas;
    const down = new Map();
    let start = null;
    canvas.addEventListener('pointerdown', (event) => {
      down.set(event.pointerId, event.offsetX);
      start = { x: event.offsetX, y: event.offsetY, from: this.from, to: this.to, moved: false, pinch: null };
      if (down.size === 2) {
        const [a, b] = down.values();
        start.pinch = { wide: Math.abs(a - b) || 1, at: this.timeAt((a + b) / 2) };
      }
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!down.has(event.pointerId)) return this.hover(event);
      down.set(event.pointerId, event.offsetX);
      if (start.pinch && down.size === 2) {
        const [a, b] = down.values();
        const factor = start.pinch.wide / (Math.abs(a - b) || 1);
        const at = start.pinch.at;
        this.setSpan(at - (at - start.from) * factor, at + (start.to - at) * factor);
        start.moved = true;
        return this.refresh();
      }
      const by = ((event.offsetX - start.x) / (this.width - this.gutter)) * (start.to - start.from);
      if (!start.moved && Math.abs(event.offsetX - start.x) < 4) return;
      if (!start.moved) canvas.setPointerCapture(event.pointerId);
      start.moved = true;
      this.scroller.classList.add('panning');
      hideTip();
      this.setSpan(start.from - by, start.to - by);
      this.refresh();
    });
    const up = (event) => {
      down.delete(event.pointerId);
      this.scroller.classList.remove('panning');
      if (event.type !== 'pointerup' || !start || start.moved) return;
      const h = this.hit(event);
      if (!h) return;
      if (h.row !== undefined) this.select(h.row, true);
      else openCondition(h.condition, this.scroller);
    };
    canvas.addEventListener('pointerup', up);
    canvas.addEventListener('pointercancel', up);
    canvas.addEventListener('pointerleave', hideTip);
    this.scroller.addEventListener('scroll', () => this.draw(), { passive: true });
    this.scroller.addEventListener('wheel', (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        this.zoom(Math.exp(event.deltaY * 0.0025), this.timeAt(event.offsetX));
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        this.pan(event.deltaX / this.width);
      }
    }, { passive: false });
  },

  key(event) {
    const act = {
      ArrowLeft: () => this.pan(-0.15), ArrowRight: () => this.pan(0.15),
      '+': () => this.zoom(0.5), '=': () => this.zoom(0.5), '-': () => this.zoom(2),
      0: () => { this.setSpan(this.least, this.most); this.refresh(); },
      i: () => { this.incidentSpan(); this.refresh(); },
      ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1), j: () => this.step(1), k: () => this.step(-1),
      PageDown: () => this.step(10), PageUp: () => this.step(-10),
      Home: () => this.step(-1e9), End: () => this.step(1e9),
      Enter: () => { if (this.selected >= 0) this.select(this.selected, true); },
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('.cites')) return;
    event.preventDefault();
    act();
  },

  bindList() {
    const list = find('.tl-list', this.root);
    list.addEventListener('scroll', () => this.fillWindow(false), { passive: true });
    list.addEventListener('click', (event) => {
      if (event.target.closest('.cites a')) return;
      const node = event.target.closest('.tl-row');
      if (node) this.select(Number(node.dataset.row), true);
    });
    list.addEventListener('keydown', (event) => this.key(event));
    this.scroller.addEventListener('keydown', (event) => this.key(event));
  },
});

// Of many timelines each starts when it comes near.
function startTimelines() {
  const roots = all('.tl');
  for (const root of roots) root.hidden = false;
  if (roots.length <= 3) return roots.forEach(startTimeline);
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      startTimeline(entry.target);
    }
  }, { rootMargin: '900px' });
  for (const root of roots) near.observe(root);
}

function startTimeline(root) {
  const timeline = new Timeline(root);
  timeline.measure();
  timeline.bindFilters();
  timeline.bindPointer();
  timeline.bindMini();
  timeline.bindList();
  timelines.push(timeline);
  timeline.refresh();
  new ResizeObserver(() => {
    timeline.layLanes();
    timeline.refresh();
  }).observe(root);
}
`;
