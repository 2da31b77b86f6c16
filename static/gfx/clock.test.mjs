import test from 'node:test';
import assert from 'node:assert/strict';
import { createNearest } from './clock.js';

test('before the server has said its time the clock is the machine\'s', () => {
  assert.equal(createNearest().now(1234), 1234);
});

test('of the last words the one that came the quickest is believed', () => {
  const clock = createNearest();
  clock.sample(10_000, 5_120); // heard while the page was loading
  clock.sample(12_000, 7_003);
  clock.sample(14_000, 9_040);
  assert.equal(clock.now(9_000), 13_997);
});

test('a server whose clock is set back is followed after two words, and forwards after one', () => {
  const clock = createNearest();
  for (let n = 0; n < 8; n += 1) clock.sample(10_000 + n, 5_000 + n);
  clock.sample(7_100, 5_100);
  assert.equal(clock.now(5_100), 10_100, 'one word may be late');
  clock.sample(7_200, 5_200);
  assert.equal(clock.now(5_200), 7_200);
  clock.sample(30_300, 5_300);
  assert.equal(clock.now(5_300), 30_300);
});
