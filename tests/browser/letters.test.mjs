// Letters of every scene in all their parts: in English, whose g and y and Q reach below a line of Chinese,
// in one line and in two, and in Chinese as the samples are.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { everyFault, newPage, root, startBrowser, startServer } from './harness.mjs';
import { cutLetters } from './letters.mjs';
import { draw, halfSize } from './proof.mjs';
import { samples } from '../../static/gfx/samples.js';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./harness.mjs').Browser} */ let browser;
/** @type {import('./harness.mjs').Page} */ let page;
/** @type {import('./harness.mjs').Page} */ let lens;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = (await newPage(browser, halfSize)).page;
  lens = await browser.newPage();
  await page.route('**/screen/qr.svg*', route => route.fulfill({ path: join(root, 'tests/browser/code.svg') }));
  await page.goto(server.base + '/dev/gallery?one=1&scene=bug&ground=transparent&lang=en');
  await page.locator('.scene').waitFor();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  assert.deepEqual(everyFault(), []);
});

/** @type {[string, string, [string, string]?][]} in which language the picture is, and what names and other texts say */
const tongues = [['as the samples are', 'zh-CN'], ['with short words', 'en', ['Gypsy jury', 'Quay']], ['with a name of two lines', 'en', ['Quality and Energy Agency, gypsum yard', 'Gypsy jury']]];

for (const [what, lang, words] of tongues) for (const ground of ['transparent', 'full']) {
  test(`no letter is cut off at its box ${what} on ${ground}`, async () => {
    const faults = [];
    for (const scene of Object.keys(samples)) {
      if (scene.startsWith('lineup') && words && words[0].length > 24) continue; // no output is called so
      await draw(page, { scene, theme: 'contrast', ground, lang, words });
      faults.push(...(await cutLetters(page, lens)).map(fault => `${scene}: ${fault}`));
    }
    assert.deepEqual(faults, []);
  });
}

test('a letter that is cut is seen', async () => {
  await draw(page, { scene: 'board', theme: 'blue', ground: 'transparent', lang: 'en' });
  await page.evaluate(() => { /** @type {HTMLElement} */ (document.querySelector('.list-title')).style.paddingBottom = '0'; });
  assert.match((await cutLetters(page, lens)).join(), /list-title ".*Ranking" is cut/);
  await draw(page, { scene: 'board', theme: 'blue', ground: 'transparent', lang: 'en' });
  await page.evaluate(() => { /** @type {HTMLElement} */ (document.querySelector('.row-name')).style.textIndent = '-0.3em'; });
  assert.match((await cutLetters(page, lens)).join(), /^row-name[^"]* "[^"]*" is cut[^"]*$/, 'one, at its side');
});

test('the white card of the code is as tall as the panel beside it, in both languages', async () => {
  for (const lang of ['zh-CN', 'en']) {
    await draw(page, { scene: 'join-qr', theme: 'blue', ground: 'transparent', lang });
    const [card, plate] = await Promise.all(['.qr-card', '.join > .plate'].map(one => page.locator(one).boundingBox()));
    assert.ok(card && plate && Math.abs(card.y - plate.y) < 1 && Math.abs(card.y + card.height - plate.y - plate.height) < 1, `${lang}: ${JSON.stringify([card, plate])}`);
  }
});
