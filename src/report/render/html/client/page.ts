/** Colours, contents, start. */
export const page = String.raw`
const THEMES = ['auto', 'light', 'dark'];
const themeButton = find('[data-theme-toggle]');
function setTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const words = { auto: 'Colours: system', light: 'Colours: light', dark: 'Colours: dark' };
  themeButton.textContent = words[theme];
  themeButton.setAttribute('aria-label', words[theme] + '. Change.');
  readColours();
  for (const timeline of timelines) {
    timeline.draw();
    timeline.drawMini();
  }
}
let theme = 'auto';
try {
  theme = THEMES.includes(localStorage.getItem('inquest-theme')) ? localStorage.getItem('inquest-theme') : 'auto';
} catch (e) {
  theme = 'auto';
}
themeButton.addEventListener('click', () => {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  try {
    localStorage.setItem('inquest-theme', theme);
  } catch (e) {
    // A page from a file may not be allowed to remember; it still changes.
  }
  setTheme(theme);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTheme(theme));

for (const link of all('.menu nav a')) link.addEventListener('click', () => { find('.menu').open = false; });

function followReading() {
  const links = new Map(all('.toc a').map((a) => [a.getAttribute('href').slice(1), a]));
  const titles = all('.section-title, .headline').filter((h) => links.has(h.id));
  const mark = () => {
    const at = titles.findLast((h) => h.getBoundingClientRect().top < innerHeight * 0.3) || titles[0];
    for (const [id, link] of links) {
      if (at && id === at.id) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
}

document.documentElement.classList.add('js');
readColours();
startTimelines();
all('.graph-figure').forEach(startGraph);
setTheme(theme);
followReading();
`;
