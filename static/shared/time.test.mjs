import test from 'node:test';
import assert from 'node:assert/strict';
import { clockText, daysLeft, longLeft, secondsLeft } from './time.js';

test('the countdown ends at zero and never goes below', () => {
  assert.equal(secondsLeft(100, 70_000), 30);
  assert.equal(secondsLeft(100, 70_001), 30);
  assert.equal(secondsLeft(100, 99_999), 1);
  assert.equal(secondsLeft(100, 100_000), 0);
  assert.equal(secondsLeft(100, 170_000), 0);
});

test('the clock reads as minutes and seconds, with hours when there are any', () => {
  assert.deepEqual([0, 9, 65, 3599, 3600, 14400].map(clockText), ['00:00', '00:09', '01:05', '59:59', '1:00:00', '4:00:00']);
});

test('from a day on there are days and whole hours', () => {
  assert.equal(daysLeft(24 * 3600 - 1), null);
  assert.deepEqual(daysLeft(24 * 3600), { days: 1, hours: 0 });
  assert.deepEqual(daysLeft(166 * 3600 + 39 * 60 + 51), { days: 6, hours: 22 });
});

test('what is told in words is told in hours below a day, and in seconds only in the last hour', () => {
  assert.deepEqual(longLeft(166 * 3600 + 39 * 60 + 51), { sentence: 'days', values: { days: 6, hours: 22 } });
  assert.deepEqual(longLeft(24 * 3600 - 1), { sentence: 'hours', values: { hours: 23, minutes: 59 } });
  assert.deepEqual(longLeft(3600), { sentence: 'hours', values: { hours: 1, minutes: 0 } });
  assert.equal(longLeft(3599), null);
});
