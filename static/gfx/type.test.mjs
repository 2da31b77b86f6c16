import test from 'node:test';
import assert from 'node:assert/strict';
import { makeType } from './type.js';

test('letters are asked for once, and again when they did not come', async () => {
  /** @type {string[]} */ const asked = [];
  let works = false;
  const type = makeType(async texts => {
    asked.push(...texts);
    return { ready: works, uncovered: [] };
  });
  await type.wait('王秀秀');
  assert.deepEqual([asked.pop(), type.ready()], ['王秀', false]);
  works = true;
  const again = type.wait('王秀兰');
  assert.equal(type.ready(), false, 'while it is waited for');
  await again;
  assert.deepEqual([asked.pop(), type.ready()], ['王秀兰', true]);
  assert.equal(type.wait('兰王'), null, 'nothing is waited for');
});

test('a picture waits for letters that another has asked for and that are still on their way', async () => {
  /** @type {(value: any) => void} */ let come = () => {};
  const type = makeType(() => new Promise(resolve => { come = resolve; }));
  type.wait('评议');
  const second = type.wait('议');
  assert.ok(second, 'they are not there');
  let there = false;
  second.then(() => { there = true; });
  await Promise.resolve();
  assert.equal(there, false);
  come({ ready: true, uncovered: [] });
  await second;
  assert.equal(type.wait('评议'), null);
});
