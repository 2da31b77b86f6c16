// Names as long as they come, in every scene that prints one: whole, on a picture
// and as a whole picture, also where a crawl and the corner mark take their room.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyFault, root, startBrowser, startServer, until } from './harness.mjs';
import { faultsOf, openOutput } from './gfx.mjs';
import { keep } from './look.mjs';
import { frameWith, samples } from '../../static/gfx/samples.js';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./harness.mjs').Browser} */ let browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser.close();
  await server.stop();
  assert.deepEqual(everyFault(), []);
});

const units = readFileSync(join(root, 'data/sample/windows/units.csv'), 'utf8').split(/\r?\n/).flatMap(line => line.split(','));
const longest = units.reduce((most, name) => (name.length > most.length ? name : most), '');
const counter = '某某市住房和城乡建设局不动产登记中心综合服务窗口';
const thirty = counter + '第二办事大厅';
const forty = thirty + '综合受理专区甲号柜台';
const letters = 'Municipal Housing Bureau Service Centre 2'; // what the draft's page says to fit: app/desk/glyphs.go
const names = [longest, counter, thirty, letters];

/** The samples that print the name of a unit, as a member of the data or of its rows. */
const printing = Object.entries(samples).filter(([, { scene, data }]) => scene !== 'lineup' && (data.name || data.rows || data.left)).map(([name]) => name);

/**
 * A frame in which every unit has one name, and scores are as broad as they get.
 * @param {string[]} scenes @param {string} name @param {object} [output]
 */
function named(scenes, name, output = {}) {
  const frame = JSON.parse(JSON.stringify(frameWith(scenes, output)));
  for (const { data } of frame.layers) {
    if (data.name) data.name = name;
    if (data.rank) Object.assign(data, { tie: true, class_tie: true });
    for (const one of [data.left, data.right, data.pinned, ...data.rows || []]) if (one) one.name = name;
    for (const row of data.rows || []) if (row.rank === 1) row.score = '100.00';
  }
  return frame;
}

/** Runs in the page: names that are not there in all their letters. @param {string} name */
function cut(name) {
  const faults = [];
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.scene:not(.going) *'))) {
    if ([...e.children].some(c => c.tagName !== 'WBR') || e.tagName === 'WBR' || e.textContent !== name || !e.offsetParent) continue;
    const { webkitLineClamp: clamp, lineHeight, fontSize } = getComputedStyle(e);
    const lines = Math.round(e.scrollHeight / parseFloat(lineHeight));
    if (clamp !== 'none' && lines > Number(clamp)) faults.push(`${e.className} has ${clamp} of ${lines} lines`);
    if (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + parseFloat(fontSize) * 0.6) faults.push(`${e.className} is cut: ${e.scrollWidth} of ${e.clientWidth}, ${e.scrollHeight} of ${e.clientHeight}`);
  }
  return faults;
}

test('the names are as long as is said', () => {
  assert.equal([...thirty].length, 30);
  assert.equal([...forty].length, 40);
  assert.ok([...longest].length >= 18, longest);
  assert.deepEqual([...new Set(printing.map(name => samples[name]?.scene))].sort(), ['board', 'countdown', 'dims', 'live-bars', 'pledge', 'reveal', 'score-card', 'strap', 'ten', 'verdict', 'versus']);
});

for (const ground of ['transparent', 'full']) {
  test(`names of eighteen, twenty-four and thirty characters, and of forty letters, are whole in every scene on ${ground}`, async () => {
    const faults = [];
    for (const name of names) {
      const lists = printing.filter(scene => samples[scene]?.layer === 'full').map(scene => [scene, 'bug', 'crawl']);
      const frames = [...printing.map(scene => [scene]), ...lists].map(scenes => ({ name: `${scenes.join(' ')} ${name.length}`, theme: 'blue', frame: named(scenes, name) }));
      faults.push(...await faultsOf(browser, server.base, ground, frames, async ({ page }, told) => (await page.evaluate(cut, name)).map(fault => `${told}: ${fault}`)));
    }
    assert.deepEqual(faults, []);
  });
}

