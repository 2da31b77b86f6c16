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
const ROOM = OUT + GAP + 40; // by which the server has a strap leave before another comes at its moment

/** A strap as a frame has it. @param {string} name @param {number} take @param {object} [more] @returns {any} */
const strapOf = (name, take, more = {}) => ({ ...frameWith(['strap']).layers[0], key: `strap|s|${name}`, take, data: { ...frameWith(['strap']).layers[0]?.data, name }, ...more });

/** An output that says of each strap that comes how long it waits before anything of it moves. */
async function opened() {
  const output = await openOutput(on.browser, on.server.base);
  let rev = 90;
  /** @param {string} name of the strap that is taken, "" for none @param {object} [more] */
  const take = (name, more = {}) => {
    rev += 1;
    output.say({ ...frameWith(['strap']), rev, layers: name ? [strapOf(name, rev, more)] : [] });
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

/**
 * What a page does of a strap that comes at a moment: for how long of a second before that the one of before was there, and how
 * long the new one waits from when its time has come.
 * @param {Awaited<ReturnType<typeof opened>>['output']} output @param {string[]} before which straps may stand @param {number} ahead milliseconds
 */
async function timed(output, before, ahead) {
  const told = output.page.evaluate(() => new Promise(resolve => {
    /** @param {string} name */
    const there = name => [...document.querySelectorAll('.strap:not(.coming)')].find(n => n.textContent?.includes(name));
    const stood = Boolean(there('甲'));
    let alone = 0; // pictures in which nothing was there
    const look = () => {
      const node = there('乙');
      if (!node && !there('甲')) alone += 1;
      if (!node) requestAnimationFrame(look);
      else resolve({ stood, both: Boolean(there('甲')), alone, wait: Math.min(...node.getAnimations({ subtree: true }).map(a => Number(a.effect?.getTiming().delay))) });
    };
    look();
  }));
  const at = Date.now() + ahead;
  const layers = [...before.map(name => strapOf(name, 91, { until: at - ROOM })), strapOf('乙', 92, { at })];
  output.say({ ...frameWith(['strap']), rev: 92, layers });
  return /** @type {Promise<{ stood: boolean, both: boolean, alone: number, wait: number }>} */ (told);
}

test('at a moment that was set a strap is there on every output, also where another had to leave for it', async () => {
  const [busy, free] = [await opened(), await opened()];
  free.take('');
  await free.gone();
  await free.output.page.waitForFunction(since => performance.now() > since + 800, await free.output.page.evaluate(() => performance.now()));
  const [a, b] = await Promise.all([timed(busy.output, ['甲'], 1500), timed(free.output, [], 1500)]);
  assert.ok(a.stood && !b.stood, 'one of them is to have a strap');
  assert.ok(b.wait < 300 && a.wait < 300, `from its moment on it waits ${a.wait} ms where another stood, and ${b.wait} where none did`);
  assert.ok(!a.both && a.alone > 3, 'between the two there is to be nothing');
  for (const { output } of [busy, free]) await output.context.close();
});

test('a moment that is told too late for that is kept as well as may be, and said so', async () => {
  const { output } = await opened();
  const { wait } = await timed(output, ['甲'], 150); // half a second too late: a page tells of what it paints five times a second
  assert.ok(wait > 60 && wait <= OUT + GAP - 100, `it waits ${wait} ms`);
  await until('it is told that the strap waits', async () => output.heard.some(({ shown }) => shown?.rev === 92 && shown.waits.join() === '92'));
  await until('and then that it is there', async () => output.heard.some(({ shown }) => shown?.take === 92 && shown.waits.length === 0));
  await output.context.close();
});

test('a take that is called back while room was made for it leaves what stood before', async () => {
  const { output } = await opened();
  const at = Date.now() + 800;
  output.say({ ...frameWith(['strap']), rev: 92, layers: [strapOf('甲', 91, { until: at - ROOM }), strapOf('乙', 92, { at })] });
  await until('room is made', async () => await output.page.locator('.strap:not(.coming)').count() === 0);
  output.say({ ...frameWith(['strap']), rev: 93, layers: [strapOf('甲', 91)] });
  await until('the one before is back', async () => (await output.page.locator('.strap:not(.coming):not(.going)').allInnerTexts()).join().includes('甲'));
  assert.equal(await output.page.locator('.strap.coming').count(), 0);
  await output.context.close();
});

test('what lies beside a strap that waits is told of at once, and what was taken off when it has gone', async () => {
  const { output } = await opened();
  const bug = { ...frameWith(['bug']).layers[0], take: 93 };
  const frame = frameWith(['strap', 'bug']);
  output.say({ ...frame, rev: 93, layers: /** @type {any} */ ([strapOf('乙', 92), bug]) });
  const told = () => output.heard.flatMap(({ shown }) => (shown ? shown.painted : []));
  await until('the mark in the corner is told of', async () => told().some(({ rev, on: all }) => rev === 93 && all.some((/** @type {any} */ s) => s.take === 93)));
  const first = told().find(({ rev, on: all }) => rev === 93 && all.some((/** @type {any} */ s) => s.take === 93));
  assert.deepEqual([first.on.map((/** @type {any} */ s) => s.take), first.waits], [[93], [92]]);
  await until('then the strap', async () => told().some(({ rev, on: all, waits }) => rev === 93 && !waits && all.some((/** @type {any} */ s) => s.take === 92)));
  const seen = output.page.evaluate(() => new Promise(resolve => {
    const look = () => {
      const { rev } = /** @type {any} */ (window).PingyiGfx.state();
      if (rev === 94) resolve(document.querySelectorAll('.bug').length);
      else requestAnimationFrame(look);
    };
    look();
  }));
  output.say({ ...frame, rev: 94, layers: [strapOf('乙', 92)] });
  assert.equal(await seen, 0, 'it is told that it is off while it is to be seen');
  await until('that is told', async () => told().some(({ rev }) => rev === 94));
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
      const { rev, take: newest, waits: later } = gfx.state();
      const node = document.querySelector('.strap:not(.going)');
      const seen = node?.textContent?.includes('乙') ? Math.max(...node.getAnimations({ subtree: true }).map(a => Number(a.currentTime) - Number(a.effect?.getTiming().delay)), -1e9) : -1e9;
      all.push({ rev: later.length ? 0 : rev, take: newest, seen });
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
  assert.deepEqual(told().filter(({ rev, waits: later, on: all }) => rev === 92 && !later && !all.some((/** @type {any} */ s) => s.take === 92)), [], 'a picture without it is told of as the one that has it');
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
  const passed = Date.now() - from;
  assert.ok(wait + passed >= GAP && wait <= GAP + 60, `it waits ${wait} ms, ${passed} ms after the other was taken off`);
  take('丙', { cut: true });
  assert.equal(await waits('丙'), 0, 'a cut waits');
  take('');
  await gone();
  await output.page.waitForFunction(since => performance.now() > since + 800, await output.page.evaluate(() => performance.now()));
  take('丁');
  assert.ok(await waits('丁') <= 60, 'it waits for what is long gone');
  await output.context.close();
});

test('a crawl whose words were corrected is cut to the new ones in one picture, and no old word is left', async () => {
  const output = await openOutput(on.browser, on.server.base);
  const first = { ...frameWith(['crawl']), rev: 90 };
  const own = /** @type {any} */ (first.layers[0]);
  output.say({ ...first, layers: [{ ...own, key: 'crawl|s|1', data: { items: [{ text: '开会时间 九点' }] } }] });
  await output.load();
  await output.page.locator('.crawl-item').first().waitFor();
  await output.page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    seen.both = false;
    seen.bare = false;
    new MutationObserver(() => { // told after what was done at once: as the next picture will be
      const words = (document.querySelector('#gfx')?.textContent ?? '').replaceAll(/\s/g, '');
      seen.both ||= words.includes('九点') && words.includes('十点');
      seen.bare ||= !words.includes('九点') && !words.includes('十点');
    }).observe(document.body, { subtree: true, childList: true });
  });
  output.say({ ...first, rev: first.rev + 1, layers: [{ ...own, key: 'crawl|s|2', take: own.take + 1, cut: true, data: { items: [{ text: '开会时间 十点' }] } }] });
  await output.page.locator('.crawl-item', { hasText: '十点' }).first().waitFor();
  assert.equal(await output.page.locator('.crawl-item', { hasText: '九点' }).count(), 0);
  assert.deepEqual(await output.page.evaluate(() => [/** @type {any} */ (window).both, /** @type {any} */ (window).bare]), [false, false]);
  await output.context.close();
});
