import test from 'node:test';
import assert from 'node:assert/strict';
import { DelayLine } from './delay.js';

/** A delay line on a clock that stands until it is moved. */
function line() {
  /** @type {string[]} */ const shown = [];
  let now = 0;
  /** @type {{ run: () => void, at: number } | null} */ let timer = null;
  const made = new DelayLine((/** @type {string} */ value) => shown.push(value), {
    now: () => now, after: (run, wait) => (timer = { run, at: now + wait }), cancel: () => { timer = null; },
  });
  return {
    shown, clear: () => made.clear(),
    put: (/** @type {string} */ value, /** @type {number} */ wait) => made.put(value, wait),
    /** @param {number} milliseconds */
    pass(milliseconds) {
      const until = now + milliseconds;
      while (timer && timer.at <= until) {
        now = timer.at;
        const { run } = timer;
        timer = null;
        run();
      }
      now = until;
    },
  };
}

test('pictures come on so much later, in the order in which they were said', () => {
  const { put, pass, shown } = line();
  put('strap', 5000);
  pass(1000);
  put('score', 5000);
  pass(3999);
  assert.deepEqual(shown, []);
  pass(1);
  assert.deepEqual(shown, ['strap']);
  pass(1000);
  assert.deepEqual(shown, ['strap', 'score']);
});

test('what is shown at once takes all away that was on its way', () => {
  const { put, pass, shown } = line();
  put('strap', 5000);
  pass(1500);
  put('panic', 0);
  pass(10_000);
  assert.deepEqual(shown, ['panic']);
});

test('a delay that is made shorter brings no older picture after a newer one', () => {
  const { put, pass, shown } = line();
  put('first', 5000);
  pass(2000);
  put('second', 5000);
  pass(1000);
  put('third', 3000); // the first is due in two seconds, the second in four
  pass(10_000);
  assert.deepEqual(shown, ['first', 'third']);
});

test('a delay that is made longer keeps the order, and what waits can be forgotten', () => {
  const { put, pass, shown, clear } = line();
  put('first', 1000);
  put('second', 5000);
  pass(1000);
  clear();
  pass(10_000);
  assert.deepEqual(shown, ['first']);
});
