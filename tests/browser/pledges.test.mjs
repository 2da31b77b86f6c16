// An evening of pledges: one fieldset for each, in the pledge's own words, on a
// phone with a script and on one without.
import test, { beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPage, newPhone } from './harness.mjs';
import { evening } from './hall.mjs';
import { phoneFaults } from './look.mjs';
import { reads, recorded, scan } from './touch.mjs';

const pledges = ['承诺编号,部门编号,年度,承诺事项',
  ...['W001', 'W002', 'W003', 'W004', 'W005', 'W006'].flatMap((unit, n) => ['收费项目全部公示', '一次性告知办理所需的全部材料，不让群众多跑一趟', '窗口延时服务']
    .slice(n % 2).map((text, i) => `${unit}-${i + 1},${unit},${i ? '今年承诺' : '上年承诺'},${text}`))].join('\n');

const on = evening(undefined, {
  units: 6, pledges,
  rulebook: {
    criteria: 'each pledge of the unit, equal weights', places: undefined,
    pipeline: ['mean over votes with an opinion inside each category', 'weighted mean over categories with such a vote',
      'round half up, 2 places, per pledge', "mean over the unit's pledges", 'round half up, 2 places'],
  },
});
beforeEach(() => on.next());

/** @param {import('./harness.mjs').Page} page @param {number} row @param {string} grade */
const mark = (page, row, grade) => page.locator('.row').nth(row).getByRole('radio', { name: grade, exact: true }).tap({ timeout: 5000 });

/** @param {import('./harness.mjs').Page} page */
const rows = page => page.locator('.row legend').allTextContents();

test('a phone marks every pledge, sees what it left blank, and changes its ballot; the next unit has its own', async () => {
  const { page, context } = await newPhone(on.browser);
  await scan(page, on.base, on.deal());
  await on.open();
  await page.locator('#submit').waitFor();
  assert.deepEqual((await rows(page)).map(text => text.trim()), ['收费项目全部公示 上年承诺', '一次性告知办理所需的全部材料，不让群众多跑一趟 今年承诺', '窗口延时服务 今年承诺']);
  await mark(page, 0, '满意');
  await mark(page, 2, '不满意');
  await reads(page, '还有 1 项未选，可以空着。');
  assert.deepEqual(await phoneFaults(page, 'pledges'), []);
  await page.locator('#submit').tap();
  await recorded(page);
  await page.locator('#change').tap();
  await mark(page, 1, '基本满意');
  assert.equal(await page.locator('#blank').textContent(), '');
  await page.locator('#submit').tap();
  await recorded(page);
  const { item } = await on.session.state();
  await on.session.act('close', { item: item.id });
  await on.session.act('confirm', { item: item.id });
  const unit = (await on.session.results()).units[0];
  const counted = unit.criteria.map((/** @type {any} */ c) => Object.values(c.counts).reduce((all, row) => all.map((/** @type {number} */ n, /** @type {number} */ i) => n + row[i])));
  assert.deepEqual(counted, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]);

  await on.next();
  await on.open();
  await page.locator('#submit').waitFor();
  assert.equal((await rows(page)).length, 2, 'the second unit has two pledges');
  assert.equal(await page.locator('.row input:checked').count(), 0);
  await mark(page, 1, '满意');
  await page.locator('#submit').tap();
  await recorded(page);
  await on.next();
  await page.locator('.row').nth(2).waitFor({ state: 'attached' });
  assert.equal((await rows(page)).length, 3);
  await context.close();
});

test('in large type every row can be read and tapped', async () => {
  const { page, context } = await newPhone(on.browser);
  await context.addCookies([{ name: 'big', value: '1', url: on.base }]);
  await scan(page, on.base, on.deal());
  await on.open();
  await page.locator('#submit').waitFor();
  assert.deepEqual(await phoneFaults(page, 'pledges in large type'), []);
  await context.close();
});

test('without a script the form does the same', async () => {
  const { page, context } = await newPhone(on.browser, { javaScriptEnabled: false });
  await page.goto(on.base + '/v');
  await page.fill('#code', on.deal().token);
  await Promise.all([page.waitForEvent('load'), page.locator('#scan button').tap()]);
  await on.open();
  await page.reload();
  await mark(page, 0, '满意');
  await Promise.all([page.waitForEvent('load'), page.locator('#submit').tap()]);
  await reads(page, '已记录');
  await context.close();
});

test('the wall shows the score of each pledge beside that of the unit, and the desk has the counts of each', async () => {
  const { page, context } = await newPhone(on.browser);
  await scan(page, on.base, on.deal());
  await on.open();
  await page.locator('#submit').waitFor();
  await mark(page, 0, '满意');
  await mark(page, 1, '基本满意');
  await page.locator('#submit').tap();
  await recorded(page);
  const { item } = await on.session.state();
  for (const act of ['close', 'confirm', 'reveal']) await on.session.act(act, { item: item.id });
  await on.session.act('scene', { scene: 'score-card' });
  const wall = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await wall.page.goto(await on.session.screen('hall'));
  await wall.page.locator('.criterion').first().waitFor();
  const shown = await wall.page.locator('.criterion').allTextContents();
  assert.deepEqual(shown, item.id % 2 ? ['收费项目全部公示100.00', '一次性告知办理所需的全部材料，不让群众多跑一趟80.00', '窗口延时服务–']
    : ['一次性告知办理所需的全部材料，不让群众多跑一趟100.00', '窗口延时服务80.00']);
  await wall.page.waitForFunction(() => document.querySelector('.score')?.textContent === '90.00');
  assert.equal(await wall.page.evaluate(() => {
    const list = /** @type {HTMLElement} */ (document.querySelector('.criteria'));
    return list.scrollHeight <= list.clientHeight && list.scrollWidth <= list.clientWidth;
  }), true, 'every pledge is in sight');
  assert.match(await on.session.get('/results'), /<td>一次性告知办理所需的全部材料，不让群众多跑一趟 <small>/);
  await wall.context.close();
  await context.close();
});
