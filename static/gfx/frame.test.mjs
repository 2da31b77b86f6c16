import test from 'node:test';
import assert from 'node:assert/strict';
import { frameOf, textIn } from './frame.js';
import { frameWith } from './samples.js';

test('a frame is read whole, and what is no frame is passed over', () => {
  const frame = frameOf(JSON.parse(JSON.stringify(frameWith(['strap', 'bug']))));
  assert.deepEqual(frame?.layers.map(({ scene }) => scene), ['strap', 'bug']);
  for (const other of [null, 1, 'x', [], {}, { beat: 1 }, { now: 5 }, { seq: 1, output: {} }, { seq: '1', output: {}, layers: [] }]) assert.equal(frameOf(other), null);
});

test('a layer that is not understood is left out, and the others stay', () => {
  const broken = { .../** @type {any} */ (frameWith(['strap'])), layers: [{ layer: 'lower' }, ...frameWith(['bug']).layers, null] };
  assert.deepEqual(frameOf(broken)?.layers.map(({ scene }) => scene), ['bug']);
});

test('every letter of a scene is found, however deep', () => {
  assert.equal(textIn({ name: '王', lines: ['一', '二'], rows: [{ name: '三', rank: 4 }], none: null }), '王一二三');
});
