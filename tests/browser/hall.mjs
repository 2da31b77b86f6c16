// A session with the hands of the desk on it, and phones that are not browsers.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { chromiumPath } from './cdp.mjs';
import { everyFault, password, root, startBrowser, startServer, until } from './harness.mjs';

/** @typedef {Awaited<ReturnType<typeof openSession>>} Session */
/** @typedef {{number: string, category: string, recused: string | null, token: string, name?: string}} Card */

/** The three files of a sample session, by the names of their fields. @param {string} sample */
const filesOf = sample => {
  const folder = join(root, 'data/sample', sample);
  return { units: join(folder, 'units.csv'), roster: join(folder, 'representatives.csv'), rulebook: join(folder, 'rulebook.json') };
};

/** Those of the windows. */
export const files = filesOf('windows');

/** @param {string} base @param {string} name @returns {Promise<string>} cookie */
export async function logIn(base, name = 'organizer') {
  const answer = await fetch(base + '/desk/login', { method: 'POST', redirect: 'manual', headers: { Origin: base, Accept: 'application/json' }, body: new URLSearchParams({ name, password }) });
  const cookie = answer.headers.getSetCookie().map(c => c.split(';')[0]).join('; ');
  if (!cookie) throw new Error('log in: ' + answer.status + ' ' + await answer.text());
  return cookie;
}

/**
 * A session of the sample, published.
 * @param {string} base
 * @param {{rehearsal?: boolean, sample?: string, rulebook?: object, rules?: object, units?: number | string, pledges?: string, opens?: string, closes?: string}} [options]
 *   sample: its folder, if not the windows; rulebook: what differs from the sample's; rules: another rulebook altogether; units: how many of them, if not all, or a
 *   list of others; pledges: their list, where the rulebook asks for it; opens and closes: the hours of a form
 */
export async function openSession(base, { rehearsal = true, sample = 'windows', rulebook = {}, rules, units, pledges, opens, closes } = {}) {
  const from = filesOf(sample);
  const headers = { Origin: base, Accept: 'application/json', Cookie: await logIn(base) };
  const form = new FormData();
  const list = readFileSync(from.units, 'utf8').split('\n');
  form.append('units', new Blob([typeof units === 'string' ? units : list.slice(0, units ? units + 1 : list.length).join('\n')]), 'units.csv');
  if (pledges) form.append('pledges', new Blob([pledges]), 'pledges.csv');
  form.append('roster', new Blob([readFileSync(from.roster)]), 'roster.csv');
  form.append('rulebook', new Blob([JSON.stringify(rules ?? { ...JSON.parse(readFileSync(from.rulebook, 'utf8')), ...rulebook })]), 'rulebook.json');
  if (rehearsal) form.append('rehearsal', '1');
  if (opens) form.append('opens', opens);
  if (closes) form.append('closes', closes);
  const made = await fetch(base + '/desk/sessions', { method: 'POST', headers, body: form });
  if (!made.ok) throw new Error('create session: ' + await made.text());
  const { id } = await made.json();
  const at = `${base}/desk/s/${id}`;
  let revision = 0;

  /** @param {string} name @param {object} [more] @param {string} [cookie] of whoever acts, if not the organizer */
  async function act(name, more = {}, cookie = headers.Cookie) {
    const answer = await fetch(at + '/act', { method: 'POST', headers: { ...headers, Cookie: cookie, 'Content-Type': 'application/json' }, body: JSON.stringify({ act: name, ...more }) });
    if (!answer.ok) throw new Error(name + ': ' + await answer.text());
    const done = await answer.json();
    revision = done.revision;
    return done;
  }
  /** @param {string} path */
  const get = async path => (await fetch(at + path, { headers })).text();
  // Pictures follow what was done after a moment.
  async function state() {
    /** @type {any} */
    let picture = null;
    await until('the desk shows the last act', async () => {
      picture = JSON.parse(await get('/state.json') || 'null');
      return picture && picture.revision >= revision;
    });
    return picture;
  }
  /** @param {number} n */
  const counted = n => until(n + ' ballots are counted', async () => (await state()).item.ballots === n);
  const results = async () => JSON.parse(await get('/results.json'));
  /** What was confirmed of an item, by grade over all categories. @param {number} item @returns {Promise<number[]>} */
  async function grades(item) {
    const { unit } = (await state()).items[item - 1];
    const { counts } = (await results()).units.find((/** @type {any} */ u) => u.unit === unit);
    return Object.values(/** @type {{[category: string]: number[]}} */ (counts)).reduce((all, row) => all.map((n, i) => n + row[i]));
  }
  /**
   * Has a screen show this session, and tells where it is opened. A rehearsal is laid over pictures on the preview.
   * @param {string} kind 'hall' or 'overlay', or the name of another output @returns {Promise<string>}
   */
  async function screen(kind) {
    const output = kind !== 'overlay' ? kind : rehearsal ? 'pvw' : 'pgm';
    const shown = await fetch(at + '/screens', { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ output }) });
    if (shown.status !== 303) throw new Error('show on ' + output + ': ' + await shown.text());
    const all = await (await fetch(base + '/desk/studio/addresses.json', { headers })).json();
    return all.find((/** @type {any} */ o) => o.name === output).address;
  }

  await act('issue');
  await act('publish');
  /** @type {Card[]} */
  const cards = rehearsal ? JSON.parse(await get('/cards.json')) : [];
  return { id, act, get, cards, state, counted, results, grades, screen };
}

