// An output's page stays loaded for a whole evening: after thousands of changes it
// holds no more than after the first hundreds. SOAK=10000 makes the evening longer.
import test from 'node:test';
import assert from 'node:assert/strict';
import { until } from './harness.mjs';
import { house } from './hall.mjs';
import { openOutput } from './gfx.mjs';
import { frameWith, samples } from '../../static/gfx/samples.js';

const changes = Number(process.env.SOAK || 600);

const on = house();

/** What an evening consists of: a picture alone or with others, moved in or cut to, and other numbers of it. @param {number} i @returns {any} */
function frameAt(i) {
  const names = Object.keys(samples).filter(name => name !== 'bug' && name !== 'crawl');
  const shown = frameWith([names[i % names.length], ...(i % 3 === 0 ? ['bug'] : []), ...(i % 5 === 0 ? ['crawl'] : [])]);
  return { ...shown, seq: 5000 + i, rev: 100 + i, layers: shown.layers.map(layer => ({ ...layer, take: 100 + i, key: `${layer.scene}|${i - i % 2}`, cut: i % 4 > 1, at: 0 })) };
}

test(`${changes} changes of scenes leave neither nodes nor memory behind`, async t => {
  const output = await openOutput(on.browser, on.server.base);
  const devtools = await output.context.newCDPSession(output.page);
  await devtools.send('Performance.enable');
  await output.load();
  let at = 0;
  /** Shows so many pictures and lets what goes out be gone. @param {number} count */
  async function show(count) {
    for (const end = at + count; at < end; at += 1) {
      output.say(frameAt(at));
      if (at % 20 === 19) await until('they are drawn', async () => (await output.state()).rev === 100 + at);
    }
    output.say({ ...frameWith([]), seq: 5000 + at, rev: 100 + at });
    at += 1;
    await until('all are gone', async () => await output.page.locator('.scene').count() === 0);
  }
  /** What the page holds when nothing is on it, and all that was has run down. @returns {Promise<{ [name: string]: number }>} */
  async function held() {
    /** @type {{ [name: string]: number }} */ let now = {};
    await until('the page holds no node but its own', async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      now = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
      return now.Nodes < 100; // one scene has more, and after thousands it is what it was after the first
    });
    return now;
  }
  await show(Math.min(400, changes / 4)); // every scene, and what is compiled while it is used
  const first = await held();
  const before1 = at;
  await show(changes - at);
  const last = await held();
  t.diagnostic(`${at - before1} changes: nodes ${first.Nodes} to ${last.Nodes}, listeners ${first.JSEventListeners} to ${last.JSEventListeners}, heap ${Math.round(first.JSHeapUsedSize / 1024)} to ${Math.round(last.JSHeapUsedSize / 1024)} KB`);
  // The page's own come and go by four; what a change left behind would be there hundreds of times.
  assert.ok(last.JSEventListeners <= first.JSEventListeners + 8, `${first.JSEventListeners} listeners became ${last.JSEventListeners}`);
  assert.ok(last.JSHeapUsedSize <= first.JSHeapUsedSize * 1.1 + 256 * 1024, `${first.JSHeapUsedSize} bytes became ${last.JSHeapUsedSize}`);
  await output.context.close();
});
