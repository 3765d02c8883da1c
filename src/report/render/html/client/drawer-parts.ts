/** What the drawer can show: pieces of evidence, a condition, a row of the timeline. */
export const drawerParts = String.raw`
const timelines = [];
const GRADES = { A: 'a machine stamped the change itself', B: 'between two observations', C: 'dated back by a rule', D: 'from a person’s note' };

// Where a piece of evidence is used: marks in the text, and rows of a timeline.
let marksByNumber = null;
function marksOf(number) {
  if (!marksByNumber) {
    marksByNumber = new Map();
    for (const cites of all('main .cites[data-e]')) {
      if (cites.closest('.timeline-static, .tl')) continue;
      for (const n of cites.dataset.e.split(' ')) {
        if (!marksByNumber.has(+n)) marksByNumber.set(+n, []);
        marksByNumber.get(+n).push(cites);
      }
    }
  }
  return marksByNumber.get(number) || [];
}

function sectionOf(node) {
  const section = node.closest('section');
  const title = section && find('.section-title', section);
  return title ? title.textContent : 'the report';
}

function jumpTo(node) {
  if (innerWidth < 832) closeDrawer(false);
  const target = node.closest('li, tr, p, dd') || node;
  target.scrollIntoView({ block: 'center' });
  target.classList.remove('flash');
  void target.offsetWidth;
  target.classList.add('flash');
  const link = find('a', node) || node;
  link.focus({ preventScroll: true });
}

function jumpButton(text, action) {
  const button = make('button', 'jump', text);
  button.type = 'button';
  button.addEventListener('click', action);
  return button;
}

function usedIn(number) {
  const places = marksOf(number).slice(0, 12);
  const rows = [];
  for (let i = 0; i < D.rows.lo.length && rows.length < 5; i++) {
    if (D.rows.evidence[i].includes(number)) rows.push(i);
  }
  if (places.length + rows.length === 0) return null;
  const box = make('p', 'used', 'Used in: ');
  const seen = new Map();
  for (const place of places) {
    const name = sectionOf(place);
    seen.set(name, (seen.get(name) || 0) + 1);
    const count = seen.get(name);
    box.append(jumpButton(count > 1 ? name + ' (' + count + ')' : name, () => jumpTo(place)), ' · ');
  }
  for (const row of rows) {
    const timeline = timelines.find((t) => t.has(row));
    if (timeline) box.append(jumpButton('row of ' + clock(D.rows.lo[row], true), () => timeline.reveal(row)), ' · ');
  }
  if (box.lastChild && box.lastChild.nodeType === 3) box.lastChild.remove();
  return box;
}

function proof(number, first) {
  const entry = D.evidence[number - 1];
  const box = make('div', first ? 'proof first' : 'proof');
  if (!entry) return box;
  const [source, line, pointer, offset, length, at, excerpt, around] = entry;
  const where = make('p', 'where');
  where.append(make('span', 'no', 'E' + number), make('span', 'path', D.sources[source] || ''));
  const place = [line ? 'line ' + line : '', pointer, 'bytes ' + offset + '–' + (offset + length)].filter(Boolean).join(', ');
  where.append(make('span', 'place', place));
  if (at !== null) where.append(make('span', 'at', clock(at, true)));
  box.append(where, around ? context(around) : make('pre', '', excerpt));
  const used = usedIn(number);
  if (used) box.append(used);
  return box;
}

// The line as it stands in the log, between its neighbours.
function context([before, line, after]) {
  const pre = make('pre', 'context');
  pre.tabIndex = 0;
  pre.setAttribute('role', 'group');
  pre.setAttribute('aria-label', 'The line in its log');
  for (const text of before) pre.append(make('span', 'near', text));
  pre.append(make('mark', '', line));
  for (const text of after) pre.append(make('span', 'near', text));
  return pre;
}

function proofs(numbers, first) {
  const part = document.createDocumentFragment();
  const order = first && numbers.includes(first) ? [first].concat(numbers.filter((n) => n !== first)) : numbers;
  for (const n of order) part.append(proof(n, n === first && numbers.length > 1));
  if (order.length === 0) part.append(make('p', '', 'No source is attached.'));
  return part;
}

function facts(pairs) {
  const list = make('dl');
  for (const [term, value] of pairs) {
    if (value) list.append(make('dt', '', term), make('dd', '', value));
  }
  return list;
}

function ways(title, links, other) {
  if (links.length === 0) return document.createDocumentFragment();
  const part = document.createDocumentFragment();
  part.append(make('h3', '', title));
  const list = make('ul', 'way');
  for (const link of links) {
    const c = D.conditions[link[other]];
    const item = make('li');
    item.append(jumpButton(D.entities[c.e] + ': ' + c.c, () => openCondition(link[other])));
    const verdict = link.v === 'accepted' ? '' : link.v === 'refuted' ? 'Refuted. ' : 'Left open. ';
    item.append(make('span', 'why', verdict + link.m + ' (' + link.l + '; ' + link.s + ')'));
    if (link.v !== 'accepted') item.append(make('span', 'why', link.w));
    list.append(item);
  }
  part.append(list);
  return part;
}

function conditionPart(index) {
  const c = D.conditions[index];
  const part = document.createDocumentFragment();
  part.append(make('p', '', c.s));
  part.append(facts([
    ['Part', D.roles[c.r] || c.r],
    ['From', c.f === null ? 'not known' : clock(c.f, true)],
    ['Until', c.t === null ? 'still so at the capture' : clock(c.t, true)],
    ['Seen', c.k > 1 ? c.k + ' times' : ''],
    ['Why this part', c.b],
  ]));
  part.append(ways('What led to it', D.links.filter((l) => l.t === index), 'f'));
  part.append(ways('What it led to', D.links.filter((l) => l.f === index), 't'));
  const node = all('.graph .node').find((n) => n.dataset.condition === c.id && graphIncident(n) === D.incidents[c.i].id);
  if (node) part.append(jumpButton('Show it in the graph', () => showNode(node)));
  part.append(make('h3', '', 'Evidence'), proofs(c.x));
  return part;
}

function rowPart(row) {
  const r = D.rows;
  const part = document.createDocumentFragment();
  part.append(make('p', '', r.text[row]));
  const many = r.count[row] > 1 ? r.count[row] + ' times' + (r.until[row] ? ', until ' + clock(r.until[row], true) : '') : '';
  const grade = GRADES[r.grade[row]] || '';
  part.append(facts([
    ['Time', stretch(r.lo[row], r.hi[row]) + ' UTC'],
    ['Known how', grade],
    ['Kind', r.kinds[r.kind[row]]],
    ['Seen', many],
  ]));
  if (r.condition[row] >= 0) {
    const c = D.conditions[r.condition[row]];
    part.append(make('h3', '', 'Part of'), jumpButton(D.entities[c.e] + ': ' + c.c, () => openCondition(r.condition[row])));
  }
  part.append(make('h3', '', 'Evidence'), proofs(r.evidence[row]));
  return part;
}
`;
