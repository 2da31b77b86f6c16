// What an output does with what it is told, and when: its delay, its clock, its address.
import test from 'node:test';
import assert from 'node:assert/strict';
import { house } from './hall.mjs';
import { until } from './harness.mjs';
import { openOutput, painted } from './gfx.mjs';
import { frameWith } from '../../static/gfx/samples.js';

const on = house();

/** A frame as a server that is right on time would say it. @param {string[]} names @param {object} [output] @param {object} [more] @returns {any} */
const frame = (names, output = {}, more = {}) => ({ ...frameWith(names, output), ...more });

test('an output with a delay shows all that it hears so much later, and panic at once', async () => {
  const output = await openOutput(on.browser, on.server.base);
  const late = { delay: 50 };
  output.stood = 60_000;
  output.say(frame(['strap'], late));
  await output.load();
  await until('what has stood for long stands at once, also after a reload', async () => (await output.scenes()).join() === 'strap');
  await output.page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    new MutationObserver(() => { if (document.querySelector('.score-card')) seen.came ??= Date.now(); }).observe(document.body, { subtree: true, childList: true });
  });
  const said = Date.now();
  output.say(frame(['score-card'], late, { rev: 89 }));
  await until('it has come', async () => (await output.page.evaluate(() => /** @type {any} */ (window).came)) > 0);
  const came = await output.page.evaluate(() => /** @type {any} */ (window).came);
  assert.ok(came - said >= 990, `came after ${came - said} ms`);
  output.say(frame(['score-card'], late, { panic: true, rev: 90 }));
  const panic = Date.now();
  await until('it is off', async () => await output.page.locator('.scene').count() === 0);
  assert.ok(Date.now() - panic < 990, 'panic waits for nothing');
  await output.context.close();
});

test('a page tells of every picture that it has painted, with all that stood in it', async () => {
  const output = await openOutput(on.browser, on.server.base);
  output.say(frame(['strap', 'bug'], {}, { rev: 88 }));
  await output.load();
  const told = () => output.heard.flatMap(({ shown }) => shown?.painted ?? []);
  await until('the first is told', async () => told().some((picture) => picture.rev === 88 && picture.on.length === 2));
  for (let rev = 89; rev <= 91; rev += 1) { // quicker than it speaks
    output.say(frame(['strap'], {}, { rev }));
    await until('it is drawn', async () => (await output.state()).rev === rev);
    await output.page.evaluate(() => new Promise(resolve => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
  }
  await until('all are told', async () => [89, 90, 91].every((rev) => told().some((picture) => picture.rev === rev && picture.on.length === 1)));
  await output.context.close();
});

test('a list whose next group was given out is told with it, as painted', async () => {
  const output = await openOutput(on.browser, on.server.base);
  const list = (/** @type {number} */ rev, /** @type {number} */ step) => output.say({ ...frame(['ten'], {}, { rev }), layers: frameWith(['ten']).layers.map(layer => ({ ...layer, take: rev, step })) });
  list(88, 0);
  await output.load();
  const told = () => output.heard.flatMap(({ shown }) => shown?.painted ?? []);
  for (const step of [1, 2]) {
    list(88 + step, step);
    await until(`group ${step} is told`, async () => told().some((picture) => picture.rev === 88 + step && picture.on.some((/** @type {any} */ on1) => on1.take === 88 + step && on1.step === step)));
  }
  await output.context.close();
});

test('a page that leaves out scenes says which one it paints, as soon as a host has chosen', async () => {
  const output = await openOutput(on.browser, on.server.base);
  output.say(frame(['strap', 'bug']));
  await output.load();
  const told = () => output.heard.flatMap(({ shown }) => (shown ? [shown.only] : [])).pop();
  await until('it paints all', async () => told() === '');
  await output.page.evaluate(() => /** @type {any} */ (window).update('{"scene":"bug"}'));
  await until('it paints one', async () => told() === 'bug' && (await output.scenes()).join() === 'bug');
  await output.context.close();
});

test('a host that is loaded anew on air and plays before the type is there gets its picture without an intro', async () => {
  const output = await openOutput(on.browser, on.server.base, '?host=1');
  let asked = 0;
  /** @type {() => void} */ let send = () => {};
  const sent = new Promise(resolve => { send = () => resolve(null); });
  await output.page.route('**/*.woff2', async route => {
    asked += 1;
    await sent;
    await route.continue();
  });
  output.say(frame(['score-card', 'bug']));
  await output.load();
  await until('the picture is there, and its type is on its way', async () => output.heard.length > 0 && asked > 0);
  await output.page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    seen.moved = 0;
    const animate = Element.prototype.animate;
    Element.prototype.animate = function move(...how) { seen.moved += 1; return animate.apply(this, how); };
    seen.play();
  });
  send();
  await until('it is on', async () => (await output.scenes()).length === 2);
  assert.equal(await output.page.evaluate(() => /** @type {any} */ (window).moved), 0, 'nothing has moved in');
  await output.context.close();
});

