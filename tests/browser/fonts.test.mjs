// The type of the displays, in a browser that has no other: which font drew each
// letter is asked of the browser itself, and a box instead of a letter is looked for
// in the pixels.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { openSession } from './hall.mjs';
import { everyFault, newPage, startBrowser, startServer } from './harness.mjs';

const common = '营商环境社会评议 满意 基本满意 不满意 弃权，得分：98.70%（第 3 名）';
const rare = '𬀩𬮿䶮㛃㙓𬱖喆翀𠅤';
const figures = '0123456789.%+−';

/** @type {Awaited<ReturnType<typeof startServer>>} */ let server;
/** @type {import('./harness.mjs').Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof newPage>>} */ let opened;
/** @type {import('playwright-core').CDPSession} */ let devtools;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  opened = await newPage(browser, { viewport: { width: 1920, height: 1080 } });
  await opened.page.route('**/gfx/gfx.js', route => route.abort()); // the page alone: its script loads type of its own
  await opened.page.goto(server.base + '/gfx/pgm');
  devtools = await opened.context.newCDPSession(opened.page);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
});

after(async () => {
  await browser?.close();
  await server?.stop();
  assert.deepEqual(everyFault(), [], 'errors of scripts, or what the policy stopped');
});

/** Loads the type of some texts as a picture does. @param {string[]} texts */
const typeFor = texts => opened.page.evaluate(async ([...wanted]) => {
  const prefix = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="/s/"]')).src.replace(/gfx\/.*/, '');
  const its = /** @type {any} */ (window);
  its.fontsFor = its.fontsFor || (await import(prefix + 'gfx/fonts.js')).createFonts(prefix + 'fonts/');
  return its.fontsFor(wanted, 15_000);
}, texts);

/**
 * Which fonts draw a text, by the browser's own word: those that came by wire, and the machine's.
 * @param {string} text @param {{ weight?: number, shadow?: boolean }} [how]
 */
async function drawnBy(text, { weight = 500, shadow = false } = {}) {
  const made = await opened.page.evaluateHandle(([words, bold, closed]) => {
    const line = document.createElement('p');
    line.textContent = String(words);
    line.style.cssText = `font: ${bold} 64px "Pingyi Sans"; white-space: nowrap`;
    const host = document.createElement('div');
    document.body.append(host);
    (closed ? host.attachShadow({ mode: 'closed' }) : host).append(line);
    return line;
  }, [text, weight, shadow]);
  await devtools.send('DOM.getDocument', { depth: -1, pierce: true });
  await opened.page.evaluate(element => {
    element.getBoundingClientRect(); // the browser tells what it has laid out, and does not do it for being asked
    /** @type {any} */ (window).looked = element;
  }, made);
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'looked' });
  const { nodeId } = await devtools.send('DOM.requestNode', { objectId: String(result.objectId) });
  const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
  const count = (/** @type {boolean} */ ours) => fonts.filter(font => font.isCustomFont === ours).reduce((sum, font) => sum + font.glyphCount, 0);
  return { ours: count(true), others: fonts.filter(font => !font.isCustomFont).map(font => font.familyName) };
}

/** Letters of a text that look like the box for a letter that no font has. @param {string} text @param {number} weight */
const boxes = (text, weight) => opened.page.evaluate(([words, bold]) => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 96;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  const drawn = (/** @type {string} */ letter) => {
    pen.clearRect(0, 0, 96, 96);
    pen.font = `${bold} 64px "Pingyi Sans"`;
    pen.fillText(letter, 8, 72);
    return pen.getImageData(0, 0, 96, 96).data.join();
  };
  const box = drawn('\u{10fffe}');
  const nothing = drawn(' ');
  return [...String(words)].filter(letter => letter !== ' ' && [box, nothing].includes(drawn(letter)));
}, [text, weight]);

test('common and rare characters are drawn by the shipped font, in both weights', async () => {
  assert.deepEqual(await typeFor([common, rare, figures]), { ready: true, uncovered: [] });
  for (const weight of [500, 600, 700]) {
    for (const text of [common, rare, figures]) {
      const letters = [...text].length;
      assert.deepEqual(await drawnBy(text, { weight }), { ours: letters, others: [] }, `${text} at ${weight}`);
      assert.deepEqual(await boxes(text, weight), [], `${text} at ${weight}`);
    }
  }
});

test('a picture in the closed shadow root of a host has the same type', async () => {
  await typeFor([common, rare]);
  for (const text of [common, rare]) {
    assert.deepEqual(await drawnBy(text, { shadow: true, weight: 700 }), { ours: [...text].length, others: [] });
  }
});

test('figures keep one width, so that a counter does not shake', async () => {
  await typeFor([figures]);
  const widths = await opened.page.evaluate(() => [500, 700].map(weight => {
    const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
    pen.font = `${weight} 100px "Pingyi Sans"`;
    return new Set([...'0123456789'].map(figure => pen.measureText(figure).width)).size;
  }));
  assert.deepEqual(widths, [1, 1]);
});

