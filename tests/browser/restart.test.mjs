// The server dies in the middle of a vote and comes back: nothing that was
// acknowledged is lost, and no page has to be touched.
import test from 'node:test';
import assert from 'node:assert/strict';
import { newPage, newPhone, until } from './harness.mjs';
import { barePhone, evening, painted } from './hall.mjs';
import { pick, reads, scan } from './touch.mjs';

const on = evening();

/** The overlay, and everything it has ever said, one entry for each change. */
async function watchOverlay() {
  const { page, context } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await page.addInitScript(() => {
    /** @type {string[]} */
    const said = [];
    Object.assign(window, { said });
    const look = () => {
      const text = document.getElementById('gfx')?.innerText;
      if (text !== undefined) said.push(text);
    };
    document.addEventListener('DOMContentLoaded', () => new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['hidden'] }));
  });
  await page.goto(await on.session.screen('overlay'));
  await painted(page);
  return { page, context };
}

/** What stands on a screen, without the clock. @param {import('./harness.mjs').Page} page @returns {Promise<string>} */
const standing = page => page.evaluate(() => (document.getElementById('gfx')?.innerText || '').replace(/\d+:\d\d(:\d\d)?/g, ''));

/** Five different cards move the live bars; this is four of them. @param {string} marks @param {Awaited<ReturnType<typeof barePhone>>[]} phones */
async function others(marks, phones) {
  const { item } = await on.session.state();
  for (const phone of phones) await phone.cast(item, marks);
}

for (const signal of /** @type {const} */ (['SIGKILL', 'SIGTERM'])) {
  test(`a vote before and a vote after ${signal} both reach the screen`, async () => {
    const phones = [];
    for (let i = 0; i < 4; i += 1) phones.push(await barePhone(on.base, on.deal()));
    await on.next();
    const overlay = await watchOverlay();
    const { page, context, requests } = await newPhone(on.browser);
    const card = on.deal();

    await scan(page, on.base, card);
    assert.equal(page.url(), on.base + '/v');
    const devtools = await context.newCDPSession(page);
    const { entries } = await devtools.send('Page.getNavigationHistory');
    assert.deepEqual(entries.map(e => e.url), ['about:blank', on.base + '/v'], 'no token in the history');

    await on.open();
    await others('0', phones);
    await voteAndSeeNothingEarly(page);
    const receipt = await page.locator('#status .code').innerText();
    await page.evaluate(() => { document.title = 'not loaded again'; });
    const best = overlay.page.locator('.column', { hasText: /^满意/ }).locator('.bar-count');
    const worst = overlay.page.locator('.column', { hasText: /^不满意/ }).locator('.bar-count');
    await until('five ballots are on the overlay', async () => await best.innerText() === '5');
    await until('nothing moves there any more', async () => (await standing(overlay.page)).includes('100.0%') && await overlay.page.locator('.layer-lower .scene').count() === 1);
    const before_ = await standing(overlay.page);

    await overlay.page.evaluate(() => { /** @type {any} */ (window).said.length = 0; });
    const lost = new Promise(resolve => { overlay.page.once('websocket', resolve); });
    await on.server.kill(signal);
    await lost; // it has noticed, and tries again in vain
    assert.equal(await standing(overlay.page), before_, 'the last picture stays while the server is away');
    await on.server.start();

    await reads(page, receipt);
    await page.tap('#change');
    await pick(page, '不满意');
    await page.tap('#submit');
    await page.locator('#status .done').first().waitFor();
    await others('2', phones);
    await until('the change is on the overlay', async () => await worst.innerText() === '5' && await best.innerText() === '0');
    assert.equal(await page.title(), 'not loaded again');
    assert.equal(await page.locator('.grade', { hasText: /^不满意$/ }).locator('input').isChecked(), true);
    assert.notEqual(await page.locator('#status .code').innerText(), receipt);

    /** @type {string[]} */
    const said = await overlay.page.evaluate(() => /** @type {any} */ (window).said);
    const turnouts = said.map(text => /(\d+)\s*\/\d+/.exec(text)?.[1]);
    assert.deepEqual([...new Set(turnouts)], ['5'], 'the turnout never left the screen and never fell');
    const ids = requests.filter(r => r.url().endsWith('/v/ballot')).map(r => r.postDataJSON().ballot);
    assert.equal(new Set(ids).size, 2, 'one ballot before and one after');

    await on.act('close');
    await on.act('confirm');
    assert.deepEqual(await on.session.grades(on.item), [0, 0, 5, 0]);
    await on.act('reveal');
    await context.close();
    await overlay.context.close();
  });
}

/** Votes, and holds the answer back for a look at what is said before it. @param {import('./harness.mjs').Page} page */
async function voteAndSeeNothingEarly(page) {
  /** @type {() => void} */ let release = () => {};
  const held = new Promise(resolve => { release = () => resolve(null); });
  await page.route('**/v/ballot', async route => {
    const response = await route.fetch();
    assert.equal(response.status(), 200);
    await held;
    await route.fulfill({ response });
  }, { times: 1 });
  await pick(page, '满意');
  await page.tap('#submit');
  await on.session.counted(5);
  await reads(page, '正在提交');
  assert.equal(await page.getByText('已记录').count(), 0, 'nothing is recorded before the answer');
  assert.equal(await page.locator('#status .code').count(), 0);
  release();
  await reads(page, '已记录');
  assert.match(await page.locator('#status .code').innerText(), /^[0-9A-F]{4} [0-9A-F]{4}$/);
}
