// Every scene that has figures, with the hardest that a session may bring it: full marks, rooms of ten thousand,
// four decimals, as many categories as there may be. Nothing lies on another, leaves its place, or is cut.
import test from 'node:test';
import assert from 'node:assert/strict';
import { house } from './hall.mjs';
import { faultsOf, openOutput } from './gfx.mjs';
import { frameWith, samples } from '../../static/gfx/samples.js';

const on = house();
const grounds = ['transparent', 'full'];

/** @param {string} name @param {Record<string, any>} data @param {object} [output] @returns {any} */
function hard(name, data, output = {}) {
  const frame = frameWith([name], output);
  return { ...frame, layers: frame.layers.map(layer => ({ ...layer, data: { ...layer.data, ...data } })) };
}

/** Grades with these counts. @param {number[]} counts @param {string[]} [labels] */
const grades = (counts, labels = ['满意', '基本满意', '不满意', '不了解']) => counts.map((count, i) => {
  const all = counts.reduce((sum, one) => sum + one, 0);
  return { label: labels[i], count, share: ((count * 100) / all).toFixed(1), permille: Math.round((count * 1000) / all), in_base: true };
});

/** @param {number} many */
const categories = many => Array.from({ length: many }, (_, i) => ({ label: ['人大代表', '政协委员', '企业代表', '个体工商户代表', '城乡居民代表', '特邀监察员'][i] || `第 ${i + 1} 类代表`, issued: 60 + i, checked_in: 55, permille: 916 }));

/** @param {number} issued @param {number} here @param {number} ballots @param {number} groups */
const room = (issued, here, ballots, groups) => ({ issued, checked_in: here, ballots, expected: here, permille: Math.floor((ballots * 1000) / here), groups: categories(groups) });

/** @param {number} many @param {string} score */
const dims = (many, score) => ({ focus: many - 1, dims: Array.from({ length: many }, (_, i) => ({ label: ['依法履职', '服务态度', '办事效率', '政务公开', '廉洁自律', '队伍建设', '创新发展', '群众反映'][i], score, permille: 1000, average: score, average_permille: 1000 })) });

/** @param {string} left @param {string} right */
const sides = (left, right) => ({ left: { name: '市发展改革委', sub: '', value: left, permille: 1000 }, right: { name: '市教育局', sub: '', value: right, permille: 930 }, difference: '15.8333' });

const tens = ['93.3333', '100.0000'];
const sheet = grounds.flatMap(ground => [
  ...['100.00', '88.3333', '100.0000'].map(score => [`score of ${score}`, hard('score-card', { score, bars: grades([9999, 433, 0, 0]), valid: 10432 })]),
  ['score of 433 votes', hard('score-card', { score: '100.00', bars: grades([433, 0, 0, 0]), rank: 163, of: 163, rank_in_class: 100, of_class: 100, tie: true, class_tie: true })],
  ['score of criteria', hard('score-criteria', { score: '100.0000', rank: 1, of: 163 })],
  ...[[433, 433, 433], [1450, 1433, 1433], [10000, 10000, 9999], [10000, 9412, 8730]].map(([issued, here, ballots]) => [`turnout ${ballots} of ${here}`, hard('turnout', room(Number(issued), Number(here), Number(ballots), 5))]),
  ...[1, 6, 7, 8, 9, 12, 16, 64].map(many => [`turnout of ${many}`, hard('turnout', room(10000, 1000, 988, many))]),
  ...[[1850, 2000, 119], [8730, 9412, 119], [9999, 10000, 7500]].map(([ballots, expected, left]) => [`countdown ${ballots}`, hard('countdown', { ballots, expected, deadline: Date.now() / 1000 + Number(left) })]),
  ...[[1000, 'closed'], [10000, 'revealed'], [10000, 'confirmed'], [10000, 'open']].map(([all, state]) => [`bars ${state} ${all}`, hard('live-bars', { ballots: all, expected: all, state, deadline: Date.now() / 1000 + 7500, seal: state === 'open' ? '' : 'K7QM-3F9D', bars: grades([Number(all) - 3, 1, 1, 1]) })]),
  ['verdict', hard('verdict', { bars: grades([9999, 1, 0], ['已兑现', '部分兑现', '未兑现']) })],
  ['bars of five', hard('live-bars', { ballots: 10000, expected: 10000, state: 'closed', bars: grades([9000, 250, 250, 250, 250], ['优秀', '良好', '一般', '较差', '不了解']) })],
  ['versus of 100', hard('versus', sides('100.00', '100.00'))],
  ['versus of four decimals', hard('versus', sides('77.5000', '93.3333'))],
  ['versus of all and none', hard('versus', sides('100.0000', '0.0000'))],
  ...[1, 5, 6, 8].flatMap(many => tens.map(score => [`dims ${many} of ${score}`, hard('dims', dims(many, score))])),
  ...['board', 'board-ten', 'ten', 'reveal-end'].map(name => [name, hard(name, { rows: samples[name]?.data.rows.map((/** @type {any} */ row) => ({ ...row, score: '100.0000' })) })]),
].map(([name, frame]) => ({ ground, name: String(name), theme: 'blue', frame: /** @type {any} */ (frame) })));

