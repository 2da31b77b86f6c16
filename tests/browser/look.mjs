// What is measured on a page: names, roles and contrast by axe; sizes; nothing
// sideways; nothing that has the focus under something else. With SHOTS=folder
// a picture is kept of all that was looked at.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @typedef {import('./harness.mjs').Page} Page */

/** @param {Page} page @param {string} name */
export async function keep(page, name) {
  if (!process.env.SHOTS) return;
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter(a => a.playState === 'running').map(a => a.finished)));
  await page.screenshot({ path: join(process.env.SHOTS, name.replace(/[^\w.-]+/g, '-') + '.png') });
}

/**
 * Violations of WCAG 2.2 AA, and contrasts that could not be told.
 * @param {Page} page @param {boolean} [scrolls] something is scrolled out of sight, whose contrast nobody can tell
 * @returns {Promise<string[]>}
 */
export async function axeFaults(page, scrolls = false) {
  await page.evaluate(axe);
  return page.evaluate(async sure => {
    const report = await /** @type {any} */ (window).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations', 'incomplete'], preload: false });
    const unsure = report.incomplete.filter((/** @type {any} */ rule) => rule.id === 'color-contrast' && sure);
    return report.violations.concat(unsure).map((/** @type {any} */ rule) => rule.id + ' ' + rule.nodes.map((/** @type {any} */ n) => n.target + ' ' + n.failureSummary).join(' '));
  }, !scrolls);
}

/**
 * The phone's page as it stands, in both type sizes, at 430, 360 and 320 pixels
 * and with the text at 200 %; by axe in the smaller one.
 * @param {Page} page @param {string} name @returns {Promise<string[]>}
 */
export async function phoneFaults(page, name) {
  await page.waitForFunction(() => !document.querySelector('.bar.settling'));
  const faults = [];
  const began = await page.evaluate(() => document.documentElement.classList.contains('big'));
  for (const big of [false, true]) {
    await page.evaluate(on => { document.documentElement.classList.toggle('big', on); }, big);
    for (const [width, height] of [[430, 932], [320, 568], [360, 740]]) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => dispatchEvent(new Event('resize'))); // the page looks at itself twice a second; this is sooner
      faults.push(...(await page.evaluate(measure, { big, width })).map(f => `${width}${big ? ' big' : ''}: ${f}`));
      if (width >= 360) await keep(page, `${name} ${width}${big ? ' big' : ''}`);
    }
    if (big) continue; // names and roles are the same, and what can be read in small type can be in large type
    await page.setViewportSize({ width: 360, height: Math.max(1600, await page.evaluate(() => document.body.scrollHeight)) }); // axe cannot tell a contrast under the bar
    faults.push(...(await axeFaults(page)).map(f => `axe: ${f}`));
  }
  await page.evaluate(() => document.documentElement.classList.remove('big'));
  await page.setViewportSize({ width: 320, height: 568 });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '225%';
    dispatchEvent(new Event('resize')); // the page looks at itself twice a second; this is sooner
  });
  faults.push(...(await page.evaluate(measure, { big: false, width: 320 })).map(f => '200 % text: ' + f));
  await keep(page, name + ' 200 percent');
  await page.evaluate(on => {
    document.documentElement.style.fontSize = '';
    document.documentElement.classList.toggle('big', on);
  }, began);
  await page.setViewportSize({ width: 360, height: 740 });
  return faults;
}

/**
 * Runs in the page. The width is given, since a phone zooms out of a page that
 * is too wide for it and calls that its own width.
 * @param {{big: boolean, width: number}} as
 */
function measure({ big, width }) {
  const faults = [];
  const tap = big ? 60 : 48;
  const root = document.documentElement;
  if (root.scrollWidth > width || innerWidth !== width) faults.push(`scrolls sideways: ${root.scrollWidth} and ${innerWidth} in ${width}`);
  for (const e of document.querySelectorAll('a, button, .face, .field')) {
    const box = e.getBoundingClientRect();
    if (box.width && Math.min(box.width, box.height) < tap) faults.push(`small target ${e.textContent}: ${box.width} x ${box.height}`);
  }
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('main *, header *'))) {
    const own = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    if (!own || !e.offsetParent || e.classList.contains('sr')) continue;
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (size < (big ? 24 : 18)) faults.push(`small type ${size}: ${e.textContent}`);
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') faults.push('text beyond its box: ' + e.textContent);
  }
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('*'))) {
    const { position } = getComputedStyle(e);
    if ((position === 'sticky' || position === 'fixed') && e.offsetHeight > innerHeight / 4) faults.push(`${e.id} takes ${e.offsetHeight} of ${innerHeight}`);
  }
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('a[href], button:enabled, input:enabled:not([type=hidden])'))) {
    if (!e.offsetParent) continue;
    e.focus();
    const box = e.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (document.activeElement !== e || !at || !(e === at || e.contains(at) || at.contains(e))) faults.push('hidden while it has the focus: ' + (e.textContent || e.id || e.outerHTML));
  }
  /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
  scrollTo(0, 0);
  return faults;
}
