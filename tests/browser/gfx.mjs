// The page of an output in a real browser, its socket in the hands of the test.
import { newPage } from './harness.mjs';

/** @typedef {import('../../static/gfx/frame.js').Frame} Frame */

/** @type {Promise<any>} the browser that looks at pictures */ let looking;

/**
 * Opens the page of an output as the server gives it. What the socket says is said by the test.
 * @param {import('./harness.mjs').Browser} browser
 * @param {string} base of the server
 * @param {string} [query]
 */
export async function openOutput(browser, base, query = '') {
  const made = await newPage(browser, { viewport: { width: 1920, height: 1080 } });
  const { page } = made;
  /** @type {any[]} */ const heard = [];
  /** @type {{send: (text: string) => void, close: () => void} | null} */ let socket = null;
  /** @type {any} */ let frame = null;
  await page.routeWebSocket(url => url.pathname === '/gfx/live', opened => {
    socket = { send: text => opened.send(text), close: () => opened.close() };
    opened.onMessage(text => heard.push(JSON.parse(String(text))));
    opened.send(JSON.stringify({ now: Date.now() }));
    if (frame) opened.send(JSON.stringify(frame));
  });
  const output = {
    ...made, heard,
    /** The newest picture, which a page that comes back is told too. @param {Frame} next */
    say(next) {
      frame = next;
      socket?.send(JSON.stringify(next));
    },
    drop: () => socket?.close(),
    load: () => page.goto(`${base}/gfx/pgm${query}#TOKEN`),
    /** @returns {Promise<any>} */
    state: () => page.evaluate(() => /** @type {any} */ (window).PingyiGfx.state()),
    /** Which scenes are to be seen, from bottom to top. @returns {Promise<string[]>} */
    scenes: () => page.evaluate(() => [...document.querySelectorAll('.scene:not(.coming):not(.going)')].map(e => e.className.split(' ').find(c => c !== 'scene') || '')),
  };
  return output;
}

/**
 * What is painted: how much of the picture, within which box, and the channels of its whole pixels.
 * @param {import('./harness.mjs').Page} page
 * @param {{x: number, y: number, w: number, h: number} | null} [beside] not looked at, as the code is
 */
export async function painted(page, beside = null) {
  const png = (await page.screenshot({ omitBackground: true })).toString('base64');
  looking ??= page.context().browser()?.newPage() ?? Promise.reject(new Error('no browser'));
  const lens = await looking;
  return lens.evaluate(async (/** @type {{png: string, beside: any}} */ { png: data, beside: not }) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const seen = { count: 0, left: 1e9, top: 1e9, right: -1, bottom: -1, least: 255, most: 0, through: 0 };
    for (let i = 0; i < pixels.length; i += 4) {
      const alpha = pixels[i + 3];
      if (alpha === 0) continue;
      const x = (i / 4) % image.width;
      const y = Math.floor(i / 4 / image.width);
      seen.count++;
      seen.left = Math.min(seen.left, x);
      seen.right = Math.max(seen.right, x);
      seen.top = Math.min(seen.top, y);
      seen.bottom = Math.max(seen.bottom, y);
      if (alpha < 255) seen.through++;
      else if (!not || x < not.x || y < not.y || x >= not.x + not.w || y >= not.y + not.h) {
        seen.least = Math.min(seen.least, pixels[i], pixels[i + 1], pixels[i + 2]);
        seen.most = Math.max(seen.most, pixels[i], pixels[i + 1], pixels[i + 2]);
      }
    }
    return seen;
  }, { png, beside });
}
