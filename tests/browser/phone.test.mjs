import test, { after, before, beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { newPhone, openSession, startBrowser, startServer, until } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** @type {Awaited<ReturnType<typeof startServer>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof openSession>>} */ let session;
let item = 0;
let nextCard = 0;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  session = await openSession(server.base);
});
after(async () => {
  if (browser) await browser.close();
  if (server) await server.stop();
});
beforeEach(async () => {
  const { item: on } = await session.state();
  if (on && on.phase === 'open') await session.act('close', { item });
  item += 1;
  await session.act('stage', { item });
});

/** A card whose holder may vote on everything. */
function card() {
  const free = session.cards.filter(c => !c.recused || c.recused.length === 0);
  nextCard += 1;
  return free[nextCard];
}
const open = (seconds = 120) => session.act('open', { item, seconds });
/** @param {import('playwright-core').Page} page @param {{token: string}} holder */
async function scan(page, holder) {
  await page.goto(`${server.base}/V#${holder.token}`);
  await page.waitForSelector('html.live');
}
/** @param {import('playwright-core').Page} page @param {string} text */
const reads = (page, text) => page.getByText(text, { exact: false }).first().waitFor();
/** @param {import('playwright-core').Page} page @param {string} grade */
async function vote(page, grade) {
  await page.locator('.grade', { hasText: new RegExp(`^${grade}$`) }).click();
  await page.click('#submit');
}
/** @param {number} n */
const counted = n => until(async () => (await session.state()).item.ballots === n);

test('a scanned card votes, and the token is nowhere but in one body', async () => {
  const holder = card();
  const { page, requests, faults, context } = await newPhone(browser);
  await scan(page, holder);
  await reads(page, '尚未开始');
  await reads(page, holder.number);
  assert.equal(page.url(), server.base + '/v');
  await open();
  await vote(page, '满意');
  await reads(page, '已记录');
  const withToken = requests.filter(r => r.url().includes(holder.token) || (r.headers().referer || '').includes(holder.token));
  assert.deepEqual(withToken.map(r => r.url()), []);
  assert.equal(requests.filter(r => (r.postData() || '').includes(holder.token)).length, 1);
  await counted(1);
  assert.deepEqual(faults, []);
  await context.close();
});

test('the ballot page loads in three requests', async () => {
  const { page, requests, context } = await newPhone(browser);
  await scan(page, card());
  await context.clearCookies({ name: 'lang' });
  requests.length = 0;
  await page.goto(server.base + '/v');
  await page.waitForFunction(() => (document.getElementById('card')?.textContent || '') !== '');
  assert.deepEqual(requests.map(r => new URL(r.url()).pathname.replace(/^\/s\/[0-9a-f]+/, '/s')), ['/v', '/s/phone/ballot.js', '/v/me']);
  await context.close();
});

test('many taps are one ballot, and a change is another', async () => {
  await open();
  const { page, requests, context } = await newPhone(browser);
  await scan(page, card());
  await page.locator('.grade').nth(1).click();
  await page.evaluate(() => { for (let i = 0; i < 9; i += 1) document.getElementById('submit')?.click(); });
  await reads(page, '已记录');
  const sent = () => requests.filter(r => r.url().endsWith('/v/ballot')).map(r => r.postDataJSON());
  assert.equal(sent().length, 1);
  await page.click('#change');
  await vote(page, '不满意');
  await until(async () => sent().length === 2);
  await reads(page, '已记录');
  assert.notEqual(sent()[0].ballot, sent()[1].ballot);
  await counted(1);
  await context.close();
});

