// A session that asks for numbers: a button for each, the highest first, and behind
// them what takes none. It is picked, sent and counted like a number.
import test, { beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPhone } from './harness.mjs';
import { evening } from './hall.mjs';
import { phoneFaults } from './look.mjs';
import { openedPlain, pick, reads, recorded, scan, vote } from './touch.mjs';

/** Numbers and what takes none, where the sample has sentences. */
const rulebook = {
  rulebook: 2, grades: undefined, criteria: undefined, pipeline: undefined, rank: undefined, places: undefined,
  ballot: { sheet: 'one unit', numbers: { from: 0, to: 10, step: 1 }, grades: [{ label: '弃权', in_base: true }, { label: '不了解', in_base: false }] },
  steps: [
    { name: '得分', do: 'mean', of: 'marks', round: { places: 2, mode: 'half up' } },
    { name: '合计', do: 'mean', of: '得分', over: 'category', missing: 'renormalise', round: { places: 2, mode: 'half up' } },
    { name: '名次', do: 'rank', of: '合计', inside: 'all', style: '1224', first: 'high' },
  ],
  result: { score: '合计', rank: '名次' },
};

const on = evening(undefined, { rulebook });
beforeEach(() => on.next());

for (const locale of ['zh-CN', 'en']) {
  test(`whoever knows nothing of a unit says so beside the numbers: ${locale}`, async () => {
    await on.open();
    const { page, context } = await newPhone(on.browser, { locale });
    await scan(page, on.base, on.deal());
    assert.deepEqual(await page.locator('.grade').allTextContents(), ['10', '9', '8', '7', '6', '5', '4', '3', '2', '1', '0', '弃权', '不了解']);
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
