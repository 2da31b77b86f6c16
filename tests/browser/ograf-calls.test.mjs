// What a renderer of OGraf may do to a graphic: call while it has not answered, call twice, leave
// calls out, move it, put it away and take it out again. None of it paints what nobody played.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { startServer, until } from './harness.mjs';
import { chromiumPath, startChromium } from './cdp.mjs';
import { filesOf, openStation } from './hostsim.mjs';
import { openRoom } from './room.mjs';
import { frameWith, samples } from '../../static/gfx/samples.js';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./cdp.mjs').Chromium} */ let chromium;
/** @type {Awaited<ReturnType<typeof filesOf>>} */ let files;

before(async () => {
  server = await startServer();
  files = await filesOf(server.base);
  chromium = await startChromium(chromiumPath);
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

let seq = 7000;

/** A picture newer than all before. @param {string} name of a sample @returns {any} */
function frameOf(name) {
  seq += 1;
  const frame = frameWith([name]);
  return { ...frame, seq, rev: seq, layers: frame.layers.map(layer => ({ ...layer, take: seq })) };
}

// What a page has heard is known from outside; and no graphic waits for only so long, which a busy machine would not keep to.
const patient = `window.heard = 0;
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain { constructor(...how) { super(...how); this.addEventListener('message', said => { window.heard = JSON.parse(said.data).seq || window.heard; }); } };
  const late = window.setTimeout;
  window.setTimeout = (run, wait, ...more) => (wait === 2500 || wait === 3000 ? 0 : late(run, wait, ...more));`;

/**
 * A renderer with one graphic in its document, of which nothing has been called.
 * @param {import('node:test').TestContext} t @param {string} name of the sample that is on the output
 */
async function begin(t, name) {
  const room = await openRoom(server.base);
  const station = await openStation(files, room.base);
  const tab = await chromium.open(patient);
  t.after(async () => {
    await tab.close();
    await station.close();
    await room.close();
  });
  const id = `pingyi-pgm-${/** @type {any} */ (samples[name]).scene}`;
  await tab.goto(station.host + '/empty');
  await tab.run(`import('/pingyi-pgm/${id}.mjs').then(({ default: Graphic }) => {
    customElements.define('${id}', Graphic);
    window.graphic = document.body.appendChild(document.createElement('${id}'));
  })`);
  room.say(frameOf(name));
  const call = (/** @type {string} */ text) => tab.run(`graphic.${text}`);
  const painted = async () => (await tab.painted()).count;
  return {
    room, tab, call, painted,
    load: () => call('load({ renderType: "realtime" })'),
    known: () => until('the page has heard the picture', async () => await tab.run('heard') === seq),
    on: (/** @type {string} */ when) => until(`it is painted ${when}`, async () => await painted() > 400),
    off: (/** @type {string} */ when) => until(`nothing is painted ${when}`, async () => await painted() === 0),
    stands: () => until('nothing moves', () => tab.run('!graphic.shadowRoot.getAnimations().some(one => one.playState === "running")')),
  };
}

test('a graphic that is put away paints nothing and hears nothing, in the document or not, and is played anew after another load', async t => {
  const at = await begin(t, 'score-card');
  assert.deepEqual(await at.load(), { statusCode: 200 });
  await at.call('playAction({})');
  await at.on('after play');
  assert.deepEqual(await at.call('dispose({})'), { statusCode: 200 });
  assert.equal(await at.painted(), 0, 'put away, in the document yet');
  await until('its line is closed', async () => at.room.pages() === 0);
  await at.tab.run('graphic.remove(); document.body.append(graphic);');
  assert.equal((await at.call('playAction({})')).statusCode, 409, 'it is not loaded');
  assert.equal((await at.call('updateAction({ data: { scene: "score-card" } })')).statusCode, 409);
  assert.equal((await at.call('stopAction({})')).statusCode, 200);
  assert.equal((await at.call('dispose({})')).statusCode, 200, 'twice is once');
  assert.equal(at.room.pages(), 0, 'nothing is loaded again by itself');

  assert.deepEqual(await at.load(), { statusCode: 200 });
  assert.equal(await at.painted(), 0, 'a play of before its load counts for nothing');
  assert.deepEqual(await at.call('playAction()'), { statusCode: 200, currentStep: 0 });
  await at.on('after its second play');
  assert.equal(at.room.pages(), 1);
  assert.deepEqual(at.tab.faults, []);
});

test('a graphic that is put away while it is being loaded opens no line afterwards', async t => {
  const at = await begin(t, 'score-card');
  const styles = at.room.hold(/theme-dark\.css/);
  await at.tab.run('window.loading = graphic.load({}); null');
  await until('its styles are on their way', async () => styles.asked.length > 0);
  await at.call('dispose({})');
  assert.equal((await at.tab.run('loading')).statusCode, 409, 'the load tells that it came to nothing');
  styles.go();
  assert.equal((await at.load()).statusCode, 200);
  assert.equal(at.room.heard.filter(word => word.out).length, 1, 'one page has said hello');
  assert.equal(at.room.pages(), 1);
});

test('a graphic on air that is moved in the document, without a word, stands there at once', async t => {
  const at = await begin(t, 'score-card');
  await at.load();
  await at.call('playAction({})');
  await at.on('after play');
  await at.tab.run('document.body.append(document.createElement("div")); document.body.lastChild.append(graphic);');
  await at.on('where it is now');
  assert.equal(await at.tab.run('graphic.shadowRoot.getAnimations().length'), 0, 'without its way in');
  await until('its first line is closed', async () => at.room.pages() === 1);
  await at.tab.run('graphic.remove()');
  await until('and the second, when it is dropped', async () => at.room.pages() === 0);
  await at.off('then');
});

test('loaded twice is loaded once, with what was said last; what is called meanwhile is done', async t => {
  const at = await begin(t, 'board');
  const code = at.room.hold(/graphic\.js/);
  await at.tab.run(`window.answers = [];
    window.all = Promise.all([graphic.load({ data: { scene: 'board' } }), graphic.load({ data: { scene: 'score-card' } }), graphic.updateAction({ data: {} }), graphic.playAction({ goto: 0, skipAnimation: true })]
      .map(answer => answer.then(said => { answers.push(said.statusCode); return said; }))); null`);
  await until('it is on its way', async () => code.asked.length > 0);
  assert.deepEqual(await at.tab.run('answers'), [200, 200], 'neither load says that it is ready');
  code.go();
  assert.deepEqual((await at.tab.run('all')).map((/** @type {any} */ said) => [said.statusCode, said.currentStep]), [[200, undefined], [200, undefined], [200, undefined], [200, 0]]);
  assert.equal(at.room.heard.filter(word => word.out).length, 1, 'one page has said hello');
  assert.equal(await at.painted(), 0, 'the scene of the second load is not on');
  assert.deepEqual(await at.call('load({ data: { scene: "board" } })'), { statusCode: 200 });
  await at.on('of the scene of the third');
  assert.equal(at.room.heard.filter(word => word.out).length, 1);
});

test('neither a play that is early nor an update paints before the letters are there, and load waits for them', async t => {
  const at = await begin(t, 'score-card');
  const letters = at.room.hold(/\.woff2/);
  await at.tab.run('window.loading = graphic.load({}).then(said => { window.said = said; }); null');
  await at.known();
  await until('the letters are asked for', async () => letters.asked.length > 0);
  await at.call('playAction({})');
  assert.equal(await at.painted(), 0, 'played without letters');
  await at.call('updateAction({ data: { scene: "score-card" } })');
  assert.equal(await at.painted(), 0, 'updated without letters');
  assert.equal(await at.tab.run('window.said'), undefined, 'it is not ready');
  letters.go();
  await at.on('with letters');
  assert.deepEqual(await at.tab.run('loading.then(() => said)'), { statusCode: 200 });
  assert.deepEqual([await at.tab.run('graphic.drawing.state().fonts'), at.tab.faults], [true, []]);
});

test('calls that come while another is not answered are all done, and the last one holds', async t => {
  const at = await begin(t, 'score-card');
  await at.load();
  const all = (/** @type {string[]} */ ...calls) => at.tab.run(`Promise.all([${calls.map(call => `graphic.${call}`).join()}])`);
  const codes = async (/** @type {Promise<any[]>} */ answers) => (await answers).map(({ statusCode }) => statusCode);

  assert.deepEqual(await codes(all('updateAction({ data: { scene: "score-card" } })', 'playAction({})')), [200, 200]);
  await at.on('played while it was being updated');
  assert.deepEqual(await codes(all('stopAction({})', 'playAction({})')), [200, 200]);
  await at.stands();
  assert.ok(await at.painted() > 400, 'played while it went out');
  assert.equal(await at.tab.run('graphic.shadowRoot.querySelectorAll(".scene").length'), 1, 'what went is gone');
  assert.deepEqual(await codes(all('stopAction({})', 'playAction({})', 'stopAction({})')), [200, 200, 200]);
  assert.equal(await at.painted(), 0, 'stopped while it came in');
  assert.deepEqual(await codes(all('playAction({})', 'customAction({ id: "cut-out" })')), [200, 200]);
  assert.equal(await at.painted(), 0, 'cleared at once while it came in');
  assert.deepEqual(await codes(all('playAction({})', 'dispose({})', 'stopAction({})')), [200, 200, 200]);
  assert.equal(await at.painted(), 0);
  assert.deepEqual(at.tab.faults, []);
});

test('an action that nobody knows is refused and changes nothing', async t => {
  const at = await begin(t, 'score-card');
  await at.load();
  await at.call('playAction({ skipAnimation: true })');
  await at.on('after play');
  for (const call of ['customAction({ id: "explode", payload: {} })', 'customAction({})', 'customAction()']) assert.equal((await at.call(call)).statusCode, 404, call);
  assert.ok(await at.painted() > 400);
  assert.equal((await at.call('customAction({ id: "cut-out", payload: null })')).statusCode, 200);
  assert.equal(await at.painted(), 0);
});

test('goto and delta count as the manifest does, whichever step the director is on; a skipped movement is over at once', async t => {
  const at = await begin(t, 'live-bars'); // three steps, of which the director may be on the last
  await at.load();
  const stood = async () => [await at.painted() > 400, await at.tab.run('graphic.shadowRoot.getAnimations().some(one => one.playState === "running" && one.effect.getComputedTiming().endTime < 2000)')];
  await at.call('playAction({})');
  assert.deepEqual(await at.call('playAction({ goto: 2, skipAnimation: true })'), { statusCode: 200, currentStep: 2 });
  assert.deepEqual(await stood(), [true, false], 'in the middle of its way in it stands');
  assert.deepEqual(await at.call('playAction({ goto: 0 })'), { statusCode: 200, currentStep: 0 });
  assert.deepEqual(await at.call('playAction({ delta: 2 })'), { statusCode: 200, currentStep: 2 });
  assert.deepEqual(await at.call('playAction({ delta: -1 })'), { statusCode: 200, currentStep: 1 });
  assert.deepEqual(await stood(), [true, false], 'steps back and forth take nothing off');
  assert.deepEqual(await at.call('playAction({ delta: 2, skipAnimation: true })'), { statusCode: 200 });
  assert.equal(await at.painted(), 0, 'the one after the last is the end');
  assert.deepEqual(await at.call('playAction({ goto: 1, skipAnimation: true })'), { statusCode: 200, currentStep: 1 });
  assert.deepEqual(await stood(), [true, false]);
  assert.deepEqual(await at.call('playAction({ goto: 3, skipAnimation: true })'), { statusCode: 200 });
  assert.equal(await at.painted(), 0);
  assert.deepEqual(await at.call('playAction({ goto: NaN })'), { statusCode: 200, currentStep: 0 }, 'no number is left out');
});

test('where the steps depend on what is shown, the end is behind those of the picture that is on, and nowhere while none is', async t => {
  const at = await begin(t, 'board');
  at.room.say({ ...frameOf('board'), layers: [] });
  await at.load();
  for (const step of [0, 1, 2, 3]) assert.equal((await at.call('playAction({})')).currentStep, step);
  at.room.say(frameOf('board'));
  await at.on('when the director takes it: no play was one too many');
  await at.call('stopAction({ skipAnimation: true })');
  const { steps } = /** @type {any} */ (samples.board);
  for (let step = 0; step < steps; step++) assert.equal((await at.call('playAction({})')).currentStep, step);
  assert.deepEqual(await at.call('playAction({})'), { statusCode: 200 });
  await at.off('behind the last');
});