/** Runs in the page: texts that leave what they are part of, and figures that touch. */
function close() {
  const faults = [];
  const texts = [...document.querySelectorAll('.scene:not(.going) *')].flatMap(e => {
    const node = [...e.childNodes].find(n => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    if (!node || !(/** @type {HTMLElement} */ (e).offsetParent) || getComputedStyle(e).visibility === 'hidden') return [];
    const range = document.createRange();
    range.selectNodeContents(e);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const half = parseFloat(getComputedStyle(e).fontSize) * 0.42; // the letters; their line box is taller
    const lines = bottom - top > half * 4 ? (bottom - top) / 2 - half * 1.2 : 0;
    return [{ e, text: `${e.className} "${node.textContent}"`, left, right, top: (top + bottom) / 2 - half - lines, bottom: (top + bottom) / 2 + half + lines }];
  });
  for (const { e, text, left, right } of texts) {
    for (let box = e.parentElement; box && !box.classList.contains('layer'); box = box.parentElement) {
      const around = box.getBoundingClientRect();
      if (around.width > 0 && getComputedStyle(box).display !== 'inline' && (right > around.right + 2 || left < around.left - 2)) faults.push(`${text} leaves ${box.className} by ${Math.round(Math.max(right - around.right, around.left - left))}`);
    }
  }
  const joins = (/** @type {Element} */ e) => /-of|sign|expected|tie/.test(e.className); // stand close to what they belong to
  texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const gap = Math.max(a.left, b.left) - Math.min(a.right, b.right);
    if (height > 20 && gap > -2 && gap < (joins(a.e) || joins(b.e) ? 0 : 10) && !a.e.contains(b.e)) faults.push(`${a.text} is ${Math.round(gap)} from ${b.text}`);
  }));
  for (const { left, right, top, bottom, text } of [...document.querySelectorAll('.track')].filter(e => /** @type {HTMLElement} */ (e).offsetParent).map(e => ({ text: e.className, ...e.getBoundingClientRect().toJSON() }))) {
    if (right - left < 60) faults.push(`${text} is ${right - left} wide`);
    for (const one of texts) if (one.left < right - 1 && left < one.right - 1 && one.bottom > top + 2 && bottom > one.top + 2) faults.push(`${one.text} lies on ${text}`);
  }
  return faults;
}

for (const ground of grounds) {
  test(`the largest figures, rooms and lists have their room on ${ground}: none on another, none cut`, async () => {
    const frames = sheet.filter(one => one.ground === ground);
    assert.deepEqual(await faultsOf(on.browser, on.server.base, ground, frames, async ({ page }, name) => (await page.evaluate(close)).map(fault => `${name}: ${fault}`)), []);
  });
}

