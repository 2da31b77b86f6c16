// A choice among many units: a tick list for the best and one for the worst, with
// limits that are told and kept; a void ballot only by whoever means it.
import test from 'node:test';
import assert from 'node:assert/strict';
import { newPhone } from './harness.mjs';
import { evening, openSession } from './hall.mjs';
import { choice, heading, kept, press } from './forms.mjs';
import { phoneFaults } from './look.mjs';
import { reads, recorded, scan } from './touch.mjs';

const on = evening(async () => {
  await on.next();
  await on.open();
}, { rulebook: choice(3), units: 60 });

async function phone(card = on.deal(), base = on.base) {
  const made = await newPhone(on.browser);
  await scan(made.page, base, card);
  await heading(made.page, '正在评议');
  return { ...made, card };
}

/** @param {import('./harness.mjs').Page} page @param {number[]} which */
async function tick(page, ...which) {
  for (const n of which) await page.locator('.tick').nth(n).tap({ timeout: 5000 });
}

/** @param {import('./harness.mjs').Page} page */
const ticked = page => page.locator('.tick input').evaluateAll(all => all.map((e, i) => /** @type {HTMLInputElement} */ (e).checked ? i : -1).filter(i => i >= 0));

/** @param {import('./harness.mjs').Page} page @param {string} text */
const counter = (page, text) => page.locator('#far', { hasText: text }).waitFor();

const handedIn = async () => (await on.session.state()).item.ballots;

/** The counter is in sight wherever the list is. @param {import('./harness.mjs').Page} page */
async function counterInSight(page) {
  for (const at of [0, 0.5, 1]) {
    await page.evaluate(share => scrollTo(0, share * document.body.scrollHeight), at);
    const box = await page.locator('#far').boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= 740, `at ${at}: ${JSON.stringify(box)}`);
  }
}

test('units are ticked up to the limit, which is told; looked through, handed in, changed', async () => {
  const { page, context } = await phone();
  const before = await handedIn();
  await press(page, '开始填写');
  await heading(page, '最佳');
  await counter(page, '最佳：已选 0 / 最多 3');
  await tick(page, 0, 7, 50);
  await counter(page, '最佳：已选 3 / 最多 3');
  await counterInSight(page);
  await tick(page, 8);
  await page.getByRole('alert').filter({ hasText: '最多选 3 个。要改选，请先取消一个。' }).waitFor();
  assert.deepEqual(await ticked(page), [0, 7, 50]);
  await tick(page, 7, 8);
  assert.deepEqual([await ticked(page), await page.locator('#told').textContent()], [[0, 8, 50], '']);
  await kept(page, '已保存，尚未提交');
  assert.deepEqual(await phoneFaults(page, 'choose list'), []);
  await press(page, '下一个');
  await heading(page, '最差');
  await tick(page, 8);
  await press(page, '检查并提交');
  await reads(page, '最佳：已选 3 / 最多 3');
  await page.getByText('同时在两张名单上。规则允许这样选，请确认不是误选。').waitFor();
  assert.equal(await page.getByText('一个单位也没有选').count(), 0);
  assert.equal(await page.locator('#void').count(), 0, 'nothing is void');
  assert.deepEqual(await phoneFaults(page, 'choose review'), []);
  await press(page, '提交');
  await recorded(page);
  await on.session.counted(before + 1);
  await press(page, '修改');
  await heading(page, '最佳');
  assert.deepEqual(await ticked(page), [0, 8, 50]);
  await tick(page, 0);
  await kept(page, '改动已保存，尚未提交');
  await page.reload();
  assert.deepEqual(await ticked(page), [8, 50]);
  await context.close();
});

test('nobody need be chosen', async () => {
  const { page, context } = await phone();
  const before = await handedIn();
  await press(page, '开始填写');
  await press(page, '下一个');
  await press(page, '检查并提交');
  await page.getByText('一个单位也没有选。可以这样提交，算一张什么也没有选的有效票。').waitFor();
  assert.deepEqual(await phoneFaults(page, 'choose nobody'), []);
  await press(page, '提交');
  await recorded(page);
  await on.session.counted(before + 1);
  await context.close();
});

