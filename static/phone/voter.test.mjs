import test from 'node:test';
import assert from 'node:assert/strict';
import { createStore } from './store.js';
import { createVoter } from './voter.js';

const receipt = 'ab'.repeat(32);
/** @param {string} phase @param {object} [other] @returns {Phone.Item} */
const item = (phase, other) => ({ id: 1, of: 9, run: 1, phase, deadline: 0, unit: { id: 'W1', name: 'N', department: '', class: '' }, ...other });
/** @param {number} revision @param {Phone.Item | null} on @returns {Phone.Frame} */
const frame = (revision, on) => ({ revision, session: { id: 'S', title: 'T', rehearsal: false }, phase: 'running', item: on, grades: ['a', 'b'] });
/** @param {object} [other] @returns {Phone.Me} */
const me = other => ({ now: 1, revision: 1, card: { number: '0231', category: 'c', state: 'ok' }, item: 1, run: 1, recused: false, ballot: null, ...other });

/** One phone with a network that is answered by hand. @param {Map<string, string>} [kept] @param {Phone.Frame} [first] */
function phone(kept = new Map(), first = frame(1, item('open'))) {
  /** @type {{path: string, body: any, answer: (a: any) => void}[]} */ const asked = [];
  /** @type {(() => void)[]} */ const timers = [];
  /** @type {number[]} */ const pauses = [];
  let restarts = 0;
  let byte = 0;
  /** @type {any} */
  const local = { getItem: (/** @type {string} */ k) => kept.get(k) || null, setItem: (/** @type {string} */ k, /** @type {string} */ v) => kept.set(k, v), removeItem: (/** @type {string} */ k) => kept.delete(k) };
  const voter = createVoter({
    frame: first, firstOnly: false, card: 'ok', store: createStore(() => local),
    ask: (path, body) => new Promise(resolve => asked.push({ path, body, answer: resolve })),
    later: (run, ms) => { pauses.push(ms); return timers.push(run); }, cancel: n => { if (n) timers[n - 1] = () => {}; },
    random: () => 0, bytes: () => new Uint8Array(16).fill(byte += 1), heard: () => {}, changed: () => {}, restart: () => { restarts += 1; },
  });
  /** Answers the oldest open request to a path. @param {string} path @param {number} status @param {object} [data] @param {number} [wait] */
  const answer = async (path, status, data = {}, wait = 0) => {
    const i = asked.findIndex(a => a.path === path);
    assert.notEqual(i, -1, 'asked for ' + path);
    const [request] = asked.splice(i, 1);
    request.answer({ status, data, sent: 0, received: 0, wait });
    for (let n = 0; n < 6; n += 1) await Promise.resolve();
    return request.body;
  };
  const fire = () => timers.splice(0).forEach((run, i) => { timers[i] = () => {}; run(); });
  return { voter, asked, answer, fire, kept, pauses, restarts: () => restarts };
}

test('two taps on submit send one ballot', async () => {
  const { voter, asked, answer } = phone();
  voter.refresh();
  await answer('/v/me', 200, me());
  voter.choose('1');
  voter.submit();
  voter.submit();
  assert.equal(asked.length, 1);
  const body = await answer('/v/ballot', 200, { receipt });
  assert.deepEqual(body, { ballot: '01'.repeat(16), item: 1, run: 1, unit: 'W1', marks: '1' });
  const look = voter.look();
  assert.deepEqual([look.pending, look.outcome && look.outcome.receipt, look.choice], [null, receipt, '']);
});

test('nothing chosen sends nothing', () => {
  const { voter, asked } = phone();
  assert.equal(voter.submit(), false);
  assert.deepEqual([asked.length, voter.look().missed], [0, true]);
});

test('a ballot made before the card is known is sent once it is', async () => {
  const { voter, asked, answer } = phone();
  voter.refresh();
  voter.choose('0');
  voter.submit();
  assert.deepEqual(asked.map(a => a.path), ['/v/me']);
  await answer('/v/me', 200, me());
  assert.deepEqual(asked.map(a => a.path), ['/v/ballot']);
});

test('a page that comes back sends the same ballot again', async () => {
  const before = phone();
  before.voter.refresh();
  await before.answer('/v/me', 200, me());
  before.voter.choose('1');
  before.voter.submit();
  const after = phone(before.kept);
  assert.equal(after.voter.look().pending !== null, true);
  after.voter.refresh();
  await after.answer('/v/me', 200, me());
  assert.equal((await after.answer('/v/ballot', 200, { receipt })).ballot, '01'.repeat(16));
});

test('a ballot that another card left behind is dropped', async () => {
  const before = phone();
  before.voter.refresh();
  await before.answer('/v/me', 200, me());
  before.voter.choose('1');
  before.voter.submit();
  const after = phone(before.kept);
  after.voter.refresh();
  await after.answer('/v/me', 200, me({ card: { number: '0007', category: 'c', state: 'ok' } }));
  assert.deepEqual([after.asked.length, after.voter.look().pending], [0, null]);
});

test('a change is a new ballot, sent after the first was answered', async () => {
  const { voter, answer } = phone();
  voter.refresh();
  await answer('/v/me', 200, me());
  voter.choose('1');
  voter.submit();
  await answer('/v/ballot', 200, { receipt });
  voter.edit(true);
  voter.choose('0');
  voter.submit();
  const body = await answer('/v/ballot', 200, { receipt: 'cd'.repeat(32) });
  assert.deepEqual([body.ballot, body.marks], ['02'.repeat(16), '0']);
  assert.equal(voter.look().editing, false);
});

test('an older picture does not replace a newer one', () => {
  const { voter } = phone();
  voter.setFrame(frame(5, item('closed')));
  voter.setFrame(frame(4, item('open')));
  assert.equal(voter.look().frame.revision, 5);
});

