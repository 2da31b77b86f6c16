// A browser by the protocol that all Chromiums of ten years speak, over a pipe: the
// engines of old graphics hosts are too old for the driver of the other tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extent } from './png.mjs';

/** @typedef {Awaited<ReturnType<typeof startChromium>>} Chromium */
/** @typedef {Awaited<ReturnType<Chromium['open']>>} Tab */

/** What a window's address bar loads for itself, with every window, though nobody sees it: it takes more of a core than a page of ours. */
export const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

const found = (/** @type {string[]} */ ...paths) => process.env.CHROMIUM || paths.find(path => existsSync(path)) || 'chromium';
/**
 * The browser of the tests: of Debian's Chromium what has no windows, where it is there. It paints the same and takes three quarters
 * of the time, since no window is drawn around each page.
 */
export const chromiumPath = found('/usr/bin/chromium-headless-shell', '/usr/bin/chromium');
/** The one with windows: the pictures that it puts out can be counted. The other puts out one more now and then. */
export const windowed = found('/usr/bin/chromium', '/usr/bin/chromium-headless-shell');

const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows', '--disable-dev-shm-usage',
  '--allow-file-access-from-files', '--hide-scrollbars', '--window-size=1920,1080', '--remote-debugging-pipe',
  '--disable-back-forward-cache', `--disable-features=${addressBar.join(',')}`,
];

/** @param {string} path @param {string[]} more */
export async function startChromium(path, more = []) {
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-engine-'));
  const child = spawn(path, [...flags, `--user-data-dir=${folder}`, ...more, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr?.on('data', text => { said = (said + text).slice(-4000); });
  const wire = makeWire(/** @type {any} */ (child.stdio[3]), /** @type {any} */ (child.stdio[4]));
  const gone = new Promise(resolve => child.once('exit', resolve));
  gone.then(() => wire.fail(`the browser ended: ${said}`));
  const { product } = await wire.send('Browser.getVersion', {});
  return {
    product,
    /** A page of its own, in the size of the picture. @param {string} script runs before all others of the page */
    open: (script = '') => openTab(wire, script),
    async close() {
      await wire.send('Browser.close', {}).catch(() => child.kill('SIGKILL'));
      await gone;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The deadline only ends a test that has failed. @template T @param {string} what @param {Promise<T>} promise @returns {Promise<T>} */
function inTime(what, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`waited in vain: ${what}`)), 30_000);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @param {import('node:stream').Writable} to @param {import('node:stream').Readable} from */
function makeWire(to, from) {
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */ const waiting = new Map();
  /** @type {Map<string, (method: string, params: any) => void>} */ const ears = new Map();
  let number = 0;
  let rest = '';
  let dead = '';
  to.on('error', () => {});
  from.setEncoding('utf8').on('data', text => {
    const parts = (rest + text).split('\0');
    rest = parts.pop() || '';
    for (const part of parts) {
      const message = JSON.parse(part);
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (asked && message.error) asked.reject(new Error(message.error.message));
      else if (asked) asked.resolve(message.result);
      else ears.get(message.sessionId || '')?.(message.method, message.params);
    }
  });
  return {
    ears,
    /** @param {string} method @param {object} params @param {string} [sessionId] @returns {Promise<any>} */
    send(method, params, sessionId) {
      if (dead) return Promise.reject(new Error(dead));
      number += 1;
      const id = number;
      to.write(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }) + '\0');
      return inTime(method, new Promise((resolve, reject) => { waiting.set(id, { resolve, reject: error => reject(new Error(`${method}: ${error.message}`)) }); }));
    },
    /** @param {string} why */
    fail(why) {
      dead = why;
      for (const { reject } of waiting.values()) reject(new Error(why));
      waiting.clear();
    },
  };
}

/** @param {ReturnType<typeof makeWire>} wire @param {string} script */
async function openTab(wire, script) {
  const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank', newWindow: true });
  const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (/** @type {string} */ method, /** @type {object} */ params = {}) => wire.send(method, params, sessionId);
  /** @type {string[]} */ const faults = [];
  /** @type {(() => void)[]} */ let loaded = [];
  wire.ears.set(sessionId, (method, params) => {
    if (method === 'Runtime.exceptionThrown') faults.push(params.exceptionDetails.exception?.description || params.exceptionDetails.text);
    if (method !== 'Page.loadEventFired') return;
    for (const tell of loaded) tell();
    loaded = [];
  });
  await send('Page.enable');
  await send('Runtime.enable');
  await send('Emulation.setDeviceMetricsOverride', { width: 1920, height: 1080, deviceScaleFactor: 1, mobile: false });
  await send('Emulation.setDefaultBackgroundColorOverride', { color: { r: 0, g: 0, b: 0, a: 0 } });
  if (script) await send('Page.addScriptToEvaluateOnNewDocument', { source: script });
  const tab = {
    faults,
    /** Resolves when the page says that it has loaded. @param {string} method @param {object} params */
    async load(method, params) {
      const done = new Promise(resolve => { loaded.push(() => resolve(null)); });
      await send(method, params);
      await inTime(`the page has loaded after ${method}`, done);
    },
    goto: (/** @type {string} */ url) => tab.load('Page.navigate', { url }),
    reload: () => tab.load('Page.reload', {}),
    /** What an expression gives, once a promise of it is kept. @param {string} expression @returns {Promise<any>} */
    async run(expression) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description || exceptionDetails.text);
      return result.value;
    },
    /** What is painted, measured on every other pixel; all of them with a scale of 1. */
    async painted(scale = 0.5) {
      const { data } = await send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true, clip: { x: 0, y: 0, width: 1920, height: 1080, scale } });
      return extent(Buffer.from(data, 'base64'), scale);
    },
    /** @returns {Promise<Buffer>} */
    async picture() {
      return Buffer.from((await send('Page.captureScreenshot', { format: 'png' })).data, 'base64');
    },
    close: () => wire.send('Target.closeTarget', { targetId }),
  };
  return tab;
}
