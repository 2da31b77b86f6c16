// Which session is on: no key takes a picture away by going through a list, and a list that was used gives the keys back.
import test from 'node:test';
import assert from 'node:assert/strict';
import { until } from './harness.mjs';
import { evening, openSession } from './hall.mjs';
import { keep } from './look.mjs';
import { on as onAir, openDesk, status, wantOn } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;
/** @type {Awaited<ReturnType<typeof openSession>>} */ let other;

const on = evening(async () => {
  other = await openSession(on.base, { units: 3, rehearsal: false });
  desk = await openDesk(on.browser, on.base);
}, { rehearsal: false });

const sessionOf = async (/** @type {string} */ name) => (await status(desk)).outputs.find(o => o.name === name)?.session;
const cue = (/** @type {string} */ scene) => desk.locator(`[data-cue^="${scene}|"]`);

/** Goes through a closed list by its keys, as far as a session. @param {string} list @param {string} id */
async function choose(list, id) {
  const there = await desk.locator(list).evaluate((/** @type {any} */ e, of) => [...e.options].findIndex(o => o.value === of), id);
  const at = async () => desk.locator(list).evaluate((/** @type {any} */ e) => e.selectedIndex);
  for (let now = await at(); now !== there; now = await at()) {
    await desk.locator(list).focus();
    await desk.keyboard.press(now < there ? 'ArrowDown' : 'ArrowUp');
  }
}

/** The keys are the desk's. */
const nobodyWrites = () => until('the list has given the keys back', async () => desk.evaluate(() => document.activeElement === document.body));

test('where nothing is on, a session that is chosen is tuned in at once, and the next key is the desk’s', async () => {
  await choose('#tune', on.session.id);
  await nobodyWrites();
  await until('program is tuned too', async () => await sessionOf('pgm') === on.session.id);
  await on.next();
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.locator('#do-take[aria-disabled=false]').waitFor();
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'lower:strap');
});

test('where something is on, choosing only selects, and a press beside the list tunes in', async () => {
  await choose('#tune', other.id);
  await nobodyWrites();
  await desk.locator('#tune-in', { hasText: '接入' }).waitFor();
  await keep(desk, 'director tune');
  assert.deepEqual([await sessionOf('pgm'), await sessionOf('pvw'), await onAir(desk, 'pgm')], [on.session.id, on.session.id, 'lower:strap']);
  const before = await desk.locator('.cue[aria-pressed=true]').getAttribute('data-cue');
  await desk.keyboard.press('ArrowDown');
  await until('it chooses a cue', async () => await desk.locator('.cue[aria-pressed=true]').getAttribute('data-cue') !== before);
  assert.equal(await desk.inputValue('#tune'), other.id, 'and no session');
  await choose('#tune', on.session.id);
  await desk.locator('#tune-in').waitFor({ state: 'detached' });
  await choose('#tune', other.id);
  await desk.locator('#tune-in').click();
  await until('program is tuned', async () => await sessionOf('pgm') === other.id);
  await wantOn(desk, 'pgm', '');
  await desk.locator('#tune-in').waitFor({ state: 'detached' });
  await choose('#tune', on.session.id);
  await until('nothing is on: it is tuned at once', async () => await sessionOf('pgm') === on.session.id);
});

test('Esc is panic while a list is open, too', async () => {
  await desk.locator('#tune').focus();
  await desk.keyboard.press('Space');
  await desk.keyboard.press('Escape'); // the list has it to itself; the page hears that it is let go
  await until('panic', async () => (await status(desk)).outputs.some(o => o.panic));
  await desk.locator('#unpanic').click();
  await desk.locator('#unpanic-sure').click();
  await desk.locator('.latched').waitFor({ state: 'detached' });
});

test('a list of the plan gives the keys back, too', async () => {
  await desk.locator('#plan-build').click();
  await desk.locator('#when-1').focus();
  const before = (await status(desk)).plan.steps?.[1]?.when;
  await desk.keyboard.press('ArrowDown');
  await until('the room has the plan with it', async () => (await status(desk)).plan.steps?.[1]?.when !== before);
  await nobodyWrites();
});

test('where outputs are set up choosing a session only selects: a press beside the list tunes in', async () => {
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.locator('#do-take[aria-disabled=false]').waitFor();
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'lower:strap');
  await desk.goto(on.base + '/desk/director/outputs');
  await desk.locator('#tune-pgm').waitFor();
  await choose('#tune-pgm', other.id);
  await desk.locator('#tune-in-pgm', { hasText: '接入' }).waitFor();
  await keep(desk, 'outputs tune');
  assert.deepEqual([await sessionOf('pgm'), await onAir(desk, 'pgm')], [on.session.id, 'lower:strap']);
  await desk.locator('#tune-in-pgm').click();
  await until('program is tuned', async () => await sessionOf('pgm') === other.id);
  await desk.locator('#tune-in-pgm').waitFor({ state: 'detached' });
});

test('a rehearsal that is chosen for program, and refused there, is unlocked by a press of its own', async () => {
  const trial = await openSession(on.base, { units: 3 });
  await desk.reload();
  await desk.locator('#tune-pgm').waitFor();
  await choose('#tune-pgm', trial.id);
  await desk.locator('#tune-in-pgm').click();
  await desk.locator('#said', { hasText: '演练不能上播出' }).waitFor();
  await desk.locator('#unlock-pgm', { hasText: '解锁演练上播出' }).waitFor();
  await keep(desk, 'outputs unlock');
  const unlocks = async () => (await status(desk)).outputs.find(o => o.name === 'pgm')?.unlocks ?? [];
  assert.deepEqual(await unlocks(), [], 'nobody has given his word');
  await desk.locator('#unlock-pgm').click();
  await until('his word stands', async () => (await unlocks()).join() === 'organizer');
  await desk.locator('#done', { hasText: '请另一个人解锁' }).waitFor();
  await desk.locator('#unlock-pgm').waitFor({ state: 'detached' });
});

test('Esc is panic also out of a field where outputs are set up', async () => {
  await desk.locator('#settings-new summary').click();
  await desk.fill('#new-title', '前厅屏');
  await desk.keyboard.press('Escape');
  await until('panic', async () => (await status(desk)).outputs.some(o => o.panic));
});