/**
 * What every file of tests has: a server and a browser. At the end nothing may have gone wrong in any page.
 * @param {() => Promise<void>} [begin] what else comes before the first test
 * @param {string} [path] which browser
 * @returns {{ server: import('./harness.mjs').Server, browser: import('./harness.mjs').Browser }}
 */
export function house(begin = async () => {}, path = chromiumPath) {
  const on = /** @type {{ server: import('./harness.mjs').Server, browser: import('./harness.mjs').Browser }} */ ({});
  before(async () => {
    on.server = await startServer();
    on.browser = await startBrowser(path);
    await begin();
  });
  after(async () => {
    await on.browser?.close();
    await on.server?.stop();
    assert.deepEqual(everyFault(), []);
  });
  return on;
}

/**
 * What a file of tests about an evening has: the house, a session of its own, and the item that is on stage.
 * @param {() => Promise<void>} [begin] what else comes before the first test
 * @param {Parameters<typeof openSession>[1]} [options]
 */
export function evening(begin = async () => {}, options = {}) {
  /** @type {{server: import('./harness.mjs').Server, base: string, browser: import('./harness.mjs').Browser, session: Session, deal: () => Card, item: number}} */
  const on = /** @type {any} */ (house(async () => {
    on.item = 0;
    on.base = on.server.base;
    on.session = await openSession(on.base, options);
    on.deal = dealer(on.session);
    await begin();
  }));
  return Object.assign(on, {
    /** Puts the next item on stage. */
    async next() {
      const { item } = await on.session.state();
      if (item && item.phase === 'open') await on.session.act('close', { item: item.id });
      on.item += 1;
      await on.session.act('stage', { item: on.item });
    },
    /** Puts a unit on stage whose department has a representative. @returns {Promise<Card>} the card of that one */
    async nextOwn() {
      const units = readFileSync(files.units, 'utf8').trim().split('\n').slice(1).map(line => line.split(',')[2]);
      const recused = new Set(on.session.cards.map(c => c.recused));
      on.item = units.findIndex((department, i) => i >= on.item && recused.has(department)) + 1;
      if (on.item === 0) throw new Error('nobody in the sample has to stand back');
      await on.session.act('stage', { item: on.item });
      return /** @type {Card} */ (on.session.cards.find(c => c.recused === units[on.item - 1]));
    },
    open: (seconds = 600) => on.session.act('open', { item: on.item, seconds }),
    /** @param {string} name */
    act: name => on.session.act(name, { item: on.item, reason: '演练' }),
  });
}

/**
 * Hands out cards, each once.
 * @param {{cards: Card[]}} session @param {(card: Card) => boolean} [fits]
 */
export function dealer(session, fits = card => !card.recused) {
  const left = session.cards.filter(fits);
  return () => {
    const card = left.pop();
    if (!card) throw new Error('no card is left');
    return card;
  };
}

/** A phone without a browser. @param {string} base @param {Card} card @param {boolean} [takeOver] from another phone */
export async function barePhone(base, card, takeOver = false) {
  const headers = { Origin: base, Accept: 'application/json', 'Content-Type': 'application/json' };
  const answer = await fetch(base + '/v/redeem', { method: 'POST', headers, body: JSON.stringify({ token: card.token, take_over: takeOver }) });
  if (!answer.ok) throw new Error('redeem: ' + await answer.text());
  const cookie = answer.headers.getSetCookie().map(c => c.split(';')[0]).join('; ');
  return {
    /** @param {{id: number, run: number, unit: {id: string}}} item @param {string} marks */
    async cast(item, marks) {
      const body = JSON.stringify({ ballot: randomBytes(16).toString('hex'), item: item.id, run: item.run, unit: item.unit.id, marks });
      const got = await fetch(base + '/v/ballot', { method: 'POST', headers: { ...headers, Cookie: cookie }, body });
      if (!got.ok) throw new Error('ballot: ' + await got.text());
    },
  };
}

/** Until the page of an output has painted a session. @param {import('./harness.mjs').Page} page */
export async function painted(page) {
  await page.waitForFunction(() => /** @type {any} */ (window).PingyiGfx?.state().seq > 0);
  await page.evaluate(() => document.fonts.ready);
}
