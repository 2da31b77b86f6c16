// The pictures of an output as an engineer would measure them: safe areas, type,
// colours, and that nothing is painted before play and after stop.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyFault, newPage, root, startBrowser, startServer, until } from './harness.mjs';
import { keep } from './look.mjs';
import { faultsOf, openOutput, painted } from './gfx.mjs';
import { pixelsOf } from './png.mjs';
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

const themes = ['blue', 'dark', 'contrast'];
const nothing = 0;
/** A frame as a server that is right on time would say it. @param {string[]} names @param {object} [output] @param {object} [more] @returns {any} */
const frame = (names, output = {}, more = {}) => ({ ...frameWith(names, output), ...more });

/** Where the code is: a white card, dark on light for whoever scans it. @param {import('./harness.mjs').Page} page */
async function codeOf(page) {
  if (await page.locator('.qr-card').count() === 0) return null;
  const box = await page.locator('.qr-card').boundingBox();
  return box && { x: box.x - 1, y: box.y - 1, w: box.width + 2, h: box.height + 2 };
}

/** What goes together on an evening. */
const together = [['bug', 'countdown', 'crawl'], ['bug', 'board'], ['bug', 'ten', 'crawl'], ['turnout', 'countdown', 'bug', 'crawl'], ['turnout', 'join-qr', 'bug'], ['turnout', 'countdown', 'join-qr', 'bug', 'crawl'], ['strap', 'join-qr', 'bug', 'crawl'], ['strap-right', 'turnout', 'bug', 'crawl'], ['countdown', 'join-corner', 'bug'], ['strap-right', 'join-corner', 'crawl'],
  ['bug', 'join-qr', 'crawl'], ['bug', 'turnout', 'crawl'], ['bug', 'live-bars', 'crawl'], ['bug', 'score-criteria', 'crawl'], ['bug', 'reveal-end', 'crawl'], ['bug', 'dims', 'crawl'], ['bug', 'board-ten', 'crawl'], ['bug', 'plate', 'crawl'], ['bug', 'verdict-outcome', 'crawl']];

/** One theme after the other: all are colours and nothing else (static/gfx/style.test.mjs), so what stands where is the same in each. */
const everyScene = Object.keys(samples).map((name, i) => ({ name, theme: themes[i % themes.length] ?? '', frame: frame([name]) }));

// Which pixels are painted at all is proven by golden.test.mjs, of every one of these.
test('every scene over a picture: inside the safe area, large and whole', async () => {
  assert.deepEqual(await faultsOf(browser, server.base, 'transparent', everyScene, async () => []), []);
});

test('layers that are on together do not lie on each other', async () => {
  for (const ground of ['transparent', 'full']) {
    const sets = together.filter(names => ground === 'transparent' || names.filter(name => !['bug', 'crawl'].includes(name)).length === 1);
    assert.deepEqual(await faultsOf(browser, server.base, ground, sets.map(names => ({ name: names.join(' '), theme: 'blue', frame: frame(names) })), async () => []), []);
  }
});

/** A bound of many digits of whom the share is not of, which takes two lines. */
const longest = { permille: 667, text: '66.667', inclusive: false, base: 'members' };

for (const lang of ['zh-CN', 'en']) {
  test(`the panel of eight groups is whole above a crawl, also with a quorum of many words in ${lang}`, async () => {
    const eight = frame(['bug', 'turnout', 'crawl'], { lang });
    const turnout = eight.layers.find((/** @type {any} */ { scene }) => scene === 'turnout');
    const groups = ['人大代表', '政协委员', '企业代表', '个体工商户代表', '城乡居民代表', '特邀监察员', '新闻媒体', '行业协会'];
    turnout.data = { ...turnout.data, quorum: longest, groups: groups.map(label => ({ label, issued: 55, checked_in: 54, permille: 981 })) };
    assert.deepEqual(await faultsOf(browser, server.base, 'transparent', [{ name: 'eight groups', theme: 'blue', frame: eight }], async output => {
      const [panel, crawl] = await Promise.all(['.turnout', '.crawl'].map(one => output.page.locator(one).boundingBox()));
      return panel && crawl && panel.y + panel.height <= crawl.y ? [] : [`the panel of ${panel?.height} lies on the crawl`];
    }), []);
  });
}