test('figures that grow while they stand keep to their room', async () => {
  const output = await openOutput(on.browser, on.server.base);
  const small = hard('countdown', { ballots: 9, expected: 90 }, { ground: 'full' });
  output.say(small);
  await output.load();
  await output.page.locator('.ballots').waitFor();
  output.say({ ...small, seq: small.seq + 1, rev: small.rev + 1, layers: [{ ...small.layers[0], data: { ...small.layers[0].data, ballots: 9999, expected: 10000 } }] });
  await output.page.getByText('/10,000', { exact: true }).waitFor();
  assert.deepEqual(await output.page.evaluate(close), []);
  await output.context.close();
});

test('of more categories than there is room for the largest are shown, and the rest are told together', async () => {
  const output = await openOutput(on.browser, on.server.base);
  for (const ground of grounds) {
    const shown = hard('turnout', room(10000, 1000, 988, 64), { ground });
    output.say({ ...shown, rev: shown.rev + grounds.indexOf(ground) });
    if (ground === 'transparent') await output.load();
    await output.page.locator(`#gfx[data-ground="${ground}"] .group-rest`).waitFor();
    const groups = await output.page.locator('.group').count();
    const rest = await output.page.locator('.group-rest').innerText();
    const others = 64 - (groups - 1);
    assert.match(rest, new RegExp(`其余 ${others} 类`));
    assert.ok(rest.replaceAll(',', '').includes(`/${categories(64).slice(0, others).reduce((sum, one) => sum + one.issued, 0)}`), rest);
    assert.equal(await output.page.locator('.group-name').first().innerText(), `第 ${others + 1} 类代表`); // in the order of the roster
  }
  await output.context.close();
});

test('counts on bars are written as ballots are, with a comma at the thousands', async () => {
  const output = await openOutput(on.browser, on.server.base);
  output.say(hard('live-bars', { ballots: 10000, expected: 10000, bars: grades([9999, 1, 0, 0]) }));
  await output.load();
  await output.page.locator('.bar-count').getByText('9,999', { exact: true }).waitFor();
  await output.context.close();
});

test('a card of several marks a ballot says which of its figures are marks and which are ballots', async () => {
  const output = await openOutput(on.browser, on.server.base);
  output.say(hard('score-card', { bars: grades([100, 70, 30, 0]), valid: 40, void: 2, marks: 200 }));
  await output.load();
  await output.page.getByText('评价 200 项次', { exact: false }).waitFor();
  assert.match(await output.page.locator('.counts').innerText(), /评价 200 项次.*有效票 40/);
  await output.context.close();
});

test('a window of another shape has the picture in its middle, also where nothing is made smaller', async () => {
  const output = await openOutput(on.browser, on.server.base);
  output.say(hard('score-card', {}));
  await output.load();
  await output.page.locator('.score').waitFor();
  for (const [width, height] of [[1920, 1200], [2560, 1080], [3840, 1080], [1280, 1024]]) {
    await output.page.setViewportSize({ width: Number(width), height: Number(height) });
    await output.page.evaluate(() => new Promise(done => requestAnimationFrame(done)));
    const box = await output.page.locator('#gfx').boundingBox();
    assert.ok(box && Math.abs(box.x * 2 + box.width - Number(width)) < 1.5 && Math.abs(box.y * 2 + box.height - Number(height)) < 1.5, `${width} by ${height}: ${JSON.stringify(box)}`);
  }
  await output.context.close();
});

