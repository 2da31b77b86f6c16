import test from 'node:test';
import assert from 'node:assert/strict';
import { createStore } from './store.js';

/** @returns {any} */
function storage() {
  const kept = new Map();
  return {
    kept,
    getItem: (/** @type {string} */ k) => kept.has(k) ? kept.get(k) : null,
    setItem: (/** @type {string} */ k, /** @type {string} */ v) => kept.set(k, v),
    removeItem: (/** @type {string} */ k) => kept.delete(k),
  };
}
const refusing = () => { throw new Error('no storage here'); };
const ballot = { id: 'a'.repeat(32), session: 'S', card: '1', item: 1, run: 1, unit: 'W', marks: '0' };

test('ballots outlive the page and leave no trace once gone', () => {
  const local = storage();
  createStore(() => local).setBox([ballot]);
  assert.deepEqual(createStore(() => local).box(), [ballot]);
  createStore(() => local).setBox([]);
  assert.equal(local.kept.size, 0);
});

test('where storage is refused things last as long as the page', () => {
  const store = createStore(refusing);
  store.setBox([ballot]);
  store.setCard('0231');
  assert.deepEqual([store.box(), store.card()], [[ballot], '0231']);
});

test('a choice belongs to one stage', () => {
  const store = createStore(refusing);
  store.setChoice('S/1.1', '2');
  assert.deepEqual([store.choice('S/1.1'), store.choice('S/2.1')], ['2', '']);
});

test('receipts belong to one card of one session', () => {
  const local = storage();
  const store = createStore(() => local);
  store.addReceipt('S/1', '1.1', 'aa');
  store.addReceipt('S/1', '2.1', 'bb');
  assert.deepEqual([store.receipt('S/1', '1.1'), store.receipt('S/1', '2.1'), store.receipt('S/2', '1.1')], ['aa', 'bb', '']);
  store.addReceipt('S/2', '1.1', 'cc');
  assert.equal(store.receipt('S/1', '1.1'), '');
});

test('nothing that is kept with a receipt tells the marks', () => {
  const local = storage();
  createStore(() => local).addReceipt('S/1', '1.1', 'aa');
  assert.equal(local.kept.get('receipts'), '{"owner":"S/1","of":{"1.1":"aa"}}');
});

test('receipts that cannot be read count as none', () => {
  const local = storage();
  local.setItem('receipts', '{');
  assert.equal(createStore(() => local).receipt('S/1', '1.1'), '');
});
