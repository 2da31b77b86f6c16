// The page of an output in a real browser, its socket in the hands of the test.
import { newPage, until } from './harness.mjs';
import { keep } from './look.mjs';
import { pixelsOf } from './png.mjs';

/** @typedef {import('../../static/gfx/frame.js').Frame} Frame */

/**
 * Opens the page of an output as the server gives it. What the socket says is said by the test.
 * @param {import('./harness.mjs').Browser} browser
 * @param {string} base of the server
 * @param {string} [query] @param {import('playwright-core').BrowserContextOptions} [options] @param {string} [name] of the output
 */
export async function openOutput(browser, base, query = '', options = {}, name = 'pgm') {
  const made = await newPage(browser, { viewport: { width: 1920, height: 1080 }, ...options });
  const { page } = made;
  /** @type {any[]} */ const heard = [];
  /** @type {{send: (text: string) => void, close: (how?: {code: number}) => void} | null} */ let socket = null;
  /** @type {any} */ let frame = null;
  await page.routeWebSocket(url => url.pathname === '/gfx/live', opened => {
    socket = { send: text => opened.send(text), close: how => opened.close(how) };
    opened.onMessage(text => heard.push(JSON.parse(String(text))));
    opened.send(JSON.stringify({ now: Date.now(), stood: output.stood }));
    if (frame) opened.send(JSON.stringify(frame));
  });
  const output = {
    ...made, heard,
    stood: 0, // how long what is said first has been the server's picture, in milliseconds
    /** The newest picture, which a page that comes back is told too. @param {Frame} next */
    say(next) {
      frame = next;
      socket?.send(JSON.stringify(next));
    },
    drop: () => socket?.close(),
    refuse: () => socket?.close({ code: 4101 }),
    load: () => page.goto(`${base}/gfx/${name}${query}#TOKEN`),
    /** @returns {Promise<any>} */
    state: () => page.evaluate(() => /** @type {any} */ (window).PingyiGfx.state()),
    /** Which scenes are to be seen, from bottom to top. @returns {Promise<string[]>} */
    scenes: () => page.evaluate(() => [...document.querySelectorAll('.scene:not(.coming):not(.going)')].map(e => e.className.split(' ').find(c => c !== 'scene') || '')),
  };
  return output;
}

/** @type {WeakMap<import('./harness.mjs').Page, Promise<import('playwright-core').CDPSession>>} */ const wires = new WeakMap();

/**
 * What a page paints, and what is seen through, as a PNG that is written fast: it is read once.
 * @param {import('./harness.mjs').Page} page @param {number} [scale] of a picture of 1920 by 1080; the page as it is without one
 */
export async function shotOf(page, scale = 0) {
  const wire = await (wires.get(page) ?? wires.set(page, page.context().newCDPSession(page)).get(page));
  if (!wire) throw new Error('no wire');
  await wire.send('Emulation.setDefaultBackgroundColorOverride', { color: { r: 0, g: 0, b: 0, a: 0 } });
  const clip = scale > 0 ? { clip: { x: 0, y: 0, width: 1920, height: 1080, scale } } : {};
  const { data } = await wire.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true, ...clip });
  await wire.send('Emulation.setDefaultBackgroundColorOverride');
  return Buffer.from(data, 'base64');
}

/**
 * What is painted: how much of the picture, within which box, and the channels of its whole pixels.
 * @param {import('./harness.mjs').Page} page
 * @param {{x: number, y: number, w: number, h: number} | null} [beside] not looked at, as the code is
 */
export async function painted(page, beside = null) {
  const { width, height, bytes, data } = pixelsOf(await shotOf(page));
  const seen = { count: 0, left: 1e9, top: 1e9, right: -1, bottom: -1, least: 255, most: 0, through: 0 };
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at += bytes) {
    const alpha = bytes === 4 ? Number(data[at + 3]) : 255;
    if (alpha === 0) continue;
    seen.count++;
    if (x < seen.left) seen.left = x;
    if (x > seen.right) seen.right = x;
    if (y < seen.top) seen.top = y;
    seen.bottom = y;
    if (alpha < 255) seen.through++;
    else if (!beside || x < beside.x || y < beside.y || x >= beside.x + beside.w || y >= beside.y + beside.h) {
      for (let i = at; i < at + 3; i++) {
        const channel = Number(data[i]);
        if (channel < seen.least) seen.least = channel;
        if (channel > seen.most) seen.most = channel;
      }
    }
  }
  return seen;
}