test('a name of forty characters ends in an ellipsis in the rows of lists, of which the desk warns, and is whole in every other picture', async () => {
  const frames = printing.map(scene => ({ name: scene, theme: 'blue', frame: named([scene], forty) }));
  const cutIn = new Set();
  const faults = await faultsOf(browser, server.base, 'transparent', frames, async ({ page }, told) => (await page.evaluate(cut, forty)).flatMap(fault => {
    cutIn.add(told.split(' ')[0]);
    return fault.startsWith('row-name') ? [] : [`${told}: ${fault}`];
  }));
  assert.deepEqual(faults, [], 'it lies on nothing else, and is cut in rows alone');
  assert.deepEqual([...new Set([...cutIn].map(name => samples[name]?.scene))].sort(), ['board', 'reveal', 'ten']);
});

test('a name that is longer than a row is made for is smaller alone, and takes nothing from the names beside it', async () => {
  const sizes = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.scene:not(.going) .row-name'))].filter(e => e.offsetParent && e.textContent)
    .map(e => ({ name: e.textContent || '', size: parseFloat(getComputedStyle(e).fontSize) }));
  const short = '市供水集团';
  for (const [ground, ...more] of [['transparent'], ['full'], ['transparent', 'bug', 'crawl']]) {
    const frames = printing.filter(scene => ['board', 'ten', 'reveal'].includes(samples[scene]?.scene || '')).flatMap(scene => {
      const [plain, long] = [named([scene, ...more], short), named([scene, ...more], short)];
      const one = long.layers[0].data.rows.find((/** @type {any} */ row) => row.rank === 5); // who is on every one of them, and among the first three of none
      if (!one) return [];
      one.name = forty;
      return [{ name: scene, theme: 'blue', frame: plain }, { name: `${scene} long`, theme: 'blue', frame: long }];
    });
    /** @type {{ told: string, names: { name: string, size: number }[] }[]} */ const seen = [];
    await faultsOf(browser, server.base, ground || '', frames, async ({ page }, told) => {
      seen.push({ told: `${told} ${more} on ${ground}`, names: await page.evaluate(sizes) });
      return [];
    });
    assert.ok(seen.length >= 6, 'boards, lists and reveals');
    for (let i = 0; i < seen.length; i += 2) {
      const [plain, long] = seen.slice(i, i + 2);
      const others = (/** @type {typeof plain} */ all) => [...new Set((all?.names || []).filter(row => row.name === short).map(row => row.size))].sort();
      assert.ok((long?.names || []).some(row => row.name === forty && row.size >= 40), `${long?.told}: the long one is not there, or too small`);
      assert.deepEqual(others(long), others(plain), `${long?.told}: the names beside it`);
    }
  }
});

test('a name of two lines is broken behind the name of an office, and not in the middle of a word', async () => {
  const broken = { 市税务局第一税务分局: '市税务局', 市住房公积金管理中心办事大厅: '市住房公积金管理中心', 市生态环境局综合行政执法支队: '市生态环境局', 市残疾人联合会康复服务窗口: '市残疾人联合会' };
  const frames = Object.keys(broken).flatMap(name => ['ten', 'score-card', 'reveal-end'].map(scene => ({ name: `${scene} ${name}`, theme: 'blue', frame: named([scene], name) })));
  let seen = 0;
  for (const ground of ['transparent', 'full']) {
    assert.deepEqual(await faultsOf(browser, server.base, ground, frames, async ({ page }, told) => {
      const firsts = await page.evaluate(() => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.scene .wrapped'))].filter(e => e.offsetParent).map(e => {
        const range = document.createRange();
        const lines = new Map();
        const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) [...node.textContent || ''].forEach((letter, i) => {
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          const top = Math.round(range.getBoundingClientRect().top);
          lines.set(top, (lines.get(top) || '') + letter);
        });
        return /** @type {string} */ (lines.values().next().value);
      }));
      seen += firsts.length;
      return firsts.filter(first => !Object.values(broken).includes(first)).map(first => `${told} is broken behind ${first}`);
    }), []);
  }
  assert.ok(seen > 20, `${seen} names of two lines`);
});