test('panic, and a delay that is taken away, drop what is on its way to an output', async () => {
  const output = await openOutput(on.browser, on.server.base);
  const late = { delay: 50 };
  output.stood = 60_000;
  output.say(frame([], late));
  await output.load();
  await until('the page listens', async () => output.heard.some(({ shown }) => shown));
  await output.page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    seen.came = [];
    new MutationObserver(() => { for (const name of ['strap', 'score-card', 'board']) if (document.querySelector('.' + name) && !seen.came.includes(name)) seen.came.push(name); }).observe(document.body, { subtree: true, childList: true });
  });
  const came = () => output.page.evaluate(() => /** @type {any} */ (window).came);
  output.say(frame(['strap'], late, { rev: 89 }));
  output.say(frame(['strap'], late, { panic: true, rev: 90 }));
  await until('panic is heard', async () => (await output.state()).rev === 90);
  output.say(frame(['score-card'], late, { rev: 91 }));
  output.say(frame(['board'], { delay: 0 }, { rev: 92 }));
  await until('the newest is on', async () => (await output.state()).rev === 92);
  output.say(frame(['board'], late, { rev: 93 })); // as long as all before it would have waited
  await until('the delay is over', async () => (await output.state()).rev === 93);
  assert.deepEqual(await came(), ['board']);
  await output.context.close();
});

test('a page whose address is void shows nothing until it has another one', async () => {
  const output = await openOutput(on.browser, on.server.base);
  output.stood = 60_000;
  output.say(frame(['strap', 'bug'], { delay: 50, ground: 'full' }));
  await output.load();
  await until('it is on', async () => (await output.scenes()).join() === 'strap,bug');
  output.say(frame(['board'], { delay: 50 }, { rev: 89 }));
  output.refuse();
  await until('it is off', async () => await output.page.locator('.scene').count() === 0);
  assert.equal((await painted(output.page)).count, 0, 'the ground has gone too');
  await output.page.evaluate(() => new Promise(resolve => { setTimeout(resolve, 1200); })); // what was on its way would be there
  await output.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  assert.equal(await output.page.locator('.scene').count(), 0);
  output.say(frame(['bug']));
  await output.page.evaluate(() => /** @type {any} */ (window).update(JSON.stringify({ tok: 'ANOTHER' })));
  await until('the new address shows its own', async () => (await output.scenes()).join() === 'bug');
  assert.ok(output.heard.some(({ token }) => token === 'ANOTHER'));
  await output.context.close();
});

test('a picture that is newer than the delay is not earlier for a reload, and a countdown is as late as its picture', async () => {
  const output = await openOutput(on.browser, on.server.base);
  const countdown = frame(['countdown'], { delay: 100 });
  const begun = Date.now();
  const deadline = Math.round(begun / 1000) + 60;
  countdown.layers[0].data = { ...countdown.layers[0].data, state: 'open', deadline };
  output.say(countdown);
  await output.page.addInitScript(() => {
    const seen = /** @type {any} */ (window);
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver(() => { if (document.querySelector('.scene')) seen.came ??= Date.now(); }).observe(document.body, { subtree: true, childList: true });
    });
  });
  await output.load();
  await until('it has come', async () => (await output.page.evaluate(() => /** @type {any} */ (window).came)) > 0);
  const { came, here, text } = await output.page.evaluate(() => ({ came: /** @type {any} */ (window).came, here: Date.now(), text: document.querySelector('.scene')?.textContent || '' }));
  assert.ok(came - begun >= 2000, `came after ${came - begun} ms`);
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec(text) || [];
  const told = Number(minutes) * 60 + Number(seconds);
  assert.ok(told >= deadline - here / 1000 + 1, `${told} s are left on the picture, ${deadline - here / 1000} in fact`);
  await output.context.close();
});

