import test from 'node:test';
import assert from 'node:assert/strict';
import { percentText, roomFor, sizesOf, wholeText } from './kit.js';
import { placed, windowAt } from './lists.js';
import { sayIn } from './words.js';

test('numbers are written as people write them', () => {
  assert.deepEqual([0, 7, 999, 1000, 43207, 1234567].map(wholeText), ['0', '7', '999', '1,000', '43,207', '1,234,567']);
  assert.deepEqual([0, 5, 67, 931, 1000].map(percentText), ['0.0', '0.5', '6.7', '93.1', '100.0']);
});

test('figures have the room of their digits, of which a point takes half', () => {
  assert.deepEqual(['450', '91.38', '1,000'].map(roomFor), ['3ch', '4.5ch', '4.5ch']);
});

test('a name shrinks to 85 % and not below before it takes two lines', () => {
  assert.deepEqual(sizesOf(100), [100, 95, 90, 85]);
});

/** @param {number} rank @param {string} unit */
const row = (rank, unit, tie = false) => ({ rank, tie, unit, name: unit, place: '', score: '' });

test('rows stand at the place of their rank, ties below each other', () => {
  const slots = placed([row(5, 'e'), row(2, 'b', true), row(2, 'c', true), row(1, 'a')], 5);
  assert.deepEqual(slots.map((slot) => slot?.unit), ['a', 'b', 'c', undefined, 'e']);
});

test('a reveal shows the next place among the last released', () => {
  /** @param {number} from */
  const released = (from) => placed(Array.from({ length: 100 - from + 1 }, (_, i) => row(from + i, 'u' + (from + i))), 100);
  assert.equal(windowAt(placed([], 100), 3, 7), 93, 'it begins at the end');
  const at = windowAt(released(50), 3, 7);
  assert.ok(at <= 48 && at + 7 > 50, `shows ${at + 1} to ${at + 7}: the next is 49, the last was 50`);
  assert.equal(windowAt(released(4), 3, 7), 3, 'it ends below the top three');
});

test('who came out together is on the picture, in seven rows and in the six beside the corner mark', () => {
  for (const length of [6, 7]) {
    for (let lowest = 20; lowest > 9; lowest -= 1) {
      const out = Array.from({ length: 20 - (lowest - 6) }, (_, i) => row(lowest - 5 + i, `u${i}`)); // six from `lowest` up, and those below
      const at = windowAt(placed(out, 20), 3, length, (r) => r.rank <= lowest);
      assert.ok(at <= lowest - 6 && at + length >= lowest, `${lowest - 5} to ${lowest} came out, and the picture has ${at + 1} to ${at + length}`);
    }
  }
  const shared = Array.from({ length: 8 }, (_, i) => row(4, `u${i}`, true));
  const at = windowAt(placed(shared, 11), 3, 6, (r) => shared.indexOf(r) >= 6);
  assert.ok(at <= 9 && at + 6 >= 11, 'of eight in one place the last two are where the others were not');
});

test('sentences come in the language of the output, and in Chinese where there is none', () => {
  const table = { 'zh-CN': { page: '第{page}页' }, en: { page: 'page {page}' } };
  assert.equal(sayIn('en', table)('page', { page: 2 }), 'page 2');
  assert.equal(sayIn('fr', table)('page', { page: 2 }), '第2页');
  assert.equal(sayIn('en', table)('none'), 'none');
});