/** Runs in the page: what is outside the safe area, too small, cut, or lies on another text. */
function measure() {
  const faults = [];
  /** @type {{e: Element, text: string, left: number, right: number, top: number, bottom: number}[]} */ const boxes = [];
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.scene:not(.going) *'))) {
    const own = [...e.childNodes].filter(n => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    const style = getComputedStyle(e);
    if (e.closest('.crawl')) own.length = 0; // its texts run in from outside: their box is looked at below
    if (own.length === 0 || !e.offsetParent || style.visibility === 'hidden') continue;
    const said = `${e.className} "${own.map(n => n.textContent).join('')}"`;
    const size = parseFloat(style.fontSize);
    const range = document.createRange();
    for (const node of own) {
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const middle = (box.top + box.bottom) / 2; // the letters; their line box is taller
        if (style.overflow === 'hidden' && middle > e.getBoundingClientRect().bottom) continue; // a line beyond the last: told below
        if (box.width > 1) boxes.push({ e, text: said, left: box.left, right: box.right, top: middle - size * 0.42, bottom: middle + size * 0.42 });
      }
    }
    if (size < 40) faults.push(`${said} is ${size} pixels`);
    if (e.scrollWidth > e.clientWidth + 2 && style.display !== 'inline') faults.push(`${said} is cut: ${e.scrollWidth} in ${e.clientWidth}`);
    if (e.classList.contains('wrapped') && e.scrollHeight > e.clientHeight + size * 0.6 && (e.textContent || '').length <= 30) faults.push(`${said} needs more lines than it has`);
    const all = range.getBoundingClientRect();
    for (let box = e.parentElement; box && !box.classList.contains('scene'); box = box.parentElement) {
      const around = box.getBoundingClientRect();
      if (getComputedStyle(box).overflow === 'hidden' && (all.right > around.right + 2 || all.left < around.left - 2)) faults.push(`${said} leaves ${box.className}`);
    }
  }
  for (const name of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.scene:not(.going) .row-name'))) {
    const row = /** @type {HTMLElement} */ (name.closest('.row')).getBoundingClientRect();
    const box = name.getBoundingClientRect();
    const end = box.bottom - parseFloat(getComputedStyle(name).paddingBottom); // below it is room for the tails of letters
    if (box.height > 0 && (box.top < row.top - 2 || end > row.bottom + 2)) faults.push(`"${name.textContent}" leaves its row: ${box.top} to ${box.bottom} in ${row.top} to ${row.bottom}`);
  }
  const crawl = document.querySelector('.crawl:not(.going)');
  if (crawl) boxes.push({ e: crawl, text: 'the crawl', ...crawl.getBoundingClientRect().toJSON() });
  boxes.forEach((a, i) => {
    if (a.left < 95 || a.right > 1825 || a.top < 53 || a.bottom > 1027) faults.push(`${a.text} outside: ${a.left}, ${a.top} to ${a.right}, ${a.bottom}`);
    const plate = a.e.closest('.over:not(.lineup)')?.querySelector('.plate')?.getBoundingClientRect();
    if (plate && !a.e.closest('.strap-low') && (a.top < plate.top || a.bottom > plate.bottom || a.left < plate.left || a.right > plate.right)) faults.push(`${a.text} leaves its plate`);
    for (const b of boxes.slice(i + 1)) {
      if (a.e !== b.e && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) faults.push(`${a.text} on ${b.text}`);
    }
  });
  return faults;
}

/**
 * Shows one frame after another on one page, each at once, and calls back when it stands.
 * @param {import('./harness.mjs').Browser} browser @param {string} base of the server @param {string} ground @param {{ name: string, theme: string, frame: any }[]} frames
 * @param {(output: Awaited<ReturnType<typeof openOutput>>, name: string) => Promise<string[]>} look
 */
export async function faultsOf(browser, base, ground, frames, look) {
  const output = await openOutput(browser, base);
  await output.load();
  await until('the page listens', async () => output.heard.length > 0);
  const faults = [];
  let rev = 1000;
  for (const { name, theme, frame: shown } of frames) {
    rev += 1;
    const layers = shown.layers.map((/** @type {any} */ layer) => ({ ...layer, cut: true, at: 0, take: rev, key: `${layer.key}|${rev}` }));
    output.say({ ...shown, rev, layers, output: { ...shown.output, ground, theme } });
    await until(`${name} stands`, async () => (await output.state()).rev === rev);
    faults.push(...(await output.page.evaluate(measure)).map(fault => `${name} ${theme}: ${fault}`), ...await look(output, `${name} ${theme}`));
    await keep(output.page, `gfx ${ground} ${name} ${theme}`);
  }
  await output.context.close();
  return faults;
}