test('of the top three the first is never the smallest, whoever has the long name and whatever else is on', async () => {
  const output = await openOutput(browser, server.base);
  await output.load();
  await until('the page listens', async () => output.heard.length > 0);
  let rev = 100;
  for (const scenes of [['reveal-end'], ['reveal-end', 'bug', 'crawl']]) for (const long of [1, 2, 3]) {
    const frame = named(scenes, '市供水集团');
    for (const row of frame.layers[0].data.rows) {
      if (row.rank > 1) Object.assign(row, { rank: row.unit === 'u2' ? 3 : row.rank, tie: false });
      if (row.rank === long) row.name = thirty;
    }
    rev += 1;
    output.say({ ...frame, rev, layers: frame.layers.map((/** @type {any} */ layer) => ({ ...layer, cut: true, take: rev, key: layer.key + rev })) });
    await until('it stands', async () => (await output.state()).rev === rev);
    const [first, second, third] = await output.page.evaluate(() => [...document.querySelectorAll('.top-row .row-name')].map(name => parseFloat(getComputedStyle(name).fontSize)));
    assert.ok(first >= second && first >= third, `${scenes.join(' ')}: ${first}, ${second}, ${third} with ${long} long`);
  }
  await output.context.close();
});

test('names that move to another row, and rows that get another height, are fitted anew', async () => {
  const output = await openOutput(browser, server.base);
  const frame = named(['reveal-end'], longest);
  const { data } = frame.layers[0];
  const all = data.rows.map((/** @type {any} */ row, /** @type {number} */ i) => ({ ...row, name: i % 2 ? '市供水集团' : thirty }));
  const many = Array.from({ length: 16 }, (_, i) => ({ ...all[i % 10], rank: 20 - i, tie: false, unit: 'n' + i }));
  /** @param {number} out @param {string[]} [more] */
  const step = async (out, more = []) => {
    const rev = 100 + out + more.length;
    const shown = { ...data, total: 20, released: out, next: null, rows: many.slice(0, out) };
    output.say({ ...frame, rev, layers: [{ ...frame.layers[0], data: shown, step: out }, ...frameWith(more).layers] });
    await until('it stands', async () => (await output.state()).rev === rev);
    for (const name of [thirty, '市供水集团']) assert.deepEqual(await output.page.evaluate(cut, name), [], `${out} ${more.join(' ')}`);
  };
  await output.load();
  for (const out of [8, 9, 10, 13]) await step(out);
  await step(13, ['bug', 'crawl']);
  await output.context.close();
});

test('whoever shares a place that the large pictures cannot hold stands alike, and whole', async () => {
  for (const ground of ['transparent', 'full']) {
    const output = await openOutput(browser, server.base);
    await output.load();
    await until('the page listens', async () => output.heard.length > 0);
    let rev = 200;
    // who is on each place, and how many of them are large
    for (const [ranks, top] of /** @type {[number[], number][]} */ ([[[1, 1, 1, 1, 5, 6, 7, 8, 9, 10], 0], [[1, 2, 2, 2, 5, 6, 7, 8, 9, 10], 1], [[1, 2, 3, 3, 5, 6, 7, 8, 9, 10], 2], [[1, 1, 1, 1], 0]])) {
      for (const name of ['市供水集团', thirty]) {
        const frame = named(['reveal-end'], name, { ground });
        const layer = frame.layers[0];
        const rows = ranks.map((rank, i) => ({ ...layer.data.rows[i], rank, tie: ranks.filter(other => other === rank).length > 1, name, unit: 't' + i })).reverse();
        rev += 1;
        output.say({ ...frame, rev, layers: [{ ...layer, cut: true, take: rev, key: layer.key + rev, data: { ...layer.data, total: ranks.length, released: ranks.length, newest: 4, top, next: null, rows } }] });
        await until('it stands', async () => (await output.state()).rev === rev);
        const told = `${ranks.join()} on ${ground}, ${name.length} characters`;
        assert.deepEqual(await output.page.evaluate(cut, name), [], told);
        const shared = String(ranks.find((rank, i) => ranks.indexOf(rank) !== i));
        const looks = await output.page.evaluate(rank => [...document.querySelectorAll('.row')].filter(row => /** @type {HTMLElement} */ (row).dataset.rank === rank && /** @type {HTMLElement} */ (row).offsetParent)
          .map(row => `${row.className} ${getComputedStyle(/** @type {Element} */ (row.querySelector('.row-name'))).fontSize} ${/** @type {HTMLElement} */ (row).offsetHeight}`), shared);
        assert.equal(looks.length, ranks.filter(rank => String(rank) === shared).length, `${told}: ${looks.join('; ')}`);
        assert.equal(new Set(looks).size, 1, `${told}: ${looks.join('; ')}`);
        await keep(output.page, `podium ${told}`);
      }
    }
    await output.context.close();
  }
});
