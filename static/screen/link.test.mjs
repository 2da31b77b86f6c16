import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comesBack, Link, liveAddress, pauseBefore, SILENCE } from './link.js';

const picture = (/** @type {number} */ seq) => JSON.stringify({
  seq, revision: 1, session: { id: 's', title: 't', rehearsal: false }, phase: 'running', scene: 'blank',
  issued: 0, checked_in: 0, join: { url: '' }, item: null,
});

/** A world with lines and a clock that the test moves. */
function world() {
  let now = 0;
  let last = 0;
  /** @type {Map<number, { at: number, run: () => void }>} */
  const timers = new Map();
  /** @type {(import('./link.js').Line & { sent: string[], closed: boolean })[]} */
  const lines = [];
  return {
    lines,
    get now() {
      return now;
    },
    open() {
      const line = {
        onopen: null, onmessage: null, onclose: null, closed: false, sent: /** @type {string[]} */ ([]),
        send: (/** @type {string} */ text) => line.sent.push(text),
        close: () => { line.closed = true; },
      };
      lines.push(line);
      return line;
    },
    after(/** @type {() => void} */ run, /** @type {number} */ milliseconds) {
      timers.set(++last, { at: now + milliseconds, run });
      return last;
    },
    cancel: (/** @type {number} */ timer) => void timers.delete(timer),
    random: () => 1,
    /** Moves the clock, running what is due in order. */
    pass(/** @type {number} */ milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due[0]);
        now = due[1].at;
        due[1].run();
      }
      now = end;
    },
  };
}

function linked() {
  const w = world();
  /** @type {number[]} */
  const frames = [];
  /** @type {number[]} */
  const times = [];
  const link = new Link(w, 'TOKEN', { frame: ({ seq }) => frames.push(seq), now: (time) => times.push(time) });
  link.open();
  const line = () => {
    const newest = w.lines.at(-1);
    assert.ok(newest, 'a line is open');
    return newest;
  };
  return { w, frames, times, line };
}

test('the token is the first message and in no address', () => {
  const { line, times, frames } = linked();
  line().onopen?.();
  assert.deepEqual(line().sent, ['{"token":"TOKEN"}']);
  line().onmessage?.({ data: '{"now":42}' });
  line().onmessage?.({ data: picture(7) });
  line().onmessage?.({ data: 'nonsense' });
  line().onmessage?.({ data: '{"beat":true}' });
  assert.deepEqual([times, frames], [[42], [7]]);
  assert.equal(liveAddress({ protocol: 'https:', host: 'h:1' }), 'wss://h:1/screen/live');
  assert.equal(liveAddress({ protocol: 'http:', host: 'h' }), 'ws://h/screen/live');
});

test('a lost line comes back with pauses from 0.5 to 5 seconds, and quickly again after a picture', () => {
  const { w, line, frames } = linked();
  const pauses = [];
  for (let i = 0; i < 7; i++) {
    const [count, from] = [w.lines.length, w.now];
    line().onclose?.({ code: 1006 });
    while (w.lines.length === count) w.pass(1);
    pauses.push(w.now - from);
  }
  assert.deepEqual(pauses, [500, 1000, 2000, 4000, 5000, 5000, 5000]);
  line().onmessage?.({ data: picture(9) });
  const count = w.lines.length;
  line().onclose?.({ code: 4000 });
  w.pass(500);
  assert.deepEqual([w.lines.length, frames], [count + 1, [9]]);
});

test('pauses are spread by chance and keep their bounds', () => {
  for (let failures = 0; failures < 40; failures++) {
    for (const random of [0, 0.5, 0.999]) {
      const pause = pauseBefore(failures, random);
      assert.ok(pause >= 500 && pause <= 5000, `${failures} failures: ${pause} ms`);
    }
  }
  assert.ok(pauseBefore(5, 0) < pauseBefore(5, 0.9));
});

test('a silent line is given up, once, and its late words are not heard', () => {
  const { w, line, frames } = linked();
  const first = line();
  w.pass(SILENCE - 1);
  first.onmessage?.({ data: '{"beat":true}' });
  w.pass(SILENCE - 1);
  assert.equal(first.closed, false);
  w.pass(1);
  assert.equal(first.closed, true);
  first.onclose?.({ code: 1006 });
  w.pass(500);
  assert.equal(w.lines.length, 2);
  first.onmessage?.({ data: picture(3) });
  assert.deepEqual(frames, []);
});

test('codes from 4100 to 4199 end it', () => {
  const { w, line } = linked();
  line().onclose?.({ code: 4101 });
  w.pass(600_000);
  assert.equal(w.lines.length, 1);
  assert.deepEqual([1000, 1006, 4000, 4099, 4100, 4199, 4200].map(comesBack), [true, true, true, true, false, false, true]);
});
