// Who may do what in the control room, and when phones and several outputs are told.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { binary, newPage, until } from './harness.mjs';
import { evening } from './hall.mjs';
import { axeFaults, keep } from './look.mjs';
import { finished, openDesk, station, status, tuneTo, wantOn } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;

const on = evening(async () => { desk = await openDesk(on.browser, on.base, 'director'); }, { rehearsal: false });

const cue = (/** @type {string} */ scene) => desk.locator(`[data-cue^="${scene}|"]`);

test('a director drives the pictures with a log-in that opens nothing else', async () => {
  await station(on.browser, desk, 'pgm');
  await tuneTo(desk, on.session.id);
  await on.next();
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.locator('#preview iframe').waitFor();
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'lower:strap');
  await desk.locator('#item-acts', { hasText: '由组织者操作' }).waitFor();
  assert.equal(await desk.locator('#item-acts button').count(), 0, 'items are not his to open');
  assert.equal(await desk.locator('a[href="/desk"], a[href="/desk/director/controllers"]').count(), 0);
  await keep(desk, 'director-role');
  for (const path of ['/desk', `/desk/s/${on.session.id}`, `/desk/s/${on.session.id}/results`, `/desk/s/${on.session.id}/cards`]) {
    assert.equal((await desk.request.get(on.base + path)).status(), 403, path);
  }
  const page = await desk.context().newPage();
  await page.goto(on.base + '/desk/director/outputs');
  await page.locator('#settings-pgm').waitFor({ state: 'attached' });
  assert.equal(await page.locator('#settings-sealed').count(), 0, 'a sealed output is not his to see');
  await page.close();
});

test('how long phones wait after the program is set on the desk, within bounds that are named', async () => {
  const phones = async () => (await status(desk)).phones;
  assert.equal(await desk.inputValue('#phones-offset'), '0');
  for (const wrong of ['-1', '60001', '0.5', '']) {
    await desk.fill('#phones-offset', wrong);
    await desk.locator('#phones-set').click();
    await desk.locator('#phones-bad', { hasText: '0 到 60000' }).waitFor();
    assert.equal(await desk.getAttribute('#phones-offset', 'aria-invalid'), 'true', wrong);
    assert.deepEqual(await phones(), { within: 5000 }, `${wrong} has changed something`);
  }
  await desk.fill('#phones-offset', '1500');
  await desk.locator('#phones-offset').press('Enter');
  await desk.locator('#phones-now', { hasText: '确认后 1500 毫秒' }).waitFor();
  assert.equal(await desk.locator('#phones-bad').innerText(), '');
  assert.deepEqual(await phones(), { offset: 1500, within: 5000 });
  await keep(desk, 'phones-offset');
  await desk.reload();
  await until('a desk that is loaded anew shows it', async () => await desk.inputValue('#phones-offset') === '1500');
});

/**
 * A real page of an output. It counts its own pictures: how many it drew between the instant of a take
 * and the picture in which the scene is there. The instant is when a timer of the page goes off that
 * was set for it by the machine's clock, which is the server's here: a machine that is held up holds up both.
 * @param {string} name
 */