test('a bold rare name is bold', async () => {
  await typeFor(['𬀩']);
  const ink = await opened.page.evaluate(() => [500, 700].map(weight => {
    const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
    pen.font = `${weight} 100px "Pingyi Sans"`;
    pen.fillText('𬀩', 0, 100);
    return pen.getImageData(0, 0, 120, 130).data.reduce((sum, value, i) => sum + (i % 4 === 3 ? value : 0), 0);
  }));
  assert.ok(ink[1] > ink[0] * 1.15, `ink ${ink}`);
});

test('a second graphic on a page brings no type of its own', async () => {
  const { page, requests, context } = await newPage(browser, { viewport: { width: 1920, height: 1080 } });
  await page.route('**/gfx/gfx.js', route => route.abort()); // the page alone
  const address = await (await openSession(server.base, {})).screen('overlay'); // a picture comes, and its type with it
  await page.goto(server.base + '/gfx/pgm');
  const faces = await page.evaluate(async ([, out, token]) => {
    const prefix = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="/s/"]')).src.replace(/gfx\/.*/, '');
    const counts = [];
    for (const n of [1, 2]) { // each from a module of its own, as the graphics of a host are
      const { attach } = await import(`${prefix}gfx/graphic.js?n=${n}`);
      const host = document.createElement('div');
      document.body.append(host);
      await attach(host.attachShadow({ mode: 'closed' }), { base: location.origin, out, token, scene: '', kind: 'ograf', width: 1920, height: 1080 }).ready;
      while (![...document.fonts].some(face => face.family.includes('Pingyi Sans')) || [...document.fonts].some(face => face.status === 'loading')) await new Promise(resolve => { setTimeout(resolve, 20); });
      counts.push([...document.fonts].filter(face => face.family.includes('Pingyi Sans')).length);
    }
    return counts;
  }, /** @type {string[]} */ (/gfx\/([^?#]+)#(.+)/.exec(address)));
  assert.ok(faces[0] > 4, `${faces[0]} faces`);
  assert.equal(faces[1], faces[0]);
  assert.equal(requests.filter(request => request.url().endsWith('slices.json')).length, 1);
  await context.close();
});

test('a text that cannot be drawn is named', async () => {
  const { uncovered } = await typeFor(['张一', '张𪛖', '😀']);
  assert.deepEqual(uncovered, ['张𪛖', '😀']);
});

test('hall and overlay show a rare name in it, before anything else is drawn', async () => {
  const session = await openSession(server.base, { units: '编号,参评窗口,主管部门,类别\nW1,刘𬀩工作室窗口,市㛃㙓局,审批类\n' });
  await session.act('stage', { item: 1 });
  for (const screen of ['hall', 'overlay']) {
    const { page } = await newPage(browser, { viewport: { width: 1920, height: 1080 } });
    const names = page.locator('.head-name').last();
    const own = await page.context().newCDPSession(page);
    await page.goto(await session.screen(screen));
    await names.filter({ hasText: '刘𬀩工作室窗口' }).waitFor();
    assert.equal(await page.evaluate(() => [...document.fonts].some(face => face.family.includes('Pingyi Sans') && face.status !== 'loaded')), false, 'a picture was shown before its type');
    await own.send('DOM.enable');
    await own.send('CSS.enable');
    const { root } = await own.send('DOM.getDocument', { depth: -1 });
    const { nodeIds } = await own.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '#gfx *' });
    const used = [];
    for (const nodeId of nodeIds) used.push(...(await own.send('CSS.getPlatformFontsForNode', { nodeId })).fonts);
    assert.deepEqual(used.filter(font => !font.isCustomFont).map(font => font.familyName), [], screen);
    assert.ok(used.reduce((sum, font) => sum + font.glyphCount, 0) > 40, 'letters on the ' + screen);
    await page.context().close();
  }
});

test('the slices come from this server alone, each once, packed as they are and kept for ever', async () => {
  await typeFor([common, rare, figures]);
  const { requests } = opened;
  assert.deepEqual(requests.map(request => request.url()).filter(url => !url.startsWith(server.base) && !url.startsWith('data:')), []);
  const slices = requests.filter(request => request.url().endsWith('.woff2'));
  assert.equal(new Set(slices.map(request => request.url())).size, slices.length, 'a slice was fetched twice');
  assert.ok(slices.length > 5 && slices.length < 40, `${slices.length} slices for a screen of words`);
  const headers = await (await slices[0].response())?.allHeaders() || {};
  assert.equal(headers['content-type'], 'font/woff2');
  assert.match(headers['cache-control'], /immutable/);
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(headers['content-encoding'], undefined);
});
