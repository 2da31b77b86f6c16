// A list of the worst at the director's desk: nobody on it is named before a scrutineer has checked the names, and the
// button that gives a name out takes it off.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, until } from './harness.mjs';
import { evening } from './hall.mjs';
import { keep } from './look.mjs';
import { finished, on as scenesOn, openDesk, station, status, tuneTo, wantOn } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;
/** @type {Awaited<ReturnType<typeof station>>} */ let hall;

const on = evening(async () => { desk = await openDesk(on.browser, on.base); }, { rehearsal: false });

/** The shipped rules of windows, with a list of the last two. */
function withWorst() {
  const rules = JSON.parse(readFileSync(join(root, 'voting/programme/windows/rulebook.zh-CN.json'), 'utf8'));
  rules.steps.push({ name: '末位', do: 'cut', of: '得分', inside: 'all', first: 'low', take: 2, tied_at_the_cut: 'expand' });
  rules.result.last = '末位';
  return rules;
}

const cue = () => desk.locator('[data-cue^="ten|"]');
const named = () => hall.page.evaluate(() => /** @type {any} */ (window).frame?.layers.find((/** @type {any} */ l) => l.scene === 'ten')?.data.rows.length ?? 0);

/** Gives a name out once the time between two has passed. @param {number} n of how many are out then */
async function giveOut(n) {
  await desk.locator('#do-arm-reveal[aria-disabled=false]').click();
  await desk.locator('.go-row.is-armed').waitFor();
  await until('it is out', async () => {
    await desk.keyboard.press('g');
    return (await status(desk)).releases[0].groups === n;
  });
}

/** Panic stands on the hall alone; it is taken back, and the list laid on again. */
async function laidAnew() {
  await until('the hall is clear and in panic', async () => (await status(desk)).outputs.filter(o => o.panic).map(o => o.name).join() === 'hall');
  assert.equal(await scenesOn(desk, 'hall'), '');
  assert.equal((await status(desk)).armed, null, 'the name after it is still armed');
  await desk.request.post(new URL('/desk/studio/act', desk.url()).href, { headers: { origin: on.base }, data: { act: 'unpanic' } });
  await cue().first().click();
  await wantOn(desk, 'pvw', 'full:ten');
  await desk.keyboard.press('Space');
  await wantOn(desk, 'hall', 'full:ten');
}

test('a scrutineer checks the names of a list that nobody waits for, and takes it back as long as it is on no output', async () => {
  const trial = await finished(on.base, withWorst());
  const scrutineer = await openDesk(on.browser, on.base, 'scrutineer');
  const row = scrutineer.locator(`.releases li[data-session="${trial.id}"]`);
  await row.filter({ hasText: '尚未核对' }).waitFor();
  await scrutineer.locator('.rundown .none', { hasText: '现在没有可看的场次' }).waitFor();
  assert.equal(await row.count(), 1, 'the ranking of all names everybody, and nobody checks it');
  assert.equal(await row.locator('[id^="approve-"]').count(), 0, 'nobody has asked for its release');
  await row.locator('button', { hasText: '姓名已核' }).click();
  await scrutineer.locator('.go-panel .said', { hasText: '请先核对姓名' }).waitFor();
  await row.locator('input[type=checkbox]').check();
  await keep(scrutineer, 'names-unasked');
  await row.locator('button', { hasText: '姓名已核' }).click();
  await row.locator('.names', { hasText: /scrutineer 已核对姓名，\d\d-\d\d \d\d:\d\d:\d\d/ }).waitFor();
  assert.deepEqual((await status(scrutineer)).checks?.map(c => [c.session, c.by]), [[trial.id, 'scrutineer']]);
  await keep(scrutineer, 'names-checked');
  await scrutineer.setViewportSize({ width: 390, height: 844 });
  await keep(scrutineer, 'names-checked-phone');
  await row.locator('button', { hasText: '收回姓名核对' }).click();
  await row.locator('input[type=checkbox]').waitFor();
  assert.equal(await row.locator('input[type=checkbox]').isChecked(), false, 'he looks once more');
  assert.deepEqual((await status(scrutineer)).checks, []);
  await scrutineer.close();
});

