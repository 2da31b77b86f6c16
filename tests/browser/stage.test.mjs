// The phone follows the hall without being loaded again, and says for every
// moment what holds for this card.
import test, { afterEach, beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPhone, until } from './harness.mjs';
import { dealer, evening, openSession } from './hall.mjs';
import { pick, reads, recorded, scan, vote } from './touch.mjs';

const on = evening();
/** @type {Awaited<ReturnType<typeof newPhone>>[]} */ let phones = [];
beforeEach(() => on.next());
afterEach(async () => {
  await Promise.all(phones.map(p => p.context.close()));
  phones = [];
});

/** A phone that has shown its card. */
async function phone(card = on.deal()) {
  const made = await newPhone(on.browser);
  phones.push(made);
  await scan(made.page, on.base, card);
  await made.page.evaluate(() => { document.documentElement.dataset.loaded = 'once'; });
  return made.page;
}

/** @param {import('./harness.mjs').Page} page */
const loadedOnce = async page => assert.equal(await page.getAttribute('html', 'data-loaded'), 'once', 'the page was loaded again');

test('the next item comes by itself, with its own empty grades', async () => {
  const page = await phone();
  await reads(page, '请听现场介绍');
  await on.open();
  await vote(page, '满意');
  await recorded(page);
  await on.next();
  const { item } = await on.session.state();
  await page.locator('#name', { hasText: item.unit.name }).waitFor();
  await reads(page, `第 ${on.item} 项 / 共 100 项`);
  await reads(page, '尚未开始');
  assert.equal(await page.locator('#status').innerText(), '');
  await on.open();
  await page.locator('#submit').waitFor();
  assert.equal(await page.locator('input:checked').count(), 0);
  await vote(page, '不满意');
  await recorded(page);
  await on.session.counted(1);
  await loadedOnce(page);
});

test('a closed item says whether this card voted', async () => {
  const [voter, onlooker] = [await phone(), await phone()];
  await on.open();
  await vote(voter, '满意');
  await recorded(voter);
  const receipt = await voter.locator('#status .code').innerText();
  await on.act('close');
  for (const page of [voter, onlooker]) {
    await reads(page, '已截止');
    assert.equal(await page.locator('#grades').isVisible(), false);
    assert.equal(await page.locator('#submit').isVisible(), false);
  }
  assert.equal(await voter.locator('#status .code').innerText(), receipt);
  await reads(onlooker, '您没有提交本项评议。');
  await on.act('confirm');
  await on.act('reveal');
  for (const page of [voter, onlooker]) await reads(page, '结果请看大屏幕');
  assert.equal(await voter.locator('#status .code').innerText(), receipt);
  await loadedOnce(voter);
});

test('a void item says so, and its second run begins empty', async () => {
  const page = await phone();
  await on.open();
  await vote(page, '不满意');
  await recorded(page);
  const receipt = await page.locator('#status .code').innerText();
  await on.act('void');
  await reads(page, '本轮已作废');
  await on.act('stage');
  await reads(page, '尚未开始');
  assert.equal(await page.locator('#status').innerText(), '');
  await on.open();
  await page.locator('#submit').waitFor();
  assert.equal(await page.locator('input:checked').count(), 0);
  await vote(page, '满意');
  await recorded(page);
  assert.notEqual(await page.locator('#status .code').innerText(), receipt);
  assert.equal((await on.session.state()).item.run, 2);
  await on.act('close');
  await on.act('confirm');
  assert.deepEqual(await on.session.grades(on.item), [1, 0, 0, 0]);
  await loadedOnce(page);
});

test('a ballot for the run that was set aside does not count in the next', async () => {
  const page = await phone();
  await on.open();
  await page.route('**/v/ballot', route => route.abort());
  await vote(page, '不满意');
  await reads(page, '尚未记录');
  await on.act('void');
  await on.act('stage');
  await on.open();
  await reads(page, `第 ${on.item} 项：正在核实是否已记录`);
  await page.unroute('**/v/ballot');
  await reads(page, `第 ${on.item} 项：未记录`);
  await on.session.counted(0);
});

test('a card that is destroyed cannot vote, and its holder is told where to go', async () => {
  const card = on.deal();
  const page = await phone(card);
  await on.open();
  await vote(page, '满意');
  await recorded(page);
  await on.session.act('void-card', { card: card.number, reason: '遗失' });
  await reads(page, '评议证已作废');
  await reads(page, '请到工作人员处换取新的评议证。');
  assert.equal(await page.locator('#submit').isVisible(), false);
  assert.equal(await page.locator('#status .done').count(), 0);
  await on.session.counted(0);
});

