// A graphics card's mixer may keep the last picture of a movement to itself: a page paints once more when it has come to rest.
import test from 'node:test';
import assert from 'node:assert/strict';
import { windowed } from './cdp.mjs';
import { until } from './harness.mjs';
import { house } from './hall.mjs';
import { openOutput } from './gfx.mjs';
import { pixelsOf } from './png.mjs';
import { frameWith } from '../../static/gfx/samples.js';

const on = house(undefined, windowed);

/** An output whose page tells when it wiped, and when something on it changed. @param {string} [query] */
async function watched(query) {
  const output = await openOutput(on.browser, on.server.base, query);
  await output.page.addInitScript(() => {
    const told = { wiped: /** @type {number[]} */ ([]), changed: 0 };
    Object.assign(window, { told });
    const wipe = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      told.wiped.push(performance.now());
      return wipe.apply(this, box);
    };
    addEventListener('DOMContentLoaded', () => {
      const change = () => { told.changed = performance.now(); };
      addEventListener('landed', change, true);
      new MutationObserver(change).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  });
  /** @type {() => Promise<{ wiped: number[], changed: number }>} */
  const told = () => output.page.evaluate(() => /** @type {any} */ (window).told);
  return { ...output, told };
}

/** Counts the pictures that the browser puts out: there is one only where something was painted. @param {Awaited<ReturnType<typeof watched>>} output */
async function countPictures({ context, page }) {
  const devtools = await context.newCDPSession(page);
  const count = { pictures: 0 };
  devtools.on('Page.screencastFrame', ({ sessionId }) => {
    count.pictures += 1;
    devtools.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await devtools.send('Page.startScreencast', { format: 'jpeg', maxWidth: 96, maxHeight: 54 });
  await until('the first picture is there', async () => count.pictures > 0);
  return count;
}

/** The page has said something so many times more: time for whatever it would do by itself. @param {{ heard: any[] }} output @param {number} words */
async function later({ heard }, words) {
  const first = heard.length;
  await until('it has said more', async () => heard.length >= first + words);
}

test('a fifth of a second after a way in, other numbers and a way out something is painted, and nothing while all rests', async () => {
  const output = await watched();
  await output.load();
  output.say({ ...frameWith([]), rev: 87 });
  await until('it is empty', async () => (await output.state()).rev === 87);
  /** @param {string} what @param {any} frame */
  const rests = async (what, frame) => {
    const { wiped } = await output.told();
    output.say(frame);
    let told = await output.told();
    await until(`the page has painted after ${what}`, async () => {
      told = await output.told(); // and not asked for once more: it may have moved again
      return told.changed > (wiped[wiped.length - 1] || 0) && (told.wiped[told.wiped.length - 1] || 0) > told.changed;
    });
    const gap = (told.wiped[told.wiped.length - 1] || 0) - told.changed;
    assert.ok(gap >= 199, `${gap} ms after ${what}`);
  };
  const [bars] = frameWith(['live-bars']).layers;
  const shown = { ...frameWith(['live-bars']), layers: [{ ...bars, data: { ...bars.data, state: 'closed', deadline: 0 } }] }; // no clock goes on
  await rests('a way in', { ...shown, rev: 88 });
  await rests('other numbers', { ...shown, seq: 4712, layers: [{ ...shown.layers[0], data: { ...shown.layers[0].data, ballots: 400 } }] });
  const count = await countPictures(output);
  await later(output, 1);
  const [before1, told] = [count.pictures, await output.told()];
  output.say({ ...shown, seq: 4713, layers: [{ ...shown.layers[0], data: { ...shown.layers[0].data, ballots: 400 } }] });
  await until('a word without a change is heard', async () => (await output.state()).seq === 4713);
  await later(output, 3);
  assert.deepEqual([count.pictures, await output.told()], [before1, told], 'nothing is painted while nothing changes');
  await rests('a way out', { ...frameWith([]), seq: 4714, rev: 89 });
  await output.context.close();
});

for (const [what, query, ground] of [['over a picture', '', 'transparent'], ['on a wall', '', 'full'], ['on a key colour', '', '#00b140'], ['in the key pass', '?pass=key', 'transparent'], ['in the fill pass', '?pass=fill', 'transparent'], ['of an empty output', '', 'transparent']]) {
  test(`one picture is painted and every pixel stays as it was ${what}`, async () => {
    const output = await watched(query);
    output.say(frameWith(what.includes('empty') ? [] : ['score-card', 'bug'], { ground }));
    await output.load();
    await until('it stands', async () => (await output.state()).seq === 4711 && (await output.told()).wiped.length > 0);
    const shoot = () => output.page.screenshot({ omitBackground: true });
    const stood = pixelsOf(await shoot());
    const count = await countPictures(output);
    await later(output, 1);
    const [pictures, { wiped }] = [count.pictures, await output.told()];
    await output.page.evaluate(() => document.getElementById('gfx')?.dispatchEvent(new Event('landed'))); // as after a movement
    await until('it has wiped', async () => (await output.told()).wiped.length > wiped.length);
    await until('a picture was painted', async () => count.pictures > pictures);
    await later(output, 2);
    assert.equal(count.pictures, pictures + 1, 'one picture');
    const stands = pixelsOf(await shoot());
    assert.ok(stands.bytes === stood.bytes && stands.data.equals(stood.data), 'every pixel is as it was');
    if (what.includes('empty')) assert.ok(stands.data.every((channel, i) => i % 4 !== 3 || channel === 0), 'and nothing is painted');
    await output.context.close();
  });
}
