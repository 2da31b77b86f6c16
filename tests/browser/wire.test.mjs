// What goes over the wire: little, and never the secret of a card.
import test, { beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPage, newPhone, until } from './harness.mjs';
import { evening, painted } from './hall.mjs';
import { meter } from './meter.mjs';
import { recorded, scan, vote } from './touch.mjs';

const on = evening();
beforeEach(() => on.next());

/** All that a page exchanges with the server, as text. @param {import('playwright-core').Page} page */
async function listen(page) {
  /** @type {{request: string, body: string, answer: string, path: string}[]} */
  const exchanges = [];
  /** @type {string[]} */ const frames = [];
  /** @type {Promise<void>[]} */ const pending = [];
  page.on('response', response => {
    pending.push((async () => {
      const asked = response.request();
      exchanges.push({
        path: new URL(asked.url()).pathname,
        request: asked.url() + ' ' + JSON.stringify(await asked.allHeaders()),
        body: asked.postData() || '',
        answer: JSON.stringify(await response.headersArray()) + (response.status() === 200 ? await response.text().catch(() => '') : ''),
      });
    })().catch(error => {
      if (!/has been closed/.test(String(error))) throw error; // the last ones may come while the page goes, after all was looked at
    }));
  });
  page.on('websocket', socket => {
    frames.push(socket.url());
    socket.on('framesent', frame => frames.push(String(frame.payload)));
    socket.on('framereceived', frame => frames.push(String(frame.payload)));
  });
  return { frames, exchanges: async () => (await Promise.all(pending), exchanges) };
}

test('the token of a card is in one body and nowhere else', async () => {
  const card = on.deal();
  const { page, context } = await newPhone(on.browser);
  const heard = await listen(page);
  await on.open();
  await scan(page, on.base, card);
  await vote(page, '满意');
  await recorded(page);
  await page.reload();
  await recorded(page);
  const exchanges = await heard.exchanges();
  const holding = (/** @type {(e: typeof exchanges[0]) => string} */ part) => exchanges.filter(e => part(e).toUpperCase().includes(card.token)).map(e => e.path);
  assert.deepEqual(holding(e => e.request), [], 'addresses and headers of requests');
  assert.deepEqual(holding(e => e.answer), [], 'headers and bodies of answers');
  assert.deepEqual(holding(e => e.body), ['/v/redeem'], 'bodies of requests');
  assert.deepEqual(heard.frames.filter(f => f.includes(card.token)), []);
  assert.ok(heard.frames.length > 2, 'the socket was listened to');
  assert.ok(exchanges.some(e => /referer/i.test(e.request)), 'some request names the page it comes from');
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state, document.cookie, location.href, performance.getEntries().map(e => e.name)]));
  assert.equal(kept.includes(card.token), false, 'the page keeps it nowhere');
  assert.equal(on.server.log().includes(card.token), false, 'the log of the server');
  await context.close();
});

test('the cookie of a card is out of reach of scripts and of other sites', async () => {
  const { page, context } = await newPhone(on.browser);
  await scan(page, on.base, on.deal());
  const cookie = (await context.cookies()).find(c => c.name === 'card');
  assert.deepEqual([cookie?.httpOnly, cookie?.sameSite, cookie?.path], [true, 'Lax', '/']);
  assert.equal(await page.evaluate(() => document.cookie.includes('card')), false);
  await context.close();
});

test('the token of a screen is in one message and nowhere else', async () => {
  const { page, context } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  const heard = await listen(page);
  const address = await on.session.screen('hall');
  const token = address.replace(/.*#/, '');
  assert.match(token, /^[a-z2-7]{26}$/);
  await page.goto(address);
  await painted(page);
  const exchanges = await heard.exchanges();
  assert.deepEqual(exchanges.filter(e => (e.request + e.body + e.answer).includes(token)), []);
  assert.equal(heard.frames.filter(f => f.includes(token)).length, 1);
  assert.equal(on.server.log().includes(token), false);
  await context.close();
});

/** @param {import('playwright-core').Request[]} requests */
const paths = requests => requests.filter(r => !r.url().startsWith('data:')).map(r => new URL(r.url()).pathname.replace(/^\/s\/[0-9a-f]+/, '/s'));

/** The ballot is on the page, with the answer that carries it. @param {import('playwright-core').Page} page */
const complete = page => page.waitForFunction(() => document.getElementById('card')?.textContent);

test('the ballot takes three requests and 15 KB, and 22 KB from the scan on', async () => {
  await on.open();
  const line = await meter(on.base);
  const { page, requests, context } = await newPhone(on.browser);
  await scan(page, line.base, on.deal());
  await complete(page);
  assert.deepEqual(paths(requests), ['/V', '/v/redeem', '/v', '/s/phone/ballot.js', '/v/me']);
  assert.ok(line.bytes() > 15 * 1024, 'the line was measured');
  assert.ok(line.bytes() <= 22 * 1024, `${line.bytes()} bytes from the scan on`);

  const fresh = await on.browser.newContext({ storageState: await context.storageState(), locale: 'zh-CN' });
  await context.close();
  const again = await fresh.newPage();
  /** @type {import('playwright-core').Request[]} */ const asked = [];
  again.on('request', r => asked.push(r));
  const before = line.bytes();
  await again.goto(line.base + '/v');
  await complete(again);
  const ballot = line.bytes() - before;
  assert.deepEqual(paths(asked), ['/v', '/s/phone/ballot.js', '/v/me']);
  assert.ok(ballot > 8 * 1024 && ballot <= 15 * 1024, `${ballot} bytes for the ballot`);
  await fresh.close();
  await line.close();
});

test('a phone that comes again loads the page only', async () => {
  await on.open();
  const line = await meter(on.base);
  const { page, context } = await newPhone(on.browser);
  await scan(page, line.base, on.deal());
  await complete(page);
  const before = line.bytes();
  await page.goto(line.base + '/v');
  await complete(page);
  const again = line.bytes() - before;
  assert.ok(again > 0 && again <= 2 * 1024, `${again} bytes, although nothing has changed`);
  await context.close();
  await line.close();
});

test('asking for a page fifty times binds no card and changes nothing', async () => {
  const card = on.deal();
  const before = (await on.session.state()).checked_in;
  const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(on.base + '/V')));
  assert.deepEqual([...new Set(answers.map(a => a.status))], [200]);
  assert.equal((await on.session.state()).checked_in, before);
  const { page, context } = await newPhone(on.browser);
  await scan(page, on.base, card);
  await until('the card is checked in', async () => (await on.session.state()).checked_in === before + 1);
  await context.close();
});
