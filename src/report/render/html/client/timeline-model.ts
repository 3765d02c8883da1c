/** One timeline: its rows, its filters, the stretch of time that is in view. */
export const timelineModel = String.raw`
const R = D.rows;

class Timeline {
  constructor(root) {
    this.root = root;
    this.incident = D.incidents.findIndex((i) => i.id === root.dataset.timeline);
    this.kinds = new Set(R.kinds.map((_, i) => i));
    this.severity = 0;
    this.source = '';
    this.query = '';
    this.selected = -1;
    this.own = [];
    for (let i = 0; i < R.lo.length; i++) {
      if (R.incident[i] === -1 || R.incident[i] === this.incident) this.own.push(i);
    }
    this.conditions = D.conditions.map((c, i) => i).filter((i) => D.conditions[i].i === this.incident && D.conditions[i].f !== null);
    this.lower = null;
    this.fullSpan();
    this.incidentSpan();
    this.fillFilters();
    this.filter();
  }

  // All that is dated, with a margin.
  fullSpan() {
    const starts = this.own.map((i) => R.lo[i]);
    const ends = this.own.map((i) => Math.max(R.hi[i], R.until[i]));
    const marks = this.incident >= 0 ? D.incidents[this.incident].marks.map((m) => m.at) : [];
    let lo = Math.min(...minMax(starts.concat(marks)));
    let hi = Math.max(...minMax(ends.concat(marks)));
    if (!isFinite(lo) || !isFinite(hi)) { lo = 0; hi = 60000; }
    const margin = Math.max((hi - lo) * 0.02, 1000);
    this.least = lo - margin;
    this.most = hi + margin;
  }

  incidentSpan() {
    const incident = D.incidents[this.incident];
    const from = incident && incident.from !== null ? incident.from : this.least;
    const to = incident && incident.to !== null ? incident.to : this.most;
    const margin = Math.max((to - from) * 0.08, 2000);
    this.setSpan(from - margin, to + margin);
  }

  setSpan(from, to) {
    const shortest = 50;
    let length = Math.min(Math.max(to - from, shortest), this.most - this.least);
    let start = Math.min(Math.max(from, this.least), this.most - length);
    this.from = start;
    this.to = start + length;
  }

  severityOf(row) {
    const c = R.condition[row];
    if (c >= 0) return D.conditions[c].v;
    const kind = R.kinds[R.kind[row]];
    return kind === 'fault' ? 2 : kind === 'context' ? 0 : 1;
  }

  sourceOf(row) {
    const first = R.evidence[row][0];
    const entry = first === undefined ? undefined : D.evidence[first - 1];
    return entry ? entry[0] : -1;
  }

  fillFilters() {
    const counts = new Map();
    const used = new Map();
    for (const row of this.own) {
      counts.set(R.kind[row], (counts.get(R.kind[row]) || 0) + 1);
      const source = this.sourceOf(row);
      if (source >= 0) used.set(source, (used.get(source) || 0) + 1);
    }
    R.kinds.forEach((kind, i) => {
      const chip = find('[data-kind="' + kind + '"]', this.root);
      find('[data-count]', chip.closest('.chip')).textContent = counts.get(i) || 0;
      chip.closest('.chip').hidden = !counts.get(i);
    });
    const select = find('[data-source]', this.root);
    const names = Array.from(used.keys()).sort((a, b) => used.get(b) - used.get(a) || a - b).slice(0, 200);
    for (const source of names) {
      const option = make('option', '', D.sources[source] + ' (' + used.get(source) + ')');
      option.value = source;
      select.append(option);
    }
  }

  matches(row) {
    if (!this.kinds.has(R.kind[row])) return false;
    if (this.severity > 0 && this.severityOf(row) < this.severity) return false;
    if (this.source !== '' && this.sourceOf(row) !== Number(this.source)) return false;
    if (this.query !== '' && !this.haystack(row).includes(this.query)) return false;
    return true;
  }

  haystack(row) {
    if (!this.lower) this.lower = new Map();
    let text = this.lower.get(row);
    if (text === undefined) {
      text = (R.text[row] + ' ' + D.entities[R.entity[row]]).toLowerCase();
      this.lower.set(row, text);
    }
    return text;
  }

  filter() {
    this.passing = this.own.filter((row) => this.matches(row));
    this.layLanes();
    this.crop();
  }

  // Rows of the stretch in view; a repeated row counts while it lasts.
  crop() {
    this.inView = this.passing.filter((row) => R.lo[row] <= this.to && Math.max(R.hi[row], R.until[row]) >= this.from);
  }

  // A lane per entity: bars of its conditions stacked where they overlap, then its rows as marks.
  layLanes() {
    const lanes = new Map();
    const lane = (e) => {
      if (!lanes.has(e)) lanes.set(e, { e, bars: [], rows: [], first: Infinity, rank: 2 });
      return lanes.get(e);
    };
    for (const index of this.conditions) {
      const c = D.conditions[index];
      if (c.v < this.severity) continue;
      if (this.query !== '' && !(D.entities[c.e] + ' ' + c.c + ' ' + c.s).toLowerCase().includes(this.query)) continue;
      const l = lane(c.e);
      l.bars.push({ index, from: c.f, to: c.t === null ? this.most : Math.max(c.t, c.f), open: c.t === null });
      l.first = Math.min(l.first, c.f < this.fromIncident() ? this.fromIncident() + 1e9 : c.f);
      const apart = c.r === 'pre-existing' || c.r === 'chronic-noise';
      l.rank = Math.min(l.rank, c.r === 'root-cause' ? -1 : apart ? 1.5 : 0);
    }
    for (const row of this.passing) {
      const l = lane(R.entity[row]);
      l.rows.push(row);
      if (l.rank === 2) {
        l.first = Math.min(l.first, R.lo[row]);
        if (R.incident[row] >= 0) l.rank = 1;
      }
    }
    const list = Array.from(lanes.values()).sort((a, b) => a.rank - b.rank || a.first - b.first || a.e - b.e);
    let y = 0;
    const narrow = this.isNarrow();
    for (const l of list) {
      const ends = [];
      l.bars.sort((a, b) => a.from - b.from || a.index - b.index);
      for (const bar of l.bars) {
        let level = ends.findIndex((end) => end <= bar.from);
        if (level === -1) level = ends.length;
        ends[level] = bar.to;
        bar.level = level;
      }
      l.levels = ends.length;
      l.top = y;
      l.height = (narrow ? 16 : 4) + ends.length * 15 + (l.rows.length ? 16 : 0) + 4;
      y += l.height;
    }
    this.lanes = list;
    this.lanesHeight = y;
  }

  fromIncident() {
    const incident = D.incidents[this.incident];
    return incident && incident.from !== null ? incident.from : -Infinity;
  }

  isNarrow() {
    return this.root.clientWidth > 0 ? this.root.clientWidth < 640 : innerWidth < 700;
  }

  has(row) {
    return R.incident[row] === -1 || R.incident[row] === this.incident;
  }
}

// Math.min of a long list without spreading it onto the stack.
function minMax(values) {
  let lo = Infinity;
  let hi = -Infinity;
  for (const v of values) {
    if (v < lo) lo = v;
    if (v > hi) hi = v;
  }
  return [lo, hi];
}
`;
