// The real program on a port of its own, and a real browser. Set PINGYI_BIN to
// test a binary that is already built, CHROMIUM to use another browser.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const password = 'a password for tests';

/** @typedef {{number: string, category: string, recused: string[] | null, token: string}} Card */

/** @returns {string} path of the program, built when none was given */
function binary(/** @type {string} */ folder) {
  if (process.env.PINGYI_BIN) return process.env.PINGYI_BIN;
  const path = join(folder, 'pingyi');
  execFileSync('go', ['build', '-o', path, './app/pingyi'], { cwd: root, stdio: 'inherit' });
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

/** Starts the program in an empty folder, with one organizer. */
export async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-'));
  const path = binary(folder);
  for (const [name, role] of [['organizer', 'organizer'], ['scrutineer', 'scrutineer']]) {
    execFileSync(path, ['account', '-dir', folder, name, role], { input: password + '\n' });
  }
  const base = 'http://127.0.0.1:' + await freePort();
  const child = spawn(path, ['serve', '-dir', folder, '-listen', base.slice(7)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', text => { log += text; });
  await until(async () => {
    if (child.exitCode !== null) throw new Error('the server ended: ' + log);
    return (await fetch(base + '/healthz').catch(() => ({ ok: false }))).ok;
  });
  return {
    base,
    log: () => log,
    async stop() {
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds; the deadline only ends a test that has failed. @param {() => Promise<any>} holds */
export async function until(holds) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > deadline) throw new Error('waited in vain for ' + holds);
    await new Promise(resolve => { setTimeout(resolve, 20); });
  }
}

/** A rehearsal of the sample session, published, with the desk's hands on it. @param {string} base */
export async function openSession(base) {
  const headers = { Origin: base, Accept: 'application/json' };
  const logIn = await fetch(base + '/desk/login', { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ name: 'organizer', password }) });
  const cookie = logIn.headers.getSetCookie().map(c => c.split(';')[0]).join('; ');
  const form = new FormData();
  for (const [field, file] of [['units', 'units.csv'], ['roster', 'representatives.csv'], ['rulebook', 'rulebook.json']]) {
    form.append(field, new Blob([readFileSync(join(root, 'data/sample/windows', file))]), file);
  }
  form.append('title', '市直部门单位服务窗口公开评议');
  form.append('rehearsal', '1');
  const made = await fetch(base + '/desk/sessions', { method: 'POST', headers: { ...headers, Cookie: cookie }, body: form });
  if (!made.ok) throw new Error('create session: ' + await made.text());
  const { id } = await made.json();

  let revision = 0;

  /** @param {string} name @param {object} [more] */
  async function act(name, more = {}) {
    const answer = await fetch(`${base}/desk/s/${id}/act`, { method: 'POST', headers: { ...headers, Cookie: cookie, 'Content-Type': 'application/json' }, body: JSON.stringify({ act: name, ...more }) });
    if (!answer.ok) throw new Error(name + ': ' + await answer.text());
    revision = (await answer.json()).revision;
  }
  /** @param {string} path */
  const get = async path => (await fetch(`${base}/desk/s/${id}/${path}`, { headers: { ...headers, Cookie: cookie } })).text();
  // Pictures follow what was done after a moment.
  async function state() {
    /** @type {any} */
    let picture = null;
    await until(async () => {
      picture = JSON.parse(await get('state.json') || 'null');
      return picture && picture.revision >= revision;
    });
    return picture;
  }
  await act('issue');
  await act('publish');
  /** @type {Card[]} */
  const cards = JSON.parse(await get('cards.json'));
  return { id, act, cards, state };
}

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/**
 * A phone of its own, with what it sent and whatever went wrong in it.
 * @param {import('playwright-core').Browser} browser @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function newPhone(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  /** @type {import('playwright-core').Request[]} */ const requests = [];
  /** @type {string[]} */ const faults = [];
  page.on('request', request => requests.push(request));
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, requests, faults };
}
