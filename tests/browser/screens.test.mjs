// What is on the wall and on the air while an item is voted on: the whole name
// of the unit at every moment, and grades that stay when the vote closes.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { newPage, until } from './harness.mjs';
import { barePhone, evening, files } from './hall.mjs';
import { keep } from './look.mjs';

/** @type {{[kind: string]: Awaited<ReturnType<typeof newPage>>}} */ const screens = {};

const on = evening(async () => {
  for (const kind of ['hall', 'overlay']) {
    screens[kind] = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
    await screens[kind].page.goto(await on.session.screen(kind));
  }
});

/** Waits until a screen shows what is asked for. @param {string} kind @param {string} scene @param {string} text */
async function shows(kind, scene, text) {
  const { page } = screens[kind];
  await page.locator('.scene.' + scene).last().filter({ hasText: text }).waitFor();
}

/** What does not fit its box in the scene that stands. @param {string} kind @returns {Promise<string[]>} */
const cut = kind => screens[kind].page.evaluate(() => [...document.querySelectorAll('.head-name, .head-place, .grade-name, .bug-title, .rank .caption, .score, .seal-code')]
  .filter(e => /** @type {HTMLElement} */ (e).offsetParent && (e.scrollWidth > e.clientWidth + 1 || (e.className.includes('wrapped') && e.scrollHeight > e.clientHeight + parseFloat(getComputedStyle(e).fontSize) / 2)))
  .map(e => `${e.className}: ${e.textContent}`));

test('the longest name is whole from the stage to the score, and the grades stay at the close', async () => {
  const names = readFileSync(files.units, 'utf8').trim().split('\n').slice(1).map(line => line.split(',')[1]);
  const longest = names.reduce((a, b) => (b.length > a.length ? b : a));
  on.item = names.indexOf(longest) + 1;
  const { session } = on;
  const phones = [];
  for (let i = 0; i < 8; i++) phones.push(await barePhone(on.base, on.deal()));
  /** @param {string} moment @param {string} scene @param {string} text */
  const look = async (moment, scene, text) => {
    for (const kind of ['hall', 'overlay']) {
      await shows(kind, scene, text);
      let found = await cut(kind);
      await until(`nothing is cut on the ${kind} ${moment}`, async () => (found = await cut(kind)).length === 0).catch(() => {});
      await keep(screens[kind].page, `${kind} ${moment}`);
      assert.deepEqual(found, [], `cut on the ${kind} ${moment}`);
      assert.equal(await screens[kind].page.locator('.head-name').last().innerText(), longest);
    }
  };
  await session.act('stage', { item: on.item });
  await look('on stage', 'countdown', '即将开始');
  await on.open();
  const { item } = await session.state();
  for (const phone of phones) await phone.cast(item, '0');
  await look('while it is open', 'live-bars', '剩余时间');
  await on.act('close');
  await look('when it closes', 'live-bars', '投票已截止');
  await on.act('confirm');
  await look('when it is confirmed', 'live-bars', '计票已确认');
  await on.act('reveal');
  await look('with its score', 'score-card', '100.00');
  for (const kind of ['hall', 'overlay']) {
    const { page } = screens[kind];
    await until('the grades of the score stand', async () => (await page.locator('.score-card .bar-count').first().innerText()) === '8');
  }
});