test('another session or other grades need another page', () => {
  const { voter, restarts } = phone();
  voter.setFrame({ ...frame(2, null), grades: ['x'] });
  voter.setFrame({ ...frame(2, null), session: { id: 'T', title: '', rehearsal: false } });
  assert.equal(restarts(), 2);
});

test('the next stage starts clean and asks about the person', async () => {
  const { voter, asked, answer, fire } = phone();
  voter.refresh();
  await answer('/v/me', 200, me());
  voter.choose('1');
  voter.setFrame(frame(2, item('on-stage', { id: 2 })));
  assert.equal(voter.look().choice, '');
  fire();
  assert.deepEqual(asked.map(a => a.path), ['/v/me']);
});

test('a ballot for an item that has left the stage is followed up', async () => {
  const { voter, answer } = phone();
  voter.refresh();
  await answer('/v/me', 200, me());
  voter.choose('1');
  voter.submit();
  voter.setFrame(frame(2, item('open', { id: 2 })));
  const waiting = voter.look().older;
  assert.equal(waiting && waiting.item, 1);
  await answer('/v/ballot', 409, { code: 'item-closed', message: 'late' });
  const older = voter.look().older;
  assert.deepEqual(older && 'kind' in older && [older.item, older.kind], [1, 'refused']);
  assert.equal(voter.look().outcome, null);
});

test('receipts outlive the page where the server cannot know them any more', async () => {
  const before = phone();
  before.voter.refresh();
  await before.answer('/v/me', 200, me());
  before.voter.choose('1');
  before.voter.submit();
  await before.answer('/v/ballot', 200, { receipt });
  const after = phone(before.kept, frame(9, item('confirmed')));
  const outcome = after.voter.look().outcome;
  assert.deepEqual(outcome && [outcome.receipt, outcome.marks], [receipt, '']);
});

test('an answer that was asked before the ballot went through does not undo it', async () => {
  const { voter, answer } = phone();
  voter.refresh();
  await answer('/v/me', 200, me());
  voter.choose('1');
  voter.submit();
  voter.refresh();
  await answer('/v/ballot', 200, { receipt });
  await answer('/v/me', 200, me({ ballot: { marks: '0', receipt: 'ee'.repeat(32) } }));
  const outcome = voter.look().outcome;
  assert.equal(outcome && outcome.marks, '1');
});

test('an answer about the card that comes after a later one is not believed', async () => {
  const { voter, answer, asked } = phone();
  voter.refresh();
  voter.refresh();
  asked.reverse();
  await answer('/v/me', 200, me({ card: { number: '0231', category: 'c', state: 'void' } }));
  await answer('/v/me', 200, me());
  assert.equal(voter.look().card, 'void');
});

test('without an answer about the card it asks again', async () => {
  const { voter, asked, answer, fire } = phone();
  voter.refresh();
  await answer('/v/me', 0);
  assert.equal(asked.length, 0);
  fire();
  assert.deepEqual(asked.map(a => a.path), ['/v/me']);
});

test('a phone that asks too often waits as long as it is told', async () => {
  const { voter, asked, answer, fire, pauses } = phone();
  voter.refresh();
  await answer('/v/me', 429, { code: 'too-many' }, 7000);
  assert.deepEqual([asked.length, pauses], [0, [7000]]);
  fire();
  await answer('/v/me', 429, { code: 'too-many' }, 1000);
  assert.deepEqual(pauses, [7000, 2000], 'and ever longer by itself');
});

test('a card that moved too often is not gone', async () => {
  const { voter, answer } = phone();
  const done = voter.takeOver();
  await answer('/v/redeem', 429, { code: 'too-many' });
  assert.deepEqual([await done, voter.look().gone], ['retry-busy', false]);
});

test('a lost card keeps the ballot until it is shown again', async () => {
  const { voter, asked, answer } = phone();
  voter.refresh();
  await answer('/v/me', 200, me());
  voter.choose('1');
  voter.submit();
  await answer('/v/ballot', 401, { code: 'no-card' });
  await answer('/v/me', 401, { code: 'no-card' });
  assert.deepEqual([voter.look().gone, voter.look().pending !== null, asked.length], [true, true, 0]);
});

test('taking a card over resumes what waited', async () => {
  const { voter, asked, answer } = phone();
  voter.refresh();
  await answer('/v/me', 200, me());
  voter.choose('1');
  voter.submit();
  await answer('/v/ballot', 409, { code: 'card-elsewhere' });
  await answer('/v/me', 200, me({ card: { number: '0231', category: 'c', state: 'elsewhere' } }));
  assert.equal(asked.length, 0);
  const done = voter.takeOver();
  assert.deepEqual(await answer('/v/redeem', 200, { card: {} }), { token: '', take_over: true });
  await answer('/v/me', 200, me());
  assert.equal(await done, '');
  assert.deepEqual(asked.map(a => a.path), ['/v/ballot']);
});

test('a take-over that fails says why, asks for the card, or learns that it is void', async () => {
  const { voter, answer } = phone();
  const first = voter.takeOver();
  await answer('/v/redeem', 0);
  assert.equal(await first, 'retry-net');
  const second = voter.takeOver();
  await answer('/v/redeem', 404, { code: 'card-unknown' });
  await second;
  assert.equal(voter.look().gone, true);
  const third = voter.takeOver();
  await answer('/v/redeem', 410, { code: 'card-void' });
  await answer('/v/me', 200, me({ card: { number: '0231', category: 'c', state: 'void' } }));
  await third;
  assert.deepEqual([voter.look().gone, voter.look().card], [false, 'void']);
});