test('a quorum is told with all its digits, as at least or more than, and of whom where the figure is of others', async () => {
  const bounds = [{ text: '66.67', inclusive: true, base: '' }, { text: '50', inclusive: false, base: '' }, { text: '50', inclusive: false, base: 'members' }, { text: '60', inclusive: true, base: 'issued' }, { text: '60', inclusive: true, base: 'checked-in' }];
  const want = {
    'zh-CN': ['有效线 至少 66.67%', '有效线 超过 50%', '有效线 超过全体人数的 50%', '有效线 至少发证数的 60%', '有效线 至少到场人数的 60%'],
    en: ['Quorum: at least 66.67%', 'Quorum: more than 50%', 'Quorum: more than 50% of members', 'Quorum: at least 60% of cards', 'Quorum: at least 60% of those here'],
  };
  for (const [lang, sentences] of Object.entries(want)) {
    const output = await openOutput(browser, server.base);
    const one = frame(['turnout'], { lang });
    output.say(one);
    await output.load();
    for (const [i, bound] of bounds.entries()) {
      output.say({ ...one, seq: one.seq + i + 1, layers: [{ ...one.layers[0], data: { ...one.layers[0].data, quorum: { permille: 667, ...bound } } }] });
      await output.page.getByText(sentences[i] ?? '', { exact: true }).waitFor();
    }
    await output.context.close();
  }
});

test('every scene as a whole picture: inside the safe area, large, whole, and no channel beyond 16 to 235', async () => {
  assert.deepEqual(await faultsOf(browser, server.base, 'full', everyScene, async (output, name) => {
    if (name.endsWith(' blue')) return []; // golden.test.mjs counts the pixels of all in that
    const { least, most, through } = await painted(output.page, await codeOf(output.page));
    return least >= 16 && most <= 235 && through === nothing ? [] : [`${name}: channels from ${least} to ${most}, ${through} pixels are seen through`];
  }), []);
});

// The frames that the server's own tests keep: also those of an empty evening, of ties, and of the longest names there are.
const folder = join(root, 'display/testdata/output');
const goldens = readdirSync(folder).map(name => ({ name, theme: 'blue', frame: JSON.parse(readFileSync(join(folder, name), 'utf8')) }));

