import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rest } from './again.js';

test('what changes in every picture is waited for, and called out once when it rests', () => {
  let now = 0;
  /** @type {number[]} */ const came = [];
  /** @type {{ at: number, run: () => void }[]} */ let timers = [];
  const rest = new Rest(() => came.push(now), { now: () => now, after: (run, milliseconds) => timers.push({ at: now + milliseconds, run }) });
  const goTo = (/** @type {number} */ time) => {
    for (; now < time; now += 1) {
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
    }
  };
  goTo(1000);
  assert.deepEqual(came, [], 'never while nothing changes');
  for (let i = 0; i < 25; i += 1) {
    rest.stir();
    goTo(now + 20);
  }
  assert.equal(timers.length, 1, 'one timer, however many changes');
  goTo(3000);
  assert.deepEqual(came, [1680], 'the last change was at 1480');
  rest.stir();
  goTo(9000);
  assert.deepEqual(came, [1680, 3200]);
});
