// A log-in that is over takes no organizer away from what he was doing: his page stays, says so, holds
// what is pressed in words, and goes on by itself when somebody has logged in again.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { binary, newPage, password, until } from './harness.mjs';
import { evening, files, logIn, openSession } from './hall.mjs';
import { axeFaults, keep } from './look.mjs';

/** @typedef {import('./harness.mjs').Page} Page */

const on = evening();

/** @param {string} cookies @param {string} url @returns {{ name: string, value: string, url: string }[]} */
const jar = (cookies, url) => cookies.split('; ').map(cookie => ({ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url }));

/** A page of an organizer. @param {string} path @param {import('playwright-core').BrowserContextOptions} [options] */
async function desk(path, options = {}) {
  const made = await newPage(on.browser, { viewport: { width: 1280, height: 800 }, ...options });
  await made.context.addCookies(jar(await logIn(on.base), on.base));
  await made.page.goto(on.base + path);
  await made.page.evaluate(() => { document.documentElement.dataset.loaded = 'once'; });
  const posts = () => made.requests.filter(request => request.method() === 'POST' && new URL(request.url()).pathname !== '/desk/login').length;
  return { ...made, posts };
}

/** Ends the log-in of a browser, as time does. @param {Page} page */
async function over(page) {
  await page.context().clearCookies({ name: 'desk' });
  await page.locator('#log-in', { hasText: '登录已失效' }).waitFor(); // before anybody has pressed anything
}

/** Logs in where the alert leads to: in a new tab. @param {Page} page @param {string} [name] */
async function again(page, name = 'organizer') {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.locator('#log-in a').click()]);
  await tab.locator('#name').fill(name);
  await tab.locator('#password').fill(password);
  await tab.getByRole('button', { name: '登录' }).click();
  await tab.locator('.person', { hasText: name }).waitFor();
  await tab.close();
}

/** @param {Page} page @param {string} words */
const says = (page, words) => page.locator('#log-in', { hasText: words }).waitFor();

/** That nobody has taken the page away. @param {Page} page @param {string} path */
async function stays(page, path) {
  assert.equal(new URL(page.url()).pathname, path, 'the page stays where it is');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.loaded), 'once', 'and is not loaded anew');
}

test('the stage page says that the log-in is over, holds what is pressed, and goes on after it', async () => {
  await on.next();
  const path = `/desk/s/${on.session.id}`;
  const { page, context, posts } = await desk(path);
  await page.locator('#card-number').fill('0007');
  await page.locator('#seconds').fill('45');
  await over(page);
  await on.session.act('scene', { scene: 'join-qr' }); // of which the page would take itself anew
  await page.getByRole('button', { name: '开始' }).first().click();
  await says(page, '刚才的操作没有执行');
  await page.getByRole('button', { name: '查找' }).click();
  await page.locator('.tabs a', { hasText: '结果' }).first().click();
  await stays(page, path);
  assert.equal(posts(), 0, 'nothing was sent');
  assert.deepEqual([await page.inputValue('#card-number'), await page.inputValue('#seconds')], ['0007', '45']);

  await again(page);
  await says(page, '已重新登录。 刚才的操作没有执行，请再操作一次。');
  await page.locator('.scenes [value=join-qr][aria-pressed=true]').waitFor(); // what was done elsewhere
  await stays(page, path);
  assert.deepEqual([await page.inputValue('#card-number'), await page.inputValue('#seconds')], ['0007', '45']);
  await page.locator('body:not(.settling)').waitFor();
  await page.getByRole('button', { name: '开始' }).first().click();
  await page.locator('.band-open').waitFor();
  assert.equal(posts(), 1);
  assert.equal(await page.locator('#log-in').innerText(), '');
  await context.close();
});

