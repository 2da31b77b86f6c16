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

test('a machine whose clock is set is right again after a few words', () => {
  const clock = createNearest();
  clock.sample(10_000, 5_000);
  for (let n = 0; n < 8; n += 1) clock.sample(20_000 + n, 20_002 + n);
  assert.equal(clock.now(30_000), 29_998);
});
