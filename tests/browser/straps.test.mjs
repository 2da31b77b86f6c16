// One name after another on the lower third: half a second with nothing there is between them.
import test from 'node:test';
import assert from 'node:assert/strict';
import { house } from './hall.mjs';
import { until } from './harness.mjs';
import { openOutput } from './gfx.mjs';
import { frameWith } from '../../static/gfx/samples.js';

const on = house();
const OUT = 180;
const GAP = 500;

/** An output that says of each strap that comes how long it waits before anything of it moves. */
async function opened() {
  const output = await openOutput(on.browser, on.server.base);
  let rev = 90;
  /** @param {string} name of the strap that is taken, "" for none @param {object} [more] */
  const take = (name, more = {}) => {
    rev += 1;
    const layers = frameWith(['strap']).layers.map((/** @type {any} */ l) => ({ ...l, key: `strap|s|${name}`, take: rev, data: { ...l.data, name }, ...more }));
    output.say({ ...frameWith(['strap']), rev, layers: name ? layers : [] });
  };
  take('甲');
  await output.load();
  await until('the first is on', async () => (await output.scenes()).join() === 'strap');
  return {
    output, take,
    /** The wait of a strap that has come, in milliseconds. @param {string} name */
    waits: async name => {
      /** @type {number | null} */ let wait = null;
      await until(`${name} is taken`, async () => {
        wait = await output.page.evaluate(text => {
          const node = [...document.querySelectorAll('.strap:not(.going)')].find(n => n.textContent?.includes(text));
          const delays = node?.getAnimations({ subtree: true }).map(a => Number(a.effect?.getTiming().delay)) ?? [];
          return delays.length ? Math.min(...delays) : node ? 0 : null;
        }, name);
        return wait !== null;
      });
      return Number(wait);
    },
    gone: () => until('it is gone', async () => await output.page.locator('.strap').count() === 0),
  };
}

test('a strap that is taken while another stands comes half a second after that is gone', async () => {
  const { output, take, waits } = await opened();
  take('乙');
  const wait = await waits('乙');
  assert.ok(wait >= OUT + GAP && wait < OUT + GAP + 100, `it waits ${wait} ms`);
  take('丙'); // before the second was to be seen: it comes when that would have, and not later by as much again
  const third = await waits('丙');
  assert.ok(third > 0 && third <= OUT + GAP + 60, `the third waits ${third} ms`);
  await output.context.close();
});

test('that a strap was painted is said when it is to be seen, and not while it waits; what stands says so at once', async () => {
  const { output, take, waits } = await opened();
  const told = () => output.heard.flatMap(({ shown }) => (shown ? shown.painted : []));
  await until('the first is told of', async () => told().some(({ on: all }) => all.some((/** @type {any} */ s) => s.take === 91)));
  const said = output.page.evaluate(() => new Promise(resolve => {
    const gfx = /** @type {any} */ (window).PingyiGfx;
    /** @type {{ rev: number, take: number, seen: number }[]} */ const all = [];
    const look = () => {
      const { rev, take: newest } = gfx.state();
      const node = document.querySelector('.strap:not(.going)');
      const seen = node?.textContent?.includes('乙') ? Math.max(...node.getAnimations({ subtree: true }).map(a => Number(a.currentTime) - Number(a.effect?.getTiming().delay)), -1e9) : -1e9;
      all.push({ rev, take: newest, seen });
      if (rev === 92 && newest === 92) resolve(all);
      else requestAnimationFrame(look);
    };
    look();
  }));
  take('乙');
  await waits('乙');
  for (const { rev, take: newest, seen } of /** @type {any[]} */ (await said)) {
    if (seen < -100) assert.ok(rev < 92 && newest < 92, `${-seen} ms before it comes the page says that take ${newest} of picture ${rev} stands`);
  }
  await until('it is told', async () => told().some(({ rev, on: all }) => rev === 92 && all.some((/** @type {any} */ s) => s.take === 92)));
  assert.deepEqual(told().filter(({ rev, on: all }) => rev === 92 && !all.some((/** @type {any} */ s) => s.take === 92)), [], 'a picture without it is told of as the one that has it');
  take('丙');
  await waits('丙');
  output.say({ ...frameWith(['strap']), rev: 94, panic: true, layers: [] });
  await until('panic is told of', async () => (await output.state()).rev === 94);
  assert.ok(!told().some(({ on: all }) => all.some((/** @type {any} */ s) => s.take === 93)), 'what was taken off before it came is told of');
  await output.context.close();
});

test('also where the one before was taken off a moment ago; long after that, and as a cut, it comes at once', async () => {
  const { output, take, waits, gone } = await opened();
  const from = Date.now();
  take('');
  await gone();
  take('乙');
  const wait = await waits('乙');
  assert.ok(wait > 100 && wait <= GAP + 60, `it waits ${wait} ms, ${Date.now() - from} ms after the other was taken off`);
  take('丙', { cut: true });
  assert.equal(await waits('丙'), 0, 'a cut waits');
  take('');
  await gone();
  await output.page.waitForFunction(since => performance.now() > since + 800, await output.page.evaluate(() => performance.now()));
  take('丁');
  assert.ok(await waits('丁') <= 60, 'it waits for what is long gone');
  await output.context.close();
});