async function counting(name) {
  const all = await (await desk.request.get(on.base + '/desk/studio/addresses.json')).json();
  const { page } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await page.addInitScript(() => {
    const seen = /** @type {any} */ (window);
    Object.assign(seen, { pictures: 0, due: -1, there: -1, at: 0 });
    const Line = window.WebSocket;
    window.WebSocket = class extends Line {
      /** @param {string | URL} url @param {string | string[]} [protocols] */
      constructor(url, protocols) {
        super(url, protocols);
        this.addEventListener('message', event => {
          const side = JSON.parse(event.data).layers?.find((/** @type {any} */ l) => l.layer === 'side');
          if (!side || seen.at) return;
          seen.at = side.at;
          setTimeout(() => { seen.due = seen.pictures; }, side.at - Date.now());
        });
      }
    };
    const look = () => {
      seen.pictures += 1;
      if (seen.there < 0 && document.querySelector('.layer-side .scene:not(.coming):not(.going)')) seen.there = seen.pictures;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(all.find((/** @type {any} */ a) => a.name === name).address);
  await until(`${name} has its first picture`, async () => (await status(desk)).outputs.find(o => o.name === name)?.pages.some(p => p.host === 'browser' && p.playing));
  return { page, drawn: () => page.evaluate(() => { const { at, due, there } = /** @type {any} */ (window); return { at, due, there }; }) };
}

test('a timed take of several outputs is painted by each at the instant that all were given', async () => {
  await desk.locator('#to-hall').check();
  await until('the room knows where a take goes', async () => (await status(desk)).plan.on?.includes('hall'));
  await tuneTo(desk, '');
  await tuneTo(desk, on.session.id);
  await until('the hall is tuned', async () => (await status(desk)).outputs.every(o => !['pgm', 'hall'].includes(o.name) || o.session === on.session.id));
  const outputs = [await counting('pgm'), await counting('hall')];
  await cue('turnout').click();
  await wantOn(desk, 'pvw', 'side:turnout');
  await desk.locator('#timed').check();
  const pressed = Date.now();
  await desk.locator('#do-take').click();
  await until('both say that they have painted it', async () => (await status(desk)).outputs.filter(o => ['pgm', 'hall'].includes(o.name))
    .every(o => o.layers.side && o.pages.some(p => p.host === 'browser' && p.take === o.layers.side.take)));
  const layers = (await status(desk)).outputs.filter(o => ['pgm', 'hall'].includes(o.name)).map(o => o.layers.side);
  assert.equal(layers[0].at, layers[1].at, 'one instant for both');
  assert.ok(layers[0].at > pressed, 'ahead, so that the slowest line has it in time');
  for (const output of outputs) {
    const { at, due, there } = await output.drawn();
    assert.equal(at, layers[0].at, 'the page was given another instant');
    // Never before it; how soon after is for the machine, which has more to do than to draw.
    assert.ok(due > 0 && there >= due - 1 && there - due <= 30, `the instant is in picture ${due}, and the scene in ${there}`);
    await output.page.close();
  }
  await desk.locator('#timed').uncheck();
});

/** Does an act of the studio, which has to go well. @param {Record<string, any>} wish */
async function perform(wish) {
  const answer = await desk.request.post(on.base + '/desk/studio/act', { data: wish, headers: { Origin: on.base } });
  assert.equal(answer.status(), 200, await answer.text());
}

/** A real page of an output that has its first picture. @param {string} name */
async function paging(name) {
  const all = await (await desk.request.get(on.base + '/desk/studio/addresses.json')).json();
  const { page } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await page.goto(all.find((/** @type {any} */ a) => a.name === name).address);
  await until(`${name} has its first picture`, async () => (await status(desk)).outputs.find(o => o.name === name)?.pages.some(p => p.host === 'browser' && p.playing));
  return page;
}

test('a strap that is taken for a moment comes at that moment on each output, whether another stood there or not', async () => {
  const strap = (/** @type {string} */ name) => ({ scene: 'strap', text: [name, '主持人'] });
  await perform({ act: 'blank', on: ['pgm', 'hall'] });
  await perform({ act: 'cue', on: ['pgm'], cue: strap('先上的人') });
  const pages = await Promise.all(['pgm', 'hall'].map(paging));
  await pages[0].locator('.strap:not(.coming)').waitFor();
  const seen = Promise.all(pages.map(page => page.evaluate(() => new Promise(resolve => {
    const there = (/** @type {string} */ name) => [...document.querySelectorAll('.strap:not(.coming)')].find(e => e.textContent?.includes(name));
    const stood = Boolean(there('先上的人'));
    const look = () => {
      const node = there('后上的人');
      if (!node) requestAnimationFrame(look);
      else resolve({ stood, both: Boolean(there('先上的人')), wait: Math.min(...node.getAnimations({ subtree: true }).map(a => Number(a.effect?.getTiming().delay))) });
    };
    look();
  }))));
  await perform({ act: 'cue', on: ['pgm', 'hall'], cue: strap('后上的人'), in: 2000 });
  for (let early = true; early;) {
    const hall = (await status(desk)).outputs.find(o => o.name === 'hall');
    early = Date.now() < (hall?.layers.lower?.at ?? 0);
    const told = ['waits', 'shown'].includes(hall?.stands ?? '') && (hall?.stands === 'waits' || hall?.waiting?.includes(hall.layers.lower.take));
    if (early) assert.ok(told, `before its moment it is ${hall?.stands}, with ${hall?.waiting} to come`);
    await new Promise(resolve => { setTimeout(resolve, 200); });
  }
  const [pgm, hall] = /** @type {{ stood: boolean, both: boolean, wait: number }[]} */ (await seen);
  assert.ok(pgm.stood && !hall.stood, 'one of the two has a strap');
  assert.ok(!pgm.both, 'the one before is to be gone');
  assert.ok(pgm.wait < 300 && hall.wait < 300, `program waits ${pgm.wait} ms more, and the hall ${hall.wait}`);
  const lower = async () => (await status(desk)).outputs.filter(o => ['pgm', 'hall'].includes(o.name));
  await until('both say that it is shown', async () => (await lower()).every(o => o.pages.some(p => p.host === 'browser' && p.take === o.layers.lower.take)));
  assert.equal(new Set((await lower()).map(o => o.layers.lower.at)).size, 1, 'one instant for both');
  for (const page of pages) await page.close();
});

test('a strap that has left for a moment is not seen again when that moment is set later', async () => {
  const strap = (/** @type {string} */ name) => ({ scene: 'strap', text: [name, '主持人'] });
  await perform({ act: 'blank', on: ['pgm', 'hall'] });
  await perform({ act: 'cue', on: ['pgm'], cue: strap('先上的人') });
  const page = await paging('pgm');
  await page.locator('.strap:not(.coming)').waitFor();
  const seen = page.evaluate(() => new Promise(resolve => {
    const there = (/** @type {string} */ name) => [...document.querySelectorAll('.strap:not(.coming, .going)')].some(e => e.textContent?.includes(name));
    let left = false;
    let again = false;
    const look = () => {
      const before = there('先上的人');
      left ||= !before;
      again ||= left && before;
      Object.assign(window, { left });
      if (there('后上的人')) resolve({ left, again });
      else requestAnimationFrame(look);
    };
    look();
  }));
  await perform({ act: 'cue', on: ['pgm'], cue: strap('后上的人'), in: 1500 });
  await page.waitForFunction(() => /** @type {any} */ (window).left);
  await perform({ act: 'cue', on: ['pgm'], cue: strap('后上的人'), in: 1500 });
  assert.deepEqual(await seen, { left: true, again: false });
  await page.close();
});

test('a scrutineer sees all that waits for him, of whatever session, and says yes, or no and why', async () => {
  const trial = await finished(on.base);
  await desk.locator('#tune').focus();
  await desk.locator(`#tune option[value="${trial.id}"]`, { hasText: '[演练]' }).waitFor({ state: 'attached', timeout: 8000 }); // which was not there when the page was loaded
  const organizer = await openDesk(on.browser, on.base);
  const scrutineer = await openDesk(on.browser, on.base, 'scrutineer');
  /** @param {Record<string, string>} act */
  const send = act => organizer.request.post(on.base + '/desk/studio/act', { data: act, headers: { Origin: on.base } });
  assert.equal((await send({ act: 'ask', session: trial.id, list: '' })).status(), 200);
  const row = scrutineer.locator(`.releases li[data-session="${trial.id}"]`);
  await row.filter({ hasText: 'organizer 请求放行' }).waitFor();
  const release = async () => (await status(desk)).releases.find(r => r.session === trial.id && r.list === '');
  const { checkpoint, version } = /** @type {any} */ (await release());
  assert.equal((await row.locator('code').innerText()).replaceAll(' ', ''), checkpoint);
  const tally = await scrutineer.request.get(on.base + await row.locator('a').getAttribute('href'));
  assert.equal(tally.status(), 200, 'what he is to compare is a click away');
  assert.match(String(await row.locator('a').getAttribute('href')), new RegExp(`version=${version}$`));
  await keep(scrutineer, 'scrutineer-asked');
  assert.match(String(await scrutineer.locator('#open-sealed').getAttribute('href')), /^\/gfx\/sealed#[a-z2-7]{26}$/, 'he opens the sealed output from here');
  assert.equal(await organizer.locator('#open-sealed').count(), 0, 'and who directs does not');

  await row.locator('button', { hasText: '退回' }).click();
  await until('a no wants a reason', async () => (await scrutineer.locator('body').innerText()).includes('请先写明理由'));
  await row.locator('input:not([type=checkbox])').fill('与纸质记录不符');
  assert.equal((await send({ act: 'ask', session: trial.id, list: 'no such' })).status(), 404, 'there is no such list');
  await row.locator('button', { hasText: '退回' }).click();
  await row.filter({ hasText: 'scrutineer 退回：与纸质记录不符' }).waitFor();
  assert.deepEqual([(await release())?.approved, (await release())?.reason], ['', '与纸质记录不符']);

  assert.equal((await send({ act: 'ask', session: trial.id, list: '' })).status(), 200);
  await row.filter({ hasText: 'organizer 请求放行' }).waitFor();
  await row.locator('input[type=checkbox]').check();
  await row.locator('button.go').click();
  await row.filter({ hasText: 'scrutineer 已放行' }).waitFor();
  await row.locator('input:not([type=checkbox])').fill('再核对一次');
  await row.locator('button', { hasText: '收回放行' }).click();
  await until('his word is taken back', async () => (await release())?.approved === '');
  assert.deepEqual(await axeFaults(scrutineer, true), []);
  await organizer.close();
  await scrutineer.close();
});

test('a moment of the evening is drawn again by one file, without a server', async () => {
  const organizer = await openDesk(on.browser, on.base);
  /** @param {Record<string, any>} act */
  const send = async act => assert.equal((await organizer.request.post(on.base + '/desk/studio/act', { data: act, headers: { Origin: on.base } })).status(), 200);
  await send({ act: 'tune', on: ['lobby'], session: on.session.id }); // which has a ground of its own
  await send({ act: 'cue', on: ['lobby'], cue: { scene: 'countdown' } });
  await send({ act: 'cue', on: ['lobby'], cue: { scene: 'crawl', text: ['请各位代表入座，评议即将开始'] } });
  const all = await (await organizer.request.get(on.base + '/desk/studio/addresses.json')).json();
  const { page: live } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await live.goto(all.find((/** @type {any} */ a) => a.name === 'lobby').address);
  await live.locator('.layer-ticker .scene').waitFor();
  await until('its type is there', () => live.evaluate(() => /** @type {any} */ (window).PingyiGfx.state().fonts));

  const file = join(on.server.folder, 'still.html');
  execFileSync(binary(), ['replay', '-output', 'lobby', '-at', String(Date.now()), '-join', on.base + '/V', '-html', file, on.server.folder]);
  const { page: still, context } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await context.setOffline(true);
  /** @type {string[]} */ const asked = [];
  still.on('request', request => { if (!/^(file|data):/.test(request.url())) asked.push(request.url()); });
  await still.goto('file://' + file);
  await still.locator('#gfx[data-drawn]').waitFor();
  await keep(still, 'still');
  /** What stands where, of what holds still. @param {import('./harness.mjs').Page} page */
  const stands = page => page.evaluate(() => [...document.querySelectorAll('#gfx .layer-lower *')].filter(e => e.children.length === 0 && e.textContent).map(e => {
    const { left, top, width, height } = e.getBoundingClientRect();
    return [e.textContent, ...[left, top, width, height].map(Math.round), getComputedStyle(e).color, getComputedStyle(e).fontFamily];
  }));
  const drawn = await stands(still);
  assert.ok(drawn.length > 0);
  assert.deepEqual(drawn, await stands(live), 'letter by letter where it stood');
  assert.equal(await still.locator('.layer-ticker .scene').innerText(), await live.locator('.layer-ticker .scene').innerText());
  assert.ok(await still.evaluate(() => [...document.fonts].every(face => face.status === 'loaded')), 'in the type of the displays');
  assert.deepEqual(asked, [], 'it asks nobody');
  for (const page of [live, still, organizer]) await page.close();
});