test('a list goes on no public output before a scrutineer has ticked that its names were checked', async () => {
  const trial = await finished(on.base, withWorst());
  await desk.reload();
  await desk.locator('#to-hall').check();
  await until('the room knows of the hall', async () => (await status(desk)).plan.on?.includes('hall'));
  await desk.locator('#to-pgm').uncheck();
  await until('a take goes to the hall alone', async () => (await status(desk)).plan.on?.join() === 'hall');
  await tuneTo(desk, trial.id);
  await until('the hall shows the rehearsal', async () => (await status(desk)).outputs.find(o => o.name === 'hall')?.session === trial.id);
  hall = await station(on.browser, desk, 'hall');
  await cue().first().click();
  await wantOn(desk, 'pvw', 'full:ten');
  await desk.locator('#do-take', { hasText: '姓名还没有核对' }).waitFor();
  await desk.keyboard.press('Space');
  await desk.locator('#said', { hasText: '请监票人核对姓名并打勾' }).waitFor();
  await desk.locator('.releases button', { hasText: '请监票人放行' }).click();

  const scrutineer = await openDesk(on.browser, on.base, 'scrutineer');
  const asked = scrutineer.locator('.releases li.is-asked');
  await asked.locator('button', { hasText: '放行' }).waitFor();
  await asked.locator('[id^="sure-"]:not([id^="sure-names"])').check();
  await asked.locator('button', { hasText: '放行' }).click();
  await asked.locator('button', { hasText: '姓名已核' }).click();
  await scrutineer.locator('.go-panel .said', { hasText: '请先核对姓名' }).waitFor();
  assert.deepEqual((await status(desk)).checks, [], 'nothing is checked unseen');
  await asked.locator('[id^="sure-names"]').check();
  await asked.locator('button', { hasText: '姓名已核' }).click();
  await desk.locator('.releases .names', { hasText: 'scrutineer 已核对姓名' }).waitFor();
  await desk.locator('#do-take[aria-disabled=false]').waitFor();
  await desk.keyboard.press('Space');
  await wantOn(desk, 'hall', 'full:ten');
  await asked.or(scrutineer.locator(`.releases li[data-session="${trial.id}"]`)).locator('button', { hasText: '收回姓名核对' }).click();
  await scrutineer.locator('.go-panel .said', { hasText: '请先让导播撤下' }).waitFor();
  assert.equal((await status(desk)).checks?.length, 1, 'a name that lies on air is taken off there');
  await scrutineer.close();
});

test('Shift with the key that gives a name out takes it off at once, and nothing comes after it', async () => {
  await giveOut(1);
  await until('the last is named', async () => await named() === 1);
  await desk.locator('#kill-hint').waitFor();
  await desk.keyboard.press('Shift+G');
  await laidAnew();
});

/** The next name is armed while the last is out, and one GO would give it out. */
async function armNext() {
  await desk.locator('#do-arm-reveal[aria-disabled=false]').click();
  await desk.locator('.go-row.is-armed').waitFor();
  await desk.locator('#kill-hint').waitFor();
  await until('the time between two has passed', async () => {
    const { armed } = await status(desk);
    const asked = await desk.request.post(on.base + '/desk/studio/may', { headers: { origin: on.base }, data: { wishes: [{ act: 'go', arm: armed.number }] } });
    return (await asked.json())[0].code === '';
  });
}

/** Holds a key, as a keyboard tells of it, until the hall is in panic. @param {string} key */
async function hold(key) {
  await until('the hall is in panic', async () => {
    await desk.keyboard.down(key);
    return (await status(desk)).outputs.some(o => o.panic);
  });
  await desk.keyboard.down(key);
  await desk.keyboard.up(key);
}

test('so do the key that is held and the button under a finger or a key, and the name after it, which is armed, stays in', async () => {
  const outs = async () => (await status(desk)).releases[0].groups;
  for (const key of ['g', 'Space', 'Enter']) {
    await armNext();
    if (key !== 'g') await desk.locator('#do-go').focus();
    await hold(key);
    assert.equal(await outs(), 1, `${key} gave out the name after it`);
    await desk.locator('#do-go').evaluate(e => e.blur());
    await laidAnew();
    assert.equal(await outs(), 1, `${key} gave out the name after it when it was let go`);
  }
  await armNext();
  await desk.locator('#do-go').hover();
  await desk.mouse.down();
  await until('the hall is in panic', async () => (await status(desk)).outputs.some(o => o.panic));
  await desk.mouse.up();
  await laidAnew();
  assert.equal(await outs(), 1, 'the name after it is out');
  await giveOut(2); // a short press does
});

test('the same press takes off a board that follows the rundown, and a clock that does stays', async () => {
  const trial = (await status(desk)).outputs.find(o => o.name === 'hall')?.session;
  /** @param {Record<string, any>} act @param {string} [path] */
  const send = async (act, path = '/desk/studio/act') => {
    const answer = await desk.request.post(on.base + path, { headers: { origin: on.base }, data: act });
    assert.equal(answer.status(), 200, await answer.text());
  };
  await send({ act: 'blank', on: ['hall', 'pvw'] });
  await send({ act: 'tune', on: ['lobby'], session: on.session.id });
  await send({ act: 'cue', on: ['lobby', 'hall'], cue: { scene: 'auto' } });
  await send({ act: 'scene', scene: 'board' }, `/desk/s/${trial}/act`);
  await until('the hall follows with a board', async () => (await status(desk)).outputs.find(o => o.name === 'hall')?.auto === 'board');
  assert.equal((await status(desk)).outputs.find(o => o.name === 'lobby')?.auto, 'join-qr');
  await desk.locator('#kill-hint').waitFor();
  await desk.keyboard.press('Shift+G');
  await until('the hall is clear and in panic', async () => (await status(desk)).outputs.filter(o => o.panic).map(o => o.name).join() === 'hall');
  await desk.request.post(on.base + '/desk/studio/act', { headers: { origin: on.base }, data: { act: 'unpanic' } });
  await until('nothing of it comes back', async () => !(await status(desk)).outputs.some(o => o.panic));
  assert.equal(await scenesOn(desk, 'hall'), '');
});
