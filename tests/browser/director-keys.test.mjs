// The director's keyboard: a key does what it says, from wherever the focus is and however busy the page, or says why it does not.
import test from 'node:test';
import assert from 'node:assert/strict';
import { until } from './harness.mjs';
import { evening } from './hall.mjs';
import { keep } from './look.mjs';
import { on as onAir, openDesk, status, tuneTo, wantOn } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;

const on = evening(async () => {
  desk = await openDesk(on.browser, on.base);
  await tuneTo(desk, on.session.id);
  await until('program is tuned too', async () => (await status(desk)).outputs.find(o => o.name === 'pgm')?.session === on.session.id);
  await on.next();
  await desk.locator('#rows [aria-current=step]').waitFor();
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
}, { rehearsal: false });

/** Keeps how a page looks where control rooms have it. @param {import('./harness.mjs').Page} page @param {string} name */
async function sizes(page, name) {
  for (const [width, height] of [[1920, 1080], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    await keep(page, `${name} ${width}`);
  }
}

const cue = (/** @type {string} */ scene) => desk.locator(`[data-cue^="${scene}|"]`);

test('keys do nothing while somebody writes, and nothing at all when they are switched off; Esc is never off', async () => {
  await desk.locator('#find').fill('局');
  await desk.locator('#find').press('x');
  await desk.locator('#find').press('Space');
  assert.equal(await onAir(desk, 'pvw'), 'lower:strap');
  await desk.locator('#find').evaluate(e => e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true })));
  assert.ok(!(await status(desk)).outputs.some(o => o.panic), 'the input method has an Esc of its own');
  for (const field of ['#find', '#tune']) {
    await desk.locator(field).focus();
    await desk.keyboard.press('Escape');
    await until('one Esc is panic, also in a field', async () => (await status(desk)).outputs.some(o => o.panic));
    await desk.locator('#unpanic').click();
    await desk.locator('#unpanic-sure').click();
    await until('panic is released', async () => !(await status(desk)).outputs.some(o => o.panic));
  }
  await desk.locator('#find').fill('');
  await desk.locator('#find').blur();
  await desk.locator('#hotkeys').uncheck();
  await desk.keyboard.press('Space');
  await desk.locator('#do-take').focus();
  assert.equal(await onAir(desk, 'pgm'), '');
  await desk.keyboard.press('Escape');
  await until('Esc is panic', async () => (await status(desk)).outputs.some(o => o.panic));
  await desk.locator('#unpanic').click();
  await desk.locator('#unpanic-sure').click();
  await desk.locator('#hotkeys').check();
  await until('panic is released', async () => !(await status(desk)).outputs.some(o => o.panic));
});

test('the space bar takes, also right after a box was ticked', async () => {
  await desk.locator('.latched').waitFor({ state: 'detached' }); // the page has heard that panic is over
  await desk.locator('#do-take[aria-disabled=false]').waitFor();
  await desk.locator('#timed').click();
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'lower:strap');
  assert.equal(await desk.locator('#timed').isChecked(), true, 'and leaves the box as it was ticked');
  await desk.locator('label.tick', { has: desk.locator('#timed') }).click({ position: { x: 40, y: 8 } });
  assert.equal(await desk.locator('#timed').isChecked(), false);
  await until('its words let go of the focus too', async () => desk.evaluate(() => document.activeElement === document.body));
  await desk.keyboard.press('o');
  await wantOn(desk, 'pgm', '');
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
});

test('a key is not lost because the page is busy: what was clicked a moment ago does not take it', async () => {
  // Such a page comes to its timers late, and to the keys before.
  await desk.evaluate(() => {
    const here = /** @type {any} */ (window);
    here.soon = setTimeout;
    here.setTimeout = (/** @type {any} */ then, ms = 0) => here.soon(then, ms + 400);
  });
  for (const click of [
    () => desk.locator('#timed').click(),
    () => desk.locator('label.tick', { has: desk.locator('#timed') }).click({ position: { x: 40, y: 8 } }),
    () => desk.locator('.monitor.is-program button.pick').click(),
  ]) {
    const ticked = await desk.locator('#timed').isChecked();
    await cue('strap').click();
    await wantOn(desk, 'pvw', 'lower:strap');
    await desk.locator('#do-take[aria-disabled=false]').waitFor();
    await click();
    const after = await desk.locator('#timed').isChecked();
    await desk.keyboard.press('Space');
    await wantOn(desk, 'pgm', 'lower:strap');
    await wantOn(desk, 'pvw', '');
    assert.equal(await desk.locator('#timed').isChecked(), after, `it was ${ticked}, and is as the mouse left it`);
    await desk.locator('#out-program-lower').waitFor();
  }
  await desk.keyboard.press('o');
  await wantOn(desk, 'pgm', '');
  await desk.evaluate(() => { const here = /** @type {any} */ (window); here.setTimeout = here.soon; });
});

