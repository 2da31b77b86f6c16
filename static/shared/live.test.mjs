import test from 'node:test';
import assert from 'node:assert/strict';
import { createLive } from './live.js';

/** A socket that is driven by hand. */
class FakeSocket {
  /** @param {string} url */
  constructor(url) {
    this.url = url;
    /** @type {string[]} */
    this.sent = [];
    this.closed = false;
    /** @type {any} */ this.onopen = null;
    /** @type {any} */ this.onmessage = null;
    /** @type {any} */ this.onclose = null;
  }
  /** @param {string} text */
  send(text) { this.sent.push(text); }
  close() { this.closed = true; }
  /** @param {object} message */
  says(message) { this.onmessage({ data: JSON.stringify(message) }); }
}

/** @param {any} t @param {object} [more] */
function begin(t, more) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  t.mock.method(Math, 'random', () => 0);
  /** @type {FakeSocket[]} */ const sockets = [];
  const before = globalThis.WebSocket;
  t.after(() => { globalThis.WebSocket = before; });
  globalThis.WebSocket = /** @type {any} */ (class extends FakeSocket {
    /** @param {string} url */
    constructor(url) {
      super(url);
      sockets.push(this);
    }
  });
  /** @type {any[]} */ const heard = [];
  /** @type {any[]} */ const changes = [];
  const live = createLive({
    url: 'ws://host/live',
    onMessage: m => heard.push(m),
    onChange: (up, code) => changes.push([up, code]),
    ...more,
  });
  live.start();
  return { live, sockets, heard, changes, tick: (/** @type {number} */ ms) => t.mock.timers.tick(ms) };
}

test('messages are handed on, heartbeats only counted', t => {
  let beats = 0;
  const { sockets, heard, changes, live } = begin(t, { onBeat: () => { beats += 1; } });
  sockets[0].says({ now: 5 });
  sockets[0].says({ beat: true });
  assert.deepEqual([heard, changes, beats, live.isUp()], [[{ now: 5 }], [[true, 0]], 1, true]);
});

test('the greeting goes out as soon as the socket is open', t => {
  const { sockets } = begin(t, { hello: '{"token":"x"}' });
  sockets[0].onopen();
  assert.deepEqual(sockets[0].sent, ['{"token":"x"}']);
});

test('it comes back after a break, later each time, and at once after success', t => {
  const { sockets, tick } = begin(t);
  sockets[0].onclose({ code: 1006 });
  tick(999);
  assert.equal(sockets.length, 1);
  tick(1);
  assert.equal(sockets.length, 2);
  sockets[1].onclose({ code: 1006 });
  tick(1999);
  assert.equal(sockets.length, 2);
  tick(1);
  sockets[2].says({ now: 1 });
  sockets[2].onclose({ code: 4000 });
  tick(1000);
  assert.equal(sockets.length, 4);
});

test('a screen names its own pauses', t => {
  const { sockets, tick } = begin(t, { least: 500, most: 3000 });
  const pauses = [];
  for (let n = 1; n <= 6; n += 1) {
    sockets[n - 1].onclose({ code: 1006 });
    let waited = 0;
    for (; sockets.length === n; waited += 1) tick(1);
    pauses.push(waited);
  }
  assert.deepEqual(pauses, [500, 1000, 2000, 3000, 3000, 3000]);
});

for (const code of [4100, 4101, 4199]) {
  test(`a close with ${code} is the end`, t => {
    const { sockets, changes, tick } = begin(t);
    sockets[0].says({ now: 1 });
    sockets[0].onclose({ code });
    tick(100_000);
    assert.equal(sockets.length, 1);
    assert.deepEqual(changes, [[true, 0], [false, code]]);
  });
}

for (const code of [1000, 1006, 4000, 4099, 4200]) {
  test(`a close with ${code} is a break`, t => {
    const { sockets, tick } = begin(t);
    sockets[0].says({ now: 1 });
    sockets[0].onclose({ code });
    tick(1000);
    assert.equal(sockets.length, 2);
  });
}

test('what cannot be read is not handed on, and the next message is', t => {
  const { sockets, heard } = begin(t);
  assert.throws(() => sockets[0].onmessage({ data: 'nonsense' }));
  sockets[0].says({ now: 2 });
  assert.deepEqual([heard, sockets[0].closed], [[{ now: 2 }], false]);
});

test('silence is a break', t => {
  const { sockets, live, tick } = begin(t);
  sockets[0].says({ now: 1 });
  tick(44_999);
  assert.equal(live.isUp(), true);
  tick(1);
  assert.deepEqual([live.isUp(), sockets[0].closed], [false, true]);
});

test('what an abandoned socket still says is not heard', t => {
  const { sockets, heard, tick } = begin(t);
  tick(45_000);
  tick(1000);
  sockets[0].says({ now: 1 });
  assert.deepEqual([heard, sockets.length], [[], 2]);
});

test('waking skips the pause, and drops a socket that has been quiet', t => {
  const { sockets, live, tick, changes } = begin(t);
  sockets[0].onclose({ code: 1006 });
  live.wake();
  assert.equal(sockets.length, 2);
  sockets[1].says({ now: 1 });
  live.wake();
  assert.equal(sockets.length, 2, 'a fresh socket stays');
  tick(25_000);
  live.wake();
  assert.deepEqual([sockets.length, changes[changes.length - 1]], [3, [false, 0]]);
  tick(30_000);
  assert.equal(sockets.length, 3, 'the pause that was skipped opens no second socket');
});
