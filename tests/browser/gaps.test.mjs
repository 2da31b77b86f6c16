// What stands beside each other, and how large a wall shows it: figures apart from figures, names from scores.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { everyFault, startBrowser, startServer } from './harness.mjs';
import { faultsOf } from './gfx.mjs';
import { frameWith } from '../../static/gfx/samples.js';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./harness.mjs').Browser} */ let browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  assert.deepEqual(everyFault(), []);
});

/** @param {string[]} names @returns {any} */
const frame = names => frameWith(names);

test('a name that fills its room stands 24 pixels from its score, and of five bars 88 is seen beside 97', async () => {
  const long = '市人力资源和社会保障局劳动保障监察支队投诉举报受理中心';
  const lists = ['ten', 'reveal-end', 'board', 'board-ten'].flatMap(name => [[name], [name, 'bug', 'crawl']]).map(names => {
    const shown = frame(names);
    shown.layers[0].data = { ...shown.layers[0].data, rows: shown.layers[0].data.rows.map((/** @type {any} */ row) => ({ ...row, name: long, score: '100.00' })) };
    return { name: names.join(' '), theme: 'blue', frame: shown };
  });
  const near = async (/** @type {any} */ { page }, /** @type {string} */ name) => page.evaluate((/** @type {string} */ told) => [...document.querySelectorAll('.row:not(.top-row)')].flatMap(row => {
    const [of, score] = ['.row-name', '.row-score'].map(at => /** @type {HTMLElement} */ (row.querySelector(at)));
    if (!of.offsetParent || !score.textContent) return [];
    const range = document.createRange();
    range.selectNodeContents(score);
    const gap = range.getBoundingClientRect().left - of.getBoundingClientRect().right;
    return gap >= 23.5 ? [] : [`${told}: ${gap} pixels before ${score.textContent}`];
  }), name);
  assert.deepEqual(await faultsOf(browser, server.base, 'transparent', lists, near), []);
  assert.deepEqual(await faultsOf(browser, server.base, 'full', lists, near), []);
  assert.deepEqual(await faultsOf(browser, server.base, 'transparent', [{ name: 'dims', theme: 'blue', frame: frame(['dims']) }], ({ page }) => page.evaluate(() => {
    const bar = /** @type {HTMLElement} */ (document.querySelector('.dim-track')).getBoundingClientRect();
    return bar.width >= 1500 ? [] : [`bars are ${bar.width} wide`];
  })), []);
});

test('on a wall a list is read from further away than on television', async () => {
  const sizes = async (/** @type {string} */ ground) => {
    /** @type {number[]} */ const found = [];
    await faultsOf(browser, server.base, ground, ['board', 'ten'].map(name => ({ name, theme: 'blue', frame: frame([name]) })), async ({ page }) => {
      found.push(...await page.evaluate(() => [parseFloat(getComputedStyle(/** @type {HTMLElement} */ (document.querySelector('.row:nth-child(4) .row-name'))).fontSize)]));
      return [];
    });
    return found;
  };
  const [wall, television] = [await sizes('full'), await sizes('transparent')];
  wall.forEach((size, i) => assert.ok(size >= 1.3 * television[i], `${size} where television has ${television[i]}`));
});