/**
 * What becomes of an act between the desk and the server. The route stays for two tests: one that is taken away and given again at
 * once lets acts by.
 * @type {(route: import('playwright-core').Route) => Promise<void>}
 */
let onItsWay;

test('what is pressed while the server does not answer is said to be on its way', async () => {
  /** @type {() => void} */ let answer = () => {};
  const waits = new Promise(resolve => { answer = () => resolve(null); });
  onItsWay = async route => { await waits; await route.continue(); };
  await desk.route('**/desk/studio/act', route => onItsWay(route));
  await cue('strap').click();
  await desk.locator('#ack', { hasText: '等待服务器答复' }).waitFor();
  answer();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.locator('#ack', { hasNotText: '等待服务器答复' }).waitFor();
  onItsWay = route => route.continue();
});

test('over a slow network what takes off overtakes: the take that arrives after it puts nothing on, and what waited behind it is dropped, both said in words', async () => {
  /** @type {() => void} */ let arrive = () => {};
  const late = new Promise(resolve => { arrive = () => resolve(null); });
  const sent = /** @type {string[]} */ ([]);
  const answered = /** @type {string[]} */ ([]);
  onItsWay = async route => {
    const { act } = route.request().postDataJSON();
    sent.push(act);
    if (act === 'take') await late;
    const response = await route.fetch();
    answered.push(act);
    await route.fulfill({ response });
  };
  await desk.keyboard.press('Space');
  await until('the take is on its way', async () => sent.length === 1);
  await desk.keyboard.press('h');
  await desk.keyboard.press('o');
  await desk.locator('#said', { hasText: '1 步不再执行' }).waitFor();
  await until('OUT is not kept back', async () => answered.join(' ') === 'out');
  arrive();
  await desk.locator('#said', { hasText: '后按的撤下' }).waitFor();
  assert.equal(await onAir(desk, 'pgm'), '');
  assert.equal(await onAir(desk, 'pvw'), 'lower:strap', 'it is to be taken yet');
  assert.deepEqual(sent, ['take', 'out']);
  await desk.unroute('**/desk/studio/act');
});

test('the as-run list and the controllers have the panic of the desk: its key, also out of a field, and its button, which stays pressed', async () => {
  for (const [path, press] of /** @type {[string, (page: import('./harness.mjs').Page) => Promise<void>][]} */ ([
    ['asrun', page => page.keyboard.press('Escape')], ['controllers', page => page.locator('#name').press('Escape')], ['controllers', page => page.locator('#do-panic').click()],
  ])) {
    const page = await desk.context().newPage();
    await page.goto(`${on.base}/desk/director/${path}`);
    await page.locator('#do-panic[aria-pressed=false]').waitFor();
    await sizes(page, `${path} panic free`);
    await press(page);
    await until('everything is off', async () => (await status(desk)).outputs.every(o => o.class !== 'public' || o.panic));
    await page.locator('#do-panic[aria-pressed=true]').waitFor();
    await page.locator('.latched', { hasText: '急停中' }).waitFor();
    await sizes(page, `${path} panic latched`);
    await page.locator('#unpanic').click();
    await page.locator('#unpanic-sure').click();
    await page.locator('#do-panic[aria-pressed=false]').waitFor();
    await page.close();
  }
});

test('all of it can be done from the keyboard', async () => {
  await desk.locator('#hotkeys').evaluate(e => e.blur());
  const before = await desk.locator('.cue[aria-pressed=true]').getAttribute('data-cue');
  await desk.keyboard.press('ArrowDown');
  await until('another cue is selected', async () => await desk.locator('.cue[aria-pressed=true]').getAttribute('data-cue') !== before);
  const scene = String(await desk.locator('.cue[aria-pressed=true]').getAttribute('data-cue')).split('|')[0];
  await desk.keyboard.press('Enter');
  await until('it is on preview', async () => (await onAir(desk, 'pvw')).includes(scene));
  await desk.keyboard.press('c');
  await until('it is on program', async () => (await onAir(desk, 'pgm')).includes(scene));
  await desk.keyboard.press('o');
  await until('it is out', async () => !(await onAir(desk, 'pgm')).includes(scene));
});

test('panic of a desk whose log-in is over is said to be undone, and carried out once somebody has logged in again', async () => {
  const context = desk.context();
  const kept = (await context.cookies()).filter(cookie => cookie.name === 'desk');
  await context.clearCookies({ name: 'desk' });
  await desk.locator('#log-in', { hasText: '登录已失效' }).waitFor(); // before anybody has pressed anything
  await desk.keyboard.press('Escape');
  await desk.locator('#log-in', { hasText: '急停还没有执行' }).waitFor();
  assert.equal(await desk.locator('#log-in a').getAttribute('href'), '/desk/login');
  assert.equal(new URL(desk.url()).pathname, '/desk/director', 'the desk stays where it is');
  await context.addCookies(kept);
  await until('panic is carried out', async () => (await status(desk)).outputs.some(o => o.panic));
  await desk.locator('#log-in').waitFor({ state: 'detached' });
});
