import test from 'node:test';
import assert from 'node:assert/strict';
import { Typed } from './type.js';

test('a picture waits for its type, and one that waited is not shown after a newer one', async () => {
  /** @type {(() => void)[]} */ const arrive = [];
  /** @type {string[][]} */ const asked = [];
  /** @type {string[]} */ const shown = [];
  const typed = new Typed((texts) => {
    asked.push([...texts]);
    return new Promise((resolve) => { arrive.push(() => resolve({ ready: true, uncovered: [] })); });
  }, '得分', (/** @type {string} */ picture) => { shown.push(picture); });
  const puts = [typed.put('one', '甲'), typed.put('two', '乙'), typed.put('three', '丙')];
  assert.deepEqual(asked, [['得分', '甲'], ['得分', '乙'], ['得分', '丙']]);
  arrive[1]();
  await puts[1];
  assert.deepEqual(shown, ['two']);
  arrive[0]();
  arrive[2]();
  await Promise.all(puts);
  assert.deepEqual(shown, ['two', 'three']);
});
