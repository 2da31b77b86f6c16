// The real program on a port of its own, and a real browser. Set PINGYI_BIN to
// test a binary that is already built, CHROMIUM to use another browser.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { addressBar, chromiumPath } from './cdp.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const password = 'a password for tests';

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Browser} Browser */

/** @returns {string} path of the program, built when none was given; an unchanged one is not linked again */
export function binary() {
  if (process.env.PINGYI_BIN) return process.env.PINGYI_BIN;
  const path = join(root, 'var', 'browser-tests', 'pingyi');
  execFileSync('go', ['build', '-trimpath', '-tags', 'sqlite_omit_load_extension', '-o', path, './app/pingyi'], { cwd: root, stdio: 'inherit' });
  return path;
}

/** @returns {Promise<number>} a port that was free a moment ago */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

/** Starts the program in an empty folder, with an organizer, a scrutineer and a director. */
export async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-'));
  const path = binary();
  for (const name of ['organizer', 'scrutineer', 'director']) {
    execFileSync(path, ['account', '-dir', folder, name, name], { input: password + '\n' });
  }
  const base = 'http://127.0.0.1:' + await freePort();
  let log = '';
  /** @type {import('node:child_process').ChildProcess} */ let child;

  /** Starts it, also again: on the same port, with the same folder. */
  async function start() {
    child = spawn(path, ['serve', '-dir', folder, '-listen', base.slice(7)], { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.on('data', text => { log += text; });
    await until('the server answers', async () => {
      if (child.exitCode !== null) throw new Error('the server ended: ' + log);
      return (await fetch(base + '/healthz').catch(() => ({ ok: false }))).ok;
    });
  }

  /** Ends it, and waits until it is gone. @param {'SIGKILL' | 'SIGTERM'} signal */
  async function kill(signal) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise(resolve => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  await start();
  return {
    base, folder, start, kill,
    log: () => log,
    async stop() {
      await kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Waits until something holds; the deadline only ends a test that has failed. It asks less and
 * less often, since the asking itself takes time of what is waited for.
 * @param {string} what @param {() => Promise<any>} holds @param {number} [most] milliseconds
 */
export async function until(what, holds, most = 20_000) {
  const began = Date.now();
  for (;;) {
    if (await holds()) return;
    const waited = Date.now() - began;
    if (waited > most) throw new Error('waited in vain until ' + what);
    await new Promise(resolve => { setTimeout(resolve, Math.min(20 + waited / 10, 100)); });
  }
}

// Of two lists Chromium takes the later one, so the driver's own is said again.
const without = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch', ...addressBar,
];

export function startBrowser(executablePath = chromiumPath) {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--disable-features=${without.join(',')}`],
  });
}

/** What went wrong in any page of this file: errors of scripts, and what the content security policy stopped. @type {string[]} */
const faults = [];

/** @returns {string[]} */
export const everyFault = () => faults.slice();

/**
 * A page in a context of its own, with what it sent.
 * @param {Browser} browser @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  /** @type {import('playwright-core').Request[]} */ const requests = [];
  if (options.javaScriptEnabled !== false) {
    await context.addInitScript(() => addEventListener('securitypolicyviolation', event => {
      console.error('Content Security Policy', event.violatedDirective, event.blockedURI);
    }));
  }
  const page = await context.newPage();
  page.on('request', request => requests.push(request));
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, requests };
}

/** @param {Browser} browser @param {import('playwright-core').BrowserContextOptions} [options] */
export function newPhone(browser, options = {}) {
  return newPage(browser, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, ...options });
}