test('on a board the class stands in every row or in none', async () => {
  const rows = samples.board?.data.rows.map((/** @type {any} */ row, /** @type {number} */ i) => ({ ...row, name: i === 2 ? '市残疾人联合会康复服务窗口综合受理大厅服务台' : row.name, place: i === 2 ? '市残疾人联合会康复服务中心' : row.place, score: '100.0000' }));
  for (const ground of grounds) {
    assert.deepEqual(await faultsOf(on.browser, on.server.base, ground, [{ name: 'board', theme: 'blue', frame: hard('board', { rows }) }], async ({ page }) => {
      const seen = await page.evaluate(() => [...document.querySelectorAll('.row:not(.free) .row-place')].map(e => Boolean(/** @type {HTMLElement} */ (e).offsetParent)));
      return new Set(seen).size < 2 ? [] : [`${ground}: ${seen}`];
    }), []);
  }
});

test('no line begins with the dot inside a name', async () => {
  const frames = [hard('strap-three', { name: '阿不都热合曼·买买提艾力江·吐尔逊' }), hard('plate', { signed: ['王监票', '欧阳娜娜娜娜', '阿不都热合曼·买买提艾力江', '阿不都热合曼·买买提艾力江'] })];
  for (const ground of grounds) {
    assert.deepEqual(await faultsOf(on.browser, on.server.base, ground, frames.map(frame => ({ name: 'names', theme: 'blue', frame })), ({ page }) => page.evaluate(() => [...document.querySelectorAll('.strap-name, .plate-signed')].flatMap(e => {
      const lines = new Map();
      for (const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT); walk.nextNode();) {
        const range = document.createRange();
        [...(walk.currentNode.textContent || '')].forEach((letter, i) => {
          range.setStart(walk.currentNode, i);
          range.setEnd(walk.currentNode, i + 1);
          const { top } = range.getBoundingClientRect();
          if (!lines.has(Math.round(top / 8))) lines.set(Math.round(top / 8), letter);
        });
      }
      return [...lines.values()].filter(letter => letter === '·').map(() => `a line of ${e.textContent} begins with the dot`);
    }))), []);
  }
});

test('on the colour of a key a whole picture stands below the mark of a rehearsal or beside it, whatever is kept free below', async () => {
  for (const reserved of [[], [{ x: 0, y: 900, w: 1920, h: 180 }], [{ x: 0, y: 760, w: 1920, h: 320 }]]) {
    const frame = hard('board', { title: '全市市直部门（单位）双向公开评议暨年度作风建设综合考核大会' }, { mark: true, reserved });
    assert.deepEqual(await faultsOf(on.browser, on.server.base, '#00ff00', [{ name: 'board', theme: 'blue', frame }], async ({ page }) => {
      const [mark, title] = await Promise.all(['.mark-badge', '.list-title'].map(at => page.locator(at).boundingBox()));
      const clear = mark && title && (mark.y + mark.height <= title.y + 30 || mark.x + mark.width <= title.x);
      return clear ? [] : [`the mark is at ${JSON.stringify(mark)}, the title at ${JSON.stringify(title)}`];
    }), []);
  }
});

test('one unit alone has its score near its name', async () => {
  const one = samples.board?.data.rows.slice(0, 1);
  const frames = [['reveal', hard('reveal-end', { rows: one, total: 1, released: 1, top: 1 })], ['ten', hard('ten', { rows: one, size: 1 })]];
  for (const ground of grounds) {
    assert.deepEqual(await faultsOf(on.browser, on.server.base, ground, frames.map(([name, frame]) => ({ name: String(name), theme: 'blue', frame })), async ({ page }, name) => page.evaluate(told => {
      const [of, score] = ['.row-name', '.row-score'].map(at => {
        const range = document.createRange();
        range.selectNodeContents(/** @type {Element} */ (document.querySelector(`.row ${at}`)));
        return range.getBoundingClientRect();
      });
      const far = Math.max(0, Number(score?.left) - Number(of?.right), Number(score?.top) - Number(of?.bottom));
      return far < 240 ? [] : [`${told}: its score is ${far} from its name`];
    }, `${name}`)), []);
  }
});
