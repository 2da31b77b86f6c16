// What stands at the upper edge: the corner mark, the mark of a rehearsal on the colour of a key, and what the station has there itself.
import test from 'node:test';
import assert from 'node:assert/strict';
import { until } from './harness.mjs';
import { house } from './hall.mjs';
import { keep } from './look.mjs';
import { openOutput } from './gfx.mjs';
import { frameWith } from '../../static/gfx/samples.js';
import { bugWidth } from '../../static/gfx/place.js';

const on = house();
const titles = ['评议', '2026 年度窗口单位民主评议', '衡州市 2026 年度优化经济发展环境窗口单位民主评议大会', 'Annual Review of the Service Windows of the City of Hengzhou'];
const states = ['staged', 'open', 'closed', 'confirmed', 'revealed', 'void'];
/** The station's own: a logo and a clock, as most have them. */
const marks = [{ x: 96, y: 40, w: 260, h: 110 }, { x: 1624, y: 40, w: 200, h: 110 }];

/** @typedef {{ x: number, y: number, w: number, h: number }} Box */
/** @param {Box} a @param {Box} b */
const meet = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Every corner mark there is, one after the other on one output. @param {object} wish of the output @param {boolean} live */
async function* bugs(wish, live) {
  const output = await openOutput(on.browser, on.server.base);
  const base = frameWith(['bug'], wish);
  let { seq } = base;
  for (const title of titles) for (const state of states) {
    const data = { title, item: 100, of: 100, state, ...(live ? {} : { live: false }) };
    seq += 1;
    output.say({ ...base, seq, layers: [{ ...base.layers[0], data }] });
    if (seq === base.seq + 1) await output.load();
    await until('it is on', async () => (await output.state()).seq === seq);
    const box = async (/** @type {string} */ name) => output.page.evaluate(one => {
      const node = document.querySelector(one);
      const { x, y, width: w, height: h } = node ? node.getBoundingClientRect() : new DOMRect();
      return { x, y, w, h };
    }, name);
    yield { output, data, bug: await box('.bug-box'), badge: await box('.mark-badge') };
  }
  await output.context.close();
}

for (const lang of ['zh-CN', 'en']) {
  test(`the corner mark is no wider than is reckoned with, in ${lang}`, async () => {
    for (const live of [true, false]) for await (const { data, bug } of bugs({ lang }, live)) {
      const reckoned = bugWidth(data, lang);
      assert.ok(bug.w <= reckoned && bug.w > reckoned - 200, `${JSON.stringify(data)} is ${bug.w} wide, reckoned with ${reckoned}`);
    }
  });

  for (const reserved of [[], marks]) {
    test(`on the colour of a key it meets neither the mark of a rehearsal nor the ${reserved.length} marks of the station, in ${lang}`, async () => {
      const faults = [];
      for await (const { output, data, bug, badge } of bugs({ lang, ground: '#00b140', mark: true, reserved }, false)) {
        assert.ok(badge.w > 400 && bug.w > 300);
        if (meet(bug, badge)) faults.push(`${data.title} ${data.state}: ${JSON.stringify(bug)} meets the rehearsal's ${JSON.stringify(badge)}`);
        for (const mark of reserved) for (const one of [bug, badge]) if (meet(one, mark)) faults.push(`${data.title} ${data.state}: ${JSON.stringify(one)} meets the station's ${JSON.stringify(mark)}`);
        if (data.state === 'open' && data.title === titles[1]) await keep(output.page, `corner-${lang}-${reserved.length}`);
      }
      assert.deepEqual(faults, []);
    });
  }
}
