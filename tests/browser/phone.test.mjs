// Sending: what became of a ballot is said truly, and it is counted once.
import test, { beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPhone, until } from './harness.mjs';
import { evening } from './hall.mjs';
import { pick, reads, recorded, scan, vote } from './touch.mjs';

const on = evening();
beforeEach(() => on.next());

/** A phone that shows the item on stage. */
async function phone(card = on.deal()) {
  const made = await newPhone(on.browser);
  await scan(made.page, on.base, card);
  /** @returns {any[]} what it has sent to be recorded */
  const sent = () => made.requests.filter(r => r.url().endsWith('/v/ballot')).map(r => r.postDataJSON());
  return { ...made, card, sent };
}

/** Closes the item and confirms it; gives its count by grade. */
async function confirmed() {
  await on.act('close');
  return closedAndConfirmed();
}

/** The same for an item that is closed. */
async function closedAndConfirmed() {
  await on.act('confirm');
  return on.session.grades(on.item);
}

test('a card is scanned and votes', async () => {
  const { page, card, context } = await phone();
  await reads(page, '尚未开始');
  await reads(page, card.number);
  await on.open();
  await vote(page, '满意');
  await recorded(page);
  await on.session.counted(1);
  await context.close();
});

test('many taps are one ballot, and a change is another', async () => {
  await on.open();
  const { page, sent, context } = await phone();
  await pick(page, '基本满意');
  await page.evaluate(() => { for (let i = 0; i < 9; i += 1) document.getElementById('submit')?.click(); });
  await recorded(page);
  assert.equal(sent().length, 1);
  await page.tap('#change');
  await pick(page, '不满意');
  await page.locator('#submit').dblclick();
  await until('the change is sent', async () => sent().length === 2);
  await recorded(page);
  assert.notEqual(sent()[0].ballot, sent()[1].ballot);
  await on.session.counted(1);
  assert.deepEqual(await confirmed(), [0, 0, 1, 0]);
  await context.close();
});

test('an answer that is lost is asked for again with the same ballot', async () => {
  await on.open();
  const { page, sent, context } = await phone();
  let tries = 0;
  await page.route('**/v/ballot', async route => {
    tries += 1;
    if (tries > 1) return route.continue();
    await route.fetch(); // the server records it, and its answer is lost
    return route.abort();
  });
  await vote(page, '满意');
  await reads(page, '网络断开，正在重试，尚未记录');
  await recorded(page);
  assert.deepEqual(sent().map(b => b.ballot), [sent()[0].ballot, sent()[0].ballot]);
  await on.session.counted(1);
  assert.deepEqual(await confirmed(), [1, 0, 0, 0]);
  await context.close();
});

test('a phone without network says so, and sends when the network is back', async () => {
  await on.open();
  const { page, sent, context } = await phone();
  await pick(page, '不了解');
  await context.setOffline(true);
  await page.tap('#submit');
  await reads(page, '网络断开，正在重试，尚未记录');
  await reads(page, '网络断开，正在重新连接');
  assert.equal(await page.locator('#status .done').count(), 0);
  await on.session.counted(0);
  await context.setOffline(false);
  await recorded(page);
  await page.locator('#net:empty').waitFor({ state: 'attached' });
  assert.deepEqual([...new Set(sent().map(b => b.ballot))], [sent()[0].ballot]);
  await on.session.counted(1);
  assert.deepEqual(await confirmed(), [0, 0, 0, 1]);
  await context.close();
});

test('a server that cannot record is asked again, and the phone waits as long as it was told', async () => {
  await on.open();
  const { page, sent, context } = await phone();
  await page.route('**/v/ballot', route => route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, json: { code: 'not-recorded', message: '未能保存' } }), { times: 1 });
  await vote(page, '基本满意');
  await reads(page, '服务器繁忙，正在重试，尚未记录');
  assert.equal(await page.locator('#status .done').count(), 0);
  assert.equal(await page.locator('#submit').isDisabled(), true);
  await recorded(page);
  assert.deepEqual(sent().map(b => b.ballot), [sent()[0].ballot, sent()[0].ballot]);
  assert.deepEqual(await confirmed(), [0, 1, 0, 0]);
  await context.close();
});

test('a phone that was closed without network sends what it kept', async () => {
  await on.open();
  const { page, context } = await phone();
  await page.route('**/v/ballot', route => route.abort());
  await vote(page, '基本满意');
  await reads(page, '尚未记录');
  await page.close();
  await on.session.counted(0);
  const again = await context.newPage();
  await again.goto(on.base + '/v');
  await recorded(again);
  assert.equal(await again.locator('input[name=marks][value="1"]').isChecked(), true);
  await on.session.counted(1);
  await context.close();
});

test('a ballot that comes after the close is said not to be recorded', async () => {
  await on.open();
  const { page, context } = await phone();
  await page.route('**/v/ballot', route => route.abort());
  await vote(page, '满意');
  await reads(page, '尚未记录');
  await on.act('close');
  await reads(page, '正在核实是否已记录');
  await page.unroute('**/v/ballot');
  await reads(page, '未记录（投票已截止）');
  await on.session.counted(0);
  await context.close();
});

test('a ballot that went through although its answer was lost is recorded, also after the close', async () => {
  await on.open();
  const { page, context } = await phone();
  let tries = 0;
  await page.route('**/v/ballot', async route => {
    tries += 1;
    if (tries === 1) await route.fetch();
    await route.abort();
  });
  await vote(page, '满意');
  await on.session.counted(1);
  await on.act('close');
  await page.unroute('**/v/ballot');
  await recorded(page);
  assert.deepEqual(await closedAndConfirmed(), [1, 0, 0, 0]);
  await context.close();
});

test('submitting nothing asks for a choice and sends nothing', async () => {
  await on.open();
  const { page, sent, context } = await phone();
  await page.tap('#submit');
  await reads(page, '请先选择一个等次，再提交。');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'marks');
  assert.deepEqual(sent(), []);
  await context.close();
});
