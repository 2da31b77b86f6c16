// An open session (记名): the phone says that the vote is recorded with the
// name, and with which, before anything can be tapped.
import test, { beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPhone } from './harness.mjs';
import { evening } from './hall.mjs';
import { phoneFaults } from './look.mjs';
import { openedPlain, reads, recorded, scan, vote } from './touch.mjs';

const on = evening(undefined, { rulebook: { secrecy: 'open' } });
beforeEach(() => on.next());

const sentences = [['zh-CN', '本场为记名评议：您的评议将连同您的姓名记录在案。'], ['en', 'This is an open vote: your grade is recorded with your name.']];

/** What is on the screen as it stands: nobody has scrolled. @param {import('./harness.mjs').Page} page */
const inSight = page => page.evaluate(() => {
  const named = /** @type {HTMLElement} */ (document.getElementById('named')).getBoundingClientRect();
  const grade = /** @type {HTMLElement} */ (document.querySelector('.grade')).getBoundingClientRect();
  const last = /** @type {HTMLElement} */ (document.querySelector('.grade:last-child')).getBoundingClientRect();
  const bar = /** @type {HTMLElement} */ (document.getElementById('bar')).getBoundingClientRect();
  return {
    sentence: named.height > 0 && named.top >= 0 && named.bottom <= innerHeight,
    above: grade.height === 0 || named.bottom <= grade.top, free: last.height === 0 || last.bottom <= bar.top,
  };
});

for (const [lang, sentence] of sentences) {
  for (const big of [false, true]) {
    test(`the sentence is in sight above the grades, which are free: ${lang}${big ? ', large type' : ''}`, async () => {
      const { page, context } = await newPhone(on.browser, { locale: lang });
      await context.addCookies([{ name: 'big', value: big ? '1' : '0', url: on.base }]);
      const card = on.deal();
      await scan(page, on.base, card);
      await reads(page, sentence);
      assert.deepEqual(await inSight(page), { sentence: true, above: true, free: true }, 'while waiting');
      assert.ok(card.name && (await page.locator('#card').textContent())?.includes(card.name), 'the page says whose card it is');
      await on.open();
      await page.locator('#submit').waitFor();
      assert.deepEqual(await inSight(page), { sentence: true, above: true, free: true }, 'while open');
      assert.match(await page.locator('#grades').getAttribute('aria-describedby') || '', /named/);
      await context.close();
    });

    test(`without a script the sentence stands above the grades: ${lang}${big ? ', large type' : ''}`, async () => {
      const { page, context } = await newPhone(on.browser, { locale: lang, javaScriptEnabled: false });
      await context.addCookies([{ name: 'big', value: big ? '1' : '0', url: on.base }]);
      await page.goto(on.base + '/v');
      await page.fill('#code', on.deal().token);
      await Promise.all([page.waitForEvent('load'), page.locator('#scan button').tap()]);
      await reads(page, sentence);
      await on.open();
      await openedPlain(page);
      await reads(page, sentence);
      const [named, grade] = [await page.locator('#named').boundingBox(), await page.locator('.grade').first().boundingBox()];
      assert.ok(named && grade && named.y + named.height <= grade.y && named.y + named.height <= 740, JSON.stringify([named, grade]));
      await context.close();
    });
  }
}

test('an open session is accessible, and its ballots are recorded', async () => {
  const { page, context } = await newPhone(on.browser, { reducedMotion: 'reduce' });
  await scan(page, on.base, on.deal());
  assert.deepEqual(await phoneFaults(page, 'named waiting'), []);
  await on.open();
  await page.locator('#submit').waitFor();
  assert.deepEqual(await phoneFaults(page, 'named open'), []);
  await vote(page, '满意');
  await recorded(page);
  assert.deepEqual(await phoneFaults(page, 'named recorded'), []);
  await on.session.counted(1);
  await on.act('close');
  await on.act('confirm');
  assert.deepEqual(await on.session.grades(on.item), [1, 0, 0, 0]);
  await context.close();
});
