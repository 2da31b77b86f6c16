// A page of an output with a delay that is loaded anew while much is going on.
import test from 'node:test';
import assert from 'node:assert/strict';
import { newPage, until } from './harness.mjs';
import { evening } from './hall.mjs';
import { openDesk, status } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;

const on = evening(async () => { desk = await openDesk(on.browser, on.base, 'director'); }, { rehearsal: false });

const lateMs = 5000;

test('a reload shows at once what stood so much earlier, and nothing sooner than the delay', async () => {
  const act = (/** @type {any} */ wish) => desk.evaluate(async (body) => {
    const answer = await fetch('/desk/studio/act', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  }, wish);
  const hall = /** @type {any} */ ((await status(desk)).outputs.find((/** @type {any} */ o) => o.name === 'hall'));
  const { name, title, class: kind, theme, lang, width, height, rate, ground } = hall;
  await act({ act: 'set-output', set: { name, title, class: kind, theme, lang, width, height, rate, ground, delay: lateMs / 1000 * rate } });
  const { address } = (await (await desk.request.get(on.base + '/desk/studio/addresses.json')).json()).find((/** @type {any} */ a) => a.name === 'hall');
  const { page, context } = await newPage(on.browser);
  await page.addInitScript(() => {
    const seen = /** @type {any} */ (window);
    seen.first = null;
    addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
      const number = /人(\d+)人/.exec(document.querySelector('.strap')?.textContent || '')?.[1];
      if (number && !seen.first) seen.first = { number: Number(number), at: Date.now() };
    }).observe(document.body, { subtree: true, childList: true, characterData: true }));
  });
  await page.goto(address);
  /** @type {number[]} */ const said = [];
  let busy = true;
  const storm = (async () => {
    while (busy) {
      said.push(Date.now());
      await act({ act: 'cue', on: ['hall'], cue: { scene: 'strap', text: [`人${said.length - 1}人`] } });
    }
  })();
  const first = () => page.evaluate(() => /** @type {any} */ (window).first);
  await until('it shows the first of them', async () => await first() !== null);
  const again = Date.now();
  await page.reload();
  await until('it shows one after the reload', async () => await first() !== null);
  const { number, at } = await first();
  busy = false;
  await storm;
  const age = at - (said[number] ?? Infinity);
  assert.ok(age >= lateMs, `number ${number} is shown ${age} ms after it was said`);
  assert.ok((said[number] ?? Infinity) < again, `number ${number} was said after the reload: until then the output was empty`);
  await context.close();
});
