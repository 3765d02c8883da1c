/** Drawing of the lanes. Only lanes in view are drawn, and of marks on one pixel only the first. */
export const timelineCanvas = String.raw`
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 108e5, 216e5, 432e5, 864e5, 1728e5, 6048e5];

function ticks(from, to, width, room) {
  const most = Math.max(2, Math.floor(width / room));
  const step = STEPS.find((s) => (to - from) / s <= most) || (to - from) / most;
  const out = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    const iso = isoOf(at);
    out.push({ at, text: step >= 864e5 ? iso.slice(5, 10) : step >= 6e4 ? iso.slice(11, 16) : step >= 1e3 ? iso.slice(11, 19) : iso.slice(14, 23) });
  }
  return out;
}

function prepare(canvas, width, height) {
  const scale = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.style.width = width + 'px';
    canvas.style.height = height + 'px';
  }
  const g = canvas.getContext('2d');
  g.setTransform(scale, 0, 0, scale, 0, 0);
  g.clearRect(0, 0, width, height);
  return g;
}

const SANS = getComputedStyle(document.documentElement).getPropertyValue('--sans');
const font = (size, weight) => (weight || 400) + ' ' + size + 'px ' + SANS;
const shapes = new Map();
function shapeFor(kind) {
  if (!shapes.has(kind)) shapes.set(kind, new Path2D(shapeOf(R.kinds[kind])));
  return shapes.get(kind);
}

function cut(g, text, width) {
  if (g.measureText(text).width <= width) return text;
  let lo = 0;
  let hi = text.length;
  while (lo < hi) {
    const mid = (lo + hi + 1) >> 1;
    if (g.measureText(text.slice(0, mid) + '…').width <= width) lo = mid;
    else hi = mid - 1;
  }
  return lo === 0 ? '' : text.slice(0, lo) + '…';
}

Object.assign(Timeline.prototype, {
  measure() {
    this.scroller = this.scroller || find('.tl-lanes', this.root);
    this.canvas = this.canvas || find('.tl-lanes canvas', this.root);
    this.width = this.scroller.clientWidth;
    this.gutter = this.isNarrow() ? 0 : 208;
    this.head = 24 + this.markRows().length * 15;
    find('.tl-space', this.root).style.height = this.lanesHeight + this.head + 'px';
    this.height = Math.min(this.scroller.clientHeight, this.lanesHeight + this.head);
  },

  x(at) {
    return this.gutter + ((at - this.from) / (this.to - this.from)) * (this.width - this.gutter);
  },

  timeAt(px) {
    return this.from + ((px - this.gutter) / (this.width - this.gutter)) * (this.to - this.from);
  },

  // Labels of the marks in rows that do not touch.
  markRows() {
    const incident = D.incidents[this.incident];
    const rows = [];
    this.placed = [];
    if (!incident) return rows;
    const g = find('.tl-lanes canvas', this.root).getContext('2d');
    g.font = font(11, 600);
    for (const mark of incident.marks) {
      const px = this.x(mark.at);
      if (px < this.gutter - 1 || px > this.width + 1) continue;
      const wide = g.measureText(mark.label).width + 12;
      const end = px + wide > this.width;
      const start = end ? px - wide : px;
      let row = rows.findIndex((edge) => edge <= start);
      if (row === -1) row = rows.length;
      rows[row] = end ? px + 4 : px + wide;
      this.placed.push({ mark, px, row, end });
    }
    return rows;
  },

  draw() {
    this.measure();
    const g = prepare(this.canvas, this.width, this.height);
    this.hits = [];
    const scroll = this.scroller.scrollTop;
    g.save();
    g.beginPath();
    g.rect(0, this.head, this.width, this.height - this.head);
    g.clip();
    this.drawGrid(g);
    for (const lane of this.lanes) {
      const y = this.head + lane.top - scroll;
      if (y + lane.height < this.head || y > this.height) continue;
      this.drawLane(g, lane, y);
    }
    g.restore();
    this.drawHead(g);
  },

  drawGrid(g) {
    g.strokeStyle = colours.line;
    g.lineWidth = 1;
    for (const tick of ticks(this.from, this.to, this.width - this.gutter, 92)) {
      const px = Math.round(this.x(tick.at)) + 0.5;
      g.beginPath();
      g.moveTo(px, 0);
      g.lineTo(px, this.height);
      g.stroke();
    }
    g.setLineDash([4, 3]);
    for (const { mark, px } of this.placed) {
      g.strokeStyle = colours[mark.tone] || colours.muted;
      g.beginPath();
      g.moveTo(Math.round(px) + 0.5, 0);
      g.lineTo(Math.round(px) + 0.5, this.height);
      g.stroke();
    }
    g.setLineDash([]);
  },

  drawHead(g) {
    g.fillStyle = colours.page;
    g.fillRect(0, 0, this.width, this.head);
    g.lineWidth = 1;
    g.strokeStyle = colours.strong;
    g.beginPath();
    g.moveTo(0, this.head - 0.5);
    g.lineTo(this.width, this.head - 0.5);
    g.stroke();
    g.font = font(11);
    g.fillStyle = colours.muted;
    g.textAlign = 'center';
    for (const tick of ticks(this.from, this.to, this.width - this.gutter, 92)) {
      const px = this.x(tick.at);
      const half = g.measureText(tick.text).width / 2 + 2;
      if (px - half > this.gutter && px + half < this.width) g.fillText(tick.text, px, this.head - 8);
    }
    if (this.gutter) {
      g.textAlign = 'left';
      g.fillText('UTC ' + dayOf(this.from), 10, this.head - 8);
    }
    g.font = font(11, 600);
    const rows = Math.max(0, ...this.placed.map((p) => p.row + 1));
    for (const { mark, px, row, end } of this.placed) {
      const y = 12 + (rows - 1 - row) * 15;
      g.strokeStyle = g.fillStyle = colours[mark.tone] || colours.muted;
      const wide = g.measureText(mark.label).width;
      const left = end ? px - 5 - wide : px + 5;
      g.fillStyle = colours.page;
      g.fillRect(left - 2, y - 10, wide + 4, 14);
      g.fillStyle = g.strokeStyle;
      g.beginPath();
      g.moveTo(Math.round(px) + 0.5, y - 8);
      g.lineTo(Math.round(px) + 0.5, y + 4);
      g.stroke();
      g.textAlign = end ? 'right' : 'left';
      g.fillText(mark.label, end ? px - 5 : px + 5, y);
    }
  },

  drawLane(g, lane, top) {
    const narrow = this.gutter === 0;
    g.strokeStyle = colours.line;
    g.beginPath();
    g.moveTo(0, Math.round(top + lane.height) - 0.5);
    g.lineTo(this.width, Math.round(top + lane.height) - 0.5);
    g.stroke();
    let y = top + (narrow ? 16 : 4);
    for (const bar of lane.bars) this.drawBar(g, bar, y + bar.level * 15);
    y += lane.levels * 15;
    if (lane.rows.length) this.drawRows(g, lane, y + 9);
    g.textAlign = 'left';
    g.font = font(11.5, 500);
    if (narrow) {
      g.fillStyle = colours.muted;
      g.fillText(cut(g, D.entities[lane.e], this.width - 8), 4, top + 12);
      return;
    }
    g.fillStyle = colours.page;
    g.fillRect(0, top, this.gutter, lane.height - 1);
    g.fillStyle = colours.ink;
    g.fillText(cut(g, D.entities[lane.e], this.gutter - 18), 10, top + lane.height / 2 + 4);
    g.strokeStyle = colours.strong;
    g.beginPath();
    g.moveTo(this.gutter - 0.5, top);
    g.lineTo(this.gutter - 0.5, top + lane.height);
    g.stroke();
  },

  drawBar(g, bar, y) {
    const c = D.conditions[bar.index];
    const from = Math.max(this.x(bar.from), this.gutter);
    const to = Math.min(Math.max(this.x(bar.to), this.x(bar.from) + 3), this.width);
    if (to < this.gutter || from > this.width) return;
    const tone = colours[toneOfRole(c.r)];
    g.globalAlpha = c.v >= 3 ? 0.34 : c.v === 2 ? 0.24 : 0.15;
    g.fillStyle = tone;
    g.fillRect(from, y, to - from, 12);
    g.globalAlpha = 1;
    g.fillRect(from, y, 2.5, 12);
    if (bar.open) {
      for (let px = to - 16; px < to - 2; px += 5) if (px > from + 4) g.fillRect(px, y + 5, 2, 2);
    } else g.fillRect(Math.max(to - 1.5, from), y, 1.5, 12);
    if (to - from > 46) {
      g.font = font(10.5, c.r === 'root-cause' ? 650 : 400);
      g.fillStyle = colours.ink;
      g.textAlign = 'left';
      g.fillText(cut(g, c.c, to - from - 12), from + 7, y + 9.5);
    }
    this.hits.push({ x0: from - 1, x1: to + 1, y0: y - 1, y1: y + 13, condition: bar.index });
  },

  drawRows(g, lane, y) {
    let last = -Infinity;
    let lastKind = -1;
    for (const row of lane.rows) {
      const at = this.x(R.lo[row]);
      const end = R.until[row] ? this.x(R.until[row]) : at;
      if (end < this.gutter - 6 || at > this.width + 6) continue;
      const chosen = row === this.selected;
      if (!chosen && at - last < 1.5 && lastKind === R.kind[row]) continue;
      last = at;
      lastKind = R.kind[row];
      const tone = colours[R.kinds[R.kind[row]]];
      if (end > at + 6) {
        g.strokeStyle = tone;
        g.globalAlpha = 0.5;
        g.beginPath();
        g.moveTo(Math.max(at, this.gutter), y);
        g.lineTo(end, y);
        g.stroke();
        g.globalAlpha = 1;
      }
      if (at < this.gutter - 6) continue;
      g.save();
      g.translate(at, y);
      g.scale(0.82, 0.82);
      g.fillStyle = tone;
      g.fill(shapeFor(R.kind[row]), 'evenodd');
      g.lineWidth = chosen ? 3 : 1;
      g.strokeStyle = chosen ? colours.accent : colours.page;
      g.stroke(shapeFor(R.kind[row]));
      g.restore();
      this.hits.push({ x0: at - 6, x1: at + 6, y0: y - 7, y1: y + 7, row });
    }
  },
});
`;
