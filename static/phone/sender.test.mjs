import test from 'node:test';
import assert from 'node:assert/strict';
import { createSender } from './sender.js';

/** @param {string} name @param {object} [other] @returns {Phone.Ballot} */
const ballot = (name, other) => ({ id: name.repeat(32), session: 'S', card: '1', item: 1, run: 1, unit: 'W', marks: '0', ...other });

/** A sender whose network and timers are driven by hand. @param {Phone.Ballot[]} box */
function bench(box) {
  /** @type {{ballot: Phone.Ballot, answer: (a: any) => void}[]} */ const posts = [];
  /** @type {{run: (() => void) | null, ms: number}[]} */ const timers = [];
  /** @type {string[]} */ const settled = [];
  const state = { box };
  const sender = createSender({
    read: () => state.box,
    write: b => { state.box = b; },
    post: b => new Promise(resolve => posts.push({ ballot: b, answer: resolve })),
    later: (run, ms) => timers.push({ run, ms }),
    cancel: timer => { if (timer) timers[timer - 1].run = null; },
    random: () => 0,
    settled: (b, _, verdict) => settled.push(b.id[0] + ' ' + verdict),
    changed: () => {},
  });
  /** @param {number} status @param {object} [data] @param {number} [wait] */
  const answer = async (status, data = {}, wait = 0) => {
    posts[posts.length - 1].answer({ status, data, wait, sent: 0, received: 0 });
    await Promise.resolve();
    await Promise.resolve();
  };
  const fire = () => {
    const due = timers.filter(t => t.run);
    due.forEach(t => { const run = t.run; t.run = null; if (run) run(); });
    return due.map(t => t.ms);
  };
  return { sender, posts, timers, settled, state, answer, fire };
}

test('nothing leaves before it is known whose card this is', () => {
  const { sender, posts } = bench([ballot('a')]);
  sender.wake();
  assert.equal(posts.length, 0);
  sender.release();
  assert.equal(posts.length, 1);
});

test('a lost answer is asked for again with the same identifier, ever later', async () => {
  const { sender, posts, answer, fire, state, settled } = bench([ballot('a')]);
  sender.release();
  await answer(0);
  assert.equal(sender.trouble(), 'net');
  assert.deepEqual(fire(), [1000]);
  await answer(503);
  assert.equal(sender.trouble(), 'busy');
  assert.deepEqual(fire(), [2000]);
  assert.deepEqual(posts.map(p => p.ballot.id), ['a', 'a', 'a'].map(c => c.repeat(32)));
  assert.equal(state.box.length, 1, 'kept until a definite answer');
  await answer(200, { receipt: 'ff' });
  assert.deepEqual([state.box, settled, sender.trouble()], [[], ['a recorded'], '']);
});

test('the server may ask for a longer pause', async () => {
  const { sender, answer, fire } = bench([ballot('a')]);
  sender.release();
  await answer(503, {}, 7000);
  assert.deepEqual(fire(), [7000]);
});

test('waking does not send what is already under way', async () => {
  const { sender, posts, answer, fire } = bench([ballot('a')]);
  sender.release();
  sender.wake();
  assert.equal(posts.length, 1);
  await answer(0);
  sender.wake();
  assert.equal(posts.length, 2);
  assert.deepEqual(fire(), [], 'the pause that was skipped sends nothing more');
});

test('the ballot for the stage goes before older ones', async () => {
  const { sender, posts, answer, settled } = bench([ballot('a'), ballot('b', { item: 2 })]);
  sender.release();
  await answer(200, { receipt: 'ff' });
  await answer(409, { code: 'item-closed' });
  assert.deepEqual(posts.map(p => p.ballot.id[0]), ['b', 'a']);
  assert.deepEqual(settled, ['b recorded', 'a refused']);
});

test('a card in use elsewhere keeps the ballot and stops', async () => {
  const { sender, posts, answer, state, fire, settled } = bench([ballot('a')]);
  sender.release();
  await answer(409, { code: 'card-elsewhere' });
  assert.deepEqual([state.box.length, settled, fire(), posts.length], [1, ['a blocked'], [], 1]);
  sender.release();
  assert.deepEqual(fire(), [1000], 'two answers that disagree are no reason to hurry');
  assert.equal(posts.length, 2);
});

test('a held sender sends nothing when the person comes back', async () => {
  const { sender, posts, answer } = bench([ballot('a')]);
  sender.release();
  await answer(401, { code: 'no-card' });
  sender.wake();
  assert.equal(posts.length, 1);
});