test('a machine whose clock is set while its output is on air counts and takes by the server\'s all the same', async () => {
  const output = await openOutput(on.browser, on.server.base);
  const deadline = Math.round(Date.now() / 1000) + 60;
  const countdown = frame(['countdown']);
  countdown.layers[0].data = { ...countdown.layers[0].data, state: 'open', deadline };
  output.say(countdown);
  await output.load();
  await until('it is on', async () => (await output.scenes()).length === 1);
  await output.page.evaluate(() => {
    const real = Date.now;
    Date.now = () => real() + 30_000;
  });
  await output.page.evaluate(() => new Promise(resolve => { setTimeout(resolve, 500); })); // it ticks ten times a second
  const text = await output.page.locator('.scene').innerText();
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec(text) || [];
  const left = deadline - Date.now() / 1000;
  assert.ok(Math.abs(Number(minutes) * 60 + Number(seconds) - left) < 5, `${text} where ${left} s are left`);
  await output.context.close();
});

test('what a timed take puts out stands until its moment, also on a page that was loaded meanwhile, and on another layer', async () => {
  const output = await openOutput(on.browser, on.server.base);
  const [strap] = frame(['strap']).layers;
  const [join] = frame(['join-qr']).layers;
  const [turnout] = frame(['turnout']).layers;
  const [card] = frame(['score-card']).layers;
  const standing = async () => (await output.state()).layers.map((/** @type {any} */ { layer }) => layer).join();
  /** @param {number} at @returns {any} */
  const joins = (at) => ({ ...frame([]), layers: [{ ...turnout, take: 28, until: at }, { ...strap, take: 29, until: at }, { ...join, take: 30, at }] });
  output.say(joins(Date.now() + 60_000));
  await output.load();
  await until('the old ones stand', async () => await standing() === 'side,lower');
  const at = Date.now() + 1500;
  output.say(joins(at));
  await until('the new one alone is on', async () => await standing() === 'qr');
  assert.ok(Date.now() >= at, 'not before the moment');
  const again = Date.now() + 1500;
  output.say({ ...frame([]), rev: 89, layers: [{ ...join, take: 30, at, until: again }, { ...card, take: 31, at: again, cut: true }] });
  await until('the cut has come', async () => await standing() === 'lower');
  assert.ok(Date.now() >= again, 'not before its moment');
  await output.context.close();
});

test('the plain address waits for play in CasparCG too, and host=0 has it play by itself there', async () => {
  for (const query of ['', '?host=0']) {
    const output = await openOutput(on.browser, on.server.base, query);
    await output.page.addInitScript(() => { /** @type {any} */ (window).caspar = { log() {} }; });
    output.say(frame(['score-card']));
    await output.load();
    await until('the frame is heard', async () => (await output.state()).seq === 4711);
    if (!query) {
      assert.equal((await painted(output.page)).count, 0, 'before play');
      await output.page.evaluate(() => /** @type {any} */ (window).play());
    }
    await until('it plays', async () => (await output.scenes()).length === 1);
    await output.context.close();
  }
});

test('the line-up card comes and goes in one picture', async () => {
  const output = await openOutput(on.browser, on.server.base);
  output.say(frame(['strap'], {}, { rev: 88 }));
  await output.load();
  await until('the strap stands', async () => (await output.scenes()).join() === 'strap');
  const moving = () => output.page.evaluate(() => [document.querySelectorAll('.scene.lineup').length, document.querySelector('#gfx')?.getAnimations({ subtree: true }).filter(one => /** @type {any} */ (one.effect).target.closest('.lineup')).length]);
  output.say(frame(['strap', 'lineup'], {}, { rev: 89 }));
  await until('the card is there', async () => (await output.scenes()).includes('lineup'));
  assert.deepEqual(await moving(), [1, 0]);
  output.say(frame(['strap'], {}, { rev: 90 }));
  await until('the card is taken off', async () => !(await output.scenes()).includes('lineup'));
  assert.deepEqual(await moving(), [0, 0], 'it does not fade');
  await output.context.close();
});
