import test from 'node:test';
import assert from 'node:assert/strict';
import { countdown } from './countdown.js';

/** @type {Phone.Say} */
const say = (key, values = {}) => [key, ...Object.values(values)].join(' ');
const deadline = Date.UTC(2026, 4, 1, 12, 0, 0) / 1000;
/** @param {number} seconds */
const at = seconds => countdown(deadline, (deadline - seconds) * 1000, say);

test('no deadline shows nothing', () => {
  assert.deepEqual(countdown(0, 5, say), { clock: '', near: false, until: '', sayLeft: '' });
});

test('before the last minute only the time of day is shown', () => {
  assert.equal(at(61).near, false);
  assert.equal(at(61).clock, at(61).until);
  assert.match(at(61).until, /^until \d+:00:00$/);
});

test('in the last minute the seconds are counted', () => {
  assert.deepEqual([60, 59.2, 9, 0.1].map(s => at(s).clock), ['left 1:00', 'left 1:00', 'left 0:09', 'left 0:01']);
});

test('after the deadline it says so and goes no further', () => {
  assert.deepEqual([at(0).clock, at(-30).clock], ['time-up', 'time-up']);
});

test('a minute and a quarter of one are spoken', () => {
  assert.deepEqual([80, 60, 55, 40, 15, 12, 9].map(s => at(s).sayLeft), ['', 'say-left 60', 'say-left 60', '', 'say-left 15', 'say-left 15', '']);
});
