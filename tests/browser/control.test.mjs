// Who may do what in the control room, and when phones and several outputs are told.
import test from 'node:test';
import assert from 'node:assert/strict';
import { evening } from './hall.mjs';
import { openDesk, station, wantOn } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;

const on = evening(async () => { desk = await openDesk(on.browser, on.base, 'director'); }, { rehearsal: false });

const cue = (/** @type {string} */ scene) => desk.locator(`[data-cue^="${scene}|"]`);

test('a director drives the pictures with a log-in that opens nothing else', async () => {
  await station(on.browser, desk, 'pgm');
  await desk.selectOption('#tune', on.session.id);
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
