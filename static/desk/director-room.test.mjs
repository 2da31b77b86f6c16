// What the director's desk does when its log-in is over: it says so, and panic is sent until it is answered.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Room } from './director-room.js';

const page = /** @type {any} */ (globalThis);
page.localStorage = { getItem: () => '00ff', setItem: () => {} };
page.location = { origin: 'http://desk', reload: () => { throw new Error('the desk reloads away from what it was to do'); } };

const refusal = { code: 'login-failed', message: 'wrong password' };
/** @param {number} status @param {any} body @param {Record<string, string>} [headers] */
const answer = (status, body, headers = {}) => new Response(JSON.stringify(body), { status, headers });

/** A room whose server says these, one after the other; what it was sent is kept. @param {Response[]} answers */
function roomOf(...answers) {
  /** @type {{ url: string, body: any }[]} */ const sent = [];
  /** @type {boolean[]} */ const seen = [];
  page.fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    sent.push({ url, body: init?.body && JSON.parse(init.body) });
    const next = answers.shift();
    if (!next) throw new Error('nothing more is said');
    return next;
  };
  const room = new Room({ person: 'zhao', sessions: [] }, key => key, () => { seen.push(room.loggedOut); });
  return { room, sent, seen };
}

test('an act that meets a log-in which is over is said to be undone, and the desk stays where it is', async () => {
  const { room, seen } = roomOf(answer(401, refusal));
  assert.deepEqual(await room.act({ act: 'take' }), { ok: false, revision: 0, code: 'logged-out', message: 'logged-out' });
  assert.equal(room.loggedOut, true);
  assert.deepEqual(seen, [true], 'the page is painted with it');
});

test('panic is sent under its number until somebody has logged in again', async () => {
  const { room, sent, seen } = roomOf(answer(401, refusal), answer(200, { revision: 7 }));
  assert.equal((await room.act({ act: 'panic' }, { tries: 200, outlasts: true })).ok, true);
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[0], sent[1]);
  assert.deepEqual(seen, [true, false]);
});

test('a desk that nobody touches learns by what it asks for that its log-in is over, and that there is one again', async () => {
  const { room, seen } = roomOf(answer(401, refusal), answer(200, [], { 'Pingyi-Log-In-Until': '5000' }));
  await room.renew();
  assert.equal(room.loggedOut, true);
  await room.renew();
  assert.equal(room.loggedOut, false);
  assert.deepEqual(seen, [true, false]);
  assert.equal(room.until, 5_000_000);
});

test('in its last hour a log-in is said to end', () => {
  const { room } = roomOf();
  assert.equal(room.endsSoon(), false, 'nobody has said when');
  room.until = room.now() + 3_500_000;
  assert.equal(room.endsSoon(), true);
  room.until = room.now() + 3_700_000;
  assert.equal(room.endsSoon(), false);
});

test('acts are counted on, also of another page of this browser, and what was overtaken is sent no more', async () => {
  const kept = /** @type {Record<string, string>} */ ({ 'pingyi-desk': '00ff', 'pingyi-order': '40' });
  page.localStorage = { getItem: (/** @type {string} */ key) => kept[key] ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => { kept[key] = value; } };
  const { room, sent } = roomOf(answer(200, { revision: 6 }), /** @type {any} */ (null), answer(200, { revision: 7 }));
  await room.act({ act: 'cue' });
  kept['pingyi-order'] = '50'; // another page has acted
  const lost = room.act({ act: 'take' });
  assert.equal((await room.act({ act: 'out' })).ok, true);
  assert.equal((await lost).code, 'no-answer', 'nobody knows whether it was done');
  assert.deepEqual(sent.map(({ body }) => [body.act, body.order]), [['cue', 41], ['take', 51], ['out', 52]]);
});
