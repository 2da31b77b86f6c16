// What stands beside each other, and how large a wall shows it: figures apart from figures, names from scores.
import test from 'node:test';
import assert from 'node:assert/strict';
import { house } from './hall.mjs';
import { faultsOf } from './gfx.mjs';
import { placesOf } from '../../static/gfx/place.js';
import { frameWith } from '../../static/gfx/samples.js';

const on = house();

/** @param {string[]} names @returns {any} */
const frame = names => frameWith(names);

test('a scale of many marks is whole on a wall: each count stands apart from its share, and none on another', async () => {
  /** @param {number} many @returns {any[]} */
  const marks = many => Array.from({ length: many }, (_, i) => ({ label: i < many - 2 ? String(many - 3 - i) : ['弃权', '不了解'][i - many + 2], count: i === 1 ? 312 : i + 1, share: i === 1 ? '100.0' : '20.0', permille: 200, in_base: true }));
  const frames = ['live-bars', 'score-card'].flatMap(scene => [7, 12, 13, 16, 17, 23].map(many => {
    const shown = frame([scene]);
    shown.layers[0].data = { ...shown.layers[0].data, bars: marks(many) };
    return { name: `${scene} of ${many}`, theme: 'blue', frame: shown };
  }));
  assert.deepEqual(await faultsOf(on.browser, on.server.base, 'full', frames, ({ page }, name) => page.evaluate(told => [...document.querySelectorAll('.bar-row')].flatMap(row => {
    const [name1, count, share] = ['.grade-name', '.bar-count', '.bar-shared'].map(at => {
      const range = document.createRange();
      range.selectNodeContents(/** @type {HTMLElement} */ (row.querySelector(at)));
      return range.getBoundingClientRect();
    });
    const gaps = share.width > 0 ? [share.left - count.right, count.left - name1.right] : [count.left - name1.right];
    return gaps.every(gap => gap >= 12) ? [] : [`${told}: "${row.textContent}" stands ${gaps.map(Math.round)} pixels apart`];
  }), name)), []);
});

test('over a picture a scale of many marks is no taller than the room that is kept for it, and its columns stand apart', async () => {
  const marks = (/** @type {number} */ many) => Array.from({ length: many }, (_, i) => ({ label: i < many - 2 ? String(many - 3 - i) : ['弃权', '不了解'][i - many + 2], count: 312 + i, share: '100.0', permille: Math.floor(1000 / many), in_base: true }));
  const frames = ['live-bars', 'live-bars-percent', 'score-card'].flatMap(scene => [4, 5, 6, 8, 9, 12, 13, 16, 17, 23].map(many => {
    const shown = frame([scene]);
    const bars = marks(many).map(bar => (scene === 'live-bars-percent' ? { ...bar, count: undefined } : bar));
    shown.layers[0].data = { ...shown.layers[0].data, bars };
    // the highest mark of a station that the scene makes way for
    const room = Math.max(...[...Array(972).keys()].filter(h => placesOf([{ x: 900, y: 1026 - h, w: 10, h: 1 }], [], shown.layers[0]).lift > 0));
    return { name: `${scene} of ${many}`, room, theme: 'blue', frame: shown };
  }));
  const rooms = new Map(frames.map(({ name, theme, room }) => [`${name} ${theme}`, room]));
  assert.deepEqual(await faultsOf(on.browser, on.server.base, 'transparent', frames, async ({ page }, name) => (await page.evaluate(() => {
    const top = /** @type {HTMLElement} */ (document.querySelector('.lower')).getBoundingClientRect().top;
    const cells = [...document.querySelectorAll('.column')].map(cell => ({ cell: cell.getBoundingClientRect(), text: Math.max(...[...cell.querySelectorAll('.grade-name, .num, .bar-sign')].map(e => e.getBoundingClientRect().right)) }));
    return { tall: 1026 - top, close: cells.filter(({ cell, text }) => text > cell.right - 4).length };
  }).then(({ tall, close }) => [tall > (rooms.get(name) || 0) + 1 && `${name} is ${tall} tall where ${rooms.get(name)} is kept`, close > 0 && `${name}: ${close} columns touch the next`])).flatMap(fault => fault || [])), []);
});

