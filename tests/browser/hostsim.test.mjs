// Every picture in every host of a station: nothing before play and after stop, inside
// the safe area between, and on air whatever happens to page and server.
import test, { after, before, describe } from 'node:test';
import assert from 'node:assert/strict';
import { startServer, until } from './harness.mjs';
import { chromiumPath, startChromium } from './cdp.mjs';
import { filesOf, modes, open, openStation } from './hostsim.mjs';
import { different } from './png.mjs';
import { openRoom } from './room.mjs';
import { frameWith, samples } from '../../static/gfx/samples.js';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./cdp.mjs').Chromium} */ let chromium;
/** @type {Awaited<ReturnType<typeof filesOf>>} */ let files;

// Another engine is chosen by make test-engines, with what it needs to run, and the hosts that
// have it inside.
const chosen = (process.env.HOSTS || '').split(' ').filter(Boolean);
const more = (process.env.CHROMIUM_FLAGS || '').split(' ').filter(Boolean);

before(async () => {
  server = await startServer();
  files = await filesOf(server.base);
  chromium = await startChromium(chromiumPath, more);
  if (process.env.CHROMIUM_MAJOR) assert.match(chromium.product, new RegExp(`/${process.env.CHROMIUM_MAJOR}\\.`));
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** @typedef {import('./hostsim.mjs').Host} Host */
/** @typedef {import('./room.mjs').Room} Room */

/** A frame of one sample; each is newer than the one before. @param {string} name @param {number} seq @param {object} [layer] @returns {any} */
function frameOf(name, seq, layer = {}) {
  const frame = frameWith([name]);
  return { ...frame, seq, rev: seq, layers: frame.layers.map(l => ({ ...l, ...layer })) };
}

/** @param {Host} host @param {string} when */
async function nothing(host, when) {
  const { count, left, top } = await host.tab.painted();
  assert.equal(count, 0, `${when}: ${count} points are painted, from ${left}, ${top}`);
}

// Where pictures stand, and where their parts may be while they move.
const graphicsSafe = { left: 96, top: 54, right: 1824, bottom: 1026 };
const actionSafe = { left: 66, top: 38, right: 1854, bottom: 1042 };

/** Gives what is painted. @param {Host} host @param {string} name @param {typeof actionSafe} safe */
async function inside(host, name, safe) {
  /** @type {any} */ let seen;
  const within = () => name.startsWith('lineup') || (seen.left >= safe.left && seen.right <= safe.right && seen.top >= safe.top && seen.bottom <= safe.bottom);
  // Old engines do not tell what moves, so a picture is waited for until it stands in its place.
  const arrived = async () => (seen = await host.tab.painted()).count > 400 && (safe === actionSafe || within());
  await until(`${name} is painted`, arrived).catch(error => { throw new Error(`${error.message}: from ${seen.left}, ${seen.top} to ${seen.right}, ${seen.bottom}`); });
  assert.ok(within(), `${name} is painted from ${seen.left}, ${seen.top} to ${seen.right}, ${seen.bottom}`);
  return seen;
}

/** @param {Host} host */
const standing = async host => (await host.state()).layers || [];

/**
 * A host with one page open, in a control room of its own.
 * @param {import('node:test').TestContext} t @param {string} mode
 */
async function begin(t, mode) {
  const room = await openRoom(server.base);
  const station = await openStation(files, room.base);
  t.after(async () => {
    await station.close();
    await room.close();
  });
  return { mode, room, station, seq: 5000 };
}

/** @typedef {Awaited<ReturnType<typeof begin>>} Place */

const calling = (/** @type {string} */ mode) => !['obs-hide-show', 'obs-destroy', 'vmix'].includes(mode);

/** A page that shows nothing yet, though the picture is known to it. @param {Place} at @param {string} name */
async function opened(at, name) {
  if (calling(at.mode)) at.room.say(frameOf(name, at.seq));
  else at.room.say({ ...frameOf(name, at.seq), layers: [] });
  const host = await open(at.mode, chromium, at.station, String(samples[name]?.scene));
  await until('the picture is known', async () => (await host.state()).seq === at.seq);
  return host;
}

/** The same for a picture that comes after others. @param {Place} at @param {Host} host @param {string} name */
async function anew(at, host, name) {
  at.room.say(frameOf(name, ++at.seq));
  await host.again(String(samples[name]?.scene));
  await until('the picture is known', async () => (await host.state()).seq === at.seq);
}

/** In and out, with numbers coming in between, and the page is loaded anew while it is on. @param {Place} at @param {Host} host @param {string} name */
async function inAndOut(at, host, name) {
  const { room, mode } = at;
  const sample = /** @type {any} */ (samples[name]);
  at.seq += 1;
  if (host.held) {
    room.say(frameOf(name, at.seq));
    await until(`${name} is known`, async () => (await host.state()).seq === at.seq);
  }
  await nothing(host, `${name} before play`);
  if (!host.held) room.say(frameOf(name, at.seq));
  await host.play();
  if (!mode.startsWith('ograf')) await host.play(); // twice is once; in OGraf it is the next step
  await host.update({ scene: sample.scene });
  at.seq += 1;
  const newer = frameOf(name, at.seq, { take: at.seq - 1 });
  room.say({ ...newer, layers: newer.layers.map((/** @type {any} */ layer) => ({ ...layer, data: renamed(layer.data) })) }); // in the middle of the movement
  await inside(host, name, actionSafe);
  await until(`what is newer is in ${name}`, async () => (await host.state()).seq === at.seq && (await host.text()).includes(news));
  await reloadUnseen(host, name, await landed(host, name));
  for (let step = 0; step < (sample.steps || 1); step++) await host.next();
  if (host.held && !mode.startsWith('ograf')) { // in OGraf the step after the last is the end
    assert.equal((await host.state()).playing, true, 'next takes nothing off');
    await host.stop();
  }
  at.seq += 1;
  if (!host.held) room.say({ ...frameOf(name, at.seq), layers: [] });
  await until('the end is nothing', async () => (await standing(host)).length === 0 && !await host.moves());
  await until(`nothing is painted after the end of ${name}`, async () => (await host.tab.painted()).count === 0);
  await host.stop();
  assert.deepEqual(host.tab.faults, []);
}

/** What runs in it is never twice the same. @param {string} name */
const runs = name => name.startsWith('crawl') || name.startsWith('lineup');

/**
 * The picture that stands, when everything of it has come to where it stays. Old engines do not tell
 * what moves: what is painted must be twice the same. @param {Host} host @param {string} name
 */
async function landed(host, name) {
  if (runs(name)) await until(`${name} has landed`, async () => !await host.moves());
  else await host.rests();
  let last = await inside(host, name, graphicsSafe);
  if (chosen.length > 0 && !runs(name)) await until(`${name} moves no more`, async () => {
    const before1 = last;
    last = await host.tab.painted();
    return different(before1.data, last.data) === 0;
  });
  return last;
}

/** Loaded anew on air: the same picture, without a way in. @param {Host} host @param {string} name @param {{ data: Buffer }} last what was painted */
async function reloadUnseen(host, name, last) {
  const stood = await standing(host);
  await host.reload();
  await until(`the page of ${name} is back`, async () => (await standing(host)).length === stood.length);
  assert.equal(await host.moves(), false, `${name} without an intro`);
  assert.deepEqual(await standing(host), stood);
  if (runs(name)) return inside(host, name, graphicsSafe);
  const painted = await host.tab.painted();
  const apart = different(painted.data, last.data);
  assert.ok(apart < few, `the same picture of ${name}, and at once: ${apart} points differ, ${JSON.stringify(await host.state())}`);
  return painted;
}

/** The page is loaded anew and the server goes away, both on air. @param {Place} at @param {Host} host @param {string} name */
async function throughTrouble(at, host, name) {
  const { room } = at;
  at.seq += 1;
  room.say(frameOf(name, at.seq));
  await until('the picture is known', async () => (await host.state()).seq === at.seq);
  await host.play();
  await inside(host, name, actionSafe);
  const last = await landed(host, name);
  assert.ok(await host.broad() > 0.9, 'the letters of a Chinese name stand side by side');
  const slim = await host.slim();
  assert.ok(slim > 0.2 && slim < 0.4, `the letters are those of our font: an i of ${slim}`);
  const { data } = await reloadUnseen(host, name, last);

  await room.kill();
  await until('the page has noticed', async () => (await host.state()).stale === true);
  assert.ok(different((await host.tab.painted()).data, data) < few, 'the last picture stays');
  at.seq += 1;
  room.say(frameOf(name, at.seq));
  await room.start();
  await until('it has caught up', async () => (await host.state()).seq === at.seq);
  if (at.mode === 'obs-hide-show') await outOfSight(at, host, name);
  await host.stop();
  at.seq += 1;
  if (!host.held) room.say({ ...frameOf(name, at.seq), layers: [] });
  await until('it goes off as ever', async () => (await host.tab.painted()).count === 0);
  assert.deepEqual(host.tab.faults, []);
}

const few = 60; // of half a million

/** What was changed while the source was hidden stands when it is seen again. @param {Place} at @param {Host} host @param {string} name */
async function outOfSight({ room }, host, name) {
  const other = 'score-card';
  await host.tab.run('sight(false)');
  room.say(frameOf(other, 9000));
  await until('it is known', async () => (await host.state()).seq === 9000);
  await host.tab.run('sight(true)');
  assert.deepEqual((await standing(host)).map((/** @type {any} */ layer) => layer.key.split('|')[0]), [other]);
  assert.equal(await host.moves(), false, 'nothing moves in');
  await inside(host, other, graphicsSafe);
  assert.notEqual(other, name);
}

/** One picture on a page of its own. @param {import('node:test').TestContext} t @param {string} mode @param {string} name */
async function onAir(t, mode, name) {
  const at = await begin(t, mode);
  const host = await opened(at, name);
  if (!host.held) at.room.say(frameOf(name, ++at.seq));
  await host.play();
  await until(`${name} stands`, async () => (await standing(host)).length === 1 && !await host.moves());
  const last = await landed(host, name);
  return { at, host, name, last, stood: await standing(host), text: await host.text() };
}

/** @typedef {Awaited<ReturnType<typeof onAir>>} OnAir */

/** The last picture, to the point. @param {OnAir} page */
async function stays({ host, name, last, stood, text }) {
  assert.deepEqual([(await host.state()).stale, await standing(host)], [true, stood], name);
  if (!runs(name)) assert.equal(await host.text(), text, name);
  if (runs(name)) await inside(host, name, graphicsSafe);
  else assert.ok(different((await host.tab.painted()).data, last.data) < few, `the last picture of ${name} stays`);
}

const news = '恢复之后';

/** Says other words wherever a picture has words of its own. @param {any} data @param {string} [key] @returns {any} */
function renamed(data, key = '') {
  if (Array.isArray(data)) return data.map(one => renamed(one, key));
  if (data && typeof data === 'object') return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, renamed(value, name)]));
  return typeof data === 'string' && ['name', 'title', 'label', 'text', 'question'].includes(key) ? news : data;
}

