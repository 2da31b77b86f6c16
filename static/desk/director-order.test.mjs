import test from 'node:test';
import assert from 'node:assert/strict';
import { comingOn, confirmed, delayOf, idOf, lyingOn, runOrder, seenOn, suggestion, wide } from './director-order.js';

/** @param {string} shape */
const facts = (shape, rankings = [{ scene: 'reveal', list: '', label: '', worst: false }]) => ({ shape, units: [{ id: 'u1', name: '甲', class: '' }], rankings });
/** @param {import('./director-order.js').Entry[]} entries */
const scenes = entries => entries.map(e => e.cue.scene).join(' ');

test('each of the four kinds of evening has its run order', () => {
  const subject = { item: 3, unit: 'u1' };
  assert.equal(scenes(runOrder(facts('windows'), subject)), 'bug join-qr strap countdown turnout live-bars score-card board reveal plate');
  assert.equal(scenes(runOrder(facts('pledges'), subject)), 'bug join-qr strap pledge countdown verdict versus board reveal plate');
  assert.equal(scenes(runOrder(facts('form'), subject)), 'bug join-qr turnout strap dims versus board reveal plate');
  const lists = [{ scene: 'ten', list: 'best', label: '十佳', worst: false }, { scene: 'ten', list: 'worst', label: '十差', worst: true }];
  assert.equal(scenes(runOrder(facts('choice', lists), subject)), 'bug join-qr turnout live-bars ten ten plate');
});

test('a picture of an item names it, so that it does not change when another comes on stage', () => {
  const of = (/** @type {string} */ shape) => runOrder(facts(shape), { item: 3, unit: 'u1' }).filter(e => e.section === 'item').map(e => e.cue);
  for (const cue of of('windows')) assert.equal(cue.item, 3);
  for (const cue of of('form')) assert.deepEqual([cue.item, cue.unit], [3, 'u1']);
});

test('what comes next stands behind what is on air, and begins again with the next item', () => {
  const entries = runOrder(facts('windows'), { item: 3, unit: '' });
  const after = (/** @type {any} */ cue, left = 5) => entries[suggestion(entries, cue, left)].cue.scene;
  assert.equal(after(null), 'bug');
  assert.equal(after(entries[2].cue), 'countdown');
  assert.equal(after({ ...entries[2].cue, step: 1 }), 'countdown', 'at whichever step');
  assert.equal(after({ scene: 'score-card', item: 2, step: 0 }), 'strap', 'of the item before');
  assert.equal(after({ scene: 'score-card', item: 10, step: 0 }), 'board', 'of the tenth');
  assert.equal(after({ scene: 'board', step: 2 }), 'strap', 'and on with the next');
  assert.equal(after({ scene: 'board', step: 2 }, 0), 'reveal', 'when no item is left');
  assert.equal(after({ scene: 'plate', step: 0 }, 0), 'plate', 'nothing comes behind the last');
  assert.equal(suggestion([], null, 0), -1);
});

test('a line is as wide as its hanzi, two other characters being one', () => {
  assert.equal(wide('市行政审批局'), 6);
  assert.equal(wide('A1 市'), 3);
  assert.equal(wide(''), 0);
});

test('whether an output is confirmed is for the server to say, and the frames of a desk are no pages of it', () => {
  const page = (/** @type {string} */ host) => ({ rev: 7, host, heard: 9000, since: 1 });
  const output = (/** @type {string} */ stands, cls = 'public') => /** @type {any} */ ({ class: cls, revision: 7, stands, pages: [page('obs'), page('desk')] });
  assert.deepEqual(confirmed(output('shown'), 10_000), { pages: [page('obs')], shown: true, waiting: [], timed: false, age: 1000 });
  assert.deepEqual(confirmed({ ...output('waiting'), waiting: ['strap'] }, 10_000), { pages: [page('obs')], shown: false, waiting: ['strap'], timed: false, age: 1000 });
  const comes = { ...output('shown'), waiting: [7], due: 12_000 };
  assert.deepEqual([confirmed(comes, 10_000).timed, confirmed(comes, 12_000).timed], [true, false], 'its moment is to come');
  assert.ok(!confirmed(output('hidden'), 10_000).shown, 'a page that shows it to nobody');
  assert.equal(confirmed(output('shown', 'preview'), 10_000).pages.length, 2);
});

test('what can be seen, and what is to come', () => {
  const board = { scene: 'board', take: 5 };
  const dims = { scene: 'dims', take: 7 };
  const bug = { scene: 'bug', take: 6 };
  const output = /** @type {any} */ ({ seen: { full: board, bug }, layers: { full: dims, bug } });
  assert.deepEqual(seenOn(output), { full: board, bug });
  assert.deepEqual(comingOn(output), [['full', dims]]);
  assert.deepEqual(lyingOn(output), [board, bug, dims]);
  assert.deepEqual(lyingOn(undefined), []);
});

test('an output with a delay has so much more time to answer', () => {
  assert.equal(delayOf({ delay: 150, rate: 50 }), 3000);
  assert.equal(delayOf({}), 0);
  assert.equal(delayOf({ layers: { lower: /** @type {any} */ ({ scene: 'strap' }) } }), 700, 'a strap waits for the one before');
});

test('a cue is the same at whichever step', () => {
  assert.equal(idOf({ scene: 'board', list: 'A', step: 3 }), idOf({ scene: 'board', list: 'A', step: 0 }));
  assert.notEqual(idOf({ scene: 'board', list: 'A', step: 0 }), idOf({ scene: 'board', step: 0 }));
});
