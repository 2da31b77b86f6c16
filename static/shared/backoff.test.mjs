import test from 'node:test';
import assert from 'node:assert/strict';
import { backoff } from './backoff.js';

test('pauses double from one second to thirty', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 50].map(n => backoff(n, 0)), [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test('a screen and a desk, of which there are few, come back sooner', () => {
  assert.deepEqual([0, 1, 2, 3, 50].map(n => backoff(n, 0, 500, 3000)), [500, 1000, 2000, 3000, 3000]);
});

test('chance adds up to half', () => {
  assert.equal(backoff(2, 1), 6000);
  assert.equal(backoff(2, 0.5), 5000);
  assert.equal(backoff(9, 1, 500, 3000), 4500);
});
