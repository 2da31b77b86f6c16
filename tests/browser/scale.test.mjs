// A session that asks for numbers: a button for each, the highest first, and behind
// them what takes none. It is picked, sent and counted like a number.
import test, { beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPhone } from './harness.mjs';
import { evening, openSession } from './hall.mjs';
import { heading, kept, mark, press } from './forms.mjs';
import { keep, phoneFaults } from './look.mjs';
import { openedPlain, pick, reads, recorded, scan, vote } from './touch.mjs';

/** Numbers and what takes none, where the sample has sentences. */
const rulebook = {
  rulebook: 2, grades: undefined, criteria: undefined, pipeline: undefined, rank: undefined, places: undefined,
  ballot: { sheet: 'one unit', numbers: { from: 0, to: 10, step: 1 }, grades: [{ label: '弃权', in_base: true }, { label: '不了解', in_base: false }] },
  steps: [
    { name: '得分', do: 'mean', of: 'marks', round: { places: 2, mode: 'half up' } },
    { name: '合计', do: 'weighted mean', of: '得分', over: 'category', missing: 'renormalise', round: { places: 2, mode: 'half up' } },
    { name: '名次', do: 'rank', of: '合计', inside: 'all', style: '1224', first: 'high' },
  ],
  result: { score: '合计', rank: '名次' },
};

const on = evening(undefined, { rulebook });
beforeEach(() => on.next());

/** Whether the last button ends above the bar as the page stands: nobody has scrolled. @param {import('./harness.mjs').Page} page */
const inSight = page => page.evaluate(() => {
  const box = (/** @type {string} */ at) => /** @type {HTMLElement} */ (document.querySelector(at)).getBoundingClientRect();
  return scrollY === 0 && box('.grade:last-child').bottom <= box('#bar').top;
});

for (const locale of ['zh-CN', 'en']) {
  test(`whoever knows nothing of a unit says so beside the numbers: ${locale}`, async () => {
    await on.open();
    const { page, context } = await newPhone(on.browser, { locale });
    await scan(page, on.base, on.deal());
    assert.deepEqual(await page.locator('.grade').allTextContents(), ['10', '9', '8', '7', '6', '5', '4', '3', '2', '1', '0', '弃权', '不了解']);
    assert.ok(await inSight(page), 'the last is in sight without scrolling');
    await pick(page, '不了解');
    assert.deepEqual(await phoneFaults(page, `scale ${locale}`), []);
    await page.tap('#submit');
    await recorded(page);
    await page.tap('#change');
    await vote(page, '0');
    await recorded(page);
    await page.tap('#change');
    await vote(page, '不了解');
    await recorded(page);
    await on.session.counted(1);
    await context.close();
    await on.act('close');
    await on.act('confirm');
    assert.deepEqual(await on.session.grades(on.item), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    const { units } = await on.session.results();
    assert.equal(units.find((/** @type {any} */ u) => u.item === on.item).score, '', 'it is no number, and not 0');
  });
}

test('without a script it is sent as well', async () => {
  const { page, context } = await newPhone(on.browser, { javaScriptEnabled: false });
  await page.goto(on.base + '/v');
  await page.fill('#code', on.deal().token);
  await Promise.all([page.waitForEvent('load'), page.locator('#scan button').tap()]);
  await on.open();
  await openedPlain(page);
  await pick(page, '不了解');
  await Promise.all([page.waitForEvent('load'), page.tap('#submit')]);
  await reads(page, '已记录');
  await on.session.counted(1);
  await context.close();
});

/** A form of all units with the same numbers, open. */
async function form() {
  const session = await openSession(on.base, { units: 2, rulebook: { ...rulebook, mode: 'self-paced', reveal: 'revealed', ballot: { ...rulebook.ballot, sheet: 'all units' } } });
  await session.act('stage', { item: 1 });
  await session.act('open', { item: 1, seconds: 600 });
  return session;
}

test('on a form of all units it stands beside the numbers too', async () => {
  const session = await form();
  const { page, context } = await newPhone(on.browser);
  await scan(page, on.base, session.cards[0]);
  await press(page, '开始填写');
  await heading(page, '市发展改革委综合受理窗口');
  await mark(page, 0, '不了解');
  await kept(page, '已保存');
  assert.deepEqual(await phoneFaults(page, 'scale on a form'), []);
  await press(page, '下一个');
  await mark(page, 0, '8');
  await press(page, '检查并提交');
  await reads(page, '已经评完：2');
  await press(page, '提交');
  await recorded(page);
  await session.counted(1);
  await context.close();
  const plain = await newPhone(on.browser, { javaScriptEnabled: false });
  await plain.page.goto(on.base + '/v');
  await plain.page.fill('#code', session.cards[1].token);
  await Promise.all([plain.page.waitForEvent('load'), plain.page.locator('#scan button').tap()]);
  await plain.page.goto(on.base + '/v/form?at=0');
  assert.equal(await plain.page.locator('.scale .wide').count(), 2);
  await keep(plain.page, 'scale on a plain form');
  await plain.context.close();
});