test('a name that fills its room stands 24 pixels from its score, and of five bars 88 is seen beside 97', async () => {
  const long = '市人力资源和社会保障局劳动保障监察支队投诉举报受理中心';
  const lists = ['ten', 'reveal-end', 'board', 'board-ten'].flatMap(name => [[name], [name, 'bug', 'crawl']]).map(names => {
    const shown = frame(names);
    shown.layers[0].data = { ...shown.layers[0].data, rows: shown.layers[0].data.rows.map((/** @type {any} */ row) => ({ ...row, name: long, score: '100.00' })) };
    return { name: names.join(' '), theme: 'blue', frame: shown };
  });
  const near = async (/** @type {any} */ { page }, /** @type {string} */ name) => page.evaluate((/** @type {string} */ told) => [...document.querySelectorAll('.row:not(.top-row)')].flatMap(row => {
    const [of, score] = ['.row-name', '.row-score'].map(at => /** @type {HTMLElement} */ (row.querySelector(at)));
    if (!of.offsetParent || !score.textContent) return [];
    const range = document.createRange();
    range.selectNodeContents(score);
    const gap = range.getBoundingClientRect().left - of.getBoundingClientRect().right;
    return gap >= 23.5 ? [] : [`${told}: ${gap} pixels before ${score.textContent}`];
  }), name);
  assert.deepEqual(await faultsOf(on.browser, on.server.base, 'transparent', lists, near), []);
  assert.deepEqual(await faultsOf(on.browser, on.server.base, 'full', lists, near), []);
  assert.deepEqual(await faultsOf(on.browser, on.server.base, 'transparent', [{ name: 'dims', theme: 'blue', frame: frame(['dims']) }], ({ page }) => page.evaluate(() => {
    const bar = /** @type {HTMLElement} */ (document.querySelector('.dim-track')).getBoundingClientRect();
    return bar.width >= 1500 ? [] : [`bars are ${bar.width} wide`];
  })), []);
});

/** The longest name of a list says how large all of them are: here none is long. @template F @param {F} whole @returns {F} */
const short = whole => JSON.parse(JSON.stringify(whole, (key, value) => (key === 'name' && typeof value === 'string' ? value.slice(0, 8) : value)));

test('beside the corner mark and the crawl a name on the board of a wall keeps to its row', async () => {
  const shown = ['board', 'board-ten', 'board-pinned'].map(name => ({ name, theme: 'blue', frame: short(frame([name, 'bug', 'crawl'])) }));
  assert.deepEqual(await faultsOf(on.browser, on.server.base, 'full', shown, ({ page }, name) => page.evaluate(told => [...document.querySelectorAll('.row')].flatMap(row => {
    const of = /** @type {HTMLElement} */ (row.querySelector('.row-name'));
    const [line, room] = [of.getBoundingClientRect(), row.getBoundingClientRect()];
    const over = Math.max(room.top - line.top, line.bottom - parseFloat(getComputedStyle(of).paddingBottom) - room.bottom);
    return over > 0 ? [`${told}: ${of.textContent} at ${of.style.fontSize} is ${over.toFixed(1)} over its row`] : [];
  }), name)), []);
});

test('on a wall a list is read from further away than on television', async () => {
  const sizes = async (/** @type {string} */ ground) => {
    /** @type {number[]} */ const found = [];
    await faultsOf(on.browser, on.server.base, ground, ['board', 'ten', 'reveal-end'].map(name => ({ name, theme: 'blue', frame: short(frame([name])) })), async ({ page }) => {
      found.push(...await page.evaluate(() => [parseFloat(getComputedStyle(/** @type {HTMLElement} */ (document.querySelector('.row:nth-child(4) .row-name'))).fontSize)]));
      return [];
    });
    return found;
  };
  const [wall, television] = [await sizes('full'), await sizes('transparent')];
  wall.forEach((size, i) => assert.ok(size >= 1.2 * television[i], `${size} where television has ${television[i]}`));
});
