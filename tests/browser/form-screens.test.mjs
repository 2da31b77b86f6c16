// A form about all units on the wall and on the air: for how many days it is still
// open, how many have handed it in, and whose ranking it comes to.
import test from 'node:test';
import assert from 'node:assert/strict';
import { moment } from '../../static/shared/moment.js';
import { newPage, until } from './harness.mjs';
import { barePhone, evening, logIn, openSession } from './hall.mjs';
import { keep } from './look.mjs';

/** @type {{[kind: string]: Awaited<ReturnType<typeof newPage>>}} */ const screens = {};

const on = evening(async () => {
  for (const kind of ['hall', 'overlay']) {
    screens[kind] = await newPage(on.browser, { viewport: { width: 1920, height: 1080 }, timezoneId: 'America/New_York' });
    await screens[kind].page.goto(await on.session.screen(kind));
  }
}, { sample: 'double' });

/** Parts that lie over one another, or go beyond the picture; the room under a line for the tails of letters is no part. @param {string} kind @returns {Promise<string[]>} */
const crossing = kind => screens[kind].page.evaluate(() => {
  const parts = [...document.querySelectorAll('.head-name, .head-place, .timer-digits, .ballots-line, .timer-stand, .join-title, .join-opens, .join-how, .join-address, .list-title, .pager, .mark-badge')]
    .filter(e => /** @type {HTMLElement} */ (e).offsetParent && e.textContent && getComputedStyle(e).visibility === 'visible')
    .map(e => ({ name: e.className, box: e.getBoundingClientRect(), tails: parseFloat(getComputedStyle(e).paddingBottom), cut: e.scrollWidth > e.clientWidth + 1 }));
  const wrong = parts.filter(p => p.cut || p.box.right > 1920 - 60).map(p => p.name + ' does not fit');
  for (const [i, a] of parts.entries()) {
    for (const b of parts.slice(i + 1)) {
      if (a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom - b.tails && b.box.top < a.box.bottom - a.tails) wrong.push(a.name + ' over ' + b.name);
    }
  }
  return wrong;
});

/** @param {string} when @param {string} scene @param {string} text */
async function look(when, scene, text) {
  for (const [kind, { page }] of Object.entries(screens)) {
    await page.locator('.scene.' + scene).last().filter({ hasText: text }).waitFor();
    await until('the scene before has gone', async () => await page.locator('.scene').count() === 1);
    /** @type {string[]} */ let found = [];
    await until(`nothing crosses on the ${kind} ${when}`, async () => (found = await crossing(kind)).length === 0).catch(() => {});
    await keep(page, `form ${kind} ${when}`);
    assert.deepEqual(found, [], `on the ${kind} ${when}`);
  }
}

test('a form says for how many days it is open, beside how many have handed it in', async () => {
  on.item = 1;
  await on.session.act('stage', { item: 1 });
  await look('on stage', 'countdown', '30 个单位');
  await on.open(61 * 86400 + 23.5 * 3600);
  const { item } = await on.session.state();
  for (let i = 0; i < 6; i++) await (await barePhone(on.base, on.deal())).cast(item, '0'.repeat(75) + '1'.repeat(75));
  await look('open', 'countdown', '61 天 23 小时');
  await until('six are counted', async () => (await screens.hall.page.locator('.ballots-line').last().innerText()).startsWith('6'));
});

test('each page of the board names the class that it ranks', async () => {
  for (const act of ['close', 'confirm', 'reveal']) await on.act(act);
  await on.session.act('scene', { scene: 'board', page: 0 });
  await look('board', 'board', '公共服务单位');
  const pages = (await on.session.state()).board.pages;
  await on.session.act('scene', { scene: 'board', page: pages - 1 });
  await look('last board', 'board', '市直部门');
});

test('before its hour the wall, the air and the desk say when a form opens, and then for how long', async () => {
  const at = new Date(Date.now() + 40 * 3_600_000);
  const session = await openSession(on.base, { sample: 'double', opens: at.toISOString(), closes: new Date(+at + 5 * 86_400_000).toISOString() });
  const day = `${moment(+at / 1000, 'zh-CN')} 开始填写`;
  for (const [kind, { page }] of Object.entries(screens)) {
    await page.goto('about:blank');
    await page.goto(await session.screen(kind));
  }
  const desk = await newPage(on.browser, { viewport: { width: 1440, height: 900 } });
  await desk.context.addCookies((await logIn(on.base)).split('; ').map(cookie => ({ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url: on.base })));
  await desk.page.goto(`${on.base}/desk/s/${session.id}`);
  await look('invited', 'join', day);
  await keep(desk.page, 'form desk before');
  await session.act('scene', { scene: 'countdown' });
  await look('before its hour', 'countdown', day);
  await session.act('scene', { scene: 'auto' });
  await session.act('stage', { item: 1 });
  await look('staged early', 'countdown', day);
  await session.act('open', { item: 1, seconds: 166 * 3600 + 40 * 60 });
  await desk.page.locator('#clock', { hasText: '还有 6 天 22 小时' }).waitFor();
  assert.match(await desk.page.title(), /还有 6 天 22 小时/);
  await keep(desk.page, 'form desk open');
});
