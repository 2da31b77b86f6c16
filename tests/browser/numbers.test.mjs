// While a vote goes on only its numbers change. They cost the page as little as they can: a
// layout or a style that is reckoned anew for each of them makes movements stutter.
import test from 'node:test';
import assert from 'node:assert/strict';
import { until } from './harness.mjs';
import { house } from './hall.mjs';
import { openOutput } from './gfx.mjs';
import { frameWith } from '../../static/gfx/samples.js';

const on = house();

/** A page that counts how often a script measures a text, and how often the root is told what it is. */
async function watched() {
  const output = await openOutput(on.browser, on.server.base);
  await output.page.addInitScript(() => {
    const told = { measured: 0, dressed: /** @type {string[]} */ ([]) };
    Object.assign(window, { told });
    for (const [of, name] of /** @type {[any, string][]} */ ([[HTMLElement.prototype, 'offsetWidth'], [HTMLElement.prototype, 'offsetHeight'], [Element.prototype, 'clientWidth'], [Element.prototype, 'clientHeight'], [Element.prototype, 'scrollWidth'], [Element.prototype, 'scrollHeight']])) {
      const { get } = Object.getOwnPropertyDescriptor(of, name) ?? {};
      Object.defineProperty(of, name, { configurable: true, get() { told.measured += 1; return get?.call(this); } });
    }
  });
  return output;
}

/** @param {Awaited<ReturnType<typeof watched>>} output @param {any} frame @returns {Promise<{ measured: number, dressed: string[] }>} what it cost */
async function costOf(output, frame) {
  await output.page.evaluate(() => {
    const { told } = /** @type {any} */ (window);
    const root = document.querySelector('.gfx');
    if (!root) throw new Error('no picture');
    told.measured = 0;
    told.dressed = [];
    told.watch ??= new MutationObserver(all => told.dressed.push(...all.map(({ attributeName }) => attributeName))).observe(root, { attributes: true }) ?? true;
  });
  output.say(frame);
  await until('the frame is on', async () => (await output.state()).seq === frame.seq);
  return output.page.evaluate(() => /** @type {any} */ (window).told);
}

/** A picture a moment later. @param {any} frame @param {(data: any) => void} change */
function later(frame, change) {
  const next = structuredClone(frame);
  next.seq += 1;
  change(next.layers[0].data);
  return next;
}

/** @type {Record<string, (data: any) => void>} */
const others = {
  dims: data => data.dims.forEach((/** @type {any} */ dim, /** @type {number} */ i) => Object.assign(dim, { score: `8${i}.12`, permille: 801 })),
  'live-bars': data => data.bars.forEach((/** @type {any} */ bar) => Object.assign(bar, { count: bar.count + 1, permille: bar.permille + 1 })),
  'score-card': data => Object.assign(data, { score: '88.17' }),
  turnout: data => Object.assign(data, { checked_in: data.checked_in - 1, permille: data.permille - 1 }),
};

for (const [name, change] of Object.entries(others)) {
  test(`${name}: numbers that are as wide as before are measured by nobody, and the page is not dressed anew`, async () => {
    const output = await watched();
    const frame = frameWith([name]);
    output.say(frame);
    await output.load();
    await output.page.locator(`.scene.${name}:not(.coming)`).waitFor();
    const first = later(frame, change); // its figures are fitted for the first time
    await costOf(output, first);
    const { measured, dressed } = await costOf(output, later(first, change));
    assert.equal(measured, 0);
    assert.deepEqual(dressed, []);
  });
}

test('a number that is wider than before is fitted, and has its size again when it is as it was', async () => {
  const output = await watched();
  const frame = frameWith(['live-bars']);
  output.say(frame);
  await output.load();
  await output.page.locator('.scene.live-bars:not(.coming)').waitFor();
  const counts = output.page.locator('.scene.live-bars .bar-count');
  const sizes = () => counts.evaluateAll(nodes => nodes.map(node => getComputedStyle(node).fontSize));
  const usual = await sizes();
  const wide = later(frame, data => { data.bars[1].count = 123456789012; });
  await costOf(output, wide);
  const fitted = await sizes();
  assert.ok(fitted.every(size => parseFloat(size) < parseFloat(usual[0] ?? '')), `${fitted}`);
  const narrow = { ...structuredClone(frame), seq: wide.seq + 1 };
  await costOf(output, narrow);
  await until('it has rolled there', async () => (await counts.nth(1).innerText()) === String(frame.layers[0].data.bars[1].count));
  await costOf(output, later(narrow, () => {}));
  assert.deepEqual(await sizes(), usual);
});