test('on the page of the result, what was typed outlasts the log-in and is sent after it', async () => {
  const session = await openSession(on.base, { units: 1 });
  for (const act of ['stage', 'open', 'close', 'confirm', 'reveal', 'end']) await session.act(act, { item: 1, seconds: 600 });
  await session.act('confirm-result', {}, await logIn(on.base, 'scrutineer'));
  const path = `/desk/s/${session.id}/life`;
  const { page, context, posts } = await desk(path);
  await page.locator('#correct summary').click();
  await page.locator('#correct-reason').fill('市统计局来函');
  await page.locator('#correct-sure').check();
  await over(page);
  await page.getByRole('button', { name: '开始更正，另成一版' }).click();
  await says(page, '刚才的操作没有执行，填写的内容都还在');
  await stays(page, path);
  assert.equal(posts(), 0);
  await again(page);
  await says(page, '已重新登录');
  assert.equal(await page.inputValue('#correct-reason'), '市统计局来函');
  await page.getByRole('button', { name: '开始更正，另成一版' }).click();
  await page.locator('main > h2', { hasText: '第 2 版' }).waitFor();
  await context.close();
});

test('a page without anything live does the same: a form with files is sent whole after the log-in', async () => {
  const { page, context, posts } = await desk('/desk');
  await page.locator('#title').fill('写到一半');
  for (const kind of /** @type {const} */ (['units', 'roster', 'rulebook'])) await page.locator('#' + kind).setInputFiles(files[kind]);
  await over(page);
  await page.locator('form[action="/desk/sessions"] button').click();
  await says(page, '刚才的操作没有执行');
  await stays(page, '/desk');
  assert.equal(posts(), 0);
  await again(page);
  await says(page, '请再操作一次');
  await page.locator('form[action="/desk/sessions"] button').click();
  await page.getByRole('heading', { name: '写到一半' }).waitFor();
  await context.close();
});

test('a press just after somebody comes back to the page waits for the answer who is logged in', async () => {
  const { page, context, posts } = await desk('/desk/new/windows');
  await page.locator('#f-title').fill('窗口');
  const press = () => page.evaluate(() => {
    dispatchEvent(new Event('focus'));
    for (let n = 0; n < 2; n += 1) /** @type {HTMLElement} */ (document.querySelector('#change button[value=show]')).click();
  });
  const tab = await context.newPage();
  await tab.goto(on.base + '/desk/new');
  await tab.getByRole('button', { name: '退出' }).click();
  await tab.waitForURL('**/desk/login');
  await press();
  await says(page, '刚才的操作没有执行');
  await stays(page, '/desk/new/windows');
  assert.equal(await page.inputValue('#f-title'), '窗口');
  assert.equal(posts(), 0);
  await context.addCookies(jar(await logIn(on.base), on.base));
  await says(page, '已重新登录');
  await press();
  await page.waitForURL('**/windows#rules'); // the button that was pressed has an address of its own
  assert.equal(posts(), 1, 'pressed twice, sent once');
  await context.close();
});

test('a log-in that vanished a moment ago is found out by whoever comes near a button or a link', async () => {
  const { page, context, posts } = await desk('/desk');
  await page.locator('#title').fill('写到一半');
  for (const kind of /** @type {const} */ (['units', 'roster', 'rulebook'])) await page.locator('#' + kind).setInputFiles(files[kind]);
  await page.evaluate(() => { for (let n = 0; n < 1000; n += 1) clearInterval(n); }); // its pulse is yet to come
  await context.clearCookies({ name: 'desk' });
  await page.locator('form[action="/desk/sessions"] button').hover();
  await says(page, '登录已失效');
  for (const press of [page.locator('form[action="/desk/sessions"] button'), page.locator('a[href="/desk/new"]').first()]) {
    await press.click();
    await says(page, '刚才的操作没有执行');
    await stays(page, '/desk');
  }
  assert.equal(await page.inputValue('#title'), '写到一半');
  assert.equal(posts(), 0);
  await context.close();
});