for (const ground of ['transparent', 'full']) {
  test(`what the server says is drawn whole on ${ground}, whatever it is`, async () => {
    assert.ok(goldens.length > 100);
    const drawn = goldens.filter(({ name }) => ground === 'transparent' || /-(long|tie|sealed|half)\./.test(name)); // an evening takes its time
    assert.deepEqual(await faultsOf(browser, server.base, ground, drawn, async output => {
      const text = await output.page.locator('#gfx').innerText();
      return /undefined|NaN|null|\[object|[a-z]+\.[a-z]+-?[a-z]*$/m.test(text) && !/example/.test(text) ? [`says ${text}`] : [];
    }), []);
  });
}

test('a bound is drawn where it lies on the bars, and nowhere else', async () => {
  const places = { 'turnout-quorum-before.json': 0.6, 'verdict-pledge-after.json': 0.7, 'verdict-after.json': null };
  const drawn = goldens.filter(({ name }) => name in places);
  assert.equal(drawn.length, 3);
  assert.deepEqual(await faultsOf(browser, server.base, 'transparent', drawn, async ({ page }, name) => {
    const want = places[/** @type {keyof typeof places} */ (name.split(' ')[0])];
    const at = await page.evaluate(() => {
      const tick = /** @type {HTMLElement} */ (document.querySelector('.tick-line'));
      const bar = /** @type {HTMLElement} */ (document.querySelector('.turnout-track, .stack')).getBoundingClientRect();
      return tick.offsetParent ? (tick.getBoundingClientRect().left + 3 - bar.left) / bar.width : null;
    });
    return want === null ? (at === null ? [] : [`${name}: a tick at ${at}`]) : Math.abs(Number(at) - want) < 0.002 ? [] : [`${name}: the tick is at ${at}, not at ${want}`];
  }), []);
});

test('on a wall a bound is drawn where it lies on the bars, also while they are hidden', async () => {
  const frames = ['verdict', 'verdict-voting', 'verdict-outcome', 'verdict of seven'].map(name => {
    const shown = JSON.parse(JSON.stringify(frame([name.split(' ')[0]])));
    if (name.endsWith('seven')) shown.layers[0].data.bars = Array.from({ length: 7 }, (_, i) => ({ label: String(i), count: i, share: '10.0', permille: 100, in_base: true }));
    return { name: name.replaceAll(' ', '-'), theme: 'blue', frame: shown };
  });
  assert.deepEqual(await faultsOf(browser, server.base, 'full', frames, ({ page }, name) => page.evaluate(told => {
    const tick = /** @type {HTMLElement} */ (document.querySelector('.tick-line'));
    const bar = /** @type {HTMLElement} */ (document.querySelector('.bar-track')).getBoundingClientRect();
    const at = tick.offsetParent ? (tick.getBoundingClientRect().left + 3 - bar.left) / bar.width : null;
    const right = told.includes('seven') ? at === null : Math.abs(Number(at) - 0.667) < 0.004;
    return right ? [] : [`${told}: the tick is at ${at}`];
  }, name)), []);
});

test('in a host nothing is painted before play and after stop, and play twice plays once', async () => {
  const output = await openOutput(browser, server.base, '?host=1');
  output.say(frame(['score-card', 'bug', 'crawl']));
  await output.load();
  await until('the frame is heard', async () => (await output.state()).seq === 4711);
  assert.equal((await painted(output.page)).count, nothing, 'before play');
  await output.page.evaluate(() => { const host = /** @type {any} */ (window); host.update(''); host.play(); host.play(); });
  await until('it plays', async () => (await output.scenes()).length === 3);
  assert.ok((await painted(output.page)).count > 5000);
  await output.page.evaluate(() => { const host = /** @type {any} */ (window); host.stop(); host.stop(); });
  await until('it is gone', async () => (await painted(output.page)).count === nothing);
  await output.page.evaluate(() => /** @type {any} */ (window).play());
  await until('it plays again', async () => (await output.scenes()).length === 3);
  await output.context.close();
});

test('next of a host turns nothing and takes nothing off, however often it is pressed', async () => {
  const output = await openOutput(browser, server.base, '?host=1');
  output.say(frame(['live-bars-percent', 'bug']));
  await output.load();
  await output.page.evaluate(() => /** @type {any} */ (window).play());
  await until('it plays', async () => (await output.scenes()).length === 2);
  await output.page.evaluate(() => { const host = /** @type {any} */ (window); for (let n = 0; n < 6; n++) host.next(); });
  output.say({ ...frame(['live-bars-percent', 'bug']), seq: 4712 });
  await until('the page has gone on', async () => (await output.state()).seq === 4712);
  assert.equal((await output.scenes()).length, 2);
  assert.equal((await output.state()).playing, true);
  await output.context.close();
});

test('the first picture stands at once, and a reload on air is not seen', async () => {
  const output = await openOutput(browser, server.base);
  output.say(frame(['score-card']));
  await output.load();
  await until('it is on', async () => (await output.scenes()).length === 1);
  const moving = () => output.page.evaluate(() => document.getAnimations().length);
  assert.equal(await moving(), 0);
  assert.equal(await output.page.locator('.score').innerText(), '91.38');
  const before1 = (await output.page.screenshot()).toString('base64');
  await output.page.reload();
  await until('it is on again', async () => (await output.scenes()).length === 1);
  assert.equal(await moving(), 0);
  assert.ok((await output.page.screenshot()).toString('base64') === before1, 'the same picture');
  await output.context.close();
});

test('numbers of the same picture move and land together; another picture takes its place', async () => {
  const output = await openOutput(browser, server.base);
  const first = frame(['live-bars']);
  output.say(first);
  await output.load();
  await until('it is on', async () => (await output.scenes()).length === 1);
  await output.page.evaluate(() => { /** @type {any} */ (window).kept = document.querySelector('.scene'); });
  const data = { ...first.layers[0].data, ballots: 400, bars: first.layers[0].data.bars.map((/** @type {any} */ bar, /** @type {number} */ i) => (i === 0 ? { ...bar, count: 400 } : bar)) };
  output.say({ ...first, seq: 4712, layers: [{ ...first.layers[0], data }] });
  await until('the number has landed', async () => (await output.page.locator('.bar-count').first().innerText()) === '400');
  assert.equal(await output.page.locator('.ballots').innerText(), '400', 'all land at once');
  assert.ok(await output.page.evaluate(() => document.querySelector('.scene') === /** @type {any} */ (window).kept), 'the same scene');
  output.say(frame(['score-card'], {}, { rev: 89 }));
  await until('another scene', async () => (await output.scenes()).join() === 'lower' && await output.page.locator('.score-card').count() === 1);
  await until('the old one is gone', async () => await output.page.locator('.scene').count() === 1);
  await output.context.close();
});

test('panic takes everything off in that very picture, and after it all stands again', async () => {
  const output = await openOutput(browser, server.base);
  output.say(frame(['score-card', 'bug']));
  await output.load();
  await until('it is on', async () => (await output.scenes()).length === 2);
  output.say(frame(['score-card', 'bug'], {}, { panic: true, rev: 89 }));
  await until('it is off', async () => await output.page.locator('.scene').count() === 0);
  assert.equal((await painted(output.page)).count, nothing);
  await until('it is confirmed', async () => output.heard.some(({ shown }) => shown && shown.rev === 89 && shown.take === 0));
  output.say(frame(['score-card', 'bug'], {}, { rev: 90 }));
  await until('it is on again', async () => (await output.scenes()).length === 2);
  await output.context.close();
});

test('a take is shown when its time has come, never earlier', async () => {
  const output = await openOutput(browser, server.base);
  const first = frame(['strap']);
  output.say(first);
  await output.load();
  await until('it is on', async () => (await output.scenes()).length === 1);
  const at = Date.now() + 900;
  await output.page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    new MutationObserver(() => { if (document.querySelector('.score-card:not(.coming)')) seen.came ??= Date.now(); })
      .observe(document.body, { subtree: true, attributes: true, childList: true });
  });
  const next = frame(['score-card'], {}, { rev: 89 });
  output.say({ ...next, layers: [{ ...next.layers[0], take: 30, at }] });
  await until('it is prepared', async () => await output.page.locator('.score-card.coming').count() === 1);
  assert.deepEqual(await output.scenes(), ['strap']);
  await until('it has come', async () => (await output.page.evaluate(() => /** @type {any} */ (window).came)) > 0);
  const came = await output.page.evaluate(() => /** @type {any} */ (window).came);
  assert.ok(came >= at, `came ${at - came} ms too early`);
  await output.context.close();
});

