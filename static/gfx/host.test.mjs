import test from 'node:test';
import assert from 'node:assert/strict';
import { idsIn, offer, played, taken, waits } from './host.js';

test('ids are read from whatever a host passes', () => {
  const want = { out: 'pgm', scene: 'score-card' };
  assert.deepEqual(idsIn({ out: 'pgm', scene: 'score-card' }), want);
  assert.deepEqual(idsIn('{"out":"pgm","scene":"score-card"}'), want);
  assert.deepEqual(idsIn('<templateData><componentData id="out"><data id="text" value="pgm"/></componentData>' +
    '<componentData id="scene"><data id="text" value="score-card"></data></componentData></templateData>'), want);
});

test('everything on the output is a word of its own, or nothing, as templates of before have it', () => {
  for (const everything of ['all', '']) assert.deepEqual(idsIn({ scene: everything }), { scene: '' });
});

test('what a host mangles, leaves out or adds changes nothing', () => {
  for (const nothing of [undefined, null, '', 'bare words', '{"out":"p', '[1]', 5, '<templateData/>', '{"score":"99.99","name":"x"}', { out: 7 }]) assert.deepEqual(idsIn(nothing), {});
});

test('a host finds its five names, and never one called remove', () => {
  /** @type {any} */ const page = {};
  /** @type {string[]} */ const called = [];
  /** @type {any} */ const output = { tune: () => called.push('tune'), play: () => called.push('play'), next: () => called.push('next'), stop: () => called.push('stop'), state: () => ({ seq: 7 }) };
  offer(page, output, 'abc');
  page.update('');
  page.update();
  page.play();
  page.next();
  page.stop();
  page.update('{"out":"pgm"}');
  assert.deepEqual(called, ['play', 'stop', 'tune'], 'steps are the director\'s: next of a host does nothing');
  assert.deepEqual(Object.keys(page).sort(), ['PingyiGfx', 'next', 'play', 'stop', 'update']);
  assert.deepEqual([page.PingyiGfx.version, page.PingyiGfx.seq], ['abc', 7]);
});

/** An output that keeps what it is told. */
function deaf() {
  /** @type {any[]} */ const told = [];
  const output = { tune: (/** @type {any} */ ids) => told.push(['tune', ids]), play: () => told.push(['play']), next: () => told.push(['next']), stop: () => told.push(['stop']), state: () => ({ seq: 7 }) };
  return { told, output: /** @type {any} */ (output) };
}

test('what a host said to the shell is done when the script is there, in its order and by the names of that host', () => {
  const { told, output } = deaf();
  const named = (/** @type {any} */ data) => (data ? JSON.stringify({ scene: JSON.parse(data).f0 }) : data);
  /** @type {any} */ const page = { PingyiGfx: { queue: [['update', '{"scene":"board"}'], ['play', undefined], ['stop', undefined], ['play', undefined]], named: (/** @type {any} */ data) => (/f0/.test(data) ? named(data) : data) } };
  assert.equal(taken(page), false);
  offer(page, output, 'b1');
  assert.deepEqual(told, [['tune', { scene: 'board' }], ['play'], ['stop'], ['play']]);
  assert.equal(taken(page), true, 'a shell that is answered twice changes nothing');
  page.update('{"f0":"dims","note":""}');
  assert.deepEqual(told.pop(), ['tune', { scene: 'dims' }]);
});

test('a page that is loaded anew knows whether it was playing', () => {
  /** @type {any} */ const page = { history: { state: null, replaceState(/** @type {any} */ state) { this.state = state; } } };
  offer(page, deaf().output, 'b1');
  assert.equal(played(page), false);
  page.play();
  assert.equal(played(page), true);
  page.stop();
  assert.equal(played(page), false);
  assert.equal(played({}), false, 'nor is there always a history');
});

test('a page waits for play where its shell or its address says so, and in CasparCG, unless the address says that it does not', () => {
  const caspar = { caspar: {} };
  assert.equal(waits(undefined, null, {}), false, 'whoever calls nothing sees the picture');
  assert.equal(waits('0', null, {}), false);
  assert.equal(waits('1', null, {}), true);
  assert.equal(waits(undefined, '1', {}), true);
  assert.equal(waits(undefined, null, caspar), true, 'the plain address in CasparCG 2.3');
  assert.equal(waits(undefined, null, { casparcg: {} }), true);
  assert.equal(waits(undefined, '0', caspar), false);
  assert.equal(waits('1', '0', caspar), false);
});
