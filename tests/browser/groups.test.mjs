// What stands in one group is of one size and on one line, whoever has the long name; and what a class is called is read whole.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { everyFault, startBrowser, startServer, until } from './harness.mjs';
import { faultsOf, openOutput } from './gfx.mjs';
import { frameWith } from '../../static/gfx/samples.js';

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

const grounds = ['transparent', 'full'];

/** @param {string} scene @param {object} output @param {(data: any) => void} [change] */
function shown(scene, output, change = () => {}) {
  const frame = JSON.parse(JSON.stringify(frameWith([scene], output)));
  change(frame.layers[0].data);
  return frame;
}

/** Runs in the page: the sizes of type of all that a selector finds, each once. @param {string} selector */
const sizesOf = selector => [...new Set([.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector))].filter(e => e.offsetParent && e.textContent).map(e => getComputedStyle(e).fontSize))];

/** What has one size, in which scene. @type {[string, string][]} */
const groups = [['reveal-end', '.reveal-row .row-name'], ['reveal-end', '.top-row:not([data-rank="1"]) .row-name'], ['ten', '.row-name'], ['board', '.row-name'], ['board-pinned', '.row-name'], ['live-bars', '.grade-name'],
  ['score-card', '.grade-name'], ['score-criteria', '.criterion-name'], ['dims', '.dim-name'], ['turnout', '.group-name'], ['versus', '.versus-name'], ['plate', '.plate-value'], ['strap-three', '.strap-line']];

test('what stands in one group has one size, also where one of it is long', async () => {
  const long = '市人力资源和社会保障局劳动监察大厅';
  /** @param {any} data */
  const lengthen = data => {
    for (const list of ['bars', 'dims', 'groups', 'criteria']) for (const one of (data[list] || []).slice(1, 2)) one.label = '特别邀请的监督员代表';
    for (const row of (data.rows || []).filter((/** @type {any} */ one) => ['u2', 'u7'].includes(one.unit))) row.name = long;
    if (data.right) data.right.name = long;
    if (data.signed) data.lines[1].value = '四百五十张，另有备用评议证三十张，均已封存待查，由监票人当场清点无误并签字';
    if (data.side) data.lines[1] = long + '副主任委员兼任分管负责同志';
  };
  for (const ground of grounds) {
    const output = await openOutput(browser, server.base);
    await output.load();
    await until('the page listens', async () => output.heard.length > 0);
    let rev = 100;
    for (const [scene, selector] of groups) {
      if (scene === 'score-criteria' && ground !== 'full') continue; // a lower third has no room for them
      const frame = shown(scene, { ground }, lengthen);
      rev += 1;
      output.say({ ...frame, rev, layers: frame.layers.map((/** @type {any} */ layer) => ({ ...layer, cut: true, take: rev, key: layer.key + rev })) });
      await until(`${scene} stands`, async () => (await output.state()).rev === rev);
      const sizes = await output.page.evaluate(sizesOf, selector);
      assert.equal(sizes.length, 1, `${scene} ${selector} on ${ground}: ${sizes}`);
      assert.ok(parseFloat(sizes[0] || '') >= 40, `${scene} ${selector} on ${ground}: ${sizes}`);
    }
    await output.context.close();
  }
});

test('who comes out later with a long name changes the size of all that are out, and they come to it together', async () => {
  const output = await openOutput(browser, server.base);
  await output.load();
  await until('the page listens', async () => output.heard.length > 0);
  for (const out of [2, 3]) {
    const frame = shown('reveal', { ground: 'full' }, data => Object.assign(data, { rows: data.rows.slice(0, out), released: out, next: { rank: 10 - out, group: out + 1, of: 10 } })); // the eighth has the long name
    output.say({ ...frame, rev: 100 + out });
    await until(`${out} are out`, async () => (await output.state()).rev === 100 + out);
  }
  const moved = await output.page.evaluate(() => document.getAnimations().filter(a => /** @type {HTMLElement} */ (/** @type {KeyframeEffect} */ (a.effect).target).classList.contains('row-name')).length);
  assert.ok(moved === 2 || moved === 0, `${moved} names`); // 0: it has ended by now
  assert.equal((await output.page.evaluate(sizesOf, '.reveal-row .row-name')).length, 1);
  await output.context.close();
});

