// The pages beside the director's desk on a phone: nothing stands beyond the edge, and no key has its letters below each other.
import test from 'node:test';
import assert from 'node:assert/strict';
import { openDesk } from './director.mjs';
import { house } from './hall.mjs';
import { keep } from './look.mjs';

const on = house();

test('a station that has no session yet has its desk, with PANIC on it', async () => {
  const desk = await openDesk(on.browser, on.server.base);
  assert.ok(await desk.locator('#do-panic').isEnabled());
  await desk.context().close();
});

test('outputs, as-run list, controllers and contact sheet fit a phone, in both languages', async () => {
  const desk = await openDesk(on.browser, on.server.base);
  for (const path of ['/desk/director/outputs', '/desk/director/asrun', '/desk/director/controllers', '/dev/gallery']) for (const lang of ['zh-CN', 'en']) {
    await desk.setViewportSize({ width: 360, height: 844 });
    await desk.goto(`${on.server.base}${path}?lang=${lang}`);
    await desk.locator('button, .sheet-frame, .filter').first().waitFor();
    for (const width of [360, 390, 430]) {
      await desk.setViewportSize({ width, height: 844 });
      const faults = await desk.evaluate(() => {
        const wide = document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.sheet-frame')).map(e => `${e.tagName} ${e.id} ${e.className} beyond the edge`) : [];
        const tall = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('button, a'))].filter(e => e.offsetParent && e.offsetHeight > 1.5 * e.offsetWidth).map(e => `"${e.textContent}" is ${e.offsetWidth} by ${e.offsetHeight}`);
        return [...wide, ...tall];
      });
      assert.deepEqual(faults, [], `${path} ${lang} ${width}`);
      await keep(desk, `narrow ${path} ${lang} ${width}`);
    }
  }
});
