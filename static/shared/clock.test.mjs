import test from 'node:test';
import assert from 'node:assert/strict';
import { createClock } from './clock.js';

test('without a sample the clock is this machine\'s', () => {
  assert.equal(createClock().now(1234), 1234);
});

test('half of the trip is taken off', () => {
  const clock = createClock();
  clock.sample(10_000, 5_000, 200);
  assert.equal(clock.now(5_000), 10_100);
});

test('a shorter trip is believed, a longer one is not', () => {
  const clock = createClock();
  clock.sample(10_000, 5_000, 300);
  clock.sample(20_000, 5_000, 900);
  assert.equal(clock.now(5_000), 10_150);
  clock.sample(30_000, 5_000, 100);
  assert.equal(clock.now(5_000), 30_050);
});

test('a time that came unasked counts until one was measured', () => {
  const clock = createClock();
  clock.sample(10_000, 5_000);
  assert.equal(clock.now(5_000), 10_000);
  clock.sample(12_000, 5_000, 100);
  clock.sample(90_000, 5_000);
  assert.equal(clock.now(5_000), 12_050);
});

test('after a sleep any sample is believed again', () => {
  const clock = createClock();
  clock.sample(10_000, 5_000, 10);
  clock.doubt();
  clock.sample(20_000, 5_000, 800);
  assert.equal(clock.now(5_000), 20_400);
});
