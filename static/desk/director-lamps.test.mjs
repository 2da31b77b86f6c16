// How an output stands, as the lamps and the table of the desk tell it.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Desk } from './director-desk.js';

const page = /** @type {any} */ (globalThis); // what lamps are in
page.addEventListener ??= () => {};
page.localStorage ??= { getItem: () => null, setItem: () => {} };
const { standingOf } = await import('./director-lamps.js');

function place() {
  const output = /** @type {any} */ ({ name: 'pgm', class: 'public', revision: 9, stands: 'shown', pages: [{ host: 'obs', heard: 1, since: 1 }], layers: {}, rate: 50 });
  let stale = false;
  const room = /** @type {any} */ ({
    status: { revision: 9, plan: { on: ['pgm'] }, outputs: [output] }, now: () => Date.now(), isStale: () => stale, output: () => output, targets: () => ['pgm'],
  });
  return { output, desk: new Desk(room, key => key, { role: 'organizer' }), lose: () => { stale = true; } };
}

test('an output of which nothing is heard any more is not green: nobody knows what is on it now', () => {
  const { desk, output, lose } = place();
  assert.deepEqual(standingOf(desk, output).kind, 'good');
  lose();
  const { kind, word } = standingOf(desk, output);
  assert.deepEqual([kind, word], ['none', 'unknown']);
});

test('what took off is confirmed as off, and never as shown', () => {
  const { desk } = place();
  const awaited = { on: ['pgm'], revision: 9, pressed: 1, due: 2, shown: { pgm: 300 }, late: [] };
  for (const [verb, words] of [['take', 'ack.done'], ['go', 'ack.done'], ['panic', 'ack.off'], ['out', 'ack.off'], ['blank', 'ack.off']]) {
    desk.awaited = /** @type {any} */ ({ verb, ...awaited });
    assert.equal(desk.done(), words, verb);
  }
});