test('an answer that is lost is asked for again with the same ballot', async () => {
  await open();
  const { page, context } = await newPhone(browser);
  await scan(page, card());
  /** @type {string[]} */ const sent = [];
  await page.route('**/v/ballot', async route => {
    sent.push(route.request().postDataJSON().ballot);
    if (sent.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await vote(page, '满意');
  await reads(page, '网络断开，正在重试，尚未记录');
  await reads(page, '已记录');
  assert.equal(sent.length, 2);
  assert.equal(sent[0], sent[1]);
  await counted(1);
  await context.close();
});

test('a phone that was closed without network sends what it kept', async () => {
  await open();
  const { page, context } = await newPhone(browser);
  await scan(page, card());
  await page.route('**/v/ballot', route => route.abort());
  await vote(page, '基本满意');
  await reads(page, '尚未记录');
  await page.close();
  await counted(0);
  const again = await context.newPage();
  await again.goto(server.base + '/v');
  await reads(again, '已记录');
  assert.equal(await again.locator('input[name=marks][value="1"]').isChecked(), true);
  await counted(1);
  await context.close();
});

test('a ballot that comes after the close is said not to be recorded', async () => {
  await open();
  const { page, context } = await newPhone(browser);
  await scan(page, card());
  await page.route('**/v/ballot', route => route.abort());
  await vote(page, '满意');
  await reads(page, '尚未记录');
  await session.act('close', { item });
  await reads(page, '正在核实是否已记录');
  await page.unroute('**/v/ballot');
  await reads(page, '未记录（投票已截止）');
  await counted(0);
  await context.close();
});

test('without a socket the phone asks for the stage itself', async () => {
  const { page, context } = await newPhone(browser);
  await page.routeWebSocket('**/v/live', socket => socket.close());
  await scan(page, card());
  await reads(page, '尚未开始');
  await open();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.locator('#submit').waitFor();
  await context.close();
});

test('a second phone takes a card over, and the first says so', async () => {
  await open();
  const holder = card();
  const first = await newPhone(browser);
  await scan(first.page, holder);
  const second = await newPhone(browser);
  await second.page.goto(`${server.base}/V#${holder.token}`);
  await second.page.click('#redeem-over');
  await second.page.waitForSelector('html.live');
  await vote(second.page, '满意');
  await reads(second.page, '已记录');
  await vote(first.page, '不满意');
  await reads(first.page, '此评议证正在另一部手机上使用');
  await counted(1);
  await first.context.close();
  await second.context.close();
});

test('a card that does not exist leads to the form', async () => {
  const { page, faults, context } = await newPhone(browser);
  await page.goto(server.base + '/V#AAAAAAAAAAAAAAAA');
  await reads(page, '没有这张评议证');
  await page.locator('#code').pressSequentially('abcdefgh');
  assert.equal(await page.inputValue('#code'), 'ABCD EFGH');
  assert.deepEqual([page.url(), faults], [server.base + '/v', []]);
  await context.close();
});

test('everything works without JavaScript', async () => {
  await open();
  const holder = card();
  const { page, context } = await newPhone(browser, { javaScriptEnabled: false });
  await page.goto(server.base + '/v');
  await page.fill('#code', holder.token.toLowerCase().replace(/(.{4})/g, '$1 '));
  await page.click('#scan button');
  await page.locator('.grade').nth(2).click();
  await page.click('#submit');
  await reads(page, '已记录');
  assert.match(await page.locator('#status .code').innerText(), /^[0-9A-F]{4} [0-9A-F]{4}$/);
  await counted(1);
  await context.close();
});

test('English is a tap away and stays', async () => {
  const { page, context } = await newPhone(browser);
  await scan(page, card());
  await page.click('text=English');
  await reads(page, 'Not open yet');
  await page.goto(server.base + '/v');
  await reads(page, 'Not open yet');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await context.close();
});

for (const [name, width, height, big] of /** @type {[string, number, number, boolean][]} */ ([
  ['360 wide', 360, 740, false], ['430 wide', 430, 932, false], ['large type', 360, 980, true], ['320 wide', 320, 900, false],
])) {
  test(`the open ballot is accessible: ${name}`, async () => {
    await open();
    const { page, context } = await newPhone(browser, { viewport: { width, height } });
    await context.addCookies([{ name: 'big', value: big ? '1' : '0', url: server.base }]);
    await scan(page, card());
    await page.locator('.grade').nth(1).click();
    const faults = await page.evaluate(measure, big);
    assert.deepEqual(faults, []);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const report = await /** @type {any} */ (window).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
      const unsure = report.incomplete.filter((/** @type {any} */ rule) => rule.id === 'color-contrast');
      return report.violations.concat(unsure).map((/** @type {any} */ rule) => rule.id + ' ' + rule.nodes.map((/** @type {any} */ n) => n.target).join(' '));
    });
    assert.deepEqual(found, []);
    await context.close();
  });
}

test('at 200 % text on 320 pixels nothing scrolls sideways and the bar stays low', async () => {
  await open();
  const { page, context } = await newPhone(browser, { viewport: { width: 320, height: 568 } });
  await scan(page, card());
  const got = await page.evaluate(() => {
    document.documentElement.style.fontSize = '225%';
    const bar = /** @type {HTMLElement} */ (document.getElementById('bar'));
    return { sideways: document.documentElement.scrollWidth - innerWidth, bar: bar.offsetHeight / innerHeight <= 0.25 };
  });
  assert.deepEqual(got, { sideways: 0, bar: true });
  await context.close();
});

/** Runs in the page: sizes of what is tapped and read. @param {boolean} big */
function measure(big) {
  const faults = [];
  const tap = big ? 60 : 48;
  if (document.documentElement.scrollWidth > innerWidth) faults.push('scrolls sideways');
  for (const e of document.querySelectorAll('a, button, .face, .field')) {
    const box = e.getBoundingClientRect();
    if (box.width && Math.min(box.width, box.height) < tap) faults.push(`${e.textContent}: ${box.width} x ${box.height}`);
  }
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('main *, header *'))) {
    const own = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    if (own && e.offsetParent && parseFloat(getComputedStyle(e).fontSize) < (big ? 24 : 18)) faults.push('small type: ' + e.textContent);
  }
  return faults;
}