test('the line is lost: the last picture stays; it is back: the picture catches up', async () => {
  const output = await openOutput(browser, server.base);
  output.say(frame(['countdown']));
  await output.load();
  await until('it is on', async () => (await output.scenes()).length === 1);
  output.drop();
  await until('it is stale', async () => (await output.state()).stale);
  assert.equal((await output.scenes()).length, 1);
  output.say(frame(['strap'], {}, { seq: 5000, rev: 95 }));
  await until('it has caught up', async () => (await output.state()).seq === 5000 && !(await output.state()).stale);
  assert.deepEqual(await output.scenes(), ['strap']);
  await output.context.close();
});

test('what was painted is said, with how smoothly', async () => {
  const output = await openOutput(browser, server.base);
  output.say(frame(['board']));
  await output.load();
  await until('it is said', async () => output.heard.some(({ shown }) => shown && shown.fps > 0 && shown.take === 17));
  assert.deepEqual(Object.keys(output.heard[0]), ['out', 'token', 'host', 'build']);
  assert.equal(output.heard[0].out + output.heard[0].token + output.heard[0].host, 'pgmTOKENbrowser');
  const { shown } = output.heard.filter(message => message.shown).pop();
  assert.deepEqual([shown.rev, shown.seq, shown.visible, shown.fonts, shown.stale, shown.playing], [88, 4711, true, true, false, true]);
  assert.match(shown.engine, /^\d+$/);
  await output.context.close();
});

