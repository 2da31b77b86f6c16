// The ranking at the director's desk: two people let it out, and then it goes group by group, one press each.
import test from 'node:test';
import assert from 'node:assert/strict';
import { until } from './harness.mjs';
import { evening } from './hall.mjs';
import { finished, openDesk, station, status, tuneTo, wantOn } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;
/** @type {Awaited<ReturnType<typeof finished>>} */ let trial;
/** @type {Awaited<ReturnType<typeof station>>} */ let hall;

const on = evening(async () => {
  desk = await openDesk(on.browser, on.base);
}, { rehearsal: false });

const cue = (/** @type {string} */ scene) => desk.locator(`[data-cue^="${scene}|"]`);

test('a sealed ranking is given out place by place, when a scrutineer has approved it at a desk of his own', async () => {
  trial = await finished(on.base);
  await desk.reload();
  await desk.locator('#to-hall').check();
  await until('the room knows of the hall', async () => (await status(desk)).plan.on?.includes('hall'));
  await desk.locator('#to-pgm').uncheck();
  await until('a take goes to the hall alone', async () => (await status(desk)).plan.on?.join() === 'hall');
  await tuneTo(desk, trial.id);
  await until('the hall shows the rehearsal', async () => (await status(desk)).outputs.find(o => o.name === 'hall')?.session === trial.id);
  hall = await station(on.browser, desk, 'hall');
  await cue('reveal').first().click();
  await wantOn(desk, 'pvw', 'full:reveal');
  await desk.keyboard.press('Space');
  await wantOn(desk, 'hall', 'full:reveal');
  await desk.locator('#do-arm-reveal[aria-disabled=true]').waitFor();
  await desk.locator('.ready .why', { hasText: '两个不同的人' }).waitFor();
  await desk.locator('.releases button', { hasText: '请监票人放行' }).click();
  await desk.locator('.releases li.is-asked').waitFor();

  const scrutineer = await openDesk(on.browser, on.base, 'scrutineer');
  const asked = scrutineer.locator('.releases li.is-asked', { hasText: 'organizer 请求放行' });
  await asked.waitFor();
  const [release] = (await status(desk)).releases;
  assert.equal((await asked.locator('code').innerText()).replaceAll(' ', ''), release.checkpoint);
  await asked.locator('button.go', { hasText: '放行' }).click();
  await scrutineer.locator('#outputs tr').first().waitFor();
  assert.equal((await status(desk)).releases[0].approved, '', 'nothing is approved unseen');
  await asked.locator('input[type=checkbox]').check();
  await asked.locator('button.go', { hasText: '放行' }).click();
  await desk.locator('.releases li.is-approved', { hasText: 'scrutineer 已放行' }).waitFor();
  assert.equal(await scrutineer.locator('#do-take').isVisible(), false, 'a scrutineer takes nothing');

  await desk.locator('#do-arm-reveal[aria-disabled=false]').click();
  await desk.locator('.go-row.is-armed').waitFor();
  const out = () => hall.page.evaluate(() => /** @type {any} */ (window).frame.layers[0].data.released);
  assert.equal(await out(), 0, 'what is armed has not gone out');
  const armed = async () => (await status(desk)).armed.number;
  const first = await armed();
  await desk.evaluate(() => { for (let n = 0; n < 3; n += 1) for (const end of ['keydown', 'keyup']) dispatchEvent(new KeyboardEvent(end, { code: 'KeyG', key: 'g' })); });
  await until('the last place is out', async () => await out() === 1);
  await until('what is armed is the group after', async () => await armed() > first);
  assert.equal((await status(desk)).releases[0].groups, 1, 'a key that bounces gives one group out');
  await until('a group can go out again', async () => {
    await desk.keyboard.press('g');
    return (await status(desk)).releases[0].groups === 2;
  });
  await until('the next one is out', async () => await out() === 2);
  await desk.keyboard.press('Escape');
  await desk.locator('.latched').waitFor();
  await desk.keyboard.press('g');
  await desk.locator('#said', { hasText: '急停中，不揭晓' }).waitFor();
  assert.equal((await status(desk)).releases[0].groups, 2, 'nothing is given out that nobody would see');
  await scrutineer.close();
});

test('a ranking that was given out stays as it was when it is corrected, until the corrected one is taken', async () => {
  const data = () => hall.page.evaluate(() => /** @type {any} */ (window).frame.layers.find((/** @type {any} */ l) => l.scene === 'reveal')?.data);
  await desk.request.post(new URL('/desk/studio/act', desk.url()).href, { headers: { origin: on.base }, data: { act: 'unpanic' } });
  await cue('reveal').first().click();
  await wantOn(desk, 'pvw', 'full:reveal');
  await desk.keyboard.press('Space');
  await wantOn(desk, 'hall', 'full:reveal');
  await desk.locator('#do-arm-reveal[aria-disabled=false]').click();
  await desk.locator('.go-row.is-armed').waitFor();
  await until('all are out', async () => {
    await desk.keyboard.press('g');
    return (await status(desk)).releases[0].groups === 3;
  });
  await until('all are on the wall', async () => (await data()).released === 3);
  for (const [act, more] of /** @type {const} */ ([['announce', {}], ['correct', { reason: '来函更正' }], ['confirm-result', {}], ['announce', {}]])) await trial.act(act, more);
  const told = desk.locator('.releases', { hasText: '第 1 版已全部揭晓' });
  await told.waitFor();
  assert.deepEqual([(await data()).version, (await data()).released, (await data()).corrected], [1, 3, false], 'nobody has taken the corrected picture');
  await cue('reveal').first().click();
  await wantOn(desk, 'pvw', 'full:reveal');
  await desk.keyboard.press('Space');
  await until('the corrected picture is on the wall', async () => (await data()).version === 2);
  assert.deepEqual([(await data()).released, (await data()).rows.length, (await data()).corrected], [3, 3, true], 'whole, and it says so');
});