test('a card goes to another phone and comes back', async () => {
  const card = on.deal();
  const first = await phone(card);
  await on.open();
  const second = await newPhone(on.browser);
  phones.push(second);
  await second.page.goto(`${on.base}/V#${card.token}`);
  await reads(second.page, '此评议证正在另一部手机上使用');
  await second.page.tap('#redeem-over');
  await second.page.waitForSelector('html.live');
  await vote(second.page, '满意');
  await recorded(second.page);
  await reads(first, '此评议证正在另一部手机上使用');
  assert.equal(await first.locator('#submit').isVisible(), false);
  await on.session.counted(1);
  await first.getByRole('button', { name: '在本机继续' }).tap();
  await recorded(first);
  await loadedOnce(first);
  await on.act('close');
  await on.act('confirm');
  const grades = await on.session.grades(on.item);
  assert.deepEqual([grades.reduce((a, b) => a + b), await first.locator('#status .code').count()], [1, 1]);
});

test('nobody votes on their own department', async () => {
  const own = await on.nextOwn();
  const page = await phone(own);
  await on.open();
  await reads(page, '您所在单位，无需评议');
  assert.equal(await page.locator('#grades').isVisible(), false);
  assert.equal(await page.locator('#submit').isVisible(), false);
});

test('loading the page again shows what is recorded', async () => {
  const page = await phone();
  await on.open();
  await vote(page, '基本满意');
  await recorded(page);
  const receipt = await page.locator('#status .code').innerText();
  for (const wipe of [false, true]) {
    if (wipe) await page.evaluate(() => localStorage.clear());
    await page.reload();
    await recorded(page);
    assert.equal(await page.locator('#status .code').innerText(), receipt);
    await until('the grade is marked', () => page.locator('input[name=marks][value="1"]').isChecked());
  }
});

test('a choice that was not sent survives loading the page again, and is not sent', async () => {
  const page = await phone();
  await on.open();
  await pick(page, '不了解');
  await page.reload();
  await page.locator('#submit').waitFor();
  assert.equal(await page.locator('input[name=marks][value="3"]').isChecked(), true);
  assert.equal(await page.locator('#status').innerText(), '');
  await on.session.counted(0);
});

for (const [name, wake] of /** @type {[string, () => void][]} */ ([
  ['the network comes back', () => dispatchEvent(new Event('online'))],
  ['the page is looked at again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ['the browser brings back a frozen page', () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))],
])) {
  test(`a phone without a socket asks anew when ${name}`, async () => {
    const made = await newPhone(on.browser);
    phones.push(made);
    await made.page.routeWebSocket('**/v/live', socket => socket.close());
    await scan(made.page, on.base, on.deal());
    await reads(made.page, '尚未开始');
    await made.page.locator('#card').filter({ hasText: /\d/ }).waitFor(); // the module is at work, and hears what wakes it
    await on.open();
    await until('the page that the server gives is the new one', async () => (await made.page.evaluate(() => fetch('/v', { cache: 'no-cache' }).then(r => r.text()))).includes('"phase":"open"'));
    await made.page.evaluate(wake);
    await made.page.locator('#submit').waitFor({ timeout: 8000 }); // it would ask by itself after 15 s
  });
}

test('a cookie that is gone leads to scanning again', async () => {
  const page = await phone();
  await on.open();
  await page.context().clearCookies({ name: 'card' });
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await reads(page, '请重新扫码');
  await page.locator('#code').waitFor();
});

test('a card that does not exist leads to the form', async () => {
  const { page, context } = await newPhone(on.browser);
  await page.goto(on.base + '/V#AAAAAAAAAAAAAAAA');
  await reads(page, '没有这张评议证');
  await page.locator('#code').pressSequentially('abcdefgh');
  assert.equal(await page.inputValue('#code'), 'ABCD EFGH');
  assert.equal(page.url(), on.base + '/v');
  await context.close();
});

test('English is a tap away and stays', async () => {
  const page = await phone();
  await page.tap('text=English');
  await reads(page, 'Not open yet');
  await page.goto(on.base + '/v');
  await reads(page, 'Not open yet');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
});

test('a rehearsal is marked as one, and a real session is not', async () => {
  const page = await phone();
  await reads(page, '演练 REHEARSAL · 不计入结果');
  assert.match(await page.title(), /演练/);
  const real = await openSession(on.base, { rehearsal: false });
  const sheet = await real.get('/cards?page=1');
  const code = /<p class="code">(.*?)<\/p>/.exec(sheet)?.[1].replace(/<[^>]*>|-/g, '') || '';
  assert.match(code, /^[A-Z2-7]{16}$/);
  const made = await newPhone(on.browser);
  phones.push(made);
  await scan(made.page, on.base, { token: code });
  await reads(made.page, '尚未开始');
  assert.equal(await made.page.locator('#rehearsal').isVisible(), false);
});

test('the end of the session is said, and what is recorded stays', async () => {
  const short = await openSession(on.base);
  const page = await phone(dealer(short)());
  await short.act('stage', { item: 1 });
  await short.act('end', { reason: '演练' });
  await reads(page, '评议已结束');
  await reads(page, '感谢您的参与。');
  await loadedOnce(page);
});
