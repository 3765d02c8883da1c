/** The strip above the lanes: how much happened when, with the stretch in view to be dragged. */
export const timelineMini = String.raw`
Object.assign(Timeline.prototype, {
  drawMini() {
    const canvas = find('.tl-mini', this.root);
    const width = this.scroller.offsetWidth;
    const height = 46;
    const g = prepare(canvas, width, height);
    const buckets = Math.max(20, Math.floor(width / 4));
    const all = new Float64Array(buckets);
    const loud = new Float64Array(buckets);
    const span = this.most - this.least;
    for (const row of this.passing) {
      const b = Math.min(buckets - 1, Math.max(0, Math.floor(((R.lo[row] - this.least) / span) * buckets)));
      all[b] += 1;
      if (this.severityOf(row) >= 2) loud[b] += 1;
    }
    const peak = Math.max(1, ...all);
    const tall = (v) => Math.sqrt(v / peak) * (height - 8);
    for (let b = 0; b < buckets; b++) {
      if (!all[b]) continue;
      const px = (b / buckets) * width;
      g.fillStyle = colours.strong;
      g.fillRect(px, height - tall(all[b]), width / buckets - 1, tall(all[b]));
      g.fillStyle = colours.fault;
      if (loud[b]) g.fillRect(px, height - tall(loud[b]), width / buckets - 1, tall(loud[b]));
    }
    const x0 = ((this.from - this.least) / span) * width;
    const x1 = ((this.to - this.least) / span) * width;
    g.fillStyle = colours.page;
    g.globalAlpha = 0.62;
    g.fillRect(0, 0, x0, height);
    g.fillRect(x1, 0, width - x1, height);
    g.globalAlpha = 1;
    g.strokeStyle = colours.accent;
    g.lineWidth = 2;
    g.strokeRect(Math.max(1, x0), 1, Math.max(4, Math.min(width, x1) - Math.max(1, x0) - 1), height - 2);
  },

  bindMini() {
    const canvas = find('.tl-mini', this.root);
    let drag = null;
    const timeAt = (event) => this.least + (event.offsetX / canvas.clientWidth) * (this.most - this.least);
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      const at = timeAt(event);
      const near = ((this.most - this.least) / canvas.clientWidth) * 7;
      if (Math.abs(at - this.from) < near) drag = { edge: 'from' };
      else if (Math.abs(at - this.to) < near) drag = { edge: 'to' };
      else {
        const length = this.to - this.from;
        if (at < this.from || at > this.to) this.setSpan(at - length / 2, at + length / 2);
        drag = { grip: at - this.from };
        this.refresh();
      }
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!drag) return;
      const at = timeAt(event);
      if (drag.edge === 'from') this.setSpan(Math.min(at, this.to - 50), this.to);
      else if (drag.edge === 'to') this.setSpan(this.from, Math.max(at, this.from + 50));
      else this.setSpan(at - drag.grip, at - drag.grip + (this.to - this.from));
      this.refresh();
    });
    const drop = () => { drag = null; };
    canvas.addEventListener('pointerup', drop);
    canvas.addEventListener('pointercancel', drop);
  },
});
`;
