// A director's desk with a station behind it: people who have logged in, and outputs whose pages say
// what they paint.
import { until, newPage } from './harness.mjs';
import { barePhone, dealer, logIn, openSession } from './hall.mjs';

/** @typedef {import('./harness.mjs').Page} Page */

/**
 * A desk in a browser of its own.
 * @param {import('./harness.mjs').Browser} browser @param {string} base @param {string} [name] who logs in
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function openDesk(browser, base, name = 'organizer', options = {}) {
  const { page, context } = await newPage(browser, { viewport: { width: 1440, height: 900 }, ...options });
  for (const cookie of (await logIn(base, name)).split('; ')) {
    const at = cookie.indexOf('=');
    await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: base }]);
  }
  await page.goto(base + '/desk/director');
  await page.locator('#outputs tr').first().waitFor();
  return page;
}

/** Tunes preview and the ticked outputs to a session, whatever is on. @param {Page} desk @param {string} id "" for none */
export async function tuneTo(desk, id) {
  await desk.selectOption('#tune', id);
  await until('it is tuned in', async () => {
    const asked = desk.locator('#tune-in');
    if (await asked.isVisible()) await asked.click();
    return (await status(desk)).outputs.find(o => o.name === 'pvw')?.session === id && !await asked.isVisible();
  });
}

/** How the control room stands. @param {Page} page a desk @returns {Promise<import('../../static/desk/director-room.js').Status>} */
export const status = async page => (await page.request.get(new URL('/desk/studio/state.json', page.url()).href)).json();

/** What is on an output, such as "lower:strap". @param {Page} page @param {string} name */
export async function on(page, name) {
  const output = (await status(page)).outputs.find(o => o.name === name);
  return Object.entries(output?.layers ?? {}).map(([layer, shown]) => `${layer}:${shown.scene}`).sort().join(' ');
}

/** @param {Page} page @param {string} name @param {string} want */
export const wantOn = (page, name, want) => until(`${name} has ${want || 'nothing'}`, async () => await on(page, name) === want);

/**
 * A graphics host that shows an output: its page says of each picture that it has painted it, as long as it is told to.
 * @param {import('./harness.mjs').Browser} browser @param {Page} desk of somebody who is told the addresses @param {string} name
 */
export async function station(browser, desk, name) {
  const all = await (await desk.request.get(new URL('/desk/studio/addresses.json', desk.url()).href)).json();
  const { address } = all.find((/** @type {any} */ a) => a.name === name);
  const { page } = await newPage(browser);
  await page.goto(new URL('/desk/login', address).href); // any page that may open a socket
  await page.evaluate(([out, at]) => {
    const here = /** @type {any} */ (window);
    here.answers = true;
    const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + '/gfx/live');
    socket.onopen = () => socket.send(JSON.stringify({ out, token: new URL(at).hash.slice(1), host: 'obs', build: 'test' }));
    const say = () => {
      if (!here.frame || !here.answers) return;
      const { rev, seq, layers } = here.frame;
      const take = Math.max(0, ...layers.map((/** @type {any} */ l) => l.take));
      socket.send(JSON.stringify({ shown: { rev, seq, take, fps: 50, gap: 21, engine: '127', visible: true, fonts: true, stale: false, playing: true, only: here.only } }));
    };
    socket.onmessage = event => {
      const frame = JSON.parse(event.data);
      if (!frame.output) return;
      here.frame = frame;
      say();
    };
    setInterval(say, 1000);
  }, /** @type {const} */ ([name, address]));
  return {
    page,
    /** @param {boolean} answers whether it goes on to say what it paints */
    answer: answers => page.evaluate(on_ => { /** @type {any} */ (window).answers = on_; }, answers),
    /** @param {string} scene the one that it paints, "" for all */
    paintOnly: scene => page.evaluate(only => { /** @type {any} */ (window).only = only; }, scene),
    scenes: () => page.evaluate(() => (/** @type {any} */ (window).frame?.layers ?? []).map((/** @type {any} */ l) => l.scene)),
  };
}

/** A rehearsal of three windows that is over, counted and confirmed. @param {string} base @param {object} [rules] if not the sample's */
export async function finished(base, rules) {
  const trial = await openSession(base, { units: 3, rules });
  const deal = dealer(trial);
  const phones = [await barePhone(base, deal()), await barePhone(base, deal())];
  for (let item = 1; item <= 3; item += 1) {
    await trial.act('stage', { item });
    await trial.act('open', { item, seconds: 600 });
    const picture = await trial.state();
    await phones[0].cast(picture.item, '0');
    await phones[1].cast(picture.item, String(item - 1));
    await trial.counted(2);
    for (const act of ['close', 'confirm', 'reveal']) await trial.act(act, { item });
  }
  await trial.act('end');
  await trial.act('confirm-result');
  return trial;
}
