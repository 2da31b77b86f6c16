// A form of many units: filled in bit by bit, saved as it is marked, on one phone
// and the next, and counted only once it is handed in.
import test from 'node:test';
import assert from 'node:assert/strict';
import { moment } from '../../static/shared/moment.js';
import { newPhone, until } from './harness.mjs';
import { evening, openSession } from './hall.mjs';
import { chosen, heading, kept, mark, matrix, press } from './forms.mjs';
import { phoneFaults } from './look.mjs';
import { meter } from './meter.mjs';
import { reads, recorded, scan } from './touch.mjs';

const on = evening(async () => {
  await on.next();
  await on.open();
}, { rulebook: matrix, units: 6 });
const units = ['市发展改革委综合受理窗口', '市经济和信息化委综合受理窗口'];

/** A phone with a card of its own, on the cover. */
async function phone(card = on.deal(), options = {}) {
  const made = await newPhone(on.browser, options);
  await scan(made.page, on.base, card);
  await heading(made.page, '正在评议');
  return { ...made, card };
}

/** How many forms are handed in. */
const handedIn = async () => (await on.session.state()).item.ballots;

test('a form is filled in unit by unit, looked through, handed in, and changed until the close', async () => {
  const { page, context } = await phone();
  const before = await handedIn();
  await reads(page, '只有提交了才算数');
  await press(page, '开始填写');
  await heading(page, units[0]);
  for (const row of [0, 1, 2, 3, 4]) await mark(page, row, row === 3 ? '不了解' : '满意');
  await kept(page, '已保存，尚未提交');
  await press(page, '下一个');
  await heading(page, units[1]);
  await mark(page, 1, '基本满意');
  await press(page, '目录');
  await reads(page, '1/5');
  await page.getByRole('button', { name: /W005/ }).tap();
  await page.locator('#place', { hasText: '第 5 个 / 共 6 个' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'name', 'the name of the unit is read out');
  await page.goBack();
  await heading(page, '目录');
  await press(page, '继续填写');
  await heading(page, units[1]);
  assert.deepEqual(await chosen(page), [null, '基本满意', null, null, null]);
  await press(page, '上一个');
  await press(page, '上一个');
  await press(page, '检查并提交');
  for (const line of ['只评了一部分：1', '没有评：4', '已经评完：1']) await reads(page, line);
  await page.getByRole('button', { name: /W002.*1\/5/ }).tap();
  await heading(page, units[1]);
  await page.goBack();
  assert.equal(await handedIn(), before, 'nothing is handed in yet');
  await press(page, '提交');
  await recorded(page);
  await kept(page, '已提交');
  await on.session.counted(before + 1);
  await press(page, '修改');
  await page.getByRole('button', { name: /W001/ }).tap();
  await mark(page, 0, '不满意');
  await kept(page, '改动已保存，尚未提交');
  await page.reload();
  await heading(page, units[0]);
  assert.equal((await chosen(page))[0], '不满意');
  await page.getByRole('button', { name: '清除本单位的选择' }).tap();
  assert.deepEqual(await chosen(page), [null, null, null, null, null]);
  await mark(page, 4, '不满意');
  await press(page, '目录');
  await press(page, '返回');
  await press(page, '检查并提交');
  await press(page, '提交');
  await recorded(page);
  await on.session.counted(before + 1);
  await context.close();
});

test('a phone that was closed in the middle goes on where it was', async () => {
  const { page, context } = await phone();
  await press(page, '开始填写');
  await mark(page, 0, '满意');
  await mark(page, 2, '不满意');
  await kept(page, '已保存，尚未提交');
  await page.close();
  const again = await context.newPage();
  await again.goto(on.base + '/v');
  await press(again, '继续填写');
  assert.deepEqual(await chosen(again), ['满意', null, '不满意', null, null]);
  await context.close();
});

test('what could not be saved is said, stays on the phone, and is saved when the network is back', async () => {
  const { page, context } = await phone();
  await press(page, '开始填写');
  await mark(page, 0, '满意');
  await kept(page, '已保存，尚未提交');
  await context.route('**/v/draft', route => route.abort());
  await mark(page, 1, '不满意');
  await kept(page, '未保存，正在重试');
  await page.close();
  const again = await context.newPage();
  await again.goto(on.base + '/v');
  await press(again, '继续填写');
  assert.deepEqual((await chosen(again)).slice(0, 2), ['满意', '不满意']);
  await kept(again, '未保存，正在重试');
  await context.unroute('**/v/draft');
  await kept(again, '已保存，尚未提交');
  await context.close();
});

test('a form can be handed in although nothing of it could be saved', async () => {
  const { page, context } = await phone();
  const before = await handedIn();
  await context.route('**/v/draft', route => route.fulfill({ status: 503, json: { code: 'unsaved', message: '没有保存' } }));
  await press(page, '开始填写');
  await mark(page, 0, '满意');
  await kept(page, '未保存，正在重试');
  await press(page, '上一个');
  await press(page, '检查并提交');
  await press(page, '提交');
  await recorded(page);
  await on.session.counted(before + 1);
  await context.close();
});

for (const signal of /** @type {const} */ (['SIGKILL', 'SIGTERM'])) {
  test(`what was saved before ${signal} is there after it, and what was marked meanwhile, too`, async () => {
    const { page, context } = await phone();
    await press(page, '开始填写');
    await mark(page, 0, '满意');
    await kept(page, '已保存，尚未提交');
    await on.server.kill(signal);
    await mark(page, 1, '基本满意');
    await kept(page, '未保存，正在重试');
    await on.server.start();
    await kept(page, '已保存，尚未提交');
    await page.reload();
    await heading(page, units[0]);
    assert.deepEqual((await chosen(page)).slice(0, 2), ['满意', '基本满意']);
    await context.close();
  });
}

test('another phone takes the card over and goes on, and the first one says so', async () => {
  const { page, card, context } = await phone();
  await press(page, '开始填写');
  await mark(page, 0, '满意');
  await kept(page, '已保存，尚未提交');
  const second = await newPhone(on.browser);
  await second.page.goto(`${on.base}/V#${card.token}`);
  await second.page.tap('#redeem-over');
  await reads(second.page, '您在另一部手机上填写的内容已经接上。');
  await press(second.page, '继续填写');
  assert.equal((await chosen(second.page))[0], '满意');
  await mark(second.page, 1, '不了解');
  await kept(second.page, '已保存，尚未提交');
  await page.getByRole('heading', { name: '此评议证正在另一部手机上使用' }).waitFor();
  await page.getByRole('button', { name: '在本机继续' }).tap();
  await page.locator('.row').first().waitFor();
  await until('the second phone\'s mark is here', async () => String((await chosen(page)).slice(0, 2)) === '满意,不了解');
  await second.context.close();
  await context.close();
});

test('many taps hand in one form', async () => {
  const { page, requests, context } = await phone();
  await press(page, '开始填写');
  await mark(page, 0, '满意');
  await press(page, '上一个');
  await press(page, '检查并提交');
  await page.evaluate(() => { for (let i = 0; i < 9; i += 1) /** @type {HTMLElement} */ (document.querySelector('#buttons button:last-child')).click(); });
  await recorded(page);
  assert.equal(requests.filter(r => r.url().endsWith('/v/ballot')).length, 1);
  await context.close();
});

test('one\'s own department is not on the form', async () => {
  const own = on.session.cards.find(c => c.recused);
  assert.ok(own, 'somebody works for a unit');
  const session = await openSession(on.base, { rulebook: matrix, units: `编号,参评单位,主管部门,类别\nA,甲,${own.recused},一类\nB,乙,别的部门,一类` });
  await session.act('stage', { item: 1 });
  await session.act('open', { item: 1, seconds: 600 });
  const card = session.cards.find(c => c.recused);
  assert.ok(card);
  const { page, context } = await phone(card);
  await reads(page, '您所在单位不在表内，按规定无需评议。');
  await press(page, '开始填写');
  await heading(page, '乙');
  await page.locator('#place', { hasText: '第 1 个 / 共 1 个' }).waitFor();
  await mark(page, 0, '满意');
  await press(page, '检查并提交');
  assert.equal(await page.getByText('甲', { exact: true }).count(), 0);
  await press(page, '提交');
  await recorded(page);
  await context.close();
});

test('without a script a form is filled in, saved, looked through and handed in', async () => {
  const { page, context } = await newPhone(on.browser, { javaScriptEnabled: false });
  /** @param {() => Promise<any>} how */
  const go = how => Promise.all([page.waitForEvent('load'), how()]);
  const before = await handedIn();
  await page.goto(on.base + '/v');
  await page.fill('#code', on.deal().token);
  await go(() => page.locator('#scan button').tap());
  await go(() => page.getByRole('link', { name: '开始或继续填写' }).tap());
  await heading(page, units[0]);
  await mark(page, 0, '满意');
  await go(() => page.getByRole('button', { name: '下一个' }).tap());
  await heading(page, units[1]);
  await kept(page, '已保存，尚未提交');
  await go(() => page.getByRole('button', { name: '目录' }).tap());
  await go(() => page.getByRole('link', { name: /W001/ }).tap());
  assert.equal((await chosen(page))[0], '满意');
  await go(() => page.goto(on.base + '/v/form?at=review'));
  await go(() => page.getByRole('button', { name: '提交' }).tap());
  await reads(page, '已记录');
  await on.session.counted(before + 1);
  await context.close();
});

test('accessible: the pages of a form for phones without a script', async () => {
  const { page, context } = await phone();
  for (const at of ['1', 'contents', 'review']) { // a browser that has one shows them as they are
    await page.goto(`${on.base}/v/form?at=${at}`);
    assert.deepEqual(await phoneFaults(page, 'plain ' + at), [], at);
  }
  await context.close();
});

// What is measured is measured in both sizes of type; here also on a phone that begins in the large one.
for (const [lang, big, words] of /** @type {const} */ ([['zh-CN', '1', ['开始填写', '目录', '返回', '检查并提交']], ['en', '0', ['Begin', 'Contents', 'Back', 'Check and hand in']]])) {
  test(`accessible: every screen of a form, ${lang}${big === '1' ? ', large type' : ''}`, async () => {
    const { page, context } = await newPhone(on.browser, { locale: lang, reducedMotion: 'reduce' });
    await context.addCookies([{ name: 'big', value: big, url: on.base }]);
    await scan(page, on.base, on.deal());
    await page.locator('#buttons button').first().waitFor();
    assert.deepEqual(await phoneFaults(page, 'form cover ' + lang + big), []);
    await press(page, words[0]);
    await mark(page, 0, '满意');
    assert.deepEqual(await phoneFaults(page, 'form unit ' + lang + big), []);
    await press(page, words[1]);
    assert.deepEqual(await phoneFaults(page, 'form contents ' + lang + big), []);
    await press(page, words[2]);
    await press(page, words[3]);
    assert.deepEqual(await phoneFaults(page, 'form review ' + lang + big), []);
    await context.close();
  });
}

test('a form of 163 units takes three requests and 20 KB', async () => {
  const names = Array.from({ length: 163 }, (_, i) => `S${String(i + 1).padStart(3, '0')},市${String.fromCharCode(0x4e00 + i * 37, 0x5000 + i * 53, 0x6000 + i * 29, 0x7000 + i * 61)}管理局,,${i % 3 ? '公共服务行业' : '市直部门'}`);
  const session = await openSession(on.base, { rulebook: matrix, units: ['编号,参评单位,主管部门,类别', ...names].join('\n') });
  await session.act('stage', { item: 1 });
  await session.act('open', { item: 1, seconds: 600 });
  const line = await meter(on.base);
  const { page, context } = await newPhone(on.browser);
  const card = session.cards.find(c => !c.recused);
  assert.ok(card);
  await scan(page, line.base, card);
  await page.locator('#buttons button').first().waitFor();
  const fresh = await on.browser.newContext({ storageState: await context.storageState(), locale: 'zh-CN' });
  await context.close();
  const again = await fresh.newPage();
  /** @type {string[]} */ const asked = [];
  again.on('request', r => asked.push(new URL(r.url()).pathname.replace(/^\/s\/[0-9a-f]+/, '/s')));
  const before = line.bytes();
  await again.goto(line.base + '/v');
  await again.locator('#buttons button').first().waitFor();
  const bytes = line.bytes() - before;
  assert.deepEqual(asked.filter(path => path.startsWith('/')), ['/v', '/s/phone/form-grades.js', '/v/me']);
  assert.ok(bytes > 10 * 1024 && bytes <= 20 * 1024, `${bytes} bytes for the form`);
  await fresh.close();
  await line.close();
});

test('a form that opens by itself says when, on the clock of the hall wherever the phone was set, and opens', async () => {
  const at = new Date(Date.now() + 90_000);
  const session = await openSession(on.base, { rulebook: matrix, units: 3, opens: at.toISOString(), closes: new Date(Date.now() + 86_400_000).toISOString() });
  const { page, context } = await newPhone(on.browser, { timezoneId: 'America/New_York' });
  const card = session.cards.find(c => !c.recused);
  assert.ok(card);
  await scan(page, on.base, card);
  await heading(page, '尚未开始');
  await page.locator('#clock', { hasText: `${moment(+at / 1000, 'zh-CN')} 开始` }).waitFor();
  assert.deepEqual(await phoneFaults(page, 'form before'), []);
  await session.act('stage', { item: 1 });
  await session.act('open', { item: 1, seconds: 600 });
  await page.locator('#clock', { hasText: /\d+月\d+日 .*截止/ }).waitFor();
  await press(page, '开始填写');
  await context.close();
});

test('after the close a form that was not handed in is not counted, and says so', async () => {
  const [{ page, context }, sent] = [await phone(), await phone()];
  await press(page, '开始填写');
  await mark(page, 0, '满意');
  await kept(page, '已保存，尚未提交');
  await press(sent.page, '开始填写');
  await mark(sent.page, 0, '满意');
  await press(sent.page, '上一个');
  await press(sent.page, '检查并提交');
  await press(sent.page, '提交');
  await recorded(sent.page);
  const before = await handedIn();
  await on.act('close');
  await heading(page, '已截止');
  await reads(page, '您没有提交评议票。');
  await reads(page, '没有提交的内容不计入。');
  assert.equal(await page.locator('#bar').isVisible(), false);
  await heading(sent.page, '已截止');
  await recorded(sent.page);
  assert.equal(await handedIn(), before);
  assert.deepEqual(await phoneFaults(page, 'form closed'), []);
  await context.close();
  await sent.context.close();
});

