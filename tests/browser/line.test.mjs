// The line of a screen and of the desk: one client for both, which trusts no
// line that has been quiet while the machine slept, and knows when to give up.
import test from 'node:test';
import assert from 'node:assert/strict';
import { newPage, until } from './harness.mjs';
import { evening, logIn } from './hall.mjs';

const on = evening();

/** @typedef {{ address: () => Promise<string> | string, ready: string }} Place */
/** @type {{[name: string]: Place}} */
const places = {
  'the wall': { address: () => on.session.screen('hall'), ready: '.scene' },
  'the desk': { address: () => `${on.base}/desk/s/${on.session.id}`, ready: '#band' },
};

/** A page whose lines are counted, and can be made to say nothing more. @param {Place} place */
async function open({ address, ready }) {
  const { page, context } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await context.addCookies((await logIn(on.base)).split('; ').map(cookie => ({ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url: on.base })));
  /** @type {{ frames: number, mute: boolean }[]} */ const lines = [];
  await page.routeWebSocket('**/live', socket => {
    const line = { frames: 0, mute: false };
    lines.push(line);
    const server = socket.connectToServer();
    server.onMessage(message => {
      if (line.mute) return;
      line.frames += 1;
      socket.send(message);
    });
  });
  await page.clock.install();
  await page.goto(await address());
  await page.locator(ready).waitFor();
  await until('the line has spoken', async () => lines.length === 1 && lines[0].frames >= 2);
  return { page, context, lines };
}

for (const [name, place] of Object.entries(places)) {
  test(`${name} takes a new line when the network comes back to a quiet one`, async () => {
    const { page, context, lines } = await open(place);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    assert.equal(lines.length, 1, 'a line that has just spoken stays');
    lines[0].mute = true;
    await page.clock.pauseAt(await page.evaluate(() => Date.now()) + 26_000); // from here on no timer helps
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until('the new line has spoken', async () => lines.length === 2 && lines[1].frames >= 2);
    await context.close();
  });

  test(`${name} gives up a line that says nothing`, async () => {
    const { page, context, lines } = await open(place);
    lines[0].mute = true;
    await page.clock.fastForward(46_000);
    await page.clock.fastForward(1_000);
    await until('the new line has spoken', async () => lines.length === 2 && lines[1].frames >= 2);
    await context.close();
  });
}

test('a screen that is turned away does not ask again', async () => {
  const { page, context } = await newPage(on.browser);
  let [lines, closed] = [0, 0];
  page.on('websocket', socket => {
    lines += 1;
    socket.on('close', () => { closed += 1; });
  });
  await page.clock.install();
  await page.goto(`${on.base}/gfx/hall#nobody`);
  await until('it is turned away', async () => closed === 1);
  await page.clock.fastForward(600_000);
  await page.evaluate(() => new Promise(resolve => { requestAnimationFrame(resolve); }));
  assert.deepEqual([lines, await page.locator('#gfx').innerText()], [1, '']);
  await context.close();
});
