import test from 'node:test';
import assert from 'node:assert/strict';
import { idsIn, offer } from './host.js';

test('ids are read from whatever a host passes', () => {
  const want = { out: 'pgm', scene: 'score-card' };
  assert.deepEqual(idsIn({ out: 'pgm', scene: 'score-card' }), want);
  assert.deepEqual(idsIn('{"out":"pgm","scene":"score-card"}'), want);
  assert.deepEqual(idsIn('<templateData><componentData id="out"><data id="text" value="pgm"/></componentData>' +
    '<componentData id="scene"><data id="text" value="score-card"></data></componentData></templateData>'), want);
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
  assert.deepEqual(called, ['play', 'next', 'stop', 'tune']);
  assert.deepEqual(Object.keys(page).sort(), ['PingyiGfx', 'next', 'play', 'stop', 'update']);
  assert.deepEqual([page.PingyiGfx.version, page.PingyiGfx.seq], ['abc', 7]);
});