test('the page of the button boxes holds its forms likewise, and says so beside panic', async () => {
  const { page, context, posts } = await desk('/desk/director/controllers');
  await page.locator('#do-panic').waitFor();
  await page.locator('#name').fill('streamdeck');
  await context.clearCookies({ name: 'desk' });
  await page.locator('button[value=create]').click();
  await page.locator('#said', { hasText: '登录已失效，刚才的操作没有执行，填写的内容都还在' }).waitFor();
  await stays(page, '/desk/director/controllers');
  assert.equal(posts(), 0);
  await again(page);
  await page.locator('#log-in').waitFor({ state: 'detached' });
  await until('nothing is held any more', async () => await page.locator('#said').innerText() === '', 3000);
  assert.equal(await page.inputValue('#name'), 'streamdeck');
  await page.locator('button[value=create]').click();
  await page.locator('#token').waitFor();
  assert.equal(posts(), 1);
  await context.close();
});

test('somebody of another role cannot act on the page, and a colleague goes on with it under his own name', async () => {
  execFileSync(binary(), ['account', '-dir', on.server.folder, 'wang', 'organizer'], { input: password + '\n' });
  const { page, context, posts } = await desk('/desk');
  await over(page);
  await again(page, 'scrutineer');
  await says(page, '现在登录的是 scrutineer，不是组织者');
  await page.locator('#title').fill('别人的');
  for (const kind of /** @type {const} */ (['units', 'roster', 'rulebook'])) await page.locator('#' + kind).setInputFiles(files[kind]);
  await page.locator('form[action="/desk/sessions"] button').click();
  await says(page, '请以组织者重新登录');
  assert.equal(posts(), 0);
  await again(page, 'wang');
  await page.locator('.person', { hasText: 'wang · 组织者' }).waitFor();
  await stays(page, '/desk');
  await context.close();
});

test('a log-in is said to end an hour before, and nothing is held until then', async () => {
  const { page, context } = await desk('/desk');
  await page.route('**/desk/logged-in', route => route.fulfill({ json: { name: 'organizer', role: 'organizer', left: 3000 } }));
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.locator('#log-in', { hasText: /登录将在 \d\d:\d\d 结束/ }).waitFor();
  assert.equal(await page.locator('.urgent').count(), 0);
  await keep(page, 'log-in soon 1280');
  await page.getByRole('link', { name: '新建场次' }).or(page.locator('a[href="/desk/new"]')).first().click();
  await page.waitForURL('**/desk/new');
  await context.close();
});

for (const [locale, words] of [['zh-CN', '登录已失效'], ['en', 'The log-in is over']]) {
  test(`the words stand at the foot of the window and cover nothing that can be reached: ${locale}`, async () => {
    for (const path of [`/desk/s/${on.session.id}`, `/desk/s/${on.session.id}/life`, '/desk/new/windows']) {
      const { page, context } = await desk(path, { locale });
      await context.clearCookies({ name: 'desk' });
      await page.evaluate(() => dispatchEvent(new Event('focus')));
      await says(page, words);
      for (const [width, height] of [[390, 844], [1280, 800], [1920, 1080]]) {
        await page.setViewportSize({ width, height });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} scrolls sideways at ${width}`);
        const link = await page.locator('#log-in a').boundingBox();
        assert.ok(link && link.height >= 44 && link.y + link.height <= height && link.x + link.width <= width, `a finger finds the link at ${width}`);
        const box = await page.locator('#log-in').boundingBox();
        await until('the end of the page stands above the words', () => page.evaluate(top => {
          scrollTo(0, document.body.scrollHeight);
          const all = [...document.querySelectorAll('main button, main a')].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect());
          return Math.max(...all.map(b => b.bottom)) <= top;
        }, box?.y ?? 0), 3000);
        await page.evaluate(() => scrollTo(0, 0));
        await keep(page, `log-in ${locale} ${path.split('/').slice(-1)} ${width}`);
      }
      await page.evaluate(() => document.querySelector('.rehearsal')?.remove()); // its stripes hide from axe what stands on them
      assert.deepEqual((await axeFaults(page, true)).filter(fault => /log-in/.test(fault)), [], path);
      await context.close();
    }
  });
}
