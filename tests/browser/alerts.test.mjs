// What ails the server stands on every page of the desk, and goes by itself.
import test from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { newPage } from './harness.mjs';
import { evening, logIn } from './hall.mjs';

const on = evening();

test('a key that is overdue is told to the desk until it is gone', async () => {
  await on.next();
  await on.open();
  await on.act('close');
  const { page, context } = await newPage(on.browser, { viewport: { width: 1366, height: 900 } });
  await context.addCookies((await logIn(on.base)).split('; ').map(cookie => ({ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url: on.base })));
  await page.goto(`${on.base}/desk/s/${on.session.id}`);
  await page.evaluate(() => { document.documentElement.dataset.loaded = 'once'; });
  assert.equal(await page.locator('.alert').count(), 0);

  const obstacle = join(on.server.folder, 'keys', 'sessions', on.session.id, 'item.1.1.shredded'); // a folder, which no file can replace
  mkdirSync(obstacle);
  await on.act('confirm');
  await page.locator('.alert', { hasText: '应当销毁的密钥' }).waitFor();
  rmdirSync(obstacle);
  await page.locator('.alert').waitFor({ state: 'detached' });
  assert.equal(await page.getAttribute('html', 'data-loaded'), 'once', 'the page was loaded again');
});
