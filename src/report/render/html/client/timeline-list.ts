/** The rows as a list. A short list flows; of a long one only the rows in view exist. */
export const timelineList = String.raw`
const FLOWING = 300;

Object.assign(Timeline.prototype, {
  rowNode(row, position) {
    const node = make('div', 'tl-row' + (row === this.selected ? ' on' : ''));
    node.setAttribute('role', 'row');
    node.setAttribute('aria-rowindex', position + 1);
    node.dataset.row = row;
    const kind = R.kinds[R.kind[row]];
    const time = make('span', 'clock', R.hi[row] - R.lo[row] <= 1000 ? clock(R.lo[row], true) : clock(R.lo[row]) + ' …');
    if (R.hi[row] - R.lo[row] > 1000) time.title = stretch(R.lo[row], R.hi[row]);
    const grade = make('span', 'grade', R.grade[row]);
    grade.title = GRADES[R.grade[row]] || '';
    time.append(' ', grade);
    const kindCell = make('span', 'kind t-' + kind);
    kindCell.append(glyph(kind), make('span', '', kind));
    const what = make('span', 'what', R.text[row]);
    if (R.count[row] > 1) what.append(make('span', 'many', ' ×' + R.count[row] + (R.until[row] ? ' until ' + clock(R.until[row]) : '')));
    else if (R.until[row]) what.append(make('span', 'many', ' until ' + clock(R.until[row])));
    const cites = make('span', 'cites');
    const numbers = R.evidence[row];
    cites.dataset.e = numbers.join(' ');
    numbers.slice(0, 2).forEach((n) => {
      const mark = make('a', '', String(n));
      mark.dataset.n = n;
      mark.tabIndex = 0;
      mark.setAttribute('role', 'button');
      mark.setAttribute('aria-label', 'Evidence ' + n);
      cites.append(mark);
    });
    const parts = [time, kindCell, make('span', 'who', D.entities[R.entity[row]]), what, cites];
    for (const part of parts) part.setAttribute('role', 'cell');
    node.append(...parts);
    return node;
  },

  drawList() {
    const list = find('.tl-list', this.root);
    const rows = find('.tl-rows', this.root);
    const total = this.inView.length;
    list.setAttribute('aria-rowcount', total);
    find('.tl-none', this.root).hidden = total > 0;
    const windowed = total > FLOWING;
    list.classList.toggle('windowed', windowed);
    if (!windowed) {
      rows.style.height = '';
      rows.replaceChildren(...this.inView.map((row, i) => this.rowNode(row, i)));
      return;
    }
    this.rowHeight = this.isNarrow() ? 92 : 44;
    rows.style.height = total * this.rowHeight + 'px';
    this.fillWindow(true);
  },

  // Rows of a long list that can be seen, and a few more.
  fillWindow(fresh) {
    const list = find('.tl-list', this.root);
    if (!list.classList.contains('windowed')) return;
    const first = Math.max(0, Math.floor(list.scrollTop / this.rowHeight) - 8);
    const last = Math.min(this.inView.length, Math.ceil((list.scrollTop + list.clientHeight) / this.rowHeight) + 8);
    if (!fresh && this.shown && this.shown[0] === first && this.shown[1] === last) return;
    this.shown = [first, last];
    const nodes = [];
    for (let i = first; i < last; i++) {
      const node = this.rowNode(this.inView[i], i);
      node.style.top = i * this.rowHeight + 'px';
      nodes.push(node);
    }
    find('.tl-rows', this.root).replaceChildren(...nodes);
  },

  select(row, openIt) {
    this.selected = row;
    const position = this.inView.indexOf(row);
    const list = find('.tl-list', this.root);
    if (list.classList.contains('windowed') && position >= 0) {
      const top = position * this.rowHeight;
      if (top < list.scrollTop || top + this.rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = Math.max(0, top - list.clientHeight / 2);
      this.fillWindow(true);
    } else {
      for (const node of all('.tl-row', list)) node.classList.toggle('on', Number(node.dataset.row) === row);
      const node = find('.tl-row.on', list);
      if (node) {
        const top = node.offsetTop;
        if (top < list.scrollTop || top + node.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = Math.max(0, top - list.clientHeight / 2);
      }
    }
    this.scrollLaneTo(row);
    this.draw();
    find('[data-readout]', this.root).textContent = this.readout();
    if (openIt) openRow(row, this.scroller);
  },

  scrollLaneTo(row) {
    const lane = this.lanes.find((l) => l.e === R.entity[row]);
    if (!lane) return;
    const view = this.scroller.clientHeight - this.head;
    if (lane.top < this.scroller.scrollTop || lane.top + lane.height > this.scroller.scrollTop + view) {
      this.scroller.scrollTop = Math.max(0, lane.top - view / 2);
    }
  },

  step(by) {
    if (this.inView.length === 0) return;
    const at = this.inView.indexOf(this.selected);
    const next = at === -1 ? (by > 0 ? 0 : this.inView.length - 1) : Math.min(this.inView.length - 1, Math.max(0, at + by));
    this.select(this.inView[next], false);
  },

  // From the drawer back to a row: clears what hides it, brings it into view.
  reveal(row) {
    if (innerWidth < 832) closeDrawer(false);
    if (!this.matches(row)) this.resetFilters();
    if (R.lo[row] < this.from || R.lo[row] > this.to) {
      const half = (this.to - this.from) / 2;
      this.setSpan(R.lo[row] - half, R.lo[row] + half);
    }
    this.refresh();
    this.select(row, false);
    this.root.scrollIntoView({ block: 'start' });
  },

  readout() {
    const n = this.inView.length;
    const chosen = this.selected >= 0 && this.inView.includes(this.selected) ? ' · chosen: ' + clock(R.lo[this.selected], true) : '';
    return clock(this.from) + ' to ' + clock(this.to) + ' · ' + n + ' of ' + this.own.length + (this.own.length === 1 ? ' row' : ' rows') + chosen;
  },
});
`;
