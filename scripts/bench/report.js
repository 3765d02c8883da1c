/**
 * Measures the HTML report in a real browser: size, time until it can be used, frames while its list and its page
 * scroll, one filter. Rows beyond those of the analysis are copies, moved in time, each with evidence of its own.
 *   node scripts/bench/report.js [ANALYSIS.json] [ROWS] [SHOTS_FOLDER]
 * With a folder it also leaves pictures: top, timeline, chain and evidence at 360, 820 and 1440 px, dark and light, and the
 * pages of the print.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { renderFiles } from '../../dist/app/index.js';

const root = new URL('../../', import.meta.url).pathname;
const [file = `${root}reports/registry-node-outage/analysis.json`, count = '20000', shots] =
  process.argv.slice(2);
const say = (label, value) => process.stdout.write(`${label.padEnd(44)} ${value}\n`);
const ms = (n) => `${n.toFixed(0)} ms`;

function grown(analysis, rows) {
  const { timeline } = analysis;
  const evidence = { ...analysis.evidence };
  const out = [...timeline];
  for (let i = timeline.length; i < rows; i++) {
    const row = timeline[i % timeline.length];
    const by = Math.floor(i / timeline.length) * 37_000 + (i % 997) * 11;
    const moved = (t) => (t === null ? null : new Date(Date.parse(t) + by).toISOString());
    const first = evidence[row.evidence[0]] ?? { source: 's0', offset: 0, length: 1, excerpt: row.text };
    const id = `e-copy-${i}`;
    evidence[id] = { ...first, offset: first.offset + i };
    out.push({ ...row, at: { ...row.at, lo: moved(row.at.lo), hi: moved(row.at.hi) }, text: `${row.text} #${i}`, evidence: [id] });
  }
  out.sort((a, b) => (a.at.lo ?? '~').localeCompare(b.at.lo ?? '~'));
  return { ...analysis, timeline: out, evidence };
} // prettier-ignore

const small = JSON.parse(readFileSync(file, 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'inquest-report-'));
async function page(analysis, name) {
  const started = performance.now();
  const [made] = await renderFiles(analysis, { formats: ['html'] });
  const path = join(folder, name);
  writeFileSync(path, made.bytes);
  return { path, bytes: Buffer.byteLength(made.bytes), took: performance.now() - started };
}

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  if (Number(count) > 0) await measure();
  if (shots) await pictures(shots);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const large = await page(grown(small, Number(count)), 'large.html');
  say(`render, ${count} rows`, ms(large.took));
  say('file', `${(large.bytes / 1e6).toFixed(1)} MB`);
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const started = performance.now();
  await tab.goto(`file://${large.path}`);
  await tab.waitForSelector('html.js');
  await tab.waitForSelector('.tl-rows > *');
  say('open until its rows are drawn', ms(performance.now() - started));
  for (const [what, selector] of [['list of rows', '.tl-list'], ['lanes', '.tl-lanes'], ['page', 'html']]) {
    const frames = await tab.evaluate(`new Promise((done) => {
      const box = document.querySelector(${JSON.stringify(selector)});
      const times = []; let last = performance.now(); let n = 0;
      const step = (now) => {
        times.push(now - last); last = now;
        box.scrollTop += ${selector === 'html' ? 120 : 400};
        if (++n < 120) requestAnimationFrame(step); else done(times.slice(2));
      };
      requestAnimationFrame(step);
    })`);
    const sorted = [...frames].sort((a, b) => a - b);
    say(`scroll of the ${what}, frame p50 / p95 / max`, `${ms(sorted[sorted.length >> 1])} / ${ms(sorted[Math.floor(sorted.length * 0.95)])} / ${ms(sorted.at(-1))}`);
  }
  await tab.evaluate(`window.scrollTo({ top: 0, behavior: 'instant' })`);
  const filter = performance.now();
  await tab.fill('.tl [data-search]', 'gone');
  await tab.evaluate('new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))');
  say('filter by words until drawn', ms(performance.now() - filter));
  await tab.close();
} // prettier-ignore

async function pictures(where) {
  mkdirSync(where, { recursive: true });
  const { path } = await page(small, 'small.html');
  for (const width of [360, 820, 1440]) {
    for (const colorScheme of ['light', 'dark']) {
      const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await tab.goto(`file://${path}`);
      await tab.waitForSelector('html.js');
      const shot = (name) => tab.screenshot({ path: join(where, `${width}-${colorScheme}-${name}.png`) });
      const wide = await tab.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      if (wide > 0) say(`${width} ${colorScheme}: wider than the screen by`, `${wide} px`);
      await shot('top');
      for (const [name, selector] of [['figures', '#key-figures, [id$=key-figures]'], ['timeline', '.tl'], ['chain', '[data-graph]'], ['tables', '[id$=contributing]'], ['evidence', '.evidence-index']]) {
        const there = await tab.evaluate(`(() => { const e = document.querySelector(${JSON.stringify(selector)}); if (!e) return false; e.scrollIntoView({ block: 'start', behavior: 'instant' }); return true; })()`);
        if (there) await tab.waitForTimeout(150).then(() => shot(name));
      }
      await tab.evaluate(`window.scrollTo({ top: 0, behavior: 'instant' })`);
      await tab.click('.cites a >> nth=0');
      await tab.waitForTimeout(300);
      await shot('drawer');
      await tab.close();
    }
  }
  const tab = await browser.newPage();
  await tab.goto(`file://${path}`);
  await tab.pdf({ path: join(where, 'print.pdf'), format: 'A4' });
  await tab.close();
} // prettier-ignore
