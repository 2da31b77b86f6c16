import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalOf, decimalText, easeOut, Motion } from './motion.js';
import { Pace } from './pace.js';

test('decimals are read and written without loss', () => {
  for (const text of ['89.48', '0.05', '100.00', '7', '-3.50', '123456789.1234']) {
    const value = decimalOf(text);
    assert.ok(value, text);
    assert.equal(decimalText(value.units, value.places), text);
  }
  for (const text of ['', 'x', '1.', '.5', '1e5', '89,48']) assert.equal(decimalOf(text), null, text);
});

/** A motion whose pictures are taken by hand. */
function film() {
  /** @type {((time: number) => void)[]} */
  let steps = [];
  return {
    next: (/** @type {(time: number) => void} */ step) => steps.push(step),
    at(/** @type {number} */ time) {
      const now = steps;
      steps = [];
      for (const step of now) step(time);
    },
    get running() {
      return steps.length > 0;
    },
  };
}

test('values that start together land together, exactly', () => {
  const reel = film();
  const motion = new Motion(reel.next, false);
  /** @type {number[]} */
  const seen = [];
  const count = motion.channel(0, (value) => seen.push(value));
  const bar = motion.channel(1000, () => {});
  count.goal = 310;
  bar.goal = 719;
  motion.go(400);
  reel.at(5_000);
  reel.at(5_200);
  assert.ok(count.value > 0 && count.value < 310, `half way the count is ${count.value}`);
  assert.equal((count.value / 310).toFixed(6), ((1000 - bar.value) / 281).toFixed(6));
  reel.at(5_400);
  assert.deepEqual([count.value, bar.value, reel.running], [310, 719, false]);
  assert.deepEqual(seen, [...seen].sort((a, b) => a - b), 'the count never runs backwards');
});

test('a new goal starts from where the picture is and ends the old run', () => {
  const reel = film();
  const motion = new Motion(reel.next, false);
  const count = motion.channel(0, () => {});
  count.goal = 100;
  motion.go(400);
  reel.at(0);
  reel.at(200);
  const midway = count.value;
  count.goal = 200;
  motion.go(400);
  reel.at(210);
  assert.ok(count.value >= midway && count.value < midway + 1, `${midway} went on at ${count.value}`);
  reel.at(610);
  assert.deepEqual([count.value, reel.running], [200, false]);
});

test('a value put in place does not move', () => {
  const reel = film();
  const motion = new Motion(reel.next, false);
  /** @type {number[]} */
  const seen = [];
  const count = motion.channel(0, (value) => seen.push(value));
  count.jump(431);
  motion.go(600);
  assert.deepEqual([seen, reel.running], [[0, 431], false]);
});

test('without motion values jump, and nothing runs when nothing changed', () => {
  const reel = film();
  const still = new Motion(reel.next, true);
  const count = still.channel(0, () => {});
  count.goal = 7;
  still.go(400);
  assert.deepEqual([count.value, reel.running], [7, false]);
  const moving = new Motion(reel.next, false);
  moving.channel(3, () => {});
  moving.go(400);
  assert.equal(reel.running, false);
});

test('the easing starts at 0, ends at 1 and only rises', () => {
  const points = [0, 0.25, 0.5, 0.75, 1].map(easeOut);
  assert.deepEqual([points[0], points[4]], [0, 1]);
  assert.deepEqual(points, [...points].sort((a, b) => a - b));
});

test('at most one picture in each pause, the newest, and urgent ones at once', () => {
  let now = 0;
  /** @type {{ at: number, run: () => void }[]} */
  const timers = [];
  /** @type {[number, string][]} */
  const passed = [];
  const pace = new Pace(200, (/** @type {string} */ value) => passed.push([now, value]), {
    now: () => now, after: (run, milliseconds) => timers.push({ at: now + milliseconds, run }),
  });
  const goTo = (/** @type {number} */ time) => {
    now = time;
    for (const timer of timers.splice(0)) {
      if (timer.at <= now) timer.run();
      else timers.push(timer);
    }
  };
  pace.put('a', false);
  now = 50;
  pace.put('b', false);
  now = 100;
  pace.put('c', false);
  goTo(200);
  now = 250;
  pace.put('d', false);
  pace.put('cut', true);
  goTo(500);
  assert.deepEqual(passed, [[0, 'a'], [200, 'c'], [250, 'cut']]);
});