test('the two bars of a comparison lie on one line, whatever their names take', async () => {
  for (const ground of grounds) for (const [name, sub] of [['市住房公积金管理中心办事大厅', ''], ['2026 年', '市住房公积金管理中心'], ['新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县', '窗口']]) {
    const frame = shown('versus', {}, data => { data.right = { ...data.right, name, sub }; });
    assert.deepEqual(await faultsOf(browser, server.base, ground, [{ name: 'versus', theme: 'blue', frame }], async ({ page }) => {
      const tops = await page.evaluate(() => [...document.querySelectorAll('.versus-track')].map(e => Math.round(e.getBoundingClientRect().top)));
      return tops[0] === tops[1] ? [] : [`${name} on ${ground}: ${tops}`];
    }), []);
  }
});

test('two who have no score are not even', async () => {
  const none = { name: '市教育局', sub: '', value: '', permille: 0, average: false };
  const frame = shown('versus', {}, data => Object.assign(data, { left: none, right: none, difference: '', lead: 'none' }));
  await faultsOf(browser, server.base, 'full', [{ name: 'versus', theme: 'blue', frame }], async ({ page }) => {
    assert.doesNotMatch(await page.locator('.scene').innerText(), /持平/);
    return [];
  });
});

test('a hidden card on a wall shows the name large and what is to come, and fills the picture', async () => {
  for (const [theme, lang] of [['blue', 'zh-CN'], ['dark', 'en'], ['contrast', 'zh-CN']]) {
    const frame = shown('score-hidden', { lang });
    assert.deepEqual(await faultsOf(browser, server.base, 'full', [{ name: 'score-hidden', theme, frame }], async ({ page }) => {
      const seen = await page.evaluate(() => {
        const box = (/** @type {string} */ of) => /** @type {HTMLElement} */ (document.querySelector(of)).getBoundingClientRect();
        return { name: parseFloat(getComputedStyle(/** @type {HTMLElement} */ (document.querySelector('.head-name'))).fontSize), head: box('.head').height, cover: box('.lower-figures').height, width: box('.lower-figures').width };
      });
      return seen.name >= 104 && seen.head > 320 && seen.cover > 280 && seen.width > 1700 ? [] : [JSON.stringify(seen)];
    }), []);
  }
});

test('the places of a card are read whole in either language, interim, corrected, and in a class of a long name', async () => {
  const frames = [['zh-CN', '民生保障与公共服务类'], ['en', 'Public livelihood'], ['en', 'Comprehensive services']].flatMap(([lang, label]) => ['blue', 'dark', 'contrast'].map(theme => ({
    name: `${lang} ${label}`, theme, frame: shown('score-card', { lang }, data => Object.assign(data, { class: label, so_far: true, class_so_far: true, tie: true, class_tie: true, corrected: true })),
  })));
  for (const ground of grounds) {
    assert.deepEqual(await faultsOf(browser, server.base, ground, frames, async ({ page }, told) => page.evaluate(as => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.rank .caption'))]
      .filter(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 20).map(e => `${as}: "${e.textContent}" is cut`), told)), []);
  }
});

test('a divided bar grows from the left, each part where it belongs', async () => {
  const output = await openOutput(browser, server.base);
  await output.load();
  await until('the page listens', async () => output.heard.length > 0);
  await output.page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    Object.assign(seen, { second: [], cover: [] });
    const look = () => {
      for (const [name, selector] of [['second', '.live-bars .stack-part:nth-child(2)'], ['cover', '.live-bars .stack-cover']]) {
        const at = /** @type {HTMLElement | null} */ (document.querySelector(selector))?.style.transform;
        if (at && !seen[name].includes(at)) seen[name].push(at);
      }
      requestAnimationFrame(look);
    };
    look();
  });
  output.say(shown('live-bars', {}));
  await until('it has landed', async () => (await output.page.evaluate(() => /** @type {any} */ (window).cover)).includes('translateX(100%)'));
  const { second, cover } = await output.page.evaluate(() => ({ second: /** @type {any} */ (window).second, cover: /** @type {any} */ (window).cover }));
  assert.deepEqual(second, ['translateX(72.2%)']);
  const way = cover.map((/** @type {string} */ at) => parseFloat(at.slice(11)));
  assert.deepEqual(way, [...way].sort((a, b) => a - b));
  await output.context.close();
});
