// What the desk says without being asked: that a moment is too near, how each output stands, and why a verb is grey.
import test from 'node:test';
import assert from 'node:assert/strict';
import { evening } from './hall.mjs';
import { keep } from './look.mjs';
import { beijing } from '../../static/shared/moment.js';
import { openDesk, station, status, tuneTo, wantOn } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;

const on = evening(async () => {
  desk = await openDesk(on.browser, on.base);
  await station(on.browser, desk, 'pgm');
  await tuneTo(desk, on.session.id);
}, { rehearsal: false });

test('a moment that is too near for what stands to leave before is said to be, of a take and of a step of the plan', async () => {
  const strap = (/** @type {string} */ name) => ({ scene: 'strap', text: [name] });
  const act = async (/** @type {any} */ data) => assert.ok((await desk.request.post(on.base + '/desk/studio/act', { data, headers: { origin: on.base } })).ok());
  await act({ act: 'cue', on: ['pgm'], cue: strap('王芳') });
  await wantOn(desk, 'pgm', 'lower:strap');
  await act({ act: 'cue', on: ['pgm'], cue: strap('李明'), in: 100 });
  await desk.locator('#program .flag', { hasText: '时刻太近，差 0.6 秒' }).waitFor();
  const { plan } = await status(desk);
  const steps = (/** @type {string} */ time) => ({ act: 'plan', plan: { session: plan.session, on: ['pgm'], at: 0, running: false, steps: [{ cue: strap('赵敏'), when: 'clock', time }] } });
  const clock = (/** @type {number} */ minutes) => beijing(Date.now() / 1000 + minutes * 60).slice(11);
  await act(steps(clock(30)));
  await desk.locator('#note-0', { hasText: '画面上原有的内容到点才退下，本步约晚 0.7 秒上屏' }).waitFor();
  await keep(desk, 'director near');
  await act(steps(clock(-10)));
  await desk.locator('#note-0', { hasText: '这个时间刚过：轮到本步就立即上屏' }).waitFor();
  await act({ act: 'out', on: ['pgm'] });
  await act(steps(clock(30)));
  await desk.locator('#note-0').waitFor({ state: 'hidden' });
  await act({ act: 'plan', plan: { ...plan, steps: [] } });
});

test('on a laptop each output is one line with what it shows, how fast, by which engine and how long ago, and of those below it is said that they are there', async () => {
  for (const lang of ['en', 'zh']) {
    const page = await openDesk(on.browser, on.base, 'organizer', { viewport: { width: 1280, height: 800 } });
    if (lang === 'en') await page.locator('.account a[hreflang]').click();
    await page.locator('#outputs tr[data-output=pgm] td:nth-child(6)', { hasText: 'obs 127' }).waitFor();
    for (const [width, height] of [[1280, 800], [1366, 768], [1440, 900], [1920, 1080]]) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => new Promise(painted => { requestAnimationFrame(() => requestAnimationFrame(painted)); }));
      await keep(page, `director outputs ${lang} ${width}`);
      const at = `${lang} at ${width}`;
      const seen = await page.locator('.outputs').evaluate(panel => {
        const bottom = /** @type {HTMLElement} */ (panel.querySelector('.scroll')).getBoundingClientRect().bottom + 1;
        const rows = [...panel.querySelectorAll('#outputs tr')];
        const figures = rows.flatMap(tr => [...tr.children].slice(3));
        return {
          tall: rows.filter(tr => tr.getBoundingClientRect().height > 34).map(tr => tr.textContent), heads: [...panel.querySelectorAll('thead th')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent),
          cut: figures.filter(e => e.scrollWidth > e.clientWidth || e.clientWidth === 0).map(e => e.textContent), figures: figures.length / rows.length,
          below: rows.filter(tr => tr.getBoundingClientRect().bottom > bottom).length, said: Number(panel.querySelector('#outputs-more')?.textContent?.match(/\d+/)?.[0] ?? 0), wide: panel.scrollWidth > panel.clientWidth,
        };
      });
      assert.deepEqual(seen.tall, [], `${at}: a row of more than one line`);
      assert.deepEqual(seen.cut, [], `${at}: a figure that is cut`);
      assert.deepEqual(seen.heads, [], `${at}: a head that is cut`);
      assert.equal(seen.figures, 4, `${at}: seq, fps, engine and age`);
      assert.equal(seen.said, seen.below, `${at}: what is below is said`);
      assert.ok(!seen.wide, at);
    }
    await page.context().close();
  }
});

test('a verb that is grey says why, also where there is nothing that it could do', async () => {
  await desk.keyboard.press('x');
  await wantOn(desk, 'pgm', '');
  for (const [verb, words] of [['out', '没有可下的画面'], ['blank', '没有可清的画面']]) {
    await desk.locator(`#do-${verb}[aria-disabled=true]`, { hasText: words }).waitFor();
  }
  await desk.request.post(on.base + '/desk/studio/act', { data: { act: 'blank', on: ['pvw'] }, headers: { origin: on.base } });
  await desk.locator('#do-arm-take[aria-disabled=true]', { hasText: '预监上没有画面' }).waitFor();
  await keep(desk, 'director grey');
  const mute = await desk.locator('.verb[aria-disabled=true]:not(:has(.why:not(:empty)))').evaluateAll(all => all.map(e => e.id));
  assert.deepEqual(mute, [], 'grey and says nothing');
});
