// Without JavaScript: the same ballot by plain forms.
import test, { beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPhone } from './harness.mjs';
import { evening } from './hall.mjs';
import { openedPlain, reads } from './touch.mjs';

const on = evening();
beforeEach(() => on.next());

/** A phone that has typed the code of its card. */
async function plain(card = on.deal()) {
  const { page, context } = await newPhone(on.browser, { javaScriptEnabled: false });
  await page.goto(on.base + '/v');
  await enter(page, card);
  return { page, context, card };
}

/** Does something that leads to another page. @param {import('./harness.mjs').Page} page @param {() => Promise<void>} how */
async function go(page, how) {
  await Promise.all([page.waitForEvent('load'), how()]);
}

/** Types a code as people do. @param {import('./harness.mjs').Page} page @param {{token: string}} card */
async function enter(page, card) {
  await page.fill('#code', card.token.toLowerCase().replace(/(.{4})/g, '$1 '));
  await go(page, () => page.getByRole('button', { name: '进入' }).tap());
}

/** @param {import('./harness.mjs').Page} page @param {string} grade */
async function vote(page, grade) {
  await page.getByRole('radio', { name: grade, exact: true }).check();
  await go(page, () => page.getByRole('button', { name: '提交' }).tap());
}

/** @param {import('./harness.mjs').Page} page */
async function receipt(page) {
  await page.locator('#status .done').first().waitFor();
  assert.match(await page.locator('#status').innerText(), /已记录/);
  const code = await page.locator('#status .code').innerText();
  assert.match(code, /^[0-9A-F]{4} [0-9A-F]{4}$/);
  return code;
}

test('a code is typed, a vote is recorded and changed', async () => {
  await on.open();
  const { page, context } = await plain();
  await vote(page, '不满意');
  const first = await receipt(page);
  await on.session.counted(1);
  await vote(page, '基本满意');
  assert.notEqual(await receipt(page), first);
  await on.act('close');
  await on.act('confirm');
  assert.deepEqual(await on.session.grades(on.item), [0, 1, 0, 0]);
  await context.close();
});

// The browser under test reads <noscript> and does not paint it, so it is looked for and not looked at.
test('a waiting page comes again by itself, an open ballot does not', async () => {
  const { page, context } = await plain();
  await reads(page, '尚未开始');
  assert.equal(await page.locator('noscript meta[http-equiv=refresh]').getAttribute('content'), '15');
  assert.match(await page.locator('main noscript').textContent() || '', /本页每 15 秒自动刷新。/);
  assert.equal(await page.locator('main noscript a').getAttribute('href'), '/v');
  await on.open();
  await page.goto(on.base + '/v');
  assert.equal(await page.locator('noscript').count(), 0, 'no page is taken away under a finger');
  await vote(page, '满意');
  await receipt(page);
  await context.close();
});

test('submitting nothing is stopped by the browser', async () => {
  await on.open();
  const { page, context } = await plain();
  await page.getByRole('button', { name: '提交' }).tap();
  assert.equal(await page.locator('input[name=marks]:invalid').count() > 0, true);
  await on.session.counted(0);
  await context.close();
});

test('refusals are told in words', async () => {
  const { page, context } = await newPhone(on.browser, { javaScriptEnabled: false });
  await page.goto(on.base + '/v');
  await enter(page, { token: 'AAAAAAAAAAAAAAAA' });
  await reads(page, '没有这张评议证。请核对编码后重新输入，或重新扫码。');
  const card = on.deal();
  await enter(page, card);
  await on.open();
  await openedPlain(page);
  await on.act('close');
  await vote(page, '满意');
  await reads(page, '投票已截止，您的评议未记录。请等待下一项。');
  assert.equal(await page.locator('#status .code').count(), 0);
  await on.session.counted(0);
  await context.close();
});

test('a card that is used elsewhere is taken over when asked to', async () => {
  await on.open();
  const { page: first, context: one, card } = await plain();
  const { page: second, context: two } = await plain(card);
  await reads(second, '此评议证正在另一部手机上使用。');
  await second.fill('#code', card.token);
  await go(second, () => second.getByRole('button', { name: '在本机继续' }).tap());
  await vote(second, '满意');
  await receipt(second);
  await vote(first, '不满意');
  await reads(first, '此评议证正在另一部手机上使用');
  await on.session.counted(1);
  await go(first, () => first.getByRole('button', { name: '在本机继续' }).tap());
  await vote(first, '不满意');
  await receipt(first);
  await on.act('close');
  await on.act('confirm');
  assert.deepEqual(await on.session.grades(on.item), [0, 0, 1, 0]);
  await one.close();
  await two.close();
});

test('one does not vote on one\'s own department, and is told so', async () => {
  const own = await on.nextOwn();
  await on.open();
  const { page, context } = await plain(own);
  await vote(page, '满意');
  await reads(page, '这是您所在单位，按规定无需评议。请等待下一项。');
  await on.session.counted(0);
  await context.close();
});

test('large type and English are links', async () => {
  await on.open();
  const { page, context } = await plain();
  await go(page, () => page.getByRole('link', { name: '大字版' }).tap());
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '24px');
  await go(page, () => page.getByRole('link', { name: 'English' }).tap());
  assert.deepEqual([await page.getAttribute('html', 'lang'), await page.getAttribute('html', 'class')], ['en', 'big']);
  await page.getByRole('radio', { name: '满意', exact: true }).check();
  await page.getByRole('button', { name: 'Submit' }).tap();
  await reads(page, 'Recorded');
  await on.session.counted(1);
  await context.close();
});