test('a ballot that is void is handed in only by whoever says so', async () => {
  const session = await openSession(on.base, { rulebook: choice(3, 2), units: 12 });
  await session.act('stage', { item: 1 });
  await session.act('open', { item: 1, seconds: 600 });
  const { page, requests, context } = await phone(session.cards.find(c => !c.recused));
  await press(page, '开始填写');
  await page.getByText('选 2 至 3 个').waitFor();
  await tick(page, 3);
  await press(page, '下一个');
  await press(page, '检查并提交');
  await page.getByText('“最佳”选了 1 个，不足 2 个。 这样的票全票作废').waitFor();
  await press(page, '提交');
  await page.getByRole('alert').filter({ hasText: '请先勾选“仍按废票交”' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'void');
  assert.equal(requests.filter(r => r.url().endsWith('/v/ballot')).length, 0);
  assert.deepEqual(await phoneFaults(page, 'choose void'), []);
  await page.locator('.faulty .tick').tap();
  await press(page, '提交');
  await recorded(page);
  assert.deepEqual(requests.filter(r => r.url().endsWith('/v/ballot')).map(r => r.postDataJSON().void_ok), [true]);
  await session.counted(1);
  await press(page, '修改');
  await tick(page, 4);
  await press(page, '下一个');
  await press(page, '检查并提交');
  await press(page, '提交');
  await recorded(page);
  assert.equal(requests.filter(r => r.url().endsWith('/v/ballot'))[1].postDataJSON().void_ok, undefined);
  await context.close();
});

test('a ballot that only the server finds void says why, and may be handed in as void', async () => {
  const { page, requests, context } = await phone();
  await page.route('**/v/ballot', route => route.fulfill({ status: 400, json: { code: 'ballot-pattern', message: '各行评价完全相同' } }), { times: 1 });
  await press(page, '开始填写');
  await tick(page, 1);
  await press(page, '下一个');
  await press(page, '检查并提交');
  await press(page, '提交');
  await page.getByText('各行评价完全相同').waitFor();
  await page.locator('.faulty .tick').tap();
  await press(page, '提交');
  await recorded(page);
  assert.deepEqual(requests.filter(r => r.url().endsWith('/v/ballot')).map(r => r.postDataJSON().void_ok), [undefined, true]);
  await context.close();
});

test('without a script too many are refused in the same words, and stay ticked', async () => {
  const { page, context } = await newPhone(on.browser, { javaScriptEnabled: false });
  /** @param {() => Promise<any>} how */
  const go = how => Promise.all([page.waitForEvent('load'), how()]);
  const before = await handedIn();
  await page.goto(on.base + '/v');
  await page.fill('#code', on.deal().token);
  await go(() => page.locator('#scan button').tap());
  await go(() => page.getByRole('link', { name: '开始或继续填写' }).tap());
  await heading(page, '最佳');
  await tick(page, 0, 1, 2, 3);
  await go(() => page.getByRole('button', { name: '下一个' }).tap());
  await heading(page, '最佳');
  await page.getByText('“最佳”选了 4 个，超过最多 3 个。 最多选 3 个。要改选，请先取消一个。').waitFor();
  assert.deepEqual(await ticked(page), [0, 1, 2, 3]);
  await tick(page, 3);
  await go(() => page.getByRole('button', { name: '下一个' }).tap());
  await heading(page, '最差');
  await go(() => page.getByRole('button', { name: '检查并提交' }).tap());
  await go(() => page.getByRole('button', { name: '提交' }).tap());
  await reads(page, '已记录');
  await on.session.counted(before + 1);
  await context.close();
});

test('accessible: a list for phones without a script', async () => {
  const { page, context } = await phone();
  for (const at of ['1', 'review']) {
    await page.goto(`${on.base}/v/form?at=${at}`);
    assert.deepEqual(await phoneFaults(page, 'plain choice ' + at), [], at);
  }
  await context.close();
});

test('accessible: a list in large type', async () => {
  const { page, context } = await newPhone(on.browser, { locale: 'en', reducedMotion: 'reduce' });
  await context.addCookies([{ name: 'big', value: '1', url: on.base }]);
  await scan(page, on.base, on.deal());
  await press(page, 'Begin');
  await tick(page, 0, 1, 2, 3);
  await page.getByRole('alert').filter({ hasText: 'At most 3 may be chosen' }).waitFor();
  assert.deepEqual(await phoneFaults(page, 'choose full en'), []);
  await context.close();
});