test('the key pass is white where the picture is, and the fill pass the picture on black', async () => {
  const made = [];
  for (const pass of ['key', 'fill']) {
    const output = await openOutput(browser, server.base, '?pass=' + pass);
    output.say(frame(['score-card', 'join-corner']));
    await output.load();
    await until('it is on', async () => (await output.scenes()).length === 2);
    made.push(output);
    await keep(output.page, 'gfx pass ' + pass);
  }
  const [key] = made;
  const seen = await painted(key.page);
  assert.equal(seen.through, nothing);
  const odd = await key.page.evaluate(() => [...document.querySelectorAll('.gfx *')].filter(e => /** @type {HTMLElement} */ (e).offsetParent)
    .flatMap(e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor]; }).filter(c => c !== 'rgb(255, 255, 255)' && c !== 'rgba(0, 0, 0, 0)'));
  assert.deepEqual(odd, []);
  for (const output of made) await output.context.close();
});

test('what is hidden says so, and shows no zero', async () => {
  const { page, context } = await newPage(browser, { viewport: { width: 1920, height: 1080 } });
  for (const ground of ['transparent', 'full']) for (const name of ['live-bars-hidden', 'score-hidden', 'versus-hidden', 'verdict-voting']) {
    await page.goto(`${server.base}/dev/gallery?one=1&theme=blue&ground=${ground}&scene=${name}`);
    await page.locator('.pending').filter({ visible: true }).first().waitFor();
    const text = (await page.locator('.scene').innerText()).replace(/37|12|312|450|00:47|K7QM-3F9D|2025|2026|66\.7/g, '');
    assert.match(text, /待揭晓/);
    assert.doesNotMatch(text, /\d/, `${name} on ${ground}`);
  }
  await context.close();
});

test('on a key colour nothing is seen through, and a reserved corner is left free', async () => {
  const output = await openOutput(browser, server.base);
  output.say(frame(['bug', 'live-bars'], { ground: '#00b140', reserved: [{ x: 1560, y: 40, w: 300, h: 110 }, { x: 200, y: 950, w: 1520, h: 60 }] }));
  await output.load();
  await until('it is on', async () => (await output.scenes()).length === 2);
  const bug = await output.page.locator('.bug-box').boundingBox();
  assert.ok(bug && bug.x < 100, 'the corner mark is at the left');
  const lower = await output.page.locator('.live-bars').boundingBox();
  assert.ok(lower && lower.y + lower.height <= 950, 'the lower third is above');
  assert.equal((await painted(output.page)).through, nothing);
  assert.deepEqual((await output.state()).warnings, []);
  await output.context.close();
});