/** What has changed meanwhile is shown as soon as the server is there. @param {OnAir} page */
async function catchesUp({ at, host, name, text }) {
  const frame = frameOf(name, ++at.seq, { take: at.seq });
  at.room.say({ ...frame, layers: frame.layers.map((/** @type {any} */ layer) => ({ ...layer, key: layer.key + '|later', data: renamed(layer.data) })) });
  assert.doesNotMatch(text, new RegExp(news));
  await at.room.start();
  await until(`${name} has caught up`, async () => {
    const state = await host.state();
    return state.seq === at.seq && !state.stale && (await host.text()).includes(news);
  });
  await inside(host, name, graphicsSafe);
  assert.deepEqual([(await standing(host)).length, host.tab.faults], [1, []], name);
  await host.tab.close();
}

// One sample of each scene, those with steps by their newest.
const each = [...new Map(Object.entries(samples).map(([name, sample]) => [/** @type {any} */ (sample).scene, name])).values()].filter(name => name !== 'live-bars');
const fresh = (/** @type {string} */ mode) => mode === 'spx' || mode.startsWith('ograf'); // a page for each play

describe('hosts', { concurrency: 3 }, () => {
  for (const mode of chosen.length > 0 ? chosen : modes) {
    test(`${mode}: each picture in, on, loaded anew and out, and on air through trouble`, async t => {
      const at = await begin(t, mode);
      const host = await opened(at, 'live-bars');
      await inAndOut(at, host, 'live-bars');
      if (fresh(mode)) await anew(at, host, 'live-bars');
      await throughTrouble(at, host, 'live-bars');
      for (const name of each) {
        if (fresh(mode)) await anew(at, host, name);
        await inAndOut(at, host, name);
      }
      await host.tab.close();
    });
  }

  const fromFiles = ['caspar23', 'caspar25', 'spx', 'ograf-strict', 'ograf-shadow', 'obs-destroy'].filter(mode => chosen.length === 0 || chosen.includes(mode));
  for (const mode of fromFiles) {
    test(`${mode}: loaded and played while the server is away, on air when it comes`, async t => {
      const at = await begin(t, mode);
      await at.room.kill();
      const host = await open(mode, chromium, at.station, 'score-card');
      assert.equal((await host.state()).waiting, true);
      await host.update({ scene: 'board' });
      await host.update({ scene: 'score-card' });
      await host.play();
      await nothing(host, 'while nothing is known');
      at.room.say(frameOf('score-card', at.seq));
      await at.room.start();
      await until('the page has come', async () => (await host.state()).seq === at.seq);
      await inside(host, 'score-card', graphicsSafe);
      assert.deepEqual(host.tab.faults, []);
      await host.tab.close();
    });
  }
});

// Each picture on a page of its own, in one host after the other; with a chosen engine all of them in each host, and
// no more at once than a browser of one process holds.
const every = ['live-bars', ...each];
const together = chosen.length > 0 ? 6 : every.length;
for (const of of chosen.length > 0 ? chosen.map(mode => [mode]) : [modes]) for (let from = 0; from < every.length; from += together) {
  const all = every.slice(from, from + together);
  test(`${of.join(', ')}: the server is away for ten seconds while ${all[0]} and ${all.length - 1} others are on, and comes back with others`, async t => {
    /** @type {OnAir[]} */ const pages = [];
    for (let i = 0; i < all.length; i += 3) pages.push(...await Promise.all(all.slice(i, i + 3).map((name, k) => onAir(t, String(of[(i + k) % of.length]), name))));
    await Promise.all(pages.map(({ at }) => at.room.kill()));
    const gone = Date.now();
    await Promise.all(pages.map(({ host, name }) => until(`the page of ${name} has noticed`, async () => (await host.state()).stale === true)));
    await until('ten seconds are over', async () => Date.now() >= gone + 10_000);
    for (const page of pages) await stays(page);
    await Promise.all(pages.map(catchesUp));
  });
}
