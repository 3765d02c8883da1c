/** The drawer: opens over the page, remembers the way back, returns the focus when it closes. */
export const drawer = String.raw`
const box = find('#drawer');
const boxTitle = find('[data-drawer-title]');
const boxBody = find('[data-drawer-body]');
const boxBack = find('[data-drawer-back]');
let trail = [];
let origin = null;

function show(view) {
  boxTitle.textContent = view.title;
  boxBody.replaceChildren(view.part());
  boxBody.scrollTop = 0;
  boxBack.hidden = trail.length < 2;
  box.hidden = false;
  document.body.classList.add('drawer-open');
  for (const node of all('.graph .node.open')) node.classList.remove('open');
  if (view.node) view.node.classList.add('open');
  for (const link of all('.cites a[aria-pressed]')) link.removeAttribute('aria-pressed');
  if (view.mark) view.mark.setAttribute('aria-pressed', 'true');
  boxTitle.focus({ preventScroll: true });
}

function open(view, from) {
  if (box.hidden) {
    trail = [];
    origin = from || document.activeElement;
  }
  trail.push(view);
  show(view);
}

function back() {
  trail.pop();
  const view = trail.at(-1);
  if (view) show(view);
}

function closeDrawer(giveBack) {
  if (box.hidden) return;
  box.hidden = true;
  trail = [];
  document.body.classList.remove('drawer-open');
  for (const node of all('.graph .node.open')) node.classList.remove('open');
  for (const link of all('.cites a[aria-pressed]')) link.removeAttribute('aria-pressed');
  if (giveBack !== false && origin && origin.isConnected) origin.focus({ preventScroll: true });
}

function openEvidence(numbers, first, mark) {
  const title = numbers.length === 1 ? 'Evidence E' + numbers[0] : 'Evidence, ' + numbers.length + ' pieces';
  open({ title, part: () => proofs(numbers, first), mark }, mark);
}

function openCondition(index, from) {
  const c = D.conditions[index];
  if (!c) return;
  const incident = D.incidents[c.i].id;
  const node = all('.graph .node').find((n) => n.dataset.condition === c.id && graphIncident(n) === incident);
  open({ title: D.entities[c.e] + ': ' + c.c, part: () => conditionPart(index), node }, from);
}

function openRow(row, from) {
  open({ title: D.entities[D.rows.entity[row]], part: () => rowPart(row) }, from);
}

function conditionIndex(incident, id) {
  return D.conditions.findIndex((c) => c.id === id && D.incidents[c.i].id === incident);
}

function activate(event) {
  const mark = event.target.closest('.cites a');
  if (mark) {
    event.preventDefault();
    event.stopPropagation();
    openEvidence(mark.parentElement.dataset.e.split(' ').map(Number), Number(mark.dataset.n), mark);
    return true;
  }
  const finding = event.target.closest('a.finding');
  if (finding) {
    event.preventDefault();
    openCondition(conditionIndex(finding.dataset.incident, finding.dataset.condition), finding);
    return true;
  }
  return false;
}

document.addEventListener('click', activate);
document.addEventListener('keydown', (event) => {
  if ((event.key === 'Enter' || event.key === ' ') && event.target.matches && event.target.matches('.cites a, a.finding')) activate(event);
  if (event.key === 'Escape') closeDrawer(true);
});
boxBack.addEventListener('click', back);
find('[data-drawer-close]').addEventListener('click', () => closeDrawer(true));
`;