test('a window of another shape has the ground to its edges, and no seam where the picture ends', async () => {
  const output = await openOutput(browser, server.base);
  await output.load();
  for (const [ground, theme] of [['#00b140', 'blue'], ['full', 'blue'], ['full', 'contrast']]) for (const [width, height] of [[1280, 1024], [1080, 1920]]) {
    await output.page.setViewportSize({ width, height });
    output.say(frame(['board'], { ground, theme }));
    await until('it is on', async () => (await output.scenes()).length === 1 && (await output.page.getAttribute('html', 'data-theme')) === theme);
    await output.page.waitForFunction(() => document.getAnimations().length === 0);
    await keep(output.page, `gfx ${ground} ${theme} ${width}`);
    const seen = pixelsOf(await output.page.screenshot({ omitBackground: true }));
    const end = Math.round((height - width * 9 / 16) / 2); // where the picture begins
    for (const x of [4, width - 5]) {
      const [edge, outside, inside] = [2, end - 3, end + 3].map(y => [...seen.data.subarray((y * width + x) * seen.bytes, (y * width + x + 1) * seen.bytes)]);
      assert.equal(edge?.[3] ?? 255, 255, `${ground}: nothing is seen through at the edge`);
      if (ground !== 'full') assert.deepEqual(edge?.slice(0, 3), [0, 0xb1, 0x40]);
      assert.ok(outside?.every((channel, i) => Math.abs(channel - (inside?.[i] ?? 999)) <= 6), `${ground}: ${outside} meets ${inside}`);
    }
  }
  await output.context.close();
});

test('a picture that a host hides and shows again stands as it is to stand now, and nothing moves', async () => {
  const output = await openOutput(browser, server.base);
  const first = frame(['live-bars']);
  output.say(first);
  await output.load();
  await until('it is on', async () => (await output.scenes()).length === 1);
  const hide = (/** @type {boolean} */ hidden) => output.page.evaluate(is => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: is });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await hide(true);
  output.say(frame(['score-card', 'bug'], {}, { rev: 90 }));
  await until('it has been heard', async () => output.heard.some(({ shown }) => shown && shown.rev === 90 && shown.visible === false));
  assert.equal(await output.page.evaluate(() => document.getAnimations().length), 0, 'nothing has moved meanwhile');
  await hide(false);
  assert.deepEqual([await output.scenes(), await output.page.locator('.score').innerText()], [['lower', 'bug'], '91.38']);
  assert.equal(await output.page.evaluate(() => document.getAnimations().length), 0);
  await output.context.close();
});

test('a lower third is no taller than it is thought to be', async () => {
  const output = await openOutput(browser, server.base);
  const heights = { strap: 274, 'strap-right': 212, 'strap-long': 314, 'strap-three': 310, countdown: 200, 'live-bars': 415, 'score-card': 500, verdict: 530 };
  await output.load();
  let rev = 88;
  for (const [name, height] of Object.entries(heights)) {
    rev += 1;
    output.say(frame([name], {}, { rev }));
    await until('it is on alone', async () => (await output.state()).rev === rev && await output.page.locator('.scene').count() === 1);
    const box = await output.page.locator('.scene').boundingBox();
    assert.ok(box && box.height <= height, `${name} is ${box && box.height} high`);
  }
  await output.context.close();
});

test('a held picture keeps its numbers and tells neither a clock nor that the vote is open', async () => {
  for (const [name, word] of [['countdown', '.timer'], ['live-bars', '.timer'], ['bug', '.bug-end']]) {
    const output = await openOutput(browser, server.base);
    const held = frame([name]);
    output.say({ ...held, layers: held.layers.map((/** @type {any} */ layer) => ({ ...layer, data: { ...layer.data, state: 'open', deadline: 0, held: true } })) });
    await output.load();
    await until(`${name} is there`, async () => (await output.scenes()).length === 1);
    const said = output.page.locator(word).filter({ visible: true });
    assert.equal((await said.allInnerTexts()).join('').trim(), '', `${name} says what is true for a while only`);
    if (name === 'countdown') await until('its numbers are there', async () => /312/.test(await output.page.locator('.ballots-line').innerText()));
    await output.context.close();
  }
});
