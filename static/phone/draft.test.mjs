import test from 'node:test';
import assert from 'node:assert/strict';
import { createDraft } from './draft.js';

/** A draft with a network that is answered by hand. @param {string} [kept] what the phone kept */
function phone(kept = '') {
  /** @type {{body: any, answer: (a: any) => void}[]} */ const posts = [];
  /** @type {(() => void)[]} */ const timers = [];
  /** @type {number[]} */ const pauses = [];
  const shelf = { text: kept };
  let refusals = 0;
  const draft = createDraft({
    post: body => new Promise(resolve => posts.push({ body, answer: resolve })),
    keep: { get: () => shelf.text, put: text => { shelf.text = text; } },
    later: (run, ms) => { pauses.push(ms); return timers.push(run); }, cancel: n => { if (n) timers[n - 1] = () => {}; },
    random: () => 0, refused: () => { refusals += 1; }, changed: () => {},
  });
  const begin = (other = {}) => draft.begin({ key: 'k', item: 1, run: 1, marks: '--------', sent: '', other: false, ...other });
  const fire = () => timers.splice(0).forEach((run, i) => { timers[i] = () => {}; run(); });
  /** @param {number} status @param {any} [data] @param {number} [wait] */
  const answer = async (status, data = null, wait = 0) => {
    const post = posts.shift();
    assert.ok(post, 'something was sent');
    post.answer({ status, data, sent: 0, received: 0, wait });
    for (let n = 0; n < 4; n += 1) await Promise.resolve();
    return post.body;
  };
  return { draft, begin, fire, answer, posts, pauses, shelf, refusals: () => refusals };
}

test('what is marked in one go is saved in one stretch, and is saved only when the server says so', async () => {
  const { draft, begin, fire, answer, posts, shelf } = phone();
  begin();
  assert.deepEqual([draft.look().kept, draft.look().unsent], ['saved', false]);
  draft.mark(2, '1');
  draft.mark(4, '0');
  assert.deepEqual([posts.length, draft.look().kept, shelf.text], [0, 'saving', 'k 2 1-0']);
  fire();
  assert.equal(draft.look().kept, 'saving');
  assert.deepEqual(await answer(200), { item: 1, run: 1, from: 2, marks: '1-0' });
  assert.deepEqual([draft.look().kept, draft.look().unsent, shelf.text], ['saved', true, '']);
});

test('what is marked while something is on its way goes next, and the phone keeps both', async () => {
  const { draft, begin, fire, answer, posts, shelf } = phone();
  begin();
  draft.mark(0, '1');
  fire();
  draft.mark(7, '0');
  fire();
  assert.deepEqual([posts.length, shelf.text], [1, 'k 0 1------0']);
  await answer(200);
  assert.equal(shelf.text, 'k 7 0');
  fire();
  assert.deepEqual(await answer(200), { item: 1, run: 1, from: 7, marks: '0' });
  assert.equal(shelf.text, '');
});

test('a network that gives nothing is tried again, ever later, and the person hears it', async () => {
  const { draft, begin, fire, answer, pauses, shelf } = phone();
  begin();
  draft.mark(1, '1');
  fire();
  await answer(0);
  assert.deepEqual([draft.look().kept, shelf.text], ['unsaved', 'k 1 1']);
  draft.mark(3, '1');
  fire();
  await answer(503, { code: 'unsaved' }, 7000);
  fire();
  assert.deepEqual((await answer(200)).marks, '1-1');
  assert.equal(draft.look().kept, 'saved');
  assert.deepEqual(pauses, [600, 1000, 7000]);
});

test('a network that is back is not waited for', async () => {
  const { draft, begin, fire, answer } = phone();
  begin();
  draft.mark(1, '1');
  fire();
  await answer(0);
  draft.wake();
  assert.equal((await answer(200)).marks, '1');
});

test('a page that was closed before the server had everything puts the rest on top', async () => {
  const { draft, begin, answer } = phone('k 3 10');
  begin({ marks: '00------' });
  assert.equal(draft.look().marks, '00-10---');
  assert.deepEqual(await answer(200), { item: 1, run: 1, from: 3, marks: '10' });
});

test('what was kept for another card, of another form, or before another phone went on, is let go', () => {
  for (const [kept, now] of /** @type {const} */ ([['other 3 10', {}], ['k 7 10', {}], ['k 3 10', { other: true }], ['nonsense', {}]])) {
    const { draft, begin, posts, shelf } = phone(kept);
    begin(now);
    assert.deepEqual([draft.look().marks, posts.length, shelf.text], ['--------', 0, ''], kept);
  }
});

test('what the rules refuse is not tried again, and one asks what has happened', async () => {
  const { draft, begin, fire, answer, refusals, shelf, posts } = phone();
  begin();
  draft.mark(1, '1');
  fire();
  await answer(409, { code: 'item-closed' });
  fire();
  assert.deepEqual([refusals(), draft.look().ready, shelf.text, posts.length], [1, false, '', 0]);
  draft.mark(2, '1');
  assert.equal(draft.look().marks, '-1------', 'nothing is marked any more');
});

test('too many at once is no refusal', async () => {
  const { draft, begin, fire, answer, refusals } = phone();
  begin();
  draft.mark(1, '1');
  fire();
  await answer(429, { code: 'too-many' });
  assert.deepEqual([refusals(), draft.look().kept], [0, 'unsaved']);
});

test('what is handed in is no draft any more, and a change of it is one again', () => {
  const { draft, begin, posts, fire, shelf } = phone();
  begin();
  draft.mark(1, '1');
  draft.recorded('-1------', 'k2');
  fire();
  assert.deepEqual([draft.look().unsent, draft.look().kept, shelf.text, posts.length], [false, 'saved', '', 0]);
  draft.mark(1, '-');
  assert.equal(draft.look().unsent, true, 'all blank is a change, where something was handed in');
  draft.mark(1, '1');
  assert.equal(draft.look().unsent, false);
});

test('what is marked while the ballot is on its way is a change of it', () => {
  const { draft, begin, shelf } = phone();
  begin({ marks: '0-------' });
  draft.mark(5, '1');
  draft.recorded('0-------', 'k2');
  assert.deepEqual([draft.look().unsent, draft.look().kept, shelf.text], [true, 'saving', 'k2 0 0----1--']);
});

test('what was saved while the ballot was on its way is saved again beside it: the server dropped the draft', async () => {
  const { draft, begin, fire, answer } = phone();
  begin({ marks: '0-------' });
  draft.mark(5, '1');
  fire();
  await answer(200);
  draft.recorded('0-------', 'k2');
  assert.equal(draft.look().kept, 'saving');
  fire();
  assert.deepEqual(await answer(200), { item: 1, run: 1, from: 0, marks: '0----1--' });
  assert.equal(draft.look().kept, 'saved');
});

test('an answer for a card that is here no more changes nothing', async () => {
  const { draft, begin, fire, answer } = phone();
  begin();
  draft.mark(1, '1');
  fire();
  draft.stop();
  begin({ key: 'other', marks: '--------' });
  await answer(0);
  assert.deepEqual([draft.look().kept, draft.look().marks], ['saved', '--------']);
});
